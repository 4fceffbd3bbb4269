import { describe, expect, it } from 'vitest'
import type { TicketAction } from '../actions/action-types.js'
import type { Condition } from '../condition/condition-types.js'
import { endlessChains } from './chains.js'
import type { RuleDefinition, RuleTrigger } from './rule-types.js'

const moves = new Map([
  ['solve', [{ state: 'solved', phase: 'solved' as const }]],
  ['reopen', [{ state: 'open', phase: 'open' as const }]],
])

type Given = readonly [
  on: RuleTrigger,
  actions: readonly TicketAction[],
  when?: Condition | null,
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
    ['where only people set it off', [['message.added', [note], null, ['agent', 'requester']]]],
    ['where it asks others alone', [['ticket.created', [{ action: 'notify', to: ['lead'] }]]]],
  ])('%s', (_, given) => {
    expect(chains(...given)).toEqual([])
  })

  it('but is where something else that a rule does sets it off as well', () => {
    expect(chains(['ticket.tagged', [send('solve'), tag('a'), untag('a')], { state: 'open' }])).toEqual(['0'])
  })
})
