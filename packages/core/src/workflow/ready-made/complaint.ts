import type { Duration } from '../../kernel/duration.js'
import { defineWorkflow } from '../define.js'
import { chosen, EVERYBODY, type WorkflowChoices } from './choices.js'

/** What a host says about its complaints. */
export type ComplaintChoices = WorkflowChoices<'service' | 'care', 'received' | 'working'> & {
  /** How long the customer may leave a remedy unanswered before the complaint closes by time; fourteen days if left out. */
  readonly closeAfter?: Duration
}

/**
 * The ready-made workflow of a complaint, which closes by the customer's own word: the customer confirms the remedy, or
 * tells an agent who calls back and records it. No agent can confirm without that. A refusal reopens the same ticket, with its
 * reason; what stays unanswered closes by time, which is an event of its own (`expire`), told apart from a confirmation.
 *
 * Owners: `service` takes it in, `care` works on it, as teams of these names if nothing else is said.
 *
 * @throws DocketError `INVALID_DEFINITION` when an option is wrong
 * @example
 * ```ts
 * import { complaintWorkflow } from '@docket/core'
 *
 * export const complaint = complaintWorkflow({ within: { received: { hours: 1 } }, closeAfter: { days: 7 } })
 * ```
 */
export function complaintWorkflow(choices: ComplaintChoices = {}) {
  const owner = chosen('owners', choices.owners, { service: 'service', care: 'care' })
  const within = chosen('within', choices.within, { received: { hours: 2 }, working: { hours: 24 } })
  return defineWorkflow({
    id: 'complaint',
    version: choices.version ?? 1,
    label: { en: 'Complaint', zh: '投诉' },
    initial: 'received',
    states: {
      received: {
        tags: ['open'],
        label: { en: 'Received', zh: '已受理' },
        stage: {
          owner: owner.service,
          within: within.received,
          instructions: { en: 'Say that it has arrived, and what happens next.', zh: '告知客户已受理及后续安排。' },
          checklist: [{ id: 'acknowledged', label: { en: 'Customer knows', zh: '已告知客户' } }],
        },
        on: {
          toCare: { target: 'working', requires: ['checklist'] },
          noComplaint: { target: 'proposed', requires: ['reason'] },
        },
      },
      working: {
        tags: ['open'],
        label: { en: 'Working on it', zh: '处理中' },
        stage: {
          owner: owner.care,
          within: within.working,
          instructions: {
            en: 'Find the cause, agree on a remedy, have it done.',
            zh: '查明原因，商定补救措施并落实。',
          },
          checklist: [
            { id: 'cause', label: { en: 'Cause found', zh: '已查明原因' } },
            { id: 'remedy', label: { en: 'Remedy done', zh: '已落实补救措施' } },
          ],
        },
        on: {
          askCustomer: 'waiting',
          propose: { target: 'proposed', requires: ['checklist', 'requests'] },
        },
      },
      waiting: {
        tags: ['waiting', 'sla-paused'],
        label: { en: 'Waiting for you', zh: '等待客户' },
        partOf: 'working',
        onReply: 'answered',
        on: { answered: { target: 'working', roles: EVERYBODY }, goOn: 'working' },
        timeout: { after: { days: 7 }, send: 'goOn' },
      },
      proposed: {
        tags: ['solved'],
        label: { en: 'Waiting for your confirmation', zh: '待客户确认' },
        confirmation: { confirmed: 'confirm', refused: 'refuse' },
        on: {
          confirm: { target: 'closed', roles: ['requester'] },
          refuse: { target: 'working', roles: ['requester'], requires: ['reason'] },
          takeBack: { target: 'working', requires: ['reason'] },
          expire: { target: 'closed', roles: ['system'] },
        },
        timeout: { after: choices.closeAfter ?? { days: 14 }, send: 'expire' },
      },
      closed: {
        tags: ['terminal'],
        label: { en: 'Closed', zh: '已关闭' },
        on: { reopen: { target: 'working', roles: ['lead', 'admin'], requires: ['reason'] } },
      },
    },
  })
}
