import type { RuleInput } from '@docket/core'

const onward = <const Event extends string>(
  id: string,
  on: 'item.checked' | 'item.confirmed' | 'approval.given',
  workflow: string,
  stage: string,
  event: Event,
) => ({ id: `onward-${id}`, on, when: { workflow, stage }, do: [{ action: 'send', event }] }) as const

/** Whoever was given something and has not said to be at it is reminded after so many minutes of their working time. */
const remind = (id: string, minutes: number) =>
  ({
    id,
    after: { minutes },
    since: 'assigned',
    calendar: 'shanghai',
    when: { phase: 'open' },
    do: [{ action: 'notify', to: ['assignee'], kind: id }],
  }) as const

/**
 * What is done hands itself on: after each check the desk tries to send the ticket on, which its checklist refuses until
 * everything is there; the rule's log has the refusals. The approval of a refund is asked for when its stage begins.
 */
export const handOverRules = [
  {
    id: 'tell-where',
    on: 'stage.begun',
    do: [{ action: 'reply', body: '您的「{{ ticket.subject }}」已转到下一部门处理。' }],
  },
  remind('not-taken-up', 15),
  remind('still-not-taken-up', 60),
  {
    id: 'ask-refund',
    on: 'stage.begun',
    when: { workflow: 'refund', stage: 'decision' },
    do: [{ action: 'askApproval', approval: 'refund' }],
  },
  onward('evidence', 'item.checked', 'refund', 'evidence', 'toQuality'),
  onward('inspection', 'item.confirmed', 'refund', 'inspection', 'passed'),
  onward('decision', 'approval.given', 'refund', 'decision', 'toFinance'),
  onward('reception', 'item.checked', 'repair', 'reception', 'toWorkshop'),
  onward('workshop', 'item.checked', 'repair', 'workshop', 'toQuality'),
  onward('final-test', 'item.confirmed', 'repair', 'quality', 'passed'),
  onward('shipping', 'item.checked', 'repair', 'shipping', 'sent'),
  onward('received', 'item.checked', 'complaint', 'received', 'toCare'),
  onward('remedy', 'item.checked', 'complaint', 'working', 'propose'),
] as const satisfies readonly RuleInput[]
