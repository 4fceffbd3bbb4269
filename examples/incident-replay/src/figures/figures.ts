import { type Matrix, priorityFrom } from '../matrix.js'
import { type IncidentState, labelOf, STATES } from '../workflow.js'
import { IncidentTally } from './incident-tally.js'
import { percentile } from './percentile.js'
import type { ReplayedRow } from './replayed-row.js'

/** A move that the workflow does not allow. States by the log's labels. */
export interface RefusedTransition {
  readonly ticket: string
  /** The row in the file, counted from 1 after the header. */
  readonly row: number
  readonly from: string
  /** As the log writes it: it may be no state at all. */
  readonly to: string
  /** Why, as the desk's code: `no-transition`, or `state-unknown` when `to` is no state. */
  readonly reason: string
}

/** What a replay gives; the README says what each figure means. A share of nothing is null. */
export interface Figures {
  readonly incidents: number
  readonly events: number
  readonly transitionsAccepted: number
  readonly transitionsRefused: number
  readonly incidentsWithRefusals: number
  readonly refusals: readonly RefusedTransition[]
  readonly priorityContradictions: number
  readonly reopenedIncidents: number
  readonly reopenings: number
  readonly handovers: number
  readonly waitingShare: number | null
  readonly resolutionHours: { readonly n: number; readonly p50: number | null; readonly p90: number | null }
  readonly madeSlaShare: number | null
  /** The incidents by the state that they ended in, by the log's labels. */
  readonly byState: Readonly<Record<string, number>>
}

/** Folds replayed rows into figures, in the order of the log. Keeps one incident, and of the others only sums. */
export class FiguresFold {
  readonly #matrix: Matrix
  /** Incidents whose rows do not all follow each other: kept until the end. */
  readonly #scattered: ReadonlyMap<string, IncidentTally>
  #current: { readonly incident: string; readonly tally: IncidentTally } | null = null
  #events = 0
  #accepted = 0
  readonly #refusals: RefusedTransition[] = []
  #contradictions = 0
  #incidents = 0
  #incidentsWithRefusals = 0
  #reopenedIncidents = 0
  #reopenings = 0
  #handovers = 0
  #waitingTime = 0
  #wallTime = 0
  readonly #resolutionTimes: number[] = []
  #madeSla = 0
  #knownSla = 0
  readonly #byState = new Map<IncidentState, number>()

  constructor(matrix: Matrix, scattered: ReadonlySet<string> = new Set()) {
    this.#matrix = matrix
    this.#scattered = new Map([...scattered].map((incident) => [incident, new IncidentTally()]))
  }

  /** Takes the log's next row. */
  add(replayed: ReplayedRow): void {
    const { row, from, refused } = replayed
    this.#events += 1
    if (refused !== null) {
      this.#refusals.push({
        ticket: row.incident,
        row: row.row,
        from: from === null ? '' : labelOf(from),
        to: row.state,
        reason: refused,
      })
    } else if (from !== null) this.#accepted += 1
    if (contradicts(row, this.#matrix)) this.#contradictions += 1
    this.#tallyOf(row.incident).add(replayed)
  }

  /** The figures of the rows so far. To be called once, after the last row. */
  finish(): Figures {
    if (this.#current) this.#close(this.#current.tally)
    this.#current = null
    for (const tally of this.#scattered.values()) this.#close(tally)
    const hours = this.#resolutionTimes.map((time) => time / 3_600_000).sort((one, other) => one - other)
    return {
      incidents: this.#incidents,
      events: this.#events,
      transitionsAccepted: this.#accepted,
      transitionsRefused: this.#refusals.length,
      incidentsWithRefusals: this.#incidentsWithRefusals,
      refusals: this.#refusals,
      priorityContradictions: this.#contradictions,
      reopenedIncidents: this.#reopenedIncidents,
      reopenings: this.#reopenings,
      handovers: this.#handovers,
      waitingShare: share(this.#waitingTime, this.#wallTime),
      resolutionHours: { n: hours.length, p50: percentile(hours, 0.5), p90: percentile(hours, 0.9) },
      madeSlaShare: share(this.#madeSla, this.#knownSla),
      byState: Object.fromEntries(
        STATES.flatMap((state) => {
          const count = this.#byState.get(state)
          return count === undefined ? [] : [[labelOf(state), count]]
        }),
      ),
    }
  }

  #tallyOf(incident: string): IncidentTally {
    const scattered = this.#scattered.get(incident)
    if (scattered) return scattered
    if (this.#current?.incident === incident) return this.#current.tally
    if (this.#current) this.#close(this.#current.tally)
    this.#current = { incident, tally: new IncidentTally() }
    return this.#current.tally
  }

  #close(tally: IncidentTally): void {
    this.#incidents += 1
    if (tally.refusals > 0) this.#incidentsWithRefusals += 1
    if (tally.reopenings > 0) this.#reopenedIncidents += 1
    this.#reopenings += tally.reopenings
    this.#handovers += tally.handovers
    if (tally.wallTime !== null) {
      this.#wallTime += tally.wallTime
      this.#waitingTime += tally.waitingTime
    }
    if (tally.resolutionTime !== null) this.#resolutionTimes.push(tally.resolutionTime)
    if (tally.madeSla !== null) this.#knownSla += 1
    if (tally.madeSla === true) this.#madeSla += 1
    this.#byState.set(tally.state, (this.#byState.get(tally.state) ?? 0) + 1)
  }
}

/** True when the row's priority is not the one that its impact and urgency give. A row that lacks one of the three has nothing to contradict. */
function contradicts({ impact, urgency, priority }: ReplayedRow['row'], matrix: Matrix): boolean {
  if (impact === null || urgency === null || priority === null) return false
  return priorityFrom(matrix, impact, urgency) !== priority
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
