import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLog } from '../../test/random-log.js'
import { created, DECISION, eventRecord } from '../../test/records.js'
import { thrown } from '../../test/thrown.js'
import type { EventRecord, TicketView } from '../store/record-types.js'
import { TICKET_EVENT_TYPES, type TicketEvent } from './event-types.js'
import { evolve, replay } from './evolve.js'

const fold = (...events: EventRecord[]) => {
  const view = replay([created(), ...events])
  if (view === null) throw new Error('nothing was folded')
  return view
}
const evolved = (view: TicketView | null, event: EventRecord) => evolve(view, event as unknown as TicketEvent)

describe('the fold of any log', () => {
  it('is the same at once, event by event, and from any earlier view', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), (log, at) => {
        const whole = replay(log)
        expect(log.reduce<TicketView | null>(evolved, null)).toEqual(whole)
        const cut = at % (log.length + 1)
        expect(replay(log.slice(cut), replay(log.slice(0, cut)))).toEqual(whole)
      }),
    )
  })

  it('has the number of its events as version, and was updated no earlier than any of them', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const view = replay(log)
        expect(view?.version).toBe(log.length)
        expect(view?.updatedAt).toBe(Math.max(...log.map(({ occurredAt }) => occurredAt)))
        expect(view?.createdAt).toBe(log[0]?.occurredAt)
      }),
    )
  })

  it('survives JSON, and neither changes its events nor its earlier views', () => {
    const frozen = <T>(value: T): T => {
      if (value !== null && typeof value === 'object') Object.values(Object.freeze(value)).forEach(frozen)
      return value
    }
    fc.assert(
      fc.property(anyLog, (log) => {
        const view = log.reduce<TicketView | null>((before, event) => frozen(evolved(before, frozen(event))), null)
        expect(JSON.parse(JSON.stringify(view))).toEqual(view)
        expect(replay(JSON.parse(JSON.stringify(log)) as EventRecord[])).toEqual(view)
      }),
    )
  })

  it('draws every kind of event that there is', () => {
    const logs = fc.sample(anyLog, 300).flat()
    expect(new Set(logs.map(({ type }) => type))).toEqual(new Set(TICKET_EVENT_TYPES))
  })
})

describe('a log that is not whole is refused', () => {
  const tagged = (seq: number) => eventRecord(seq, 'ticket.tagged', { added: ['x'], removed: [] })

  it.each<[string, EventRecord[]]>([
    ['a gap', [created(), tagged(3)]],
    ['an event twice', [created(), tagged(2), tagged(2)]],
    ['an event of the past', [created(), tagged(2), tagged(3), tagged(1)]],
    ['no beginning', [tagged(1)]],
    ['a beginning that is not the first', [{ ...created(), seq: 2 }]],
    ['a second beginning', [created(), { ...created(), seq: 2 }]],
    ['an event of another ticket', [created(), { ...tagged(2), ticketId: 't2' }]],
    ['an event of another tenant', [created(), { ...tagged(2), tenant: 'umbrella' }]],
  ])('%s', (_name, log) => {
    expect(thrown('INTERNAL', () => replay(log)).message).toContain(String(log.at(-1)?.ticketId))
  })

  it('and an empty one folds to nothing', () => {
    expect(replay([])).toBeNull()
    expect(replay([], fold())).toEqual(fold())
  })
})

describe('an event type of a newer node', () => {
  const unknown: EventRecord = {
    ...eventRecord(2, 'ticket.erased', {}),
    type: 'ticket.teleported',
    data: { into: 't9' },
  }

  it('counts as a version and changes nothing else', () => {
    const { occurredAt } = unknown
    const facts = { ...fold().facts, lastActedAt: occurredAt }
    expect(fold(unknown)).toEqual({ ...fold(), facts, version: 2, updatedAt: occurredAt })
  })

  it('does not stop what follows', () => {
    expect(fold(unknown, eventRecord(3, 'ticket.categorized', { category: 'billing', previous: null }))).toMatchObject({
      version: 3,
      category: 'billing',
    })
  })
})

describe('each event changes what it names', () => {
  const move = {
    event: 'solve',
    from: 'open',
    to: 'solved',
    phase: 'solved',
    paused: false,
    timeoutAt: null,
    effects: [],
  } as const

  it.each<[EventRecord, Partial<TicketView>]>([
    [
      eventRecord(2, 'ticket.prioritized', { priority: 'urgent', rank: 1, decision: DECISION }),
      { priority: 'urgent', priorityRank: 1, decisions: { priority: DECISION, assignment: null } },
    ],
    [eventRecord(2, 'ticket.transitioned', move), { state: 'solved', phase: 'solved', stateVersion: 2 }],
    [
      eventRecord(2, 'ticket.overridden', { ...move, reasons: [], messageId: null }),
      { state: 'solved', phase: 'solved', stateVersion: 2 },
    ],
    [
      eventRecord(2, 'ticket.updated', { fields: { a: 2, c: 3 }, removed: ['b'], revisions: { subject: 2 } }),
      { fields: { a: 2, c: 3 }, revisions: { subject: 2, 'field:x': 1 } },
    ],
    [eventRecord(2, 'ticket.tagged', { added: ['new'], removed: ['old'] }), { tags: ['kept', 'new'] }],
    [eventRecord(2, 'ticket.watched', { watcher: 'a2' }), { watchers: ['a2'] }],
    [
      eventRecord(2, 'ticket.linked', { kind: 'causes', ticketId: 't2' }),
      { links: [{ kind: 'causes', ticketId: 't2' }] },
    ],
    [eventRecord(2, 'ticket.unwatched', { watcher: 'nobody' }), { watchers: [] }],
    [eventRecord(2, 'ticket.unlinked', { kind: 'causes', ticketId: 't2' }), { links: [] }],
    [eventRecord(2, 'ticket.erased', {}), {}],
    [eventRecord(2, 'attachment.added', { attachmentId: 'f1', messageId: null }), {}],
    [eventRecord(2, 'import.refused', { from: 'open', to: 'gone', reasons: [] }), {}],
  ])('$type', (event, expected) => {
    const begun = { tags: ['old', 'kept'], fields: { a: 1, b: 2 }, revisions: { subject: 1, 'field:x': 1 } }
    const before = evolved(null, created(begun))
    const { facts, stateSince, ...rest } = evolved(before, event)
    expect(rest).toEqual({
      ...Object.fromEntries(Object.entries(before).filter(([name]) => name !== 'facts' && name !== 'stateSince')),
      ...expected,
      version: 2,
      updatedAt: event.occurredAt,
    })
    expect(stateSince).toBe(expected.state ? event.occurredAt : before.stateSince)
    if (!expected.state) expect(facts).toEqual({ ...before.facts, lastActedAt: event.occurredAt })
  })

  it('unlinking and unwatching take away just the one that is named', () => {
    const links = [
      eventRecord(2, 'ticket.linked', { kind: 'causes', ticketId: 't2' }),
      eventRecord(3, 'ticket.linked', { kind: 'related', ticketId: 't2' }),
      eventRecord(4, 'ticket.watched', { watcher: 'a2' }),
      eventRecord(5, 'ticket.watched', { watcher: 'a3' }),
      eventRecord(6, 'ticket.unlinked', { kind: 'causes', ticketId: 't2' }),
      eventRecord(7, 'ticket.unwatched', { watcher: 'a2' }),
    ]
    expect(fold(...links)).toMatchObject({ links: [{ kind: 'related', ticketId: 't2' }], watchers: ['a3'] })
  })

  it('an import remembers how far it came', () => {
    const cause = { kind: 'import', id: 'jira', position: 7 } as const
    const first = { ...created(), cause: { ...cause, position: 3 } }
    expect(replay([first])?.importedUpTo).toBe(3)
    const later = eventRecord(2, 'ticket.tagged', { added: ['x'], removed: [] }, { cause })
    const byHand = eventRecord(3, 'ticket.tagged', { added: ['y'], removed: [] })
    expect(replay([first, later, byHand])?.importedUpTo).toBe(7)
    expect(fold().importedUpTo).toBeNull()
  })
})
