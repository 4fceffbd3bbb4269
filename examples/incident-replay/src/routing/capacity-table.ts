import type { CapacityFigures } from './capacity-figures.js'
import { hours, linesOf, whole } from './lines.js'

/** Lays out for a terminal what became of incidents where agents can be full. The same figures give the same text. */
export function formatCapacity(figures: CapacityFigures): string {
  const { assigned, waited, agents, places, carriedOver, beyondCapacity } = figures
  return linesOf('Capacity, on a desk with the people and places of the earlier 70 %', [
    ['Incidents', `${whole(assigned + waited)}, the later ones in their order`],
    ['Agents', `${whole(agents)} with ${whole(places)} places, of which ${whole(carriedOver)} were taken at first`],
    ['Given to an agent at once', whole(assigned)],
    ['Waited for a free place', `${whole(waited)}${waitsOf(figures)}`],
    ['Most waiting at once', whole(figures.mostWaiting)],
    ['Never given to anybody', whole(figures.neverAssigned)],
    ['Agents full at some time', whole(figures.wereFull)],
    ['Held beyond capacity', beyondCapacity === 0 ? 'never' : `${whole(beyondCapacity)} times`],
    ['Without a team, not sure', whole(figures.abstained)],
  ])
}

function waitsOf({ waitP50, waitP95 }: CapacityFigures): string {
  if (waitP50 === null || waitP95 === null) return ''
  return `, half of them up to ${hours(waitP50 * 1_000)}, 95 % up to ${hours(waitP95 * 1_000)}`
}

/** The same as `--json` gives it; waits in seconds. */
export function capacityToJson(capacity: CapacityFigures | null) {
  if (capacity === null) return null
  const { assigned, waited, waitP50, waitP95, mostWaiting, abstained } = capacity
  return { assigned, waited, waitP50, waitP95, mostWaiting, abstained }
}
