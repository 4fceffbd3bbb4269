import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { HOUR } from '../../test/promises.js'
import { Choice, type RandomFields, randomInward } from '../../test/random-rules.js'
import { START } from '../../test/records.js'
import { RuledTicket } from '../../test/ruled-desk.js'
import { defaultAccess } from '../access/default-access.js'
import type { DeskModel } from '../definitions/model.js'
import { defineDesk } from '../desk/define-desk.js'
import { seededRandom } from '../kernel/seeded-random.js'
import { defineWorkflow } from '../workflow/define.js'
import { defineRules } from './define-rules.js'
import { compileRules } from './rule-set.js'
import type { RuleInput, RuleSince, RulesEvaluated } from './rule-types.js'
import { MOST_TURNS } from './timed-rules.js'

const YEARS = 3 * 366 * 24 * HOUR
const SETS = 400
const SEED = 20_260_404

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
const fields = z.object({ amount: z.number().optional(), kind: z.string().optional() })
const { model } = defineDesk({ fields, workflows: [job], access: defaultAccess() })
const deskOf = (rules: readonly unknown[]): DeskModel => {
  return { ...model, rules: compileRules(defineRules(rules, model.sla.names), model.calendars) }
}
const timed = (id: string, state: string, event: string): RuleInput => {
  return { id, after: { hours: 1 }, since: 'stateEntered', when: { state }, do: [{ action: 'send', event }] }
}

/** How often each rule matched, and what was stopped. */
function told({ events }: RuledTicket) {
  const matches: Record<string, number> = {}
  for (const { type, data } of events) {
    if (type !== 'rules.evaluated') continue
    const { matched } = data as unknown as RulesEvaluated
    for (const { rule } of matched) matches[rule] = (matches[rule] ?? 0) + 1
  }
  const stopped = events.filter(({ type }) => type === 'rules.stopped').map(({ data }) => data)
  return { matches, stopped }
}

describe('rules of time that set each other off', () => {
  const desk = deskOf([timed('put off', 'open', 'wait'), timed('take up', 'waiting', 'resume')])

  it('end, and the log and the host are told which', () => {
    const ticket = new RuledTicket(desk)
    ticket.create(START)
    ticket.work(START + YEARS)
    expect(told(ticket)).toEqual({
      matches: { 'put off': MOST_TURNS, 'take up': MOST_TURNS },
      stopped: [
        { hops: 0, rules: ['put off'], times: MOST_TURNS },
        { hops: 0, rules: ['take up'], times: MOST_TURNS },
      ],
    })
    expect(ticket.failures).toEqual([
      expect.stringMatching(/^The rule put off was set off 20 times on ticket t1 while nobody did anything/),
      expect.stringMatching(/^The rule take up /),
    ])
  })

  it('go on when somebody does something, and end again', () => {
    const ticket = new RuledTicket(desk)
    ticket.create(START)
    ticket.work(START + YEARS)
    ticket.do(START + YEARS, { action: 'tag', add: ['a'] })
    ticket.work(START + 2 * YEARS)
    expect(told(ticket).matches['put off']).toBe(2 * MOST_TURNS)
    expect(told(ticket).stopped).toHaveLength(4)
  })

  it('end at the same place whoever looks, a worker or a command years later', () => {
    const [prompt, late] = [new RuledTicket(desk), new RuledTicket(desk)]
    for (const ticket of [prompt, late]) ticket.create(START)
    prompt.work(START + YEARS)
    for (const ticket of [prompt, late]) ticket.do(START + YEARS, { action: 'tag', add: ['a'] })
    const course = ({ events }: RuledTicket) => events.map(({ type, occurredAt, data }) => [type, occurredAt, data])
    expect(course(late)).toEqual(course(prompt))
  })
})

const SINCE: readonly RuleSince[] = ['created', 'stateEntered', 'stateEntered', 'stateEntered', 'solved', 'deskActed']

function randomTimed(choice: Choice): RuleInput<RandomFields>[] {
  return Array.from({ length: 1 + choice.below(5) }, (_, index): RuleInput<RandomFields> => {
    const event = choice.of(['wait', 'resume', 'solve', 'reopen'])
    const action = choice.maybe(0.7) ? ({ action: 'send', event } as const) : randomInward(choice)
    const when = choice.maybe() ? { when: { state: choice.of(['open', 'waiting', 'solved']) } } : {}
    return {
      id: `r${index}`,
      after: { hours: choice.of([0.5, 1, 2, 5]) },
      since: choice.of(SINCE),
      do: [action],
      ...when,
    }
  })
}

it(`of ${SETS} random sets of rules of time, all end: each rule within its turns, and no timer is left`, () => {
  const figures = { stopped: 0, mostEvents: 0 }
  for (let number = 0; number < SETS; number += 1) {
    const choice = new Choice(seededRandom(SEED + number))
    const ticket = new RuledTicket(deskOf(randomTimed(choice)))
    ticket.create(START)
    ticket.work(START + YEARS)
    ticket.do(START + YEARS, randomInward(choice))
    ticket.work(START + 2 * YEARS)
    expect(ticket.waits, `seed ${SEED + number}`).toEqual([])
    const { matches, stopped } = told(ticket)
    for (const count of Object.values(matches))
      expect(count, `seed ${SEED + number}`).toBeLessThanOrEqual(2 * MOST_TURNS)
    if (stopped.length > 0) figures.stopped += 1
    figures.mostEvents = Math.max(figures.mostEvents, ticket.events.length)
  }
  process.stdout.write(`random rules of time from seed ${SEED}: ${JSON.stringify(figures)}\n`)
  expect(figures.stopped).toBeGreaterThan(40)
}, 60_000)
