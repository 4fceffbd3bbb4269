import type { Rule, RuleSet, TicketView } from '@docket/core'
import { LogicEngine } from 'json-logic-engine'
import { Engine, type RuleProperties } from 'json-rules-engine'
import { interleave, perSecond, type Work } from '../measure/interleave.js'
import { compared, type Report } from '../measure/row.js'
import { compiledRules, ruledTickets, TRIGGERS } from './cases.js'
import { closuresOf } from './closures.js'
import { type Shape, shapes } from './shapes.js'

const UNIT = 'tickets/s'
const ONE = ['ticket.created'] as const

/** Which of 20 and of 200 rules match a ticket: a desk's, closures by hand, and two engines. */
export async function benchmarkRules(report: Report): Promise<void> {
  const [few, many] = [shapes(20), shapes(200)]
  const tickets = ruledTickets(512)
  const fewSet = compiledRules(few, ONE)
  await requireAgreement(few, tickets)
  await requireAgreement(many, tickets.slice(0, 32))
  const figures = await interleave({
    'ours 20': matching(fewSet, tickets),
    'reasons 20': explained(fewSet, tickets),
    'indexed 200': indexed(compiledRules(many, TRIGGERS), tickets),
    'ours 200': matching(compiledRules(many, ONE), tickets),
    'closures 20': byClosures(few, tickets),
    'closures 200': byClosures(many, tickets),
    'hand 20': byHand(few, tickets),
    'logic 20': byLogic(few, tickets),
    'logic 200': byLogic(many, tickets),
    'engine 20': byEngine(few, tickets),
  })
  const series = (name: keyof typeof figures) => perSecond(figures[name])
  const row = (what: string, ours: keyof typeof figures, against: keyof typeof figures, goal: string | null) =>
    report.row({ case: what, ...compared(series(ours), series(against)), goal, unit: UNIT })
  row('20 rules on one ticket: compiled to closures by hand', 'ours 20', 'closures 20', '>= 0.7')
  row('20 rules on one ticket: each written out as a function', 'ours 20', 'hand 20', null)
  row('20 rules on one ticket: json-logic-engine, built', 'ours 20', 'logic 20', '>= 0.9')
  row('20 rules on one ticket: json-rules-engine', 'ours 20', 'engine 20', null)
  row('20 rules on one ticket, with the reason of each miss: without', 'reasons 20', 'ours 20', null)
  row('200 rules of one trigger: compiled to closures by hand', 'ours 200', 'closures 200', '>= 0.7')
  row('200 rules of one trigger: json-logic-engine, built', 'ours 200', 'logic 200', '>= 0.9')
  report.row({
    case: '200 rules of 10 triggers: time for an event to time with 20 rules of one trigger',
    ...compared(figures['indexed 200'], figures['ours 20']),
    goal: '<= 3',
    unit: 'µs',
    note: 'both are ours; the events of the 10 triggers in turns, 20 rules each',
  })
}

// Each loop is written out: a shared one would call its work through a pointer.

/** What all found, so that nothing is optimized away. */
export let found = 0

function matching({ byTrigger }: RuleSet, tickets: readonly TicketView[]): Work {
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      const ticket = tickets[index % tickets.length] as TicketView
      const matched: Rule[] = []
      for (const rule of byTrigger.get('ticket.created') ?? []) if (rule.fits(ticket)) matched.push(rule)
      found += matched.length
    }
  }
}

function explained({ byTrigger }: RuleSet, tickets: readonly TicketView[]): Work {
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      const ticket = tickets[index % tickets.length] as TicketView
      const matched: Rule[] = []
      const missed: object[] = []
      for (const rule of byTrigger.get('ticket.created') ?? []) {
        if (rule.fits(ticket)) matched.push(rule)
        else missed.push(rule.unmet(ticket))
      }
      found += matched.length + missed.length
    }
  }
}

function indexed({ byTrigger }: RuleSet, tickets: readonly TicketView[]): Work {
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      const ticket = tickets[index % tickets.length] as TicketView
      const matched: Rule[] = []
      const trigger = TRIGGERS[index % TRIGGERS.length] as string
      for (const rule of byTrigger.get(trigger) ?? []) if (rule.fits(ticket)) matched.push(rule)
      found += matched.length
    }
  }
}

function byHand(conditions: readonly Shape[], tickets: readonly TicketView[]): Work {
  const rules = conditions.map(({ byHand: fits }, index) => ({ id: `rule-${index}`, fits }))
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      const ticket = tickets[index % tickets.length] as TicketView
      const matched: object[] = []
      for (const rule of rules) if (rule.fits(ticket)) matched.push(rule)
      found += matched.length
    }
  }
}

function byClosures(conditions: readonly Shape[], tickets: readonly TicketView[]): Work {
  const rules = conditions.map(({ when }, index) => ({ id: `rule-${index}`, fits: closuresOf(when) }))
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      const ticket = tickets[index % tickets.length] as TicketView
      const matched: object[] = []
      for (const rule of rules) if (rule.fits(ticket)) matched.push(rule)
      found += matched.length
    }
  }
}

function byLogic(conditions: readonly Shape[], tickets: readonly TicketView[]): Work {
  const engine = new LogicEngine()
  const rules = conditions.map(({ logic }, index) => ({ id: `rule-${index}`, fits: engine.build(logic as never) }))
  return (times) => {
    for (let index = 0; index < times; index += 1) {
      const ticket = tickets[index % tickets.length] as TicketView
      const matched: object[] = []
      for (const rule of rules) if (rule.fits(ticket)) matched.push(rule)
      found += matched.length
    }
  }
}

function byEngine(conditions: readonly Shape[], tickets: readonly TicketView[]): Work {
  const engine = engineOf(conditions)
  return async (times) => {
    for (let index = 0; index < times; index += 1) {
      const { events } = await engine.run(factsOf(tickets[index % tickets.length] as TicketView))
      found += events.length
    }
  }
}

function engineOf(conditions: readonly Shape[]): Engine {
  return new Engine(
    conditions.map(({ facts }, index) => {
      return { conditions: facts as RuleProperties['conditions'], event: { type: `rule-${index}` } }
    }),
  )
}

const factsOf = ({ priority, category, phase, tags, requester, fields }: TicketView): Record<string, unknown> => {
  return { priority, category, phase, tags, tier: requester.tier, ...fields }
}

/** All find the same, or the comparison means nothing. */
async function requireAgreement(conditions: readonly Shape[], tickets: readonly TicketView[]): Promise<void> {
  const logic = new LogicEngine()
  const built = conditions.map((shape) => logic.build(shape.logic as never))
  const { rules } = compiledRules(conditions, ONE)
  const engine = engineOf(conditions)
  let matches = 0
  for (const ticket of tickets) {
    const told = new Set((await engine.run(factsOf(ticket))).events.map(({ type }) => type))
    conditions.forEach(({ byHand: fits, when }, index) => {
      const expected = fits(ticket)
      if (expected) matches += 1
      const rule = rules[index]
      const others = [
        rule?.fits(ticket),
        rule?.unmet(ticket).length === 0,
        built[index]?.(ticket),
        closuresOf(when)(ticket),
        told.has(`rule-${index}`),
      ]
      if (others.some((other) => Boolean(other) !== expected))
        throw new Error(`Rule ${index}: ${others.join()}, by hand ${expected}`)
    })
  }
  if (matches < tickets.length) throw new Error(`Only ${matches} matches`)
}
