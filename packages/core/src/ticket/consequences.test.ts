import { describe, expect, it } from 'vitest'
import { HOUR } from '../../test/promises.js'
import { PureDesk, type Turn } from '../../test/pure-desk.js'
import { AGENT, DECISION, START } from '../../test/records.js'
import { defaultAccess } from '../access/default-access.js'
import { defineDesk } from '../desk/define-desk.js'
import type { SlaPolicyInput } from '../sla/policy-types.js'
import type { ActorReference } from '../store/record-types.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import type { EventDraft } from './event-types.js'

type Options = Partial<Pick<Parameters<typeof defineDesk>[0], 'reminders'>> & { readonly sla?: readonly Policy[] }
type Policy = SlaPolicyInput<Record<never, never>, 'urgent' | 'high' | 'normal' | 'low', never>
const deskOf = ({ sla = [], reminders = {} }: Options = {}) => {
  const effects = { page: {}, fax: { on: ['sla.escalated'] } } as const
  return new PureDesk(
    defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), sla, reminders, effects }).model,
  )
}
const tell = [{ action: 'notify', to: ['lead'] }] as const

const assigned = (assignee: string): EventDraft => ({
  type: 'ticket.assigned',
  data: { assignee, team: null, previousAssignee: null, previousTeam: null, decision: DECISION },
})
const moved = (paused: boolean): EventDraft => ({
  type: 'ticket.transitioned',
  data: { event: 'e', from: 'a', to: 'b', phase: paused ? 'waiting' : 'open', paused, timeoutAt: null, effects: [] },
})
const message = (byRequester: boolean, visibility: 'public' | 'internal' = 'public'): EventDraft => ({
  type: 'message.added',
  data: { messageId: 'm1', visibility, byRequester, channel: 'web', attachments: [] },
})
const tagged: EventDraft = { type: 'ticket.tagged', data: { added: ['x'], removed: [] } }

describe('the timer of a promise', () => {
  const steps = [{ used: 0.5, do: tell }] as const
  const desk = deskOf({ sla: [{ id: 'a', targets: { resolution: { within: { hours: 8 }, escalate: steps } } }] })
  const begun = desk.create(START)
  const sla = ({ timers }: Turn) => [
    timers.set.map(({ key, dueAt, epoch }) => [key, dueAt - START, epoch]),
    timers.cancel,
  ]
  const cancelled = [{ ticketId: 't1', key: 'sla' }]

  it('is set to the next thing that happens, and left alone by what does not move it', () => {
    expect(sla(begun)).toEqual([[['sla', 4 * HOUR, 2]], []])
    expect(sla(desk.run(begun.ticket, START + HOUR, [tagged]))).toEqual([[], []])
  })

  it('goes with a pause and comes back with its end, later by what was paused', () => {
    const paused = desk.run(begun.ticket, START + HOUR, [moved(true)])
    expect(sla(paused)).toEqual([[], cancelled])
    expect(sla(desk.run(paused.ticket, START + 2 * HOUR, [tagged]))).toEqual([[], []])
    expect(sla(desk.run(paused.ticket, START + 3 * HOUR, [moved(false)]))).toEqual([[['sla', 6 * HOUR, 4]], []])
  })

  it('is set on by a command that took what had come due', () => {
    expect(sla(desk.run(begun.ticket, START + 5 * HOUR, [tagged]))).toEqual([[['sla', 8 * HOUR + 1, 4]], []])
  })

  it('is set on where it fires', () => {
    const fires = { cause: { kind: 'timer', id: 'sla' } } as const
    expect(sla(desk.run(begun.ticket, START + 4 * HOUR, [], fires))).toEqual([[['sla', 8 * HOUR + 1, 3]], []])
  })

  // Otherwise a ticket that an import resumes would keep no timer, and no later command would set one.
  it('heeds what an import tells of a ticket under a promise', () => {
    const imports = { cause: { kind: 'import', id: 'jira', position: 7 } } as const
    const paused = desk.run(begun.ticket, START + HOUR, [moved(true)], imports)
    expect(sla(paused)).toEqual([[], cancelled])
    expect(sla(desk.run(paused.ticket, START + 2 * HOUR, [moved(false)], imports))).toEqual([
      [['sla', 5 * HOUR, 4]],
      [],
    ])
    expect(paused.events.map(({ type }) => type)).toEqual(['ticket.transitioned'])
  })
})

describe('the actions of a step', () => {
  const actions = [
    { action: 'notify', to: ['lead'] },
    { action: 'effect', effect: 'page' },
    { action: 'raisePriority' },
    { action: 'effect', effect: 'fax' },
  ] as const
  const ladder = { resolution: { within: { hours: 8 }, escalate: [{ used: 0.5, do: actions }] } }
  const desk = deskOf({ sla: [{ id: 'a', targets: ladder }] })
  const begun = desk.create(START)

  it('are messages to the outbox in their order under stable ids, effects of the host once and by their names', () => {
    const { outbox } = desk.run(begun.ticket, START + 5 * HOUR)
    expect(outbox.map(({ id, effect, ordinal, seq }) => [id, effect, ordinal, seq])).toEqual([
      ['t1.3.docket:action.0', 'docket:action', 0, 3],
      ['t1.3.page', 'page', 1, 3],
      ['t1.3.docket:action.2', 'docket:action', 2, 3],
      // The desk's definition causes the fax, and the step asks for it too.
      ['t1.3.fax', 'fax', 3, 3],
    ])
    expect(outbox[0]?.data).toMatchObject({ type: 'sla.escalated', action: { action: 'notify', kind: 'sla.dueSoon' } })
    expect(outbox[2]?.data).toMatchObject({ action: { action: 'raisePriority' } })
  })

  // Guards that what a step asks for twice does not come under one id twice, which no store would take.
  it('are one message where they are the same effect twice, at the place of the first', () => {
    const page = { action: 'effect', effect: 'page' } as const
    const steps = [{ used: 0.5, do: [page, tell[0], page] }] as const
    const twice = deskOf({ sla: [{ id: 'a', targets: { resolution: { within: { hours: 8 }, escalate: steps } } }] })
    const { outbox } = twice.run(twice.create(START).ticket, START + 5 * HOUR)
    expect(outbox.map(({ id, ordinal }) => [id, ordinal])).toEqual([
      ['t1.3.page', 0],
      ['t1.3.docket:action.1', 1],
      ['t1.3.fax', 2],
    ])
  })

  it('go out when they are written, though the step dates from earlier', () => {
    const { outbox } = desk.run(begun.ticket, START + 99 * HOUR)
    expect(outbox.map(({ createdAt, data }) => [createdAt, data['occurredAt']])).toEqual(
      Array.from({ length: 4 }, () => [START + 99 * HOUR, START + 4 * HOUR]),
    )
  })
})

describe('reminders', () => {
  const reminded = (
    event: EventDraft,
    actor: ActorReference,
    options: Options = {},
    assignee: string | null = 'a1',
  ) => {
    const desk = deskOf(options)
    const begun = desk.create(START)
    const { ticket } = assignee === null ? begun : desk.run(begun.ticket, START + 1, [assigned(assignee)])
    return desk.run(ticket, START + HOUR, [event], { actor }).outbox.map(({ data }) => data['action'])
  }
  const [requester, colleague] = [
    { type: 'requester', id: 'c1' },
    { type: 'agent', id: 'a2' },
  ]
  const reminder = (kind: string) => [{ action: 'notify', to: ['assignee'], kind }]

  it('tell the assignee that the requester or a colleague wrote, also within the desk', () => {
    expect(reminded(message(true), requester)).toEqual(reminder('message.requesterWrote'))
    expect(reminded(message(false), colleague)).toEqual(reminder('message.colleagueWrote'))
    expect(reminded(message(false, 'internal'), colleague)).toEqual(reminder('message.colleagueWrote'))
    // An agent who writes down what the requester said.
    expect(reminded(message(true), colleague)).toEqual(reminder('message.requesterWrote'))
  })

  it('tell nobody of what they wrote themselves, nor of anything but messages', () => {
    expect(reminded(message(false), AGENT)).toEqual([])
    expect(reminded(tagged, colleague)).toEqual([])
  })

  it('tell the lead of what the requester wrote while nobody has the ticket, and nobody of what a colleague wrote', () => {
    const toLead = [{ action: 'notify', to: ['lead'], kind: 'message.requesterWrote' }]
    expect(reminded(message(true), requester, {}, null)).toEqual(toLead)
    expect(reminded(message(false), colleague, {}, null)).toEqual([])
  })

  it('tell the assignee of a requester who has the same id', () => {
    expect(reminded(message(true), { type: 'requester', id: 'a1' })).toEqual(reminder('message.requesterWrote'))
  })

  it('can be turned off, each by itself', () => {
    const wrote = (reminders: NonNullable<Options['reminders']>) => [
      reminded(message(true), requester, { reminders }).length,
      reminded(message(false), colleague, { reminders }).length,
    ]
    expect(wrote({ requesterWrote: false })).toEqual([0, 1])
    expect(wrote({ colleagueWrote: false })).toEqual([1, 0])
    expect(wrote({ requesterWrote: false, colleagueWrote: false })).toEqual([0, 0])
  })

  it('do not come of the first message, nor of an import', () => {
    const desk = deskOf()
    const begun = desk.create(START)
    expect(begun.outbox).toEqual([])
    const { ticket } = desk.run(begun.ticket, START + 1, [assigned('a1')])
    const imports = { actor: requester, cause: { kind: 'import', id: 'jira' } } as const
    expect(desk.run(ticket, START + HOUR, [message(true)], imports).outbox).toEqual([])
  })
})
