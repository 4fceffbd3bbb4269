import type { LogRow } from '../log/log-row.js'
import { stateOf } from '../workflow.js'

/** A time in which an agent held an incident for a group. Instants in milliseconds since 1970-01-01T00:00:00Z. */
export interface Spell {
  readonly agent: string
  readonly group: string | null
  readonly from: number
  /** Null when the log ends before it does. */
  readonly to: number | null
}

/** What the log says of the work on an incident. */
export interface IncidentWork {
  /** In the order of time. */
  readonly spells: readonly Spell[]
  /**
   * The milliseconds from the first row that names an agent to the first that is Resolved or Closed, counted from
   * `opened_at` where no agent is named before that. Null for an incident that was never resolved.
   */
  readonly tookMs: number | null
  /** When it was resolved or closed, each time that it had not been so, in the order of time. */
  readonly doneAt: readonly number[]
}

/** The work on each incident of a log, by its number. Reads the log through once and keeps it in memory. */
export async function workOf(rows: AsyncIterable<LogRow>): Promise<ReadonlyMap<string, IncidentWork>> {
  const found = new Map<string, WorkFold>()
  for await (const row of rows) {
    const fold = found.get(row.incident) ?? new WorkFold(row.openedAt ?? row.updatedAt)
    found.set(row.incident, fold)
    fold.add(row)
  }
  return new Map([...found].map(([incident, fold]) => [incident, fold.finish()]))
}

/** Folds the rows of one incident. Its clock never runs backwards, though now and then a log does. */
class WorkFold {
  readonly #openedAt: number
  readonly #spells: Spell[] = []
  #latest = Number.NEGATIVE_INFINITY
  #holder: Omit<Spell, 'to'> | null = null
  #done = false
  #namedAt: number | null = null
  readonly #doneAt: number[] = []

  constructor(openedAt: number) {
    this.#openedAt = openedAt
  }

  add({ state: label, updatedAt, assignedTo: agent, group }: LogRow): void {
    this.#latest = Math.max(this.#latest, updatedAt)
    const state = stateOf(label)
    // What is no state leaves the incident where it is.
    const wasDone = this.#done
    if (state !== null) this.#done = state === 'resolved' || state === 'closed'
    if (this.#done && !wasDone) this.#doneAt.push(this.#latest)
    if (agent !== null && this.#doneAt.length === 0) this.#namedAt ??= this.#latest

    const holder = this.#done || agent === null ? null : { agent, group, from: this.#latest }
    if (holder?.agent === this.#holder?.agent && holder?.group === this.#holder?.group) return
    this.#end(this.#latest)
    this.#holder = holder
  }

  finish(): IncidentWork {
    this.#end(null)
    const [done] = this.#doneAt
    const tookMs = done === undefined ? null : Math.max(0, done - (this.#namedAt ?? this.#openedAt))
    return { spells: this.#spells, tookMs, doneAt: this.#doneAt }
  }

  #end(to: number | null): void {
    if (this.#holder) this.#spells.push({ ...this.#holder, to })
    this.#holder = null
  }
}
