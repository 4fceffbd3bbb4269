/** Somebody who buys in the shop. */
export interface Customer {
  readonly id: string
  readonly name: string
  readonly language: 'en' | 'zh'
  readonly tier?: string
}

/** As whom one can sign in to the shop. A real shop has passwords. */
export const CUSTOMERS: readonly Customer[] = [
  { id: 'emma', name: 'Emma Clarke', language: 'en' },
  { id: 'linwei', name: '林薇', language: 'zh', tier: 'gold' },
  { id: 'tom', name: 'Tom Becker', language: 'en' },
]

/** Who answers. */
export const AGENTS = [
  { id: 'mei', name: 'Mei Chen 陈梅', team: 'service', languages: ['zh', 'en'] },
  { id: 'jonas', name: 'Jonas Weber', team: 'service', languages: ['en'] },
  { id: 'hao', name: 'Hao Zhang 张浩', team: 'workshop', languages: ['zh', 'en'] },
] as const

/** The teams. */
export const TEAMS = [
  { id: 'service', name: 'Service 客服' },
  { id: 'workshop', name: 'Workshop 维修' },
] as const

/** The customer of that id. */
export const customerOf = (id: string): Customer | undefined => CUSTOMERS.find((one) => one.id === id)

/** What somebody of the desk, or a customer, is called. */
export function nameOf({ type, id }: { readonly type: string; readonly id: string }): string {
  if (type === 'requester') return customerOf(id)?.name ?? 'Visitor'
  return AGENTS.find((one) => one.id === id)?.name ?? (type === 'agent' ? id : 'Northlight')
}
