import type { EventRecord, Store } from '@docket/core/store'
import { checkDeliveries, type Delivery } from './check-deliveries.js'
import { loadProblems } from './check-loads.js'
import { mergeProblems } from './check-merges.js'
import { type Replay, readHistory, type TicketHistory, type TimeoutOf, ticketProblems } from './check-ticket.js'

/** A command that somebody sent, as the one who sent it knows it. */
export interface LedgerEntry {
  readonly tenant: string
  readonly ticketId: string
  /** For the report. */
  readonly what: string
  /** True when the sender got an answer. Without one it may have happened or not, but not twice. */
  readonly acknowledged: boolean
  /** How often the ticket's log shows it. */
  readonly count: (history: TicketHistory) => number
}

/** What to look at, and what is known of it. */
export interface WorldOptions {
  readonly tenants: readonly string[]
  /** Folds a log to a view: `replay` of `@docket/core`. */
  readonly replay: Replay
  /** How long a ticket stays in a state before its timer moves it; without it timers are not looked at. */
  readonly timeoutMs?: TimeoutOf
  /**
   * An instant by the desk's clock up to which every timer has had its time to fire, in milliseconds: a ticket that should
   * have left its state before it is a problem. Infinity when no timer is left; without it no timer is missed.
   */
  readonly firedUpTo?: number
  /** Every command that was sent. */
  readonly ledger?: readonly LedgerEntry[]
  /** What arrived at the receivers of effects, and which effects an event causes. Only once everything is delivered. */
  readonly effects?: {
    readonly arrived: readonly Delivery[]
    /** The names of the effects that an event causes. */
    readonly effectsOf: (event: EventRecord) => readonly string[]
  }
  /** True when all work is over: then nothing may be due, and nothing given up. */
  readonly settled?: boolean
}

/** What is wrong with a store's contents, and how much was looked at. */
export interface WorldReport {
  /** Empty when every invariant holds. */
  readonly problems: readonly string[]
  readonly tickets: number
  readonly events: number
  readonly commands: number
  readonly deliveries: number
  /** Arrivals of an id that had arrived before: allowed only where a worker was lost between effect and settlement. */
  readonly duplicates: number
}

/**
 * Checks what must hold after every fault:
 * an acknowledged command is in its ticket's log exactly once, an unacknowledged one at most once;
 * a ticket is the fold of its log, which has no gap and no repeat, and its version is the log's length;
 * no timer moved a ticket early or twice, and none is missing;
 * no SLA target was judged twice, met too late or breached too early, and no step of a ladder was taken twice;
 * tickets that were merged, split or linked know of each other, and none is its own parent or cause;
 * an agent's load, in all and of each channel, is the weight of the active tickets that the agent holds or is offered;
 * every effect arrived under exactly one id and in order, and nothing is stuck.
 */
export async function checkWorld(store: Store, options: WorldOptions): Promise<WorldReport> {
  const { tenants, replay, timeoutMs, firedUpTo, ledger = [], effects, settled = false } = options
  const problems: string[] = []
  const total = { tickets: 0, events: 0, deliveries: 0, duplicates: 0 }
  for (const tenant of tenants) {
    const histories = await allHistories(store, tenant)
    const deadLetters = await store.deadLetters(tenant)
    for (const history of histories.values()) problems.push(...ticketProblems(history, replay, timeoutMs, firedUpTo))
    const records = [...histories.values()].map(({ record }) => record)
    problems.push(...(await loadProblems(store, tenant, records)))
    problems.push(...mergeProblems(new Map(records.map((record) => [record.id, record]))))
    problems.push(
      ...ledgerProblems(
        ledger.filter((entry) => entry.tenant === tenant),
        histories,
      ),
    )
    const events = [...histories.values()].flatMap((history) => history.events)
    total.tickets += histories.size
    total.events += events.length
    if (effects !== undefined) {
      const arrived = effects.arrived.filter((delivery) => delivery.tenant === tenant)
      const report = checkDeliveries(events, (event) => effects.effectsOf(event), arrived, deadLetters)
      problems.push(...report.problems)
      total.deliveries += report.arrived
      total.duplicates += report.duplicates
    }
    if (settled)
      problems.push(...deadLetters.map((letter) => `${letter.kind} ${letter.id} was given up: ${letter.error}`))
  }
  if (settled && (await store.nextWakeup()) === 0) problems.push('a timer or an effect is due and nobody takes it')
  return { problems, ...total, commands: ledger.length }
}

function ledgerProblems(ledger: readonly LedgerEntry[], histories: ReadonlyMap<string, TicketHistory>): string[] {
  return ledger.flatMap(({ ticketId, what, acknowledged, count }) => {
    const history = histories.get(ticketId)
    const times = history === undefined ? 0 : count(history)
    if (times === 1 || (times === 0 && !acknowledged)) return []
    return [`${what} on ${ticketId} was ${acknowledged ? '' : 'not '}acknowledged, and is there ${times} times`]
  })
}

/** Every ticket of the tenant with its log, by id. */
async function allHistories(store: Store, tenant: string): Promise<ReadonlyMap<string, TicketHistory>> {
  const histories = new Map<string, TicketHistory>()
  for (let after: { value: number; id: string } | null = null; ; ) {
    const page = await store.query({ tenant, where: [], sort: 'createdAt', direction: 'asc', limit: 500, after })
    for (const { id } of page) {
      const history = await readHistory(store, tenant, id)
      if (history !== null) histories.set(id, history)
    }
    const last = page.at(-1)
    if (last === undefined) return histories
    after = { value: last.createdAt, id: last.id }
  }
}
