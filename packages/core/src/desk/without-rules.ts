import type { TimedEvent } from '../rehearsal/step.js'
import type { Runtime } from '../runtime/runtime.js'
import type { EventRecord } from '../store/record-types.js'
import { askedBy } from '../ticket/outbox-messages.js'

/** So many events of other tickets are remembered as having asked for something, or not. */
const MOST_KNOWN = 10_000

/**
 * Leaves out of histories what rules did: in the commit that set them off, and by the outbox as far as its causes name the
 * event that asked.
 */
export function withoutRules({ store }: Pick<Runtime, 'store'>, tenant: string) {
  const known = new Map<string, boolean>()

  async function isOfRules(ticketId: string, seq: number): Promise<boolean> {
    const key = `${ticketId} ${seq}`
    const found = known.get(key)
    if (found !== undefined) return found
    const [event] = await store.history({ tenant, ticketId, afterSeq: seq - 1, limit: 1 })
    if (known.size >= MOST_KNOWN) known.clear()
    const is = event?.seq === seq && event.type === 'rules.evaluated'
    known.set(key, is)
    return is
  }

  return async (history: readonly TimedEvent[]): Promise<readonly TimedEvent[]> => {
    const own = new Map(history.map(({ event }) => [event.seq, event.type]))
    const left: TimedEvent[] = []
    for (const one of history) {
      if (one.event.cause?.kind === 'rule') continue
      const asked = askedByEffect(one.event)
      if (asked === null) left.push(one)
      else if (asked.ticketId === one.event.ticketId) {
        if (own.get(asked.seq) !== 'rules.evaluated') left.push(one)
      } else if (!(await isOfRules(asked.ticketId, asked.seq))) left.push(one)
    }
    return left
  }
}

function askedByEffect({ cause }: EventRecord) {
  return cause?.kind === 'effect' ? askedBy(cause.id) : null
}
