import { expect, it } from 'vitest'
import * as z from 'zod'
import { Choice, randomInward, randomRules } from '../../test/random-rules.js'
import { START } from '../../test/records.js'
import { RuledTicket } from '../../test/ruled-desk.js'
import { defaultAccess } from '../access/default-access.js'
import { defineCalendar } from '../calendar/define-calendar.js'
import type { DeskModel } from '../definitions/model.js'
import { defineDesk } from '../desk/define-desk.js'
import { DocketError } from '../kernel/error.js'
import { seededRandom } from '../kernel/seeded-random.js'
import type { TicketView } from '../store/record-types.js'
import type { TicketEvent } from '../ticket/event-types.js'
import { evolve } from '../ticket/evolve.js'
import { MOST_HOPS } from '../ticket/hops.js'
import { defineWorkflow } from '../workflow/define.js'
import { defineRules } from './define-rules.js'
import { compileRules } from './rule-set.js'
import type { RuleDefinition, RulesEvaluated } from './rule-types.js'

const SETS = 20_000
const HOUR = 3_600_000
const SEED = 20_260_105

const job = defineWorkflow({
  id: 'support',
  version: 1,
  initial: 'open',
  states: {
    open: { tags: ['open'], on: { wait: 'waiting', solve: 'solved' } },
    waiting: {
      tags: ['waiting'],
      on: { resume: 'open', solve: 'solved' },
      timeout: { after: { hours: 3 }, send: 'resume' },
    },
    solved: { tags: ['solved'], on: { reopen: 'open', close: 'closed' } },
    closed: { tags: ['terminal'] },
  },
})
const { model } = defineDesk({
  fields: z.object({ amount: z.number().optional(), kind: z.string().optional() }),
  workflows: [job],
  access: defaultAccess(),
  calendars: {
    office: defineCalendar({
      timeZone: 'UTC',
      weekly: { mon: [['09:00', '18:00']], wed: [['09:00', '18:00']], thu: [['09:00', '18:00']] },
    }),
  },
  sla: [
    {
      id: 'all',
      targets: {
        resolution: { within: { hours: 4 }, escalate: [{ used: 0.5, do: [{ action: 'notify', to: ['lead'] }] }] },
      },
    },
  ],
})

const deskOf = (definitions: readonly RuleDefinition[]): DeskModel => {
  return { ...model, rules: compileRules(definitions, model.calendars, model.fields.defaults) }
}

/** Rules that each could be alone, whatever they are together: what only the limit of hops ends. */
function unchecked(rules: readonly unknown[]): RuleDefinition[] {
  return rules.flatMap((rule) => {
    try {
      return defineRules([rule], model.sla.names)
    } catch {
      return []
    }
  })
}

/** The desk with rules, or the error that refuses them. */
function withRules(rules: unknown): DeskModel | DocketError {
  try {
    return {
      ...model,
      rules: compileRules(defineRules(rules, model.sla.names), model.calendars, model.fields.defaults),
    }
  } catch (error) {
    if (DocketError.is(error)) return error
    throw error
  }
}

const steps = (choice: Choice) =>
  Array.from({ length: 4 }, () => ({
    after: choice.of([0, 1, HOUR / 2, 3 * HOUR, 30 * HOUR]),
    action: randomInward(choice),
  }))

/** A ticket's life under rules: some things that people do, and a prompt worker between them or none. */
function live(desk: DeskModel, told: ReturnType<typeof steps>, prompt: boolean): RuledTicket {
  const ticket = new RuledTicket(desk)
  let at = START
  ticket.create(at)
  for (const { after, action } of told) {
    at += after
    if (prompt) ticket.work(at)
    ticket.do(at, action)
  }
  at += 48 * HOUR
  if (prompt) ticket.work(at)
  else ticket.do(at, { action: 'tag', add: ['end'] })
  if (prompt) ticket.do(at, { action: 'tag', add: ['end'] })
  return ticket
}

/** The log without when it was written down, which is all that may depend on who looked. */
const told = ({ events }: RuledTicket) =>
  events.map(({ seq, type, occurredAt, actor, cause, data }) => ({ seq, type, occurredAt, actor, cause, data }))

function requireReplayable({ events, ticket }: RuledTicket, seed: number): void {
  const { subject: _, personal: __, dueAt: ___, ruleTimerAt: ____, ...view } = ticket
  const replayed = events.reduce<TicketView | null>((so, event) => evolve(so, event as unknown as TicketEvent), null)
  // Comparing each value by itself would take longer than all the rest.
  if (JSON.stringify(replayed) !== JSON.stringify(view)) expect(replayed, `seed ${seed}`).toEqual(view)
}

function requireBounded({ events }: RuledTicket): number {
  let stopped = 0
  for (const { type, data } of events) {
    if (type === 'rules.evaluated') {
      const { hops, matched, missed } = data as unknown as RulesEvaluated
      if (hops >= MOST_HOPS || matched.length + missed.length === 0) throw new Error(`${hops} hops`)
      if (missed.some(({ reasons }) => reasons.length === 0)) throw new Error('a miss without a reason')
    }
    if (type === 'rules.stopped') {
      stopped += 1
      if ((data['rules'] as unknown[]).length === 0) throw new Error('stopped, and no rule is named')
    }
  }
  return stopped
}

it(`of ${SETS} random sets of rules, all end within the limit of hops, and their logs say why and replay`, () => {
  const figures = { refused: 0, endless: 0, lived: 0, events: 0, stopped: 0, mostEvents: 0 }
  for (let number = 0; number < SETS; number += 1) {
    const choice = new Choice(seededRandom(SEED + number))
    const desk = withRules(randomRules(choice))
    if (desk instanceof DocketError) {
      expect(desk.code).toBe('INVALID_DEFINITION')
      const issues = desk.details['issues'] as readonly { readonly code: string }[]
      figures.refused += 1
      if (issues.every(({ code }) => code === 'endless')) figures.endless += 1
      continue
    }
    const ticket = live(desk, steps(choice), false)
    figures.lived += 1
    figures.events += ticket.events.length
    figures.mostEvents = Math.max(figures.mostEvents, ticket.events.length)
    figures.stopped += requireBounded(ticket)
    requireReplayable(ticket, SEED + number)
  }
  process.stdout.write(`random rules from seed ${SEED}: ${JSON.stringify(figures)}\n`)
  expect(figures.refused).toBe(figures.endless)
  expect(figures.lived).toBeGreaterThan(SETS / 4)
  expect(figures.endless).toBeGreaterThan(100)
}, 120_000)

it('what is refused together ends by the limit of hops when it is run all the same, and the log names the rules', () => {
  const figures = { refused: 0, stopped: 0, others: 0 }
  for (let number = 0; number < 4_000; number += 1) {
    const choice = new Choice(seededRandom(SEED + number))
    const rules = randomRules(choice)
    const definitions = unchecked(rules)
    const refused = withRules(rules) instanceof DocketError && definitions.length === rules.length
    if (!refused) continue
    figures.refused += 1
    const ticket = live(deskOf(definitions), steps(choice), false)
    if (requireBounded(ticket) > 0) figures.stopped += 1
    else figures.others += 1
    requireReplayable(ticket, SEED + number)
  }
  process.stdout.write(`refused together, run all the same, from seed ${SEED}: ${JSON.stringify(figures)}\n`)
  expect(figures.stopped).toBeGreaterThan(0)
}, 60_000)

it('of 1500 random sets, a prompt worker and none at all leave the same log', () => {
  let compared = 0
  for (let number = 0; number < 1_500; number += 1) {
    const choice = new Choice(seededRandom(SEED + number))
    const desk = withRules(randomRules(choice))
    if (desk instanceof DocketError) continue
    const life = steps(choice)
    expect(told(live(desk, life, true)), `seed ${SEED + number}`).toEqual(told(live(desk, life, false)))
    compared += 1
  }
  expect(compared).toBeGreaterThan(300)
}, 60_000)
