import { expect, it } from 'vitest'
import { START } from '../../test/records.js'
import { RuledTicket } from '../../test/ruled-desk.js'
import { defaultAccess } from '../access/default-access.js'
import { defineDesk } from '../desk/define-desk.js'
import { flowAfterRules } from '../ticket/evolve-flow.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import { forgottenRules, MOST_UNKNOWN_RULES } from './forgotten-rules.js'
import type { RuleInput } from './rule-types.js'

const HOUR = 3_600_000

const marks = (count: number, from = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, from + index]))

it('nothing is forgotten of rules that the desk knows, nor of the latest that another node may know', () => {
  const known = new Set(Array.from({ length: 600 }, (_, index) => `r${index}`))
  expect(forgottenRules(marks(600), known)).toEqual([])
  expect(forgottenRules(marks(MOST_UNKNOWN_RULES), new Set())).toEqual([])
  expect(forgottenRules(marks(MOST_UNKNOWN_RULES + 2), new Set())).toEqual(['r1', 'r0'])
  expect(forgottenRules(marks(MOST_UNKNOWN_RULES + 2), new Set(['r0']))).toEqual(['r1'])
})

it('an evaluation names what is forgotten, and the fold drops that alone', () => {
  const missed = [{ rule: 'new', version: 1, seq: null, since: 9, reasons: [] }]
  const flow = { rules: { old: 1, older: 0 }, ruleTurns: { older: 3, old: 2 } }
  expect(flowAfterRules(flow, { hops: 0, matched: [], missed, forgotten: ['older'] })).toEqual({
    rules: { old: 1, new: 9 },
    ruleTurns: { old: 2 },
  })
  expect(flowAfterRules(flow, { hops: 0, matched: [], missed })).toEqual({ ...flow, rules: { ...flow.rules, new: 9 } })
})

it('a ticket that lives through many sets of rules remembers so many, and asks none of its desk again', () => {
  const deskOf = (name: string) => {
    const rules = Array.from({ length: 120 }, (_, index): RuleInput => {
      const when = { tag: 'never' }
      return { id: `${name}${index}`, after: { hours: 1 }, since: 'created', when, do: [{ action: 'raisePriority' }] }
    })
    return defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), rules: rules as never })
  }
  const ticket = new RuledTicket(deskOf('a').model)
  ticket.create(START)
  ticket.work(START + 10 * HOUR)
  for (const [index, name] of ['b', 'c', 'd', 'e'].entries()) {
    ticket.goOn(deskOf(name))
    for (const minutes of [0, 1]) {
      ticket.do(START + (20 + index) * HOUR + minutes * 60_000, { action: 'note', body: 'Seen.' })
    }
  }
  const evaluated = ticket.events.filter(({ type }) => type === 'rules.evaluated')
  expect(evaluated).toHaveLength(5)
  // Those of the desk as it is, and the rules that it has no more.
  const names = Object.keys(ticket.ticket.flow.rules ?? {})
  expect(names).toHaveLength(120 + MOST_UNKNOWN_RULES)
  expect(names.filter((name) => name.startsWith('e'))).toHaveLength(120)
})
