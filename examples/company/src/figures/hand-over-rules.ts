import type { RuleInput } from '@docket/core'

const onward = <const Event extends string>(
  id: string,
  on: 'item.checked' | 'item.confirmed' | 'approval.given',
  workflow: string,
  stage: string,
  event: Event,
) => ({ id: `onward-${id}`, on, when: { workflow, stage }, do: [{ action: 'send', event }] }) as const

/**
 * What is done hands itself on: after each check the desk tries to send the ticket on, which its checklist refuses until
 * everything is there; the rule's log has the refusals.
 */
export const handOverRules = [
  {
    id: 'tell-where',
    on: 'stage.begun',
    do: [{ action: 'reply', body: '您的「{{ ticket.subject }}」已转到下一部门处理。' }],
  },
  onward('evidence', 'item.checked', 'refund', 'evidence', 'toQuality'),
  onward('inspection', 'item.checked', 'refund', 'inspection', 'passed'),
  onward('decision', 'approval.given', 'refund', 'decision', 'toFinance'),
  onward('reception', 'item.checked', 'repair', 'reception', 'toWorkshop'),
  onward('workshop', 'item.checked', 'repair', 'workshop', 'toQuality'),
  onward('final-test', 'item.confirmed', 'repair', 'quality', 'passed'),
  onward('shipping', 'item.checked', 'repair', 'shipping', 'sent'),
  onward('received', 'item.checked', 'complaint', 'received', 'toCare'),
  onward('remedy', 'item.checked', 'complaint', 'working', 'propose'),
] as const satisfies readonly RuleInput[]
