import type { ThreadMessage } from '@docket/client'
import type { TicketOnWire } from '../desk/desk-types.js'
import type { TextKey } from '../text/en.js'

/** A change of a ticket, as a line between its messages. What it says is put into words where it is shown. */
export interface Change {
  readonly id: string
  readonly at: string
  readonly type: 'started' | 'state' | 'stage' | 'taken' | 'expected' | 'rated'
  /** A state, a stage, an agent, an instant or a score. */
  readonly value: string
  /** For `expected`, the instant that it was. */
  readonly before?: string
}

/** A message or a change. */
export type TimelineItem = { readonly change: Change } | { readonly message: ThreadMessage }

const promised = ({ expected }: TicketOnWire) => expected.solution?.at ?? expected.answer?.at ?? null

/** What the ticket itself tells of how it came to be as it is. */
export function toldChanges({ id, createdAt, state, stateSince, stage, rating }: TicketOnWire): Change[] {
  const found: Change[] = [{ id: `${id} started`, at: createdAt, type: 'started', value: '' }]
  if (stateSince !== createdAt) found.push({ id: `state ${stateSince}`, at: stateSince, type: 'state', value: state })
  if (stage && stage.number > 1 && stage.since !== stateSince)
    found.push({ id: `stage ${stage.since}`, at: stage.since, type: 'stage', value: stage.name })
  if (rating) found.push({ id: `rated ${rating.at}`, at: rating.at, type: 'rated', value: String(rating.score) })
  return found
}

/** What has changed from one reading to the next. */
export function seenChanges(before: TicketOnWire, now: TicketOnWire): Change[] {
  const at = now.updatedAt
  const found: Change[] = []
  if (now.assignee !== null && now.assignee !== before.assignee)
    found.push({ id: `taken ${at}`, at, type: 'taken', value: now.assignee })
  const [then, date] = [promised(before), promised(now)]
  if (then && date && then !== date && now.phase === 'open' && before.phase === 'open')
    found.push({ id: `expected ${at}`, at, type: 'expected', value: date, before: then })
  return found
}

/** Messages and changes by their time; what is on its way comes last. */
export function timeline(messages: readonly ThreadMessage[], changes: readonly Change[]): TimelineItem[] {
  const once = [...new Map(changes.map((change) => [change.id, change])).values()]
  const there = messages.filter((message) => !message.pending)
  const dated = [
    ...there.map((message) => ({ at: message.pending ? '' : message.createdAt, item: { message } })),
    ...once.map((change) => ({ at: change.at, item: { change } })),
  ]
  // A change that a message brought comes behind it, the beginning before all.
  const place = ({ item }: (typeof dated)[number]) => ('message' in item ? 1 : item.change.type === 'started' ? 0 : 2)
  dated.sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || place(one) - place(other))
  return [...dated.map(({ item }) => item), ...messages.flatMap((message) => (message.pending ? [{ message }] : []))]
}

/** The key of a score's words. */
export const ratingKey = (score: number | string): TextKey => `rate${score}` as TextKey
