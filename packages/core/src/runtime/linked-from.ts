import { LIMITS } from '../kernel/limits.js'
import type { LinkKind, TicketRecord } from '../store/record-types.js'
import type { LinkedTickets } from '../ticket/command.js'

/**
 * The tickets that links of a kind lead to from a ticket, directly or through others. Each is looked at in the version that
 * is given, so that whoever relies on what was found can have it checked.
 *
 * @param load - gives a ticket, null for one that there is not
 */
export async function linkedFrom(
  ticketId: string,
  kind: LinkKind,
  load: (ticketId: string) => Promise<TicketRecord | null>,
): Promise<LinkedTickets> {
  const ids = new Set<string>()
  const looked: { ticketId: string; version: number }[] = []
  for (let open = [ticketId]; open.length > 0; ) {
    if (looked.length + open.length > LIMITS.linkedThrough) return { ids, looked, whole: false }
    const records = await Promise.all(open.map(load))
    open = []
    for (const record of records) {
      if (record === null) continue
      looked.push({ ticketId: record.id, version: record.version })
      for (const link of record.links) {
        if (link.kind !== kind || ids.has(link.ticketId)) continue
        ids.add(link.ticketId)
        // In a circle that was closed long ago, the first is looked at once.
        if (link.ticketId !== ticketId) open.push(link.ticketId)
      }
    }
  }
  return { ids, looked, whole: true }
}
