import { describe, expect, it } from 'vitest'
import { NAMES } from '../../test/promises.js'
import { AGENT, eventRecord, START, ticketRecord } from '../../test/records.js'
import type { EventRecord, TicketRecord } from '../store/record-types.js'
import type { TicketEventData, TicketEventType } from '../ticket/event-types.js'
import { compileCondition } from './compile-condition.js'
import { conditionIssues, conditionSchema, eventConditionSchema } from './condition-schema.js'
import type { EventCondition } from './condition-types.js'
import { compileUnmet } from './unmet.js'

const told = <Type extends TicketEventType>(type: Type, data: object): EventRecord =>
  eventRecord(7, type, data as TicketEventData[Type], { actor: AGENT })
const fits = (condition: EventCondition, changes: Partial<TicketRecord> = {}, event?: EventRecord) =>
  compileCondition(condition)(ticketRecord(changes), event)

describe('a condition on a number of the ticket', () => {
  const rated = { flow: { rating: { score: 2, at: START, lowest: 1 }, nudges: { count: 3, lastAt: START } } }

  it('reads the last rating, which may not be there', () => {
    expect([
      fits({ rating: { atMost: 2 } }, rated),
      fits({ rating: [1, 2] }, rated),
      fits({ rating: 5 }, rated),
    ]).toEqual([true, true, false])
    expect([fits({ rating: { atMost: 2 } }), fits({ rating: { present: false } })]).toEqual([false, true])
  })

  it('reads how often the requester urged, none at first', () => {
    expect([
      fits({ nudges: { atLeast: 3 } }, rated),
      fits({ nudges: 0 }),
      fits({ nudges: { above: 3 } }, rated),
    ]).toEqual([true, true, false])
  })

  it('reads how often it came back', () => {
    const facts = { ...ticketRecord().facts, reopenings: 2 }
    expect([fits({ reopenings: { atLeast: 2 } }, { facts }), fits({ reopenings: { atLeast: 1 } })]).toEqual([
      true,
      false,
    ])
    expect(compileUnmet({ reopenings: 5 })(ticketRecord({ facts }))).toEqual([
      { code: 'condition-not-met', part: 'reopenings', found: 2 },
    ])
  })
})

describe('a condition on the event', () => {
  const note = told('message.added', { messageId: 'm', visibility: 'internal', byRequester: false })
  const move = told('ticket.transitioned', { event: 'solve', from: 'open', to: 'solved' })
  const migrated = told('ticket.migrated', {
    from: { workflow: 'a', version: 1, state: 'open' },
    to: { workflow: 'b', version: 1, state: 'waiting' },
  })

  it('reads who sees a message, and from where to where a ticket went', () => {
    expect(fits({ event: { visibility: 'internal' } }, {}, note)).toBe(true)
    expect(fits({ event: { visibility: 'public' } }, {}, note)).toBe(false)
    expect(fits({ event: { from: 'open', to: ['solved', 'closed'] } }, {}, move)).toBe(true)
    expect(fits({ event: { from: 'waiting', to: 'solved' } }, {}, move)).toBe(false)
    expect(fits({ event: { to: 'waiting' } }, {}, migrated)).toBe(true)
  })

  it('reads which tags came and went, and which fields were set or removed', () => {
    const tagged = told('ticket.tagged', { added: ['pay', 'vip'], removed: ['new'] })
    expect([
      fits({ event: { added: 'pay' } }, {}, tagged),
      fits({ event: { added: ['x', 'vip'] } }, {}, tagged),
    ]).toEqual([true, true])
    expect(fits({ event: { added: 'paid' } }, { tags: ['paid'] }, tagged)).toBe(false)
    expect([
      fits({ event: { removed: 'new' } }, {}, tagged),
      fits({ event: { added: 'vip', removed: 'pay' } }, {}, tagged),
    ]).toEqual([true, false])
    const updated = told('ticket.updated', { fields: { amount: 5 }, removed: ['city'], revisions: { subject: 2 } })
    const changed = (name: string) => fits({ event: { changed: name } }, {}, updated)
    expect(['amount', 'city', 'subject'].map(changed)).toEqual([true, true, false])
    expect(compileUnmet({ event: { added: 'paid' } })(ticketRecord(), tagged)).toEqual([
      { code: 'condition-not-met', part: 'event.added', found: ['pay', 'vip'] },
    ])
  })

  it('fits none that does not tell of it, nor time, also within others', () => {
    expect([fits({ event: { to: 'solved' } }, {}, note), fits({ event: { to: 'solved' } })]).toEqual([false, false])
    const deep = { any: [{ tag: 'no' }, { all: [{ not: { event: { visibility: 'public' } } }, {}, {}, {}] }] } as const
    expect([fits(deep, {}, note), fits({ not: deep }, {}, note)]).toEqual([true, false])
    expect(compileUnmet({ event: { to: 'closed' } })(ticketRecord(), move)).toEqual([
      { code: 'condition-not-met', part: 'event.to', found: 'solved' },
    ])
  })

  it('is for rules alone', () => {
    const condition = { not: { all: [{ event: { visibility: 'public' } }] } }
    expect(eventConditionSchema.safeParse(condition).success).toBe(true)
    expect(conditionSchema.safeParse(condition).success).toBe(false)
    for (const wrong of [{}, { visibility: 'secret' }, { colour: 'red' }, { to: [] }, 'public']) {
      expect(eventConditionSchema.safeParse({ event: wrong }).success).toBe(false)
    }
    for (const wrong of ['bad', { atLeast: 'x' }, {}, null]) {
      expect(conditionSchema.safeParse({ rating: wrong }).success).toBe(false)
    }
  })
})

it('names states that there are, and values that fields can have', () => {
  const issues = (condition: EventCondition) =>
    conditionIssues(condition, NAMES, []).map(({ path, message }) => `${path.join('.')} ${message}`)
  expect(issues({ event: { to: ['closed', 'gone'] } })).toEqual([
    'event.to names gone, which the desk does not have; it has open, waiting, solved, closed',
  ])
  expect(issues({ not: { fields: { severity: ['low', 'lethal'] } } })).toEqual([
    'not.fields.severity is never "lethal"; it is one of "low", "high"',
  ])
  expect(issues({ fields: { severity: { present: true }, city: 'anywhere', amount: { atLeast: 5 } } })).toEqual([])
})

it('the count of nudges has one name in conditions', () => {
  const issues = (condition: EventCondition) =>
    conditionIssues(condition, NAMES, ['when']).map(({ path, message }) => `${path.join('.')} ${message}`)
  const nudges = { atLeast: 2 }
  expect(issues({ nudges, inputs: { sentiment: { below: 0 } } })).toEqual([])
  const said = 'is read by the name `nudges` of the condition itself: write `nudges` beside `inputs`, not in it'
  expect(issues({ inputs: { nudges } as never })).toEqual([`when.inputs.nudges ${said}`])
  expect(issues({ any: [{ not: { inputs: { nudges } as never } }] })).toEqual([`when.any.0.not.inputs.nudges ${said}`])
})
