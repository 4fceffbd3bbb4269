import type { TicketOf } from '@docket/core'
import type { support } from '../desk/support.js'

/** A ticket of the shop's. */
export type ShopTicket = TicketOf<typeof support>

/** What is due next on a ticket, in words; `late` when it was due before. Null when nothing is. */
export function dueOf({
  sla,
  phase,
}: Pick<ShopTicket, 'sla' | 'phase'>): { readonly late: boolean; readonly words: string } | null {
  if (phase === 'waiting') return { late: false, words: 'waits for the customer' }
  const [next] = (sla?.targets ?? [])
    .filter(({ endedAt, dueAt }) => endedAt === null && dueAt !== null)
    .sort((one, other) => one.secondsLeft - other.secondsLeft)
  if (!next) return null
  const words = `${TARGETS[next.target] ?? next.target}: ${spanOf(Math.abs(next.secondsLeft))}`
  return next.secondsLeft < 0 ? { late: true, words: `${words} late` } : { late: false, words: `${words} left` }
}

const TARGETS: Readonly<Record<string, string>> = {
  firstResponse: 'answer',
  nextResponse: 'answer',
  resolution: 'solution',
  stage: 'stage',
  acceptance: 'taking',
}

function spanOf(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes < 90) return `${minutes} min`
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`
}
