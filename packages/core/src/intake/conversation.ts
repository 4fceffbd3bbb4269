import type { Runtime } from '../runtime/runtime.js'
import type { TicketRecord } from '../store/record-types.js'

/** Whose conversation is looked for. */
export interface AskedConversation {
  readonly tenant: string
  readonly requester: string
  /** The ticket that the channel names. */
  readonly named: string | undefined
  /** Tickets that are known to be over. */
  readonly over: ReadonlySet<string>
}

/** Tickets of one requester that are looked at: so many that are not over, and so many that are. */
const OPEN = 50
const ENDED = 20

/**
 * The ticket to which what a requester writes belongs: the one that is named, if it is the requester's and not over; else of
 * all the requester's the one in which something was said last. A merged ticket stands for where it goes on, unless that is
 * another requester's: then its own messages stay with it, as long as the other is not over.
 */
export async function conversationOf(runtime: Runtime, asked: AskedConversation): Promise<TicketRecord | null> {
  const { store } = runtime
  const { tenant, requester, named, over } = asked
  if (named !== undefined) {
    const ticket = await store.load(tenant, named)
    const standing = ticket?.requester.id === requester ? await whereItStands(runtime, ticket) : null
    if (standing !== null && !over.has(standing.id)) return standing
  }
  const latest = { tenant, sort: 'updatedAt', direction: 'desc', after: null } as const
  const own = { on: 'requester', is: requester } as const
  const [open, ended] = await Promise.all([
    store.query({ ...latest, where: [own, { on: 'phase', in: ['open', 'waiting', 'solved'] }], limit: OPEN }),
    store.query({ ...latest, where: [own, { on: 'phase', in: ['terminal'] }], limit: ENDED }),
  ])
  const merged = ended.filter(({ flow }) => flow.mergedInto !== undefined)
  const standing = await Promise.all(merged.map((ticket) => whereItStands(runtime, ticket)))
  return [...open, ...standing.filter((ticket) => ticket !== null)]
    .filter(({ id }) => !over.has(id))
    .reduce<TicketRecord | null>((one, other) => (one !== null && isLater(one, other) ? one : other), null)
}

/** The ticket where what is said about it is written; null where it is over. */
async function whereItStands({ store }: Runtime, from: TicketRecord): Promise<TicketRecord | null> {
  let ticket = from
  for (let into = from.flow.mergedInto; into !== undefined; into = ticket.flow.mergedInto) {
    const next = await store.load(from.tenant, into)
    if (next === null) return null
    ticket = next
  }
  if (ticket.phase === 'terminal') return null
  return ticket.requester.id === from.requester.id ? ticket : from
}

function isLater(one: TicketRecord, other: TicketRecord): boolean {
  const [a, b] = [one, other].map(lastSaidAt) as [number, number]
  return a === b ? one.id > other.id : a > b
}

function lastSaidAt({ createdAt, facts }: TicketRecord): number {
  return Math.max(createdAt, facts.lastRequesterMessageAt ?? 0, facts.lastAgentMessageAt ?? 0)
}

/** The requester's last ticket, over or not; null for the first. */
export async function lastTicketOf({ store }: Runtime, tenant: string, requester: string): Promise<string | null> {
  const where = [{ on: 'requester', is: requester }] as const
  const query = { tenant, where, sort: 'createdAt', direction: 'desc', limit: 1, after: null } as const
  const [last] = await store.query(query)
  return last?.id ?? null
}
