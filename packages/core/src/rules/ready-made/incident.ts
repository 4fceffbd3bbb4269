import type { RuleInput } from '../rule-types.js'

/** What a host says about the tickets behind its incidents. */
export interface IncidentRuleChoices<Event extends string = 'solve'> {
  /** The message that each of them gets, as a template of that ticket: `The fault behind {{ ticket.subject }} is cured.`. */
  readonly message?: string
  /** The event of their own workflow that solves them; `solve`, as of `supportWorkflow`, if left out. */
  readonly event?: Event
}

/**
 * Ready-made rules for `incidentWorkflow`: when an incident is solved, also by hand, each of its children that is not done yet gets a
 * message and is solved too. A child whose workflow refuses the event keeps its state; the rule's log says why.
 *
 * @example
 * ```ts
 * import { defaultAccess, defineDesk, incidentRules, incidentWorkflow, supportWorkflow } from '@docket/core'
 *
 * export const desk = defineDesk({
 *   workflows: [supportWorkflow, incidentWorkflow()],
 *   access: defaultAccess(),
 *   rules: incidentRules({ message: 'The power is back. Sorry for the dark evening.' }),
 * })
 * ```
 */
export function incidentRules<const Event extends string = 'solve'>(choices: IncidentRuleChoices<Event> = {}) {
  const { message = 'The fault behind this ticket has been cured.', event = 'solve' as Event } = choices
  return [
    {
      id: 'incident-solved',
      label: { en: 'Solve the tickets behind an incident', zh: '故障恢复后解决相关工单' },
      on: ['ticket.transitioned', 'ticket.overridden'],
      when: { workflow: 'incident', state: 'solved' },
      do: [
        {
          action: 'forChildren',
          do: [
            { action: 'reply', body: message },
            { action: 'send', event },
          ],
        },
      ],
    },
  ] as const satisfies readonly RuleInput[]
}
