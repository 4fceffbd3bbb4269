import type { Store } from '../store/port.js'
import type { LinkKind } from '../store/record-types.js'

/** No more tickets are looked at; a family of which this is not enough is not looked through. */
const MOST_LOOKED_AT = 1_000

/** The ids of the tickets that links of a kind lead to from a ticket, directly or through others. */
export async function linkedFrom(
  store: Store,
  tenant: string,
  ticketId: string,
  kind: LinkKind,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  const open = [ticketId]
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += 1) {
    const next = open.pop()
    if (next === undefined) break
    const links = (await store.load(tenant, next))?.links ?? []
    for (const link of links) {
      if (link.kind !== kind || found.has(link.ticketId)) continue
      found.add(link.ticketId)
      open.push(link.ticketId)
    }
  }
  return found
}
