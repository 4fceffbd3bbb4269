import * as fc from 'fast-check'
import type { FlowEventData } from '../src/ticket/flow-events.js'
import { START } from './records.js'

const name = fc.constantFrom('x', 'y', 'toString', 'ä')
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary)
const names = fc.uniqueArray(name)
const count = fc.integer({ min: 1, max: 3 })
const instant = fc.integer({ min: -1_000, max: 1_000 }).map((minutes) => START + minutes * 60_000)
const place = fc.record({ workflow: name, version: count, state: name })
const answer = fc.record({ approval: name, approver: name, messageId: maybe(name) })

/** The data of any event about a ticket's way, as any history could have written it. */
export const flowData: { readonly [Type in keyof FlowEventData]: fc.Arbitrary<FlowEventData[Type]> } = {
  'stage.begun': fc.record({ stage: name, number: count, owner: name, within: fc.nat(), returned: fc.boolean() }),
  'stage.ended': fc.record({ stage: name, number: count, owner: name }),
  'coordinator.changed': fc.record({ coordinator: maybe(name), previous: maybe(name) }),
  'item.checked': fc.record({ stage: name, item: name, attachmentId: maybe(name) }),
  'item.confirmed': fc.record({ stage: name, item: name }),
  'item.unchecked': fc.record({ stage: name, item: name }),
  'approval.asked': fc.record({ approval: name, round: count, approvers: names, needed: count, until: maybe(instant) }),
  'approval.given': answer,
  'approval.refused': answer,
  'approval.delegated': fc.record({ approval: name, from: name, to: name }),
  'approval.withdrawn': fc.record({ approval: name }),
  'approval.expired': fc.record({ approval: name }),
  'approval.voided': fc.record({ approval: name, code: fc.constantFrom('reopened', 'migrated') }),
  'callback.recorded': fc.record({
    outcome: fc.constantFrom('confirmed', 'refused', 'unreached'),
    messageId: maybe(name),
  }),
  'ticket.rated': fc.record({ score: fc.integer({ min: 1, max: 5 }), messageId: maybe(name) }),
  'ticket.nudged': fc.record({ number: count, messageId: maybe(name) }),
  'ticket.snoozed': fc.record({ until: instant }),
  'ticket.archived': fc.constant({}),
  'ticket.unarchived': fc.constant({}),
  'deadLetter.retried': fc.record({ kind: fc.constantFrom('timer' as const, 'outbox' as const), id: name }),
  'ticket.woken': fc.record({ by: fc.constantFrom('time', 'requester', 'person') }),
  'ticket.migrated': fc.record({
    from: place,
    to: place,
    phase: fc.constantFrom('open', 'waiting', 'solved', 'terminal'),
    paused: fc.boolean(),
    timeoutAt: maybe(instant),
  }),
  'request.asked': fc.record({
    request: name,
    team: maybe(name),
    agent: maybe(name),
    dueAt: maybe(instant),
    messageId: name,
  }),
  'request.answered': fc.record({ request: name, messageId: name }),
  'request.withdrawn': fc.record({ request: name }),
  'request.overdue': fc.record({ request: name }),
  'ticket.merged': fc.record({ into: name, from: maybe(name), state: name }),
  'ticket.absorbed': fc.record({ ticketId: name }),
  'ticket.unmerged': fc.record({
    from: name,
    back: maybe(
      fc.record({
        state: name,
        phase: fc.constantFrom('open', 'waiting', 'solved', 'terminal'),
        paused: fc.boolean(),
        timeoutAt: maybe(instant),
      }),
    ),
  }),
  'ticket.released': fc.record({ ticketId: name, watchers: names }),
  'ticket.split': fc.record({ into: name, messages: names }),
  'ticket.splitOff': fc.record({
    from: name,
    messages: fc.array(
      fc.record({ id: name, seq: count, visibility: fc.constantFrom('public' as const, 'internal' as const) }),
    ),
  }),
}
