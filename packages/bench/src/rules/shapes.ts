import type { Condition, TicketView } from '@docket/core'

/** What conditions of the benchmark read of a ticket. */
export interface RuledFields {
  readonly product: string
  readonly amount: number
  readonly affected: 'one' | 'many'
}

/** A condition as a function that somebody wrote. */
export type ByHand = (ticket: TicketView) => boolean

/** One condition in four forms: ours, closures by hand, and the two engines'. */
export interface Shape {
  readonly when: Condition<RuledFields, (typeof LEVELS)[number]>
  readonly byHand: ByHand
  readonly logic: object
  readonly facts: { readonly all: object[] }
}

const LEVELS = ['urgent', 'high', 'normal', 'low'] as const
const PRODUCTS = ['lamp', 'desk', 'chair', 'shelf', 'phone', 'cable'] as const
const CATEGORIES = ['repair', 'refund', 'delivery', 'question'] as const
const TAGS = ['vip', 'late', 'photo', 'press', 'legal'] as const
const TIERS = ['gold', 'silver', 'plain'] as const

/** What tickets and conditions take their values from. */
export const VALUES = { levels: LEVELS, products: PRODUCTS, categories: CATEGORIES, tags: TAGS, tiers: TIERS }

const at = <Value>(values: readonly Value[], index: number): Value => values[index % values.length] as Value
const is = (name: string, value: unknown) => ({ fact: name, operator: 'equal', value })
const among = (name: string, value: readonly string[]) => ({ fact: name, operator: 'in', value })
const atLeast = (name: string, value: number) => ({ fact: name, operator: 'greaterThanInclusive', value })
const has = (name: string, value: string) => ({ fact: name, operator: 'contains', value })
const same = (name: string, value: unknown): object => ({ '===': [{ var: name }, value] })

/** As a desk has them: values, bounds, tags, one of several, and conditions of conditions. */
const SHAPES: readonly ((index: number) => Shape)[] = [
  (index) => {
    const [priority, least] = [at(LEVELS, index), (index * 137) % 900]
    return {
      when: { priority, fields: { amount: { atLeast: least } } },
      byHand: ({ priority: level, fields }) => level === priority && (fields['amount'] as number) >= least,
      logic: { and: [same('priority', priority), { '>=': [{ var: 'fields.amount' }, least] }] },
      facts: { all: [is('priority', priority), atLeast('amount', least)] },
    }
  },
  (index) => {
    const [product, category] = [at(PRODUCTS, index), at(CATEGORIES, index)]
    return {
      when: { category, fields: { product } },
      byHand: (ticket) => ticket.category === category && ticket.fields['product'] === product,
      logic: { and: [same('category', category), same('fields.product', product)] },
      facts: { all: [is('category', category), is('product', product)] },
    }
  },
  (index) => {
    const [tag, tier] = [at(TAGS, index), at(TIERS, index)]
    return {
      when: { tag, tier },
      byHand: ({ tags, requester }) => tags.includes(tag) && requester.tier === tier,
      logic: { and: [{ in: [tag, { var: 'tags' }] }, same('requester.tier', tier)] },
      facts: { all: [has('tags', tag), is('tier', tier)] },
    }
  },
  (index) => {
    const products = [at(PRODUCTS, index), at(PRODUCTS, index + 2), at(PRODUCTS, index + 3)]
    const wanted = new Set<unknown>(products)
    return {
      when: { phase: 'open', fields: { product: products, affected: 'many' } },
      byHand: ({ phase, fields }) => phase === 'open' && wanted.has(fields['product']) && fields['affected'] === 'many',
      logic: {
        and: [same('phase', 'open'), { in: [{ var: 'fields.product' }, products] }, same('fields.affected', 'many')],
      },
      facts: { all: [is('phase', 'open'), among('product', products), is('affected', 'many')] },
    }
  },
  (index) => {
    const [priority, tag, least] = [at(LEVELS, index), at(TAGS, index), (index * 251) % 900]
    return {
      when: { any: [{ priority }, { fields: { amount: { atLeast: least } } }], not: { tag } },
      byHand: ({ priority: level, fields, tags }) =>
        (level === priority || (fields['amount'] as number) >= least) && !tags.includes(tag),
      logic: {
        and: [
          { or: [same('priority', priority), { '>=': [{ var: 'fields.amount' }, least] }] },
          { '!': [{ in: [tag, { var: 'tags' }] }] },
        ],
      },
      facts: {
        all: [{ any: [is('priority', priority), atLeast('amount', least)] }, { not: has('tags', tag) }],
      },
    }
  },
]

/** So many conditions; the same in each run. */
export const shapes = (count: number): Shape[] => Array.from({ length: count }, (_, index) => at(SHAPES, index)(index))
