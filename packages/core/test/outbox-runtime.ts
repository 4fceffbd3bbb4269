import type { EffectHandler } from '../src/runtime/effect-types.js'
import type { Runtime } from '../src/runtime/runtime.js'
import type { OutboxSettlement, Store } from '../src/store/port.js'
import type { OutboxRecord } from '../src/store/record-types.js'
import { manualClock } from '../src/testing/manual-clock.js'
import { seededRandom } from '../src/testing/seeded-random.js'
import { sequentialIds } from '../src/testing/sequential-ids.js'
import { AGENT, START } from './records.js'

/** The message `mail` of an event of a ticket of `acme`. */
export function outboxRecord(ticketId: string, seq = 1, effect = 'mail'): OutboxRecord {
  const data = { type: 'ticket.created', occurredAt: START, actor: { ...AGENT }, cause: null, data: {} }
  const id = `${ticketId}.${seq}.${effect}`
  return { tenant: 'acme', id, ticketId, seq, ordinal: 0, effect, data, createdAt: START }
}

interface Row {
  readonly message: OutboxRecord
  attempts: number
  token: string | null
}

/**
 * What a worker needs of a desk, on an outbox whose leases end only when a test says so: with the clock in the test's
 * hands, and everything that was asked of the store.
 */
export function outboxRuntime(handler: EffectHandler) {
  const clock = manualClock()
  const rows: Row[] = []
  const reports: unknown[] = []
  const claims: number[] = []
  const groups: string[][] = []
  const wakes = new Set<() => void>()

  function settle({ id, token, outcome }: OutboxSettlement): boolean {
    const place = rows.findIndex((row) => row.message.id === id && row.token === token)
    const row = rows[place]
    if (row === undefined) return false
    if (outcome.kind === 'done') rows.splice(place, 1)
    else if (outcome.kind === 'wait') Object.assign(row, { token: null, attempts: row.attempts - 1 })
    return true
  }

  const store: Pick<Store, 'claimOutbox' | 'settleOutbox' | 'claimTimers' | 'settleTimers' | 'nextWakeup'> = {
    claimTimers: async () => [],
    settleTimers: async ({ length }) => length,
    async claimOutbox({ limit, token }) {
      const tickets = new Set<string>()
      const first = rows.filter(({ message }) => !tickets.has(message.ticketId) && tickets.add(message.ticketId))
      const claimed = first.filter((row) => row.token === null).slice(0, limit)
      for (const row of claimed) Object.assign(row, { token, attempts: row.attempts + 1 })
      claims.push(claimed.length)
      return claimed.map(({ message, attempts }) => ({ message, attempts }))
    },
    async settleOutbox(settlements) {
      groups.push(settlements.map(({ id, outcome }) => `${id} ${outcome.kind}`))
      return settlements.filter(settle).length
    },
    nextWakeup: async () => (rows.some(({ token }) => token === null) ? 0 : null),
  }
  const parts: Pick<Runtime, 'clock' | 'ids' | 'random' | 'report' | 'onWake'> & { store: unknown; handlers: unknown } =
    {
      clock,
      ids: sequentialIds('token'),
      random: seededRandom(7),
      store,
      handlers: { mail: handler, page: handler },
      report: (error) => void reports.push(error),
      onWake(wake) {
        wakes.add(wake)
        return () => void wakes.delete(wake)
      },
    }
  return {
    runtime: parts as unknown as Runtime,
    store,
    clock,
    reports,
    /** How much each claim gave. */
    claims,
    /** What each statement settled. */
    groups,
    /** The ids of what is not settled. */
    left: () => rows.map(({ message }) => message.id),
    add: (...messages: OutboxRecord[]) =>
      void rows.push(...messages.map((message) => ({ message, attempts: 0, token: null }))),
    /** The ids of what is leased. */
    leased: () => rows.filter(({ token }) => token !== null).map(({ message }) => message.id),
    /** Lets another worker have a message although it is leased. */
    takeAway(id: string) {
      for (const row of rows) if (row.message.id === id) row.token = 'of another'
    },
    /** Makes as if a message had been claimed so often before. */
    claimedBefore(id: string, attempts: number) {
      for (const row of rows) if (row.message.id === id) row.attempts = attempts
    },
    wake() {
      for (const wake of wakes) wake()
    },
  }
}
