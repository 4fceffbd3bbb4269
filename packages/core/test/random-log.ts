import * as fc from 'fast-check'
import type { EventRecord } from '../src/store/record-types.js'
import type { TicketEventData, TicketEventType } from '../src/ticket/event-types.js'
import { flowData } from './random-flow.js'
import { created, DECISION, eventRecord, START } from './records.js'

const name = fc.constantFrom('x', 'y', 'toString', 'ä')
const level = fc.constantFrom('urgent', 'normal')
const phase = fc.constantFrom('open', 'waiting', 'solved', 'terminal')
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary)
const decision = fc.constant(DECISION)
const reasons = fc.constant([{ code: 'why' }])
const kind = fc.constantFrom('related', 'causes', 'parent-of')
const fields = fc.dictionary(name, fc.oneof(fc.integer(), fc.string(), fc.constant(null)), { noNullPrototype: true })
const names = fc.uniqueArray(name)
const move = { from: name, to: name, phase, paused: fc.boolean(), timeoutAt: maybe(fc.nat()) }

const instant = fc.integer({ min: -1_000, max: 1_000 }).map((minutes) => START + minutes * 60_000)
const policy = fc.record({ id: name, version: fc.integer({ min: 1, max: 3 }) })
const target = fc.constantFrom('acceptance', 'firstResponse', 'nextResponse', 'stage', 'resolution')
const promise = fc.record({ policy, calendars: fc.dictionary(target, maybe(policy), { noNullPrototype: true }) })
const verdict = {
  target,
  cycle: fc.integer({ min: 1, max: 3 }),
  from: instant,
  dueAt: maybe(instant),
  seconds: fc.nat(),
  policy,
  calendar: maybe(policy),
  former: fc.boolean(),
  priority: level,
  team: maybe(name),
}

const miss = fc.record({ rule: name, version: fc.nat(3), seq: maybe(fc.nat()), since: instant, reasons })

const data: { readonly [Type in TicketEventType]: fc.Arbitrary<TicketEventData[Type]> } = {
  'ticket.created': fc.constant(created().data as unknown as TicketEventData['ticket.created']),
  'ticket.prioritized': fc.record({ priority: level, rank: fc.nat(4), decision }),
  'ticket.transitioned': fc.record({ ...move, event: name, effects: names }),
  'ticket.overridden': fc.record({ ...move, reasons, messageId: maybe(name) }),
  'ticket.assigned': fc.record({
    assignee: maybe(name),
    team: maybe(name),
    previousAssignee: maybe(name),
    previousTeam: maybe(name),
    decision,
  }),
  'ticket.unassigned': fc.record({ previousAssignee: name, decision }),
  'ticket.accepted': fc.constant({}),
  'ticket.updated': fc.record({ fields, removed: names, revisions: fc.constant({ subject: 2 }) }),
  'ticket.categorized': fc.record({ category: maybe(name), previous: maybe(name) }),
  'ticket.tagged': fc.record({ added: names, removed: names }),
  'ticket.watched': fc.record({ watcher: name, by: name }, { requiredKeys: ['watcher'] }),
  'ticket.unwatched': fc.record({ watcher: name }),
  'ticket.linked': fc.record({ kind, ticketId: name }),
  'ticket.unlinked': fc.record({ kind, ticketId: name }),
  'ticket.erased': fc.constant({}),
  'message.added': fc.record({
    messageId: name,
    visibility: fc.constantFrom('public', 'internal'),
    byRequester: fc.boolean(),
    channel: name,
    attachments: names,
  }),
  'attachment.added': fc.record({ attachmentId: name, messageId: maybe(name) }),
  'sla.applied': fc.record({
    promise: maybe(promise),
    since: instant,
    keepsFormer: fc.boolean(),
    timeZones: name,
    reasons,
  }),
  'sla.inherited': fc.record({
    ticketId: name,
    from: instant,
    cycle: fc.integer({ min: 1, max: 3 }),
    unanswered: fc.boolean(),
  }),
  'sla.met': fc.record({ ...verdict, endedAt: instant, left: fc.nat() }),
  'sla.breached': fc.record(verdict),
  'sla.completed': fc.record({ ...verdict, endedAt: instant, over: fc.nat() }),
  'sla.escalated': fc.record({
    target,
    cycle: fc.integer({ min: 1, max: 3 }),
    step: name,
    at: instant,
    dueAt: maybe(instant),
    policy,
    actions: fc.constant([]),
  }),
  'routing.abstained': fc.record({ decision, againAt: instant }),
  'ticket.offered': fc.record({ agent: name, team: maybe(name), until: instant, decision }),
  'offer.declined': fc.record({ agent: name, code: maybe(name), messageId: maybe(name) }),
  'offer.expired': fc.record({ agent: name }),
  'offer.withdrawn': fc.record({ agent: name }),
  'inputs.received': fc.record({ inputs: fc.dictionary(name, fc.integer()), removed: names }),
  'inputs.missing': fc.record({ code: name }),
  ...flowData,
  'rules.evaluated': fc.record({ hops: fc.nat(3), matched: fc.constant([]), missed: fc.array(miss, { maxLength: 2 }) }),
  'rules.stopped': fc.record({ hops: fc.nat(9), rules: names }),
  'import.passed': fc.constant({}),
  'import.refused': fc.record({ from: name, to: name, reasons }),
}

const LATER = Object.keys(data).filter((type) => type !== 'ticket.created') as TicketEventType[]
const later = fc.constantFrom(...LATER).chain((type) =>
  fc.record({
    type: fc.constant(type),
    data: data[type] as fc.Arbitrary<never>,
    // Imported instants step back.
    minutes: fc.integer({ min: -1_000, max: 1_000 }),
    position: maybe(fc.nat()),
  }),
)
const begun = fc.record({ phase, paused: fc.boolean(), fields, team: maybe(name), tags: names })

/** Logs of one ticket as any history could have written them: gapless, with instants that may step back. */
export const anyLog: fc.Arbitrary<EventRecord[]> = fc
  .tuple(begun, fc.array(later, { maxLength: 25 }))
  .map(([first, events]) => [
    created(first),
    ...events.map(({ type, data, minutes, position }, index) =>
      eventRecord(index + 2, type, data, {
        occurredAt: START + minutes * 60_000,
        cause: position === null ? null : { kind: 'import', id: 'jira', position },
      }),
    ),
  ])
