import type { BusinessCalendar } from '../src/calendar/calendar-types.js'
import { createSlaBook } from '../src/definitions/sla-book.js'
import { defaultAccess, defineDesk, type PolicyFields, type SlaPolicyInput, supportWorkflow } from '../src/index.js'
import { replayHistory } from '../src/rehearsal/replay.js'
import type { TimedEvent } from '../src/rehearsal/step.js'
import { addToTally, emptyTally } from '../src/rehearsal/summarize.js'
import type { EventRecord } from '../src/store/record-types.js'
import type { TicketEventData, TicketEventType } from '../src/ticket/event-types.js'
import { created, DECISION, eventRecord, START } from './records.js'

/** Something that happened to a ticket, so many minutes after the beginning of the records. */
export type Step = readonly [minute: number, type: TicketEventType, data: object, by?: EventRecord['actor']]

const MOVES = {
  wait: { from: 'open', to: 'waiting', phase: 'waiting', paused: true },
  resume: { from: 'waiting', to: 'open', phase: 'open', paused: false },
  solve: { from: 'open', to: 'solved', phase: 'solved', paused: false },
  reopen: { from: 'solved', to: 'open', phase: 'open', paused: false },
} as const

/** A move of the support workflow. */
export const move = (minute: number, name: keyof typeof MOVES): Step => [
  minute,
  'ticket.transitioned',
  { ...MOVES[name], event: name, timeoutAt: null, effects: [] } satisfies TicketEventData['ticket.transitioned'],
]

/** A public message, by the desk or by the requester. */
export const message = (minute: number, byRequester = false): Step => [
  minute,
  'message.added',
  { messageId: `m${minute}`, visibility: 'public', byRequester, channel: 'web', attachments: [] },
  byRequester ? { type: 'requester', id: 'c1' } : { type: 'agent', id: 'a1' },
]

/** Another priority. */
export const prioritized = (minute: number, priority: string, rank = 1): Step => [
  minute,
  'ticket.prioritized',
  { priority, rank, decision: DECISION },
]

/** The events of a ticket that began at a minute, as a store has them. */
export function eventsOf(
  ticketId: string,
  minute: number,
  begun: Partial<TicketEventData['ticket.created']>,
  ...steps: readonly Step[]
): EventRecord[] {
  const at = (minutes: number) => START + minutes * 60_000
  const first = { ...created(begun), ticketId, occurredAt: at(minute), recordedAt: at(minute) }
  const later = steps.map(([minutes, type, data, actor], index) =>
    eventRecord(index + 2, type, data as TicketEventData[typeof type], {
      ticketId,
      occurredAt: at(minutes),
      recordedAt: at(minutes),
      ...(actor && { actor }),
    }),
  )
  return [first, ...later]
}

/** What the desk of the histories promises. */
type Policy = SlaPolicyInput<PolicyFields<Record<string, never>>, 'urgent' | 'high' | 'normal' | 'low'>

/** A desk with these promises. */
export function deskModel(sla: readonly Policy[], calendars: Readonly<Record<string, BusinessCalendar>> = {}) {
  return defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), calendars, sla }).model
}

/** What becomes of histories under a desk's definitions, up to so many minutes after the beginning. */
export function replayed(
  histories: readonly (readonly EventRecord[])[],
  model: ReturnType<typeof deskModel>,
  minutes: number,
) {
  const events = histories
    .flat()
    .map((event): TimedEvent => ({ at: event.occurredAt, event }))
    .sort((a, b) => a.at - b.at)
  const book = createSlaBook(model, { definition: async () => null })
  const until = START + minutes * 60_000
  const tickets = replayHistory(events, { model, book }, until)
  const tally = emptyTally()
  for (const ticket of tickets) addToTally(tally, ticket, book, until)
  return { tickets, tally, until }
}
