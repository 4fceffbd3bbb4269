import * as z from 'zod'
import { DocketError } from '../kernel/error.js'
import { id, parseInput } from '../kernel/input.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, MessageRecord, TicketRecord } from '../store/record-types.js'
import type { ThreadPage } from './actor-desk-types.js'
import { presentMessage } from './present.js'
import type { Message, Page } from './ticket-types.js'

/** A number is the place in the ticket's own messages; a text holds a place in each ticket that it shows. */
const threadPage = z.strictObject({
  after: z.union([z.int().min(0), z.string().max(50_000)]).nullish(),
  limit: z.int().min(1).max(500).default(100),
})

/** Up to which message of each ticket has been given. */
type Places = ReadonlyMap<string, number>

/** A page of a ticket's messages and of those of the tickets that were merged into it, each as the actor may see it. */
export async function threadOf(
  { store, model }: Runtime,
  actor: ActorReference,
  record: TicketRecord,
  page: ThreadPage,
): Promise<Page<Message, number | string>> {
  const { after, limit } = parseInput(threadPage, page, 'thread')
  const { tenant, id: own } = record
  const internal = model.access.can(actor, 'readInternal', record).allow
  const visibility = internal ? (['public', 'internal'] as const) : (['public'] as const)
  const places = placesAfter(own, after ?? 0)
  const tickets = [own, ...(await shownWith(record, internal))]
  const threads = await Promise.all(
    tickets.map((ticketId) =>
      store.thread({ tenant, ticketId, afterSeq: places.get(ticketId) ?? 0, limit: limit + 1, visibility }),
    ),
  )
  const messages = inOrderOfTime(threads, limit + 1)
  const shown = messages.slice(0, limit)
  const withMessages = [...new Set(shown.map(({ ticketId }) => ticketId))]
  const files = (await Promise.all(withMessages.map((ticketId) => store.attachments(tenant, ticketId)))).flat()
  const items = shown.map((message) => presentMessage(message, files))
  const next = messages.length > limit ? writePlaces(own, shown, places, tickets.length === 1) : null
  return { items, next }

  /** Whose messages are shown too: to the desk all, to others those of the same requester. */
  async function shownWith({ flow, requester }: TicketRecord, all: boolean): Promise<readonly string[]> {
    const { absorbed = [] } = flow
    if (all) return absorbed
    const sources = await Promise.all(absorbed.map((source) => store.load(tenant, source)))
    return sources.flatMap((source) => (source?.requester.id === requester.id ? [source.id] : []))
  }
}

/** The first messages of several threads in order of time. Each thread keeps its own order, which an import may bend. */
function inOrderOfTime(threads: readonly (readonly MessageRecord[])[], limit: number): MessageRecord[] {
  const heads = threads.map(() => 0)
  const found: MessageRecord[] = []
  while (found.length < limit) {
    let first: { readonly thread: number; readonly message: MessageRecord } | null = null
    for (const [thread, messages] of threads.entries()) {
      const message = messages[heads[thread] ?? 0]
      if (message && (first === null || isBefore(message, first.message))) first = { thread, message }
    }
    if (first === null) break
    found.push(first.message)
    heads[first.thread] = (heads[first.thread] ?? 0) + 1
  }
  return found
}

function isBefore(one: MessageRecord, other: MessageRecord): boolean {
  return one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id < other.id)
}

const cursor = z.tuple([z.literal('thread'), id, z.array(z.tuple([id, z.int().min(0)])).max(1_000)])

function writePlaces(own: string, shown: readonly MessageRecord[], before: Places, single: boolean): number | string {
  const places = new Map(before)
  for (const { ticketId, seq } of shown) places.set(ticketId, seq)
  if (single) return places.get(own) ?? 0
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
