import { expect, it } from 'vitest'
import { HOUR, NAMES, OFFICE, ONE_HOUR } from '../../test/promises.js'
import { Choice } from '../../test/random-rules.js'
import { START, ticketRecord } from '../../test/records.js'
import { seededRandom } from '../kernel/seeded-random.js'
import { instantAt } from '../sla/target-clock.js'
import type { TicketView } from '../store/record-types.js'
import { defineRules } from './define-rules.js'
import { compileRules, type RuleSet, startingAt } from './rule-set.js'
import type { RuleSince } from './rule-types.js'
import { dueRules, MOST_TURNS, type RuleStarts } from './timed-rules.js'

const CALENDARS = new Map([
  ['office', OFFICE],
  ['night', ONE_HOUR],
])
const after = (id: string, hours: number, more: object = {}) => {
  return { id, after: { hours }, since: 'created', do: [{ action: 'tag', add: ['x'] }], ...more }
}
const setOf = (rules: readonly object[], starts?: RuleStarts) =>
  compileRules(defineRules(rules, NAMES), CALENDARS, {}, starts)
const due = (rules: RuleSet, changes: object = {}) =>
  dueRules(ticketRecord(changes), rules).map(({ rule, at }) => [rule.definition.id, (at - START) / HOUR])

it('finds what is due first, of one instant all in declared order, once for each time that it counts from', () => {
  const rules = setOf([after('late', 5), after('one', 2), after('two', 2), after('solved', 1, { since: 'solved' })])
  expect(due(rules)).toEqual([
    ['one', 2],
    ['two', 2],
  ])
  expect(due(rules, { flow: { rules: { one: START, two: START - 1 } } })).toEqual([['two', 2]])
  expect(due(rules, { flow: { rules: { one: START, two: START } } })).toEqual([['late', 5]])
  const mixed = setOf([after('b', 1, { since: 'stateEntered' }), after('c', 2), after('a', 1)])
  expect(due(mixed)).toEqual([
    ['b', 1],
    ['a', 1],
  ])
})

it('counts by the calendar of the rule', () => {
  const [first] = dueRules(ticketRecord(), setOf([after('a', 4, { calendar: 'office' })]))
  expect(new Date(first?.at ?? 0)).toEqual(OFFICE.add(new Date(START), { hours: 4 }))
  // What the calendar never reaches is never due, and hides nothing.
  expect(due(setOf([after('never', 4, { calendar: 'night' }), after('wall', 9)]))).toEqual([['wall', 9]])
})

it('counts only from what happened when the desk knew the rule, that instant included', () => {
  const rules = [after('old', 3), after('young', 2), after('solved', 1, { since: 'solved' })]
  const at = (start: number) => due(setOf(rules, new Map([['young', start]])))
  expect([at(START), at(START + 1)]).toEqual([[['young', 2]], [['old', 3]]])
  const starts = new Map([
    ['old', START + HOUR],
    ['young', START + HOUR],
    ['solved', START + HOUR],
  ])
  expect(due(setOf(rules, starts))).toEqual([])
  const solved = { facts: { ...ticketRecord().facts, solvedAt: START + HOUR } }
  expect(due(setOf(rules, starts), solved)).toEqual([['solved', 2]])
  expect(due(startingAt(setOf(rules), CALENDARS, starts), solved)).toEqual([['solved', 2]])
  expect(due(startingAt(setOf(rules), CALENDARS, new Map()), solved)).toEqual([
    ['young', 2],
    ['solved', 2],
  ])
})

it('leaves out what was set off too often since somebody did something', () => {
  const rules = setOf([after('a', 1, { since: 'stateEntered' }), after('b', 2)])
  const turns = (count: number) => due(rules, { flow: { ruleTurns: { a: count } } })
  expect([turns(MOST_TURNS - 1), turns(MOST_TURNS)]).toEqual([[['a', 1]], [['b', 2]]])
})

const SINCE: readonly RuleSince[] = ['created', 'requesterWrote', 'deskActed', 'stateEntered', 'assigned', 'solved']

/** The same, rule by rule. */
function slowly(ticket: TicketView, rules: RuleSet, starts: RuleStarts): (readonly [string, number])[] {
  const { createdAt, stateSince, facts } = ticket
  const { lastRequesterMessageAt: requesterWrote, lastActedAt: deskActed, solvedAt: solved } = facts
  const assigned = facts.acceptance?.to === null ? facts.acceptance.from : null
  const froms = { created: createdAt, requesterWrote, deskActed, stateEntered: stateSince, assigned, solved }
  const all = rules.rules.flatMap(({ definition: { id, after: time } }): (readonly [string, number])[] => {
    const from = froms[(time?.since ?? 'created') as keyof typeof froms]
    if (!time || from === null || from < (starts.get(id) ?? 0) || ticket.flow.rules?.[id] === from) return []
    const calendar = time.calendar === null ? null : (CALENDARS.get(time.calendar) ?? null)
    const at = instantAt({ calendar, from, pauses: [] }, time.ms)
    return at === null ? [] : [[id, at]]
  })
  const first = Math.min(...all.map(([, at]) => at))
  return all.filter(([, at]) => at === first)
}

it('of random rules and tickets, finds what a look at each rule finds', () => {
  const seed = 20_260_311
  let found = 0
  for (let number = 0; number < 3_000; number += 1) {
    const choice = new Choice(seededRandom(seed + number))
    const instant = () => START + choice.below(4) * HOUR
    const maybe = () => (choice.maybe(0.7) ? instant() : null)
    const inputs = Array.from({ length: 1 + choice.below(12) }, (_, index) => {
      const calendar = choice.of(['wall', 'office', 'night'])
      return after(`r${index}`, choice.of([0.5, 1, 2, 30]), { since: choice.of(SINCE), calendar })
    })
    const starts = new Map(inputs.filter(() => choice.maybe(0.3)).map(({ id }) => [id, instant()]))
    const facts = { lastRequesterMessageAt: maybe(), lastActedAt: maybe(), solvedAt: maybe() }
    const acceptance = choice.maybe() ? { number: 1, from: instant(), to: maybe() } : null
    const marks = Object.fromEntries(inputs.filter(() => choice.maybe(0.3)).map(({ id }) => [id, instant()]))
    const ticket = ticketRecord({
      stateSince: instant(),
      facts: { ...ticketRecord().facts, ...facts, acceptance },
      flow: { rules: marks },
    })
    const rules = setOf(inputs, starts)
    const fast = dueRules(ticket, rules).map(({ rule, at }) => [rule.definition.id, at])
    expect(fast, `seed ${seed + number}`).toEqual(slowly(ticket, rules, starts))
    found += fast.length
  }
  expect(found).toBeGreaterThan(2_000)
})
