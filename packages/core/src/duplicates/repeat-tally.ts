import type { TicketView } from '../store/record-types.js'

/** So long after a solution the same matter of the same requester is a repeat. */
export const WITHIN_MS = 7 * 86_400_000

type Told = Pick<TicketView, 'links' | 'flow' | 'facts' | 'createdAt'>

/** Counts tickets, and which of them were not the first of their matter. */
export class RepeatTally {
  #tickets = 0
  #duplicates = 0
  #repeats = 0

  /** Whether it was merged, or somebody has linked it as a duplicate of another. */
  isDuplicate({ links, flow }: Told): boolean {
    return flow.mergedInto !== undefined || links.some(({ kind }) => kind === 'duplicates')
  }

  /** Counts a ticket once; `earlier` are those of the same requester in the same category that began before it. */
  add(ticket: Told, earlier: readonly Told[]): void {
    this.#tickets += 1
    if (this.isDuplicate(ticket)) this.#duplicates += 1
    else if (earlier.some((one) => cameAgain(one, ticket))) this.#repeats += 1
  }

  result() {
    const [tickets, duplicates, repeats] = [this.#tickets, this.#duplicates, this.#repeats]
    return { tickets, duplicates, repeats, rate: tickets === 0 ? null : (duplicates + repeats) / tickets }
  }
}

/** Whether a ticket began within 7 days of the solution of another; what was merged was not solved by itself. */
function cameAgain({ facts: { solvedAt }, flow }: Told, { createdAt }: Told): boolean {
  if (solvedAt === null || flow.mergedInto !== undefined) return false
  return solvedAt <= createdAt && createdAt - solvedAt <= WITHIN_MS
}
