import * as z from 'zod'
import type { AccessPolicy } from '../access/access-types.js'
import { DocketError } from '../kernel/error.js'
import { parseInput } from '../kernel/input.js'
import { authorize } from '../runtime/authorize.js'
import type { Runtime } from '../runtime/runtime.js'
import type { FeedEntry } from '../store/feed-types.js'
import type { ActorReference, EventRecord, TicketRecord } from '../store/record-types.js'
import type { Change, ChangeNotice, TenantChanges } from './feed-types.js'
import { type Beside, namedBeside, noticedInside, noticedOutside } from './noticeable.js'

const position = z.string().max(1_000)
const readOptions = z.strictObject({
  limit: z.int().min(1).max(1_000).default(200),
  until: position.exactOptional(),
})

/** The changes of a tenant's tickets. */
export function tenantChanges({ store, model: { access } }: Runtime, tenant: string): TenantChanges {
  async function ticketsOf(entries: readonly FeedEntry[]): Promise<ReadonlyMap<string, TicketRecord>> {
    const ids = [...new Set(entries.flatMap(({ event }) => [event.ticketId, namedBeside(event).ticket ?? []].flat()))]
    const loaded = ids.length === 0 ? [] : await store.loadMany(tenant, ids)
    return new Map(loaded.flatMap((ticket) => (ticket === null ? [] : [[ticket.id, ticket]])))
  }

  async function publicMessages(entries: readonly FeedEntry[]): Promise<ReadonlySet<string>> {
    const ids = [...new Set(entries.flatMap(({ event }) => namedBeside(event).message ?? []))]
    const messages = ids.length === 0 ? [] : await store.messages(tenant, ids)
    return new Set(messages.flatMap((message) => (message?.visibility === 'public' ? message.id : [])))
  }

  return {
    position: async () => (await store.feed({ tenant, after: null, limit: 1 })).next,
    async read(after, options = {}) {
      const given = parseInput(readOptions, options, 'changes.read')
      const page = await store.feed({ tenant, after: parseInput(position, after, 'changes.read'), ...given })
      const [tickets, shown] = await Promise.all([ticketsOf(page.entries), publicMessages(page.entries)])
      const beside: Beside = { isPublic: (id) => shown.has(id), ticketOf: (id) => tickets.get(id) ?? null }
      const changes = page.entries.map((entry) => changeOf(access, entry, tickets.get(entry.event.ticketId), beside))
      return { changes, next: page.next, more: page.more, held: page.held, behind: page.behind }
    },
    admit(actor) {
      if (actor.type === 'system')
        throw new DocketError('INVALID_INPUT', 'The role system belongs to Docket; name your own.')
      authorize(access, actor, 'read', null)
    },
    onHint: (listener) => store.onCommit((of) => (of === null || of === tenant) && listener()),
  }
}

/** An event as a change: what each kind of reader may know of it is made once, when it is first asked for. */
function changeOf(
  access: AccessPolicy,
  { event, position }: FeedEntry,
  ticket: TicketRecord | undefined,
  beside: Beside,
): Change {
  const known = new Map<string, ChangeNotice>()
  const noticeOf = (type: string | null): ChangeNotice | null => {
    if (type === null) return null
    const notice = known.get(type) ?? newNotice(event, type)
    known.set(type, notice)
    return notice
  }
  return {
    position,
    for(actor) {
      if (ticket === undefined || !access.can(actor, 'read', ticket).allow) return null
      return noticeOf(typeFor(access, actor, { event, ticket, beside }))
    },
  }
}

interface Happened {
  readonly event: EventRecord
  readonly ticket: TicketRecord
  readonly beside: Beside
}

function typeFor(access: AccessPolicy, actor: ActorReference, { event, ticket, beside }: Happened): string | null {
  if (!access.can(actor, 'readInternal', ticket).allow) return noticedOutside(event, beside)
  return access.can(actor, 'history', ticket).allow ? event.type : noticedInside(event)
}

function newNotice({ ticketId, seq, recordedAt }: EventRecord, type: string): ChangeNotice {
  return Object.freeze({ ticketId, version: seq, type, at: new Date(recordedAt) })
}
