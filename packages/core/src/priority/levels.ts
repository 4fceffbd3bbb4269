import { DocketError, type Reason } from '../kernel/error.js'
import type { TicketView } from '../store/record-types.js'
import { asAdded, sixDecimals } from './decimals.js'

/** How scores become levels. */
export interface ScoreLevels<Level extends string> {
  /**
   * Level to the lowest score of it, such as `{ urgent: 80, high: 60, normal: 30, low: 0 }`, in any order. The level with
   * the lowest one has all scores below it too.
   */
  readonly levels: { readonly [Name in Level]: number }
  /**
   * How far below its lowest score a ticket keeps the level that the policy has given it, so that a score that wobbles
   * around it does not change the level each time. More urgent it becomes at once. At most the smallest distance between
   * two levels; 0 if left out.
   */
  readonly hysteresis?: number
}

/** A level with its lowest score. */
export interface Threshold<Level extends string> {
  readonly level: Level
  readonly least: number
}

/** What a score means for a ticket. */
export interface JudgedScore<Level extends string> {
  readonly level: Level
  readonly reasons: readonly Reason[]
  /** The score from which the ticket gets a more urgent level; null for the most urgent. */
  readonly next: number | null
}

/** The levels of a policy, ready to judge scores. */
export interface CompiledLevels<Level extends string> {
  /** Most urgent first. */
  readonly names: readonly Level[]
  /**
   * What a score means for a ticket, which may have a level by the same policy.
   *
   * @throws DocketError `POLICY_FAILED` when the score is no finite number
   */
  readonly judge: (ticket: Pick<TicketView, 'priority' | 'decisions'>, score: number) => JudgedScore<Level>
}

/** Levels by their lowest score, most urgent first. */
export function thresholdsOf<Level extends string>({ levels }: ScoreLevels<Level>): Threshold<Level>[] {
  const found = Object.entries<number>(levels).map(([level, least]) => ({ level: level as Level, least }))
  return found.sort((a, b) => b.least - a.least)
}

/** Makes a policy's levels, which were checked, ready to judge scores. */
export function compileLevels<Level extends string>(id: string, given: ScoreLevels<Level>): CompiledLevels<Level> {
  const thresholds = thresholdsOf(given)
  const { hysteresis = 0 } = given
  return {
    names: thresholds.map(({ level }) => level),
    judge({ decisions, priority }, score) {
      if (!Number.isFinite(score)) {
        const message = `The priority policy ${id} gave the score ${score}; let it give a finite number.`
        throw new DocketError('POLICY_FAILED', message)
      }
      const reached = thresholds.reduce((higher, lower) => (score >= higher.least ? higher : lower))
      const own = decisions.priority?.policy === id
      const present = own ? thresholds.find(({ level }) => level === priority) : undefined
      const until = asAdded((present?.least ?? 0) - hysteresis)
      const held = present && present.least > reached.least && score >= until ? present : null
      const { level, least: threshold } = held ?? reached
      const reasons: Reason[] = [{ code: 'score', score: sixDecimals(score), level, threshold }]
      if (held) reasons.push({ code: 'held', level, score: sixDecimals(score), until })
      return { level, reasons, next: thresholds.findLast(({ least }) => least > threshold)?.least ?? null }
    },
  }
}
