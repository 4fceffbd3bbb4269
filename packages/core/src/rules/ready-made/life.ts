import type { Duration } from '../../kernel/duration.js'
import type { RuleInput } from '../rule-types.js'

/** What a host says about the life of its tickets. */
export interface LifeRuleChoices {
  /** After so long in one open state whoever has the ticket is reminded, each stay once; a day if left out. */
  readonly remindAfter?: Duration
  /** So long after it was solved the requester is asked how it went; an hour if left out. */
  readonly surveyAfter?: Duration
  /** So long after it ended it is archived; 90 days if left out. */
  readonly archiveAfter?: Duration
  /** The question, as a template of the ticket. */
  readonly survey?: string
}

/**
 * Ready-made rules for the life of a ticket: whoever is to work on it is told (`life.created`), reminded while it stays
 * where it is (`life.reminder`), the requester is asked how it went once it is solved, and in the end it is archived. In wall time.
 *
 * @example
 * ```ts
 * import { defaultAccess, defineDesk, lifeRules, supportWorkflow } from '@docket/core'
 *
 * export const desk = defineDesk({
 *   workflows: [supportWorkflow],
 *   access: defaultAccess(),
 *   rules: lifeRules({ remindAfter: { hours: 8 }, survey: 'How did we do about {{ ticket.subject }}?' }),
 * })
 * ```
 */
export function lifeRules(choices: LifeRuleChoices = {}) {
  const { remindAfter = { hours: 24 }, surveyAfter = { hours: 1 }, archiveAfter = { days: 90 } } = choices
  const { survey = 'We hope that this is settled. How satisfied are you with our help, from 1 to 5?' } = choices
  return [
    {
      id: 'life-created',
      label: { en: 'Tell who is to work on it', zh: '通知处理人' },
      on: 'ticket.created',
      do: [{ action: 'notify', to: ['assignee'], kind: 'life.created' }],
    },
    {
      id: 'life-reminder',
      label: { en: 'Remind while it stays open', zh: '超时未推进提醒' },
      after: remindAfter,
      since: 'stateEntered',
      when: { phase: 'open' },
      do: [{ action: 'notify', to: ['assignee'], kind: 'life.reminder' }],
    },
    {
      id: 'life-survey',
      label: { en: 'Ask how it went', zh: '满意度调查' },
      after: surveyAfter,
      since: 'solved',
      do: [{ action: 'reply', body: survey }],
    },
    {
      id: 'life-archive',
      label: { en: 'Archive what is long over', zh: '归档已结束的工单' },
      after: archiveAfter,
      since: 'stateEntered',
      when: { phase: 'terminal' },
      do: [{ action: 'archive' }],
    },
  ] as const satisfies readonly RuleInput[]
}
