import type { Instant } from '../kernel/clock.js'
import type { Store } from '../store/port.js'
import type { TicketRecord } from '../store/record-types.js'

/** So many events are as easily read as passed over. */
const FEW = 500

/**
 * The place of an event of a ticket before which, it included, all were recorded before an instant, found by few reads: no
 * more than some hundreds after it were too. 0 for the beginning.
 */
export async function recordedBefore(
  store: Pick<Store, 'history'>,
  { tenant, id: ticketId, version }: Pick<TicketRecord, 'tenant' | 'id' | 'version'>,
  instant: Instant,
): Promise<number> {
  let low = 0
  for (let high = version; high - low > FEW; ) {
    const middle = Math.floor((low + high) / 2)
    const [event] = await store.history({ tenant, ticketId, afterSeq: middle - 1, limit: 1 })
    if (event && event.recordedAt < instant) low = middle
    else high = middle
  }
  return low
}
