import * as z from 'zod'
import { DocketError } from '../kernel/error.js'
import { id, parseInput } from '../kernel/input.js'
import { LIMITS } from '../kernel/limits.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, MessageRecord, TicketRecord } from '../store/record-types.js'
import type { ThreadPage } from './actor-desk-types.js'
import { presentMessage } from './present.js'
import { type Places, shownWith } from './shown-messages.js'
import type { Message, Page } from './ticket-types.js'

/** A number is the place in the ticket's own messages; a text holds a place in each ticket that it shows. */
const threadPage = z.strictObject({
  after: z.union([z.int().min(0), z.string().max(50_000)]).nullish(),
  limit: z.int().min(1).max(500).default(100),
})

/** A message with the name of the place that it is counted in. */
interface Placed {
  readonly key: string
  readonly message: MessageRecord
}

/** A page of all messages that a ticket's thread shows, each as the actor may see it. */
export async function threadOf(
  { store, model }: Runtime,
  actor: ActorReference,
  record: TicketRecord,
  page: ThreadPage,
): Promise<Page<Message, number | string>> {
  const { after, limit } = parseInput(threadPage, page, 'thread')
  const { tenant, id: own } = record
  const internal = model.access.can(actor, 'readInternal', record).allow
  const places = placesAfter(own, after ?? 0)
  const sources = await shownWith(store, record, internal)
  const threads = await Promise.all(
    sources.map(async (source) => {
      const messages = await source.after(places, limit + 1)
      return messages.map((message): Placed => ({ key: source.key, message }))
    }),
  )
  const messages = inOrderOfTime(threads, limit + 1)
  const shown = messages.slice(0, limit)
  const withMessages = [...new Set(shown.map(({ message }) => message.ticketId))]
  const files = (await Promise.all(withMessages.map((ticketId) => store.attachments(tenant, ticketId)))).flat()
  const items = shown.map(({ message }) => presentMessage(message, files))
  const next = messages.length > limit ? writePlaces(own, shown, places, sources.length === 1) : null
  return { items, next }
}

/** The first messages of several threads in order of time. Each thread keeps its own order, which an import may bend. */
function inOrderOfTime(threads: readonly (readonly Placed[])[], limit: number): Placed[] {
  const heads = threads.map(() => 0)
  const found: Placed[] = []
  while (found.length < limit) {
    let first: { readonly thread: number; readonly placed: Placed } | null = null
    for (const [thread, messages] of threads.entries()) {
      const placed = messages[heads[thread] ?? 0]
      if (placed && (first === null || isBefore(placed.message, first.placed.message))) first = { thread, placed }
    }
    if (first === null) break
    found.push(first.placed)
    heads[first.thread] = (heads[first.thread] ?? 0) + 1
  }
  return found
}

function isBefore(one: MessageRecord, other: MessageRecord): boolean {
  return one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id < other.id)
}

const place = z.tuple([z.string().max(LIMITS.id + 1), z.int().min(0)])
const cursor = z.tuple([z.literal('thread'), id, z.array(place).max(1_000)])

function writePlaces(own: string, shown: readonly Placed[], before: Places, single: boolean): number | string {
  const places = new Map(before)
  for (const { key, message } of shown) places.set(key, message.seq)
  if (single && [...places.keys()].every((key) => key === own)) return places.get(own) ?? 0
  return Buffer.from(JSON.stringify(['thread', own, [...places]])).toString('base64url')
}

function placesAfter(own: string, after: number | string): Places {
  if (typeof after === 'number') return new Map([[own, after]])
  try {
    const [, of, places] = cursor.parse(JSON.parse(Buffer.from(after, 'base64url').toString()))
    if (of === own) return new Map(places)
  } catch {
    // Falls through to the one refusal below.
  }
  throw new DocketError(
    'CURSOR_INVALID',
    'The cursor does not belong to this thread. Give the `next` of the former page of the same ticket.',
  )
}
