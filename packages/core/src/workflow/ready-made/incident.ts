import { defineWorkflow } from '../define.js'
import { chosen, type WorkflowChoices } from './choices.js'

/** What a host says about its incidents. */
export type IncidentChoices = WorkflowChoices<
  'operations' | 'engineering',
  'investigating' | 'identified' | 'monitoring'
>

/**
 * The ready-made workflow of an incident: investigated, its cause identified, the cure watched, solved, looked back at.
 *
 * The tickets behind it are its children; `incidentRules` solves them with it. What the post-mortem taught is the reason of
 * `publish`, and why there is nothing to learn that of `skip`; without either it closes by time after 30 days (`lapse`).
 * Owners: `operations` looks and watches, `engineering` cures, as teams of these names if nothing else is said.
 *
 * @throws DocketError `INVALID_DEFINITION` when an option is wrong
 * @example
 * ```ts
 * import { incidentWorkflow } from '@docket/core'
 *
 * export const incident = incidentWorkflow({ owners: { operations: 'noc' }, within: { identified: { hours: 2 } } })
 * ```
 */
export function incidentWorkflow(choices: IncidentChoices = {}) {
  const owner = chosen('owners', choices.owners, { operations: 'operations', engineering: 'engineering' })
  const within = chosen('within', choices.within, {
    investigating: { hours: 1 },
    identified: { hours: 4 },
    monitoring: { hours: 24 },
  })
  return defineWorkflow({
    id: 'incident',
    version: choices.version ?? 1,
    label: { en: 'Incident', zh: '故障事件' },
    initial: 'investigating',
    states: {
      investigating: {
        tags: ['open'],
        label: { en: 'Investigating', zh: '排查中' },
        stage: {
          owner: owner.operations,
          within: within.investigating,
          instructions: {
            en: 'Say how far it reaches, and link the tickets behind it.',
            zh: '确认影响范围并关联相关工单。',
          },
          checklist: [
            { id: 'scope', label: { en: 'Reach known', zh: '已确认影响范围' } },
            { id: 'announced', label: { en: 'Announced', zh: '已公告' } },
          ],
        },
        on: {
          causeFound: { target: 'identified', requires: ['checklist'] },
          falseAlarm: { target: 'solved', requires: ['reason'] },
        },
      },
      identified: {
        tags: ['open'],
        label: { en: 'Cause identified', zh: '已定位原因' },
        stage: {
          owner: owner.engineering,
          within: within.identified,
          instructions: { en: 'Cure it, or contain it first.', zh: '修复故障，必要时先行止损。' },
          checklist: [{ id: 'cured', label: { en: 'Cure in place', zh: '修复已生效' } }],
        },
        on: {
          watch: { target: 'monitoring', requires: ['checklist'] },
          anotherCause: { target: 'investigating', requires: ['reason'] },
        },
      },
      monitoring: {
        tags: ['open'],
        label: { en: 'Monitoring', zh: '观察中' },
        stage: {
          owner: owner.operations,
          within: within.monitoring,
          instructions: { en: 'Watch until you would bet on it.', zh: '持续观察，确认稳定。' },
          checklist: [{ id: 'stable', label: { en: 'Stable', zh: '已稳定' }, needs: [{ secondPerson: true }] }],
        },
        on: {
          solve: { target: 'solved', requires: ['checklist'] },
          comesBack: { target: 'identified', requires: ['reason'] },
        },
      },
      solved: {
        tags: ['solved'],
        label: { en: 'Solved', zh: '已恢复' },
        on: {
          lookBack: 'postmortem',
          reopen: { target: 'investigating', requires: ['reason'] },
        },
        timeout: { after: { days: 2 }, send: 'lookBack' },
      },
      postmortem: {
        tags: ['solved'],
        label: { en: 'Post-mortem', zh: '复盘中' },
        on: {
          publish: { target: 'closed', requires: ['reason'] },
          skip: { target: 'closed', roles: ['lead', 'admin'], requires: ['reason'] },
          lapse: { target: 'closed', roles: ['system'] },
          reopen: { target: 'investigating', requires: ['reason'] },
        },
        timeout: { after: { days: 30 }, send: 'lapse' },
      },
      closed: {
        tags: ['terminal'],
        label: { en: 'Closed', zh: '已关闭' },
        on: { reopen: { target: 'investigating', roles: ['lead', 'admin'], requires: ['reason'] } },
      },
    },
  })
}
