import type { BusinessCalendar } from '@docket/core'
import { DocketError, type Instant } from '@docket/core/store'
import type { SimulatedAgent } from './simulation-types.js'

interface Span {
  readonly from: Instant
  readonly to: Instant
}

/** When an agent is present during a run, and what that makes of working time. Spans are half-open. */
export class PresenceSpans {
  readonly #spans: readonly Span[]

  /**
   * @param from - the beginning of the run
   * @param to - its last possible end
   * @throws DocketError `INVALID_INPUT` when the desk has no calendar of the shift's name
   */
  constructor(
    { id, shift, vacations = [], status = 'present' }: SimulatedAgent,
    calendars: ReadonlyMap<string, BusinessCalendar>,
    { from, to }: Span,
  ) {
    const calendar = shift == null ? null : calendars.get(shift)
    if (calendar === undefined) {
      const message = `The agent ${id} has the shift ${shift}, which is no calendar of the desk; it has ${[...calendars.keys()].join(', ') || 'none'}.`
      throw new DocketError('INVALID_INPUT', message)
    }
    const open =
      calendar === null
        ? [{ from, to }]
        : calendar.segments(new Date(from), new Date(to)).map(({ start, end }) => ({ from: +start, to: +end }))
    this.#spans = status === 'present' ? vacations.reduce(without, open) : []
  }

  /** When the agent comes. */
  get beginnings(): readonly Instant[] {
    return this.#spans.map(({ from }) => from)
  }

  /** When the agent goes. */
  get ends(): readonly Instant[] {
    return this.#spans.map(({ to }) => to)
  }

  isPresent(at: Instant): boolean {
    return this.#spans.some(({ from, to }) => from <= at && at < to)
  }

  /** Milliseconds of presence between two instants. */
  between(from: Instant, to: Instant): number {
    return this.#spans.reduce((sum, span) => sum + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)), 0)
  }

  /** The instant at which so many milliseconds of presence have passed; null when the run is over before. */
  after(start: Instant, milliseconds: number): Instant | null {
    let left = milliseconds
    for (const { from, to } of this.#spans) {
      if (to <= start) continue
      const begin = Math.max(from, start)
      if (left <= to - begin) return begin + left
      left -= to - begin
    }
    return null
  }
}

function without(spans: readonly Span[], absence: { readonly from: Date; readonly to: Date }): readonly Span[] {
  const [from, to] = [absence.from.getTime(), absence.to.getTime()]
  return spans
    .flatMap((span) => [
      { from: span.from, to: Math.min(span.to, from) },
      { from: Math.max(span.from, to), to: span.to },
    ])
    .filter((span) => span.from < span.to)
}
