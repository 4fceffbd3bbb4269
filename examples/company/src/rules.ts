import { incidentRules, lifeRules, type RuleInput } from '@docket/core'

const EUROPE = ['de', 'en', 'fr']

/** Told, reminded, archived, as ready-made; the question how it went is the company's own, below. */
const life = lifeRules({ remindAfter: { hours: 24 }, archiveAfter: { days: 2 } }).filter(
  ({ id }) => id !== 'life-survey',
)

/** What is done by itself, in this order. */
export const rules = [
  ...incidentRules({ message: '您反映的「{{ ticket.subject }}」已恢复正常，给您带来不便，深表歉意。' }),
  ...life,
  {
    id: 'valued-customer',
    label: { zh: '重要客户优先', en: 'Valued customers first' },
    on: 'ticket.created',
    when: { tier: 'vip' },
    do: [
      { action: 'raisePriority', to: 'high' },
      { action: 'addWatcher', watcher: 'lead' },
    ],
  },
  {
    id: 'customer-waits',
    label: { zh: '客户久等', en: 'The customer waits (Shanghai)' },
    after: { hours: 4 },
    since: 'requesterWrote',
    calendar: 'shanghai',
    when: { phase: 'open', not: { locale: EUROPE } },
    do: [{ action: 'notify', to: ['assignee'], kind: 'customer-waits' }],
  },
  {
    id: 'customer-waits-europe',
    label: { zh: '欧洲客户久等', en: 'The customer waits (Berlin)' },
    after: { hours: 4 },
    since: 'requesterWrote',
    calendar: 'berlin',
    when: { phase: 'open', locale: EUROPE },
    do: [{ action: 'notify', to: ['assignee'], kind: 'customer-waits' }],
  },
  {
    id: 'pay',
    label: { zh: '退款打款', en: 'Pay the refund' },
    on: 'stage.begun',
    when: { workflow: 'refund', stage: 'payment' },
    do: [{ action: 'effect', effect: 'refund' }],
  },
  {
    id: 'order-part',
    label: { zh: '订购配件', en: 'Order the spare part' },
    on: 'ticket.transitioned',
    when: { state: 'waitingForParts' },
    do: [{ action: 'effect', effect: 'sparePart' }],
  },
  {
    id: 'survey',
    label: { zh: '满意度调查', en: 'Ask how it went' },
    after: { hours: 1 },
    since: 'solved',
    when: { not: { any: [{ tag: 'outage' }, { workflow: 'incident' }] } },
    do: [{ action: 'reply', body: '「{{ ticket.subject }}」处理得如何？请打 1 到 5 分。' }],
  },
  {
    id: 'tell-crm',
    label: { zh: '评分同步到 CRM', en: 'Tell the CRM of ratings' },
    on: 'ticket.rated',
    do: [{ action: 'effect', effect: 'crm' }],
  },
] as const satisfies readonly RuleInput[]
