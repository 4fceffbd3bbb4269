import { describe, expect, it } from 'vitest'
import type { TicketAction } from '../actions/action-types.js'
import type { EventCondition } from '../condition/condition-types.js'
import { endlessChains } from './chains.js'
import type { RuleDefinition, RuleTrigger } from './rule-types.js'

const moves = new Map([
  ['solve', [{ state: 'solved', phase: 'solved' as const }]],
  ['reopen', [{ state: 'open', phase: 'open' as const }]],
])

type Given = readonly [
  on: RuleTrigger,
  actions: readonly TicketAction[],
  when?: EventCondition | null,
  by?: readonly string[],
]

/** The chains among rules that are named by their place, as their places. */
function chains(...given: readonly Given[]): string[] {
  const rules = given.map(([on, actions, when = null, by = null], index): RuleDefinition => {
    return { id: String(index), version: 1, label: null, on: [on], by, after: null, when, actions, stop: false }
  })
  return endlessChains(rules, moves).map((chain) => chain.map(({ rule }) => rule).join(' '))
}
const tag = (...add: string[]): TicketAction => ({ action: 'tag', add })
const untag = (...remove: string[]): TicketAction => ({ action: 'tag', remove })
const set = (fields: Record<string, number>): TicketAction => ({ action: 'setFields', fields })
const send = (event: string): TicketAction => ({ action: 'send', event })
const note: TicketAction = { action: 'note', body: 'x' }

describe('a chain without end', () => {
  it('is found where a rule sets itself off by what makes an event each time', () => {
    expect(chains(['message.added', [note]])).toEqual(['0'])
    expect(chains(['ticket.prioritized', [{ action: 'setPriority', priority: 'low' }]])).toEqual(['0'])
  })

  it('is found where an approval that one asks for moves the ticket on to where it is asked for again', () => {
    const ask: TicketAction = { action: 'askApproval', approval: 'refund' }
    expect(chains(['stage.begun', [ask]], ['approval.asked', [send('reopen')]])).toEqual(['0 1'])
    // What is asked for is not asked for again, and an answer is nobody's but a person's.
    expect(chains(['approval.asked', [ask]])).toEqual([])
    expect(chains(['stage.begun', [ask]], ['approval.given', [send('reopen')]])).toEqual([])
  })

  it('is found where rules undo each other, over any number of steps', () => {
    expect(
      chains(['ticket.tagged', [tag('a')], { not: { tag: 'b' } }], ['ticket.tagged', [untag('a')], { tag: 'c' }]),
    ).toEqual(['0 1'])
    expect(
      chains(['ticket.updated', [tag('a')]], ['ticket.tagged', [note]], ['message.added', [set({ n: 1 })]]),
    ).toEqual(['0 1 2'])
  })

  it('is found where one closes what another reopens, and each matches what the other leaves', () => {
    expect(
      chains(
        ['ticket.transitioned', [send('solve')], { phase: 'open' }],
        ['ticket.transitioned', [send('reopen')], { state: 'solved' }],
      ),
    ).toEqual(['0 1'])
  })

  it('is found apart from others', () => {
    expect(
      chains(
        ['message.added', [note]],
        ['ticket.tagged', [note], null, ['agent']],
        ['ticket.updated', [set({ n: 1 }), note]],
      ),
    ).toEqual(['0'])
  })
})

describe('none is found', () => {
  it.each<[string, readonly Given[]]>([
    [
      'where the same is set each time',
      [
        ['ticket.tagged', [tag('a')]],
        ['ticket.tagged', [tag('b')]],
      ],
    ],
    [
      'where what a rule leaves is not what it looks for',
      [['ticket.transitioned', [send('solve')], { state: 'open' }]],
    ],
    ['where the phase says so', [['ticket.transitioned', [send('solve')], { phase: ['open', 'waiting'] }]]],
    ['where a field is then another', [['ticket.updated', [set({ n: 1 }), note], { fields: { n: 0 } }]]],
    ['where a tag is then there', [['ticket.tagged', [tag('done'), note], { not: { tag: 'done' } }]]],
    ['where a tag is then gone', [['ticket.tagged', [untag('go'), note], { tag: 'go' }]]],
    ['where it waits for what the requester sees', [['message.added', [note], { event: { visibility: 'public' } }]]],
    ['where it waits for a move to elsewhere', [['ticket.transitioned', [send('solve')], { event: { to: 'open' } }]]],
    ['where only people set it off', [['message.added', [note], null, ['agent', 'requester']]]],
    ['where it asks others alone', [['ticket.created', [{ action: 'notify', to: ['lead'] }]]]],
  ])('%s', (_, given) => {
    expect(chains(...given)).toEqual([])
  })

  it('but is where it waits for what it writes itself', () => {
    expect(chains(['message.added', [note], { event: { visibility: 'internal' } }])).toEqual(['0'])
    expect(chains(['ticket.transitioned', [send('solve')], { event: { to: ['solved', 'open'] } }])).toEqual(['0'])
  })

  it('but is where something else that a rule does sets it off as well', () => {
    expect(chains(['ticket.tagged', [send('solve'), tag('a'), untag('a')], { state: 'open' }])).toEqual(['0'])
  })
})

/** Rules whose triggers are counted each time that they are looked at. */
function counted(rules: readonly RuleDefinition[]) {
  let looks = 0
  const watched = rules.map((rule) =>
    Object.defineProperty({ ...rule }, 'by', {
      get: () => {
        looks += 1
        return rule.by
      },
    }),
  )
  return { watched, looks: () => looks }
}

describe('a thousand rules', () => {
  const many = (of: (index: number) => Partial<RuleDefinition>) =>
    Array.from({ length: 1_000 }, (_, index): RuleDefinition => {
      const none = { version: 1, label: null, by: null, after: null, when: null, stop: false }
      return { id: String(index), on: [], actions: [], ...none, ...of(index) }
    })

  it('that all wait for what all do are looked at a few times each, not once for each pair', () => {
    const { watched, looks } = counted(many((index) => ({ on: ['ticket.tagged'], actions: [tag(`t${index}`)] })))
    expect(endlessChains(watched, moves)).toEqual([])
    expect(looks()).toBeLessThan(10_000)
  })

  it('give one circle for all that are chained to each other, the shortest that does not end', () => {
    const { watched, looks } = counted(
      many(() => ({ on: ['ticket.tagged', 'message.added'], actions: [tag('a'), note] })),
    )
    expect(endlessChains(watched, moves)).toEqual([[{ rule: '0', by: 'message.added' }]])
    expect(looks()).toBeLessThan(10_000)
  })

  it('give each circle of its own, in declared order', () => {
    const next = (index: number) => [tag(`${index % 2 === 0 ? index + 1 : index - 1}`), untag(String(index)), note]
    const pairs = many((index) => ({ on: ['ticket.tagged'], actions: next(index), when: { tag: String(index) } }))
    // A tag that was there before can set any other off, so that it is one circle; fields tell them apart.
    expect(endlessChains(pairs, moves)).toHaveLength(1)
    const apart = many((index) => ({
      on: [index % 2 === 0 ? 'ticket.updated' : 'message.added'],
      actions: index % 2 === 0 ? [set({ n: index }), note] : [set({ n: index - 1 })],
      when: { fields: { n: index - (index % 2) } },
    }))
    const found = endlessChains(apart, moves)
    expect(found).toHaveLength(500)
    expect(found.slice(0, 2).map((chain) => chain.map(({ rule }) => rule))).toEqual([
      ['0', '1'],
      ['2', '3'],
    ])
  })

  it('in a row are followed to the end', () => {
    const row = many((index) => ({
      on: ['ticket.updated'],
      actions: [set({ n: index === 999 ? 0 : index + 1 })],
      when: { fields: { n: index } },
    }))
    expect(endlessChains(row, moves).map((chain) => chain.length)).toEqual([1_000])
  })
})

describe('a change that an event tells', () => {
  const turns = (added: string): EventCondition => ({ event: { added }, not: { tag: 'x' } })

  it('ends a chain where it is another one', () => {
    expect(
      chains(['ticket.tagged', [note, tag('paid')], { event: { added: 'pay' } }], ['message.added', [tag('a')]]),
    ).toEqual([])
    expect(
      chains(['ticket.updated', [set({ b: 1 })], { event: { changed: 'a' } }], ['ticket.updated', [set({ b: 2 })]]),
    ).toEqual([])
    expect(chains(['ticket.tagged', [untag('a'), note], { event: { removed: ['b'] } }])).toEqual([])
  })

  it('goes round where it is the same', () => {
    expect(
      chains(['ticket.tagged', [tag('b'), note], turns('a')], ['ticket.tagged', [tag('a'), untag('b')], turns('b')]),
    ).toEqual(['0 1'])
    expect(
      chains(
        ['ticket.updated', [note, set({ a: 1 })], { event: { changed: 'a' } }],
        ['message.added', [set({ a: 2 })]],
      ),
    ).toEqual(['0 1'])
  })
})
