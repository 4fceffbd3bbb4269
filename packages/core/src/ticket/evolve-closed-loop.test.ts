import { describe, expect, it } from 'vitest'
import { AGENT, START, ticketRecord } from '../../test/records.js'
import type { ActorReference, TicketView } from '../store/record-types.js'
import type { EventDraft, TicketEvent } from './event-types.js'
import { evolve } from './evolve.js'

const HOUR = 3_600_000
const CUSTOMER: ActorReference = { type: 'requester', id: 'c1' }

/** The ticket after more has happened, an event an hour. */
function after(told: readonly EventDraft[], actor: ActorReference = AGENT, from: Partial<TicketView> = {}) {
  let view: TicketView = ticketRecord({ assignee: AGENT.id, ...from } as never)
  for (const event of told) {
    const occurredAt = view.updatedAt + HOUR
    const { tenant, id: ticketId, version } = view
    const stamped = { ...event, tenant, ticketId, seq: version + 1, occurredAt, recordedAt: occurredAt, actor }
    view = evolve(view, { ...stamped, cause: null } as unknown as TicketEvent)
  }
  return view
}

const to = (state: string, phase: 'open' | 'waiting' | 'solved' | 'terminal'): EventDraft => ({
  type: 'ticket.transitioned',
  data: { event: 'x', from: 'y', to: state, phase, paused: false, timeoutAt: null, effects: [] },
})
const called: EventDraft = { type: 'callback.recorded', data: { outcome: 'unreached', messageId: null } }
const snoozed: EventDraft = { type: 'ticket.snoozed', data: { until: START + 99 * HOUR } }
const rated = (score: number): EventDraft => ({ type: 'ticket.rated', data: { score, messageId: null } })

describe('call-backs', () => {
  it('count from one solution to the next', () => {
    const attempts = (...told: EventDraft[]) => after(told).flow.callBacks?.attempts ?? 0
    expect(attempts(to('solved', 'solved'), called, called)).toBe(2)
    expect(attempts(to('solved', 'solved'), called, to('open', 'open'))).toBe(1)
    expect(attempts(to('solved', 'solved'), called, to('closed', 'terminal'))).toBe(1)
    expect(attempts(to('solved', 'solved'), called, to('open', 'open'), to('solved', 'solved'))).toBe(0)
  })
})

describe('a snooze', () => {
  it('lasts from one state of work to another, and ends with the work', () => {
    expect(after([snoozed, to('waiting', 'waiting')]).flow.snoozedUntil).toBe(START + 99 * HOUR)
    for (const phase of ['solved', 'terminal'] as const) {
      expect(after([snoozed, to('done', phase), to('open', 'open')]).flow).toEqual({})
    }
  })
})

describe('a rating', () => {
  it('is the last word, and remembers the lowest and how many there were', () => {
    const { rating } = after([rated(4), rated(1), rated(5)]).flow
    expect(rating).toEqual({ score: 5, at: START + 3 * HOUR, lowest: 1, count: 3 })
  })

  it('is no act of the desk, whoever gives it, nor are its words an answer or a question', () => {
    const words = { messageId: 'm1', visibility: 'public', byRequester: true, channel: 'web', attachments: [] } as const
    const told: EventDraft[] = [{ type: 'message.added', data: { ...words, survey: true } }, rated(3)]
    const before = ticketRecord()
    for (const actor of [AGENT, CUSTOMER]) expect(after(told, actor).facts).toEqual(before.facts)
  })
})

describe('a nudge', () => {
  it('is counted, and policies see how often', () => {
    const { flow, inputs } = after([{ type: 'ticket.nudged', data: { number: 3, messageId: null } }], CUSTOMER)
    expect([flow.nudges, inputs]).toEqual([{ count: 3, lastAt: START + HOUR }, { nudges: 3 }])
  })
})
