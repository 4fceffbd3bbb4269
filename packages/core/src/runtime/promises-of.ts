import { DocketError } from '../kernel/error.js'
import type { PromisesAtHand } from '../sla/moments.js'
import type { TicketView } from '../store/record-types.js'
import type { Runtime } from './runtime.js'

/**
 * The promises of a ticket for reading. A ticket can be read even where its definitions are unknown; then it is shown
 * as without a promise.
 */
export async function promisesOf({ slaBook, report }: Runtime, view: TicketView): Promise<PromisesAtHand> {
  try {
    await slaBook.bring(view)
    return slaBook.atHand(view)
  } catch (error) {
    if (!DocketError.is(error, 'DEFINITION_UNKNOWN')) throw error
    report(error)
    return { current: null, former: null }
  }
}
