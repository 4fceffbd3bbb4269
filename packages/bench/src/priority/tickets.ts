import { type PolicyTicket, type PriorityContext, weighted } from '@docket/core'
import { seededRandom, ticketRecord } from '@docket/core/testing'

const START = Date.UTC(2026, 0, 5, 8)
const HOUR_MS = 3_600_000
/** After so long the whole weight of waiting counts, and somebody has answered. */
export const LONGEST_WAIT_MS = 48 * HOUR_MS
/** The promise whose used share is the risk. */
export const PROMISED_MS = 72 * HOUR_MS
/** Now, while the tickets of the benchmark are open. */
export const NOW = START + LONGEST_WAIT_MS

/** What tickets are scored by. */
export const policy = weighted({
  levels: { urgent: 80, high: 60, normal: 40, low: 0 },
  hysteresis: 5,
  tier: { weight: 20, values: { vip: 1, gold: 0.6 } },
  impact: { weight: 25, field: 'affected', values: { many: 1, one: 0.2 } },
  value: { weight: 10, field: 'amount', full: 10_000 },
  waiting: { weight: 30, full: { hours: 48 } },
  slaRisk: { weight: 30, from: 0.5 },
  sentiment: { weight: 15 },
  nudges: { weight: 10, full: 3 },
})

/** A ticket as somebody writes it down who wants it fast. */
export interface PlainTicket {
  readonly tier: 'vip' | 'gold' | 'plain'
  readonly affected: 'many' | 'one'
  readonly amount: number
  readonly mood: number
  readonly nudges: number
  /** Since when the requester waits, in epoch milliseconds. */
  since: number
}

/** Open tickets that wait for an answer since any time in the last two days; the same in each run. */
export function plainTickets(count: number): PlainTicket[] {
  const random = seededRandom(11)
  return Array.from({ length: count }, (): PlainTicket => {
    const tier = random.next()
    return {
      tier: tier < 0.05 ? 'vip' : tier < 0.25 ? 'gold' : 'plain',
      affected: random.next() < 0.1 ? 'many' : 'one',
      amount: Math.floor(random.next() * 12_000),
      mood: Math.round(random.next() * 20 - 10) / 10,
      nudges: Math.floor(random.next() * 4),
      since: NOW - Math.floor(random.next() * LONGEST_WAIT_MS),
    }
  })
}

/** A ticket as the policy sees it. */
export type ScoredTicket = PolicyTicket<{ readonly affected: string; readonly amount: number }>

/** The same ticket as a desk has it. */
export function recordOf({ tier, affected, amount, mood, nudges, since }: PlainTicket, number: number): ScoredTicket {
  const ticket = ticketRecord({
    id: `t${number}`,
    requester: tier === 'plain' ? { id: `c${number}` } : { id: `c${number}`, tier },
    inputs: { sentiment: mood, nudges },
    createdAt: since,
    updatedAt: since,
  })
  return { ...ticket, fields: { affected, amount } }
}

/** What is promised for a ticket: an answer some time after the requester asked. */
export function promiseOf({ createdAt }: ScoredTicket): PriorityContext {
  return { slaUsed: (at) => (at - createdAt) / PROMISED_MS }
}
