import type { Duration } from '../kernel/duration.js'
import type { ScoreLevels } from './levels.js'

/** How much a factor counts at most: its points are this weight times its share. */
export interface Weight {
  /** Finite and above 0. What is not to count is left out. */
  readonly weight: number
}

/** A factor by a list of values. */
export interface ListedFactor extends Weight {
  /** Value to its share of the weight, 0 to 1. What is not listed counts 0. */
  readonly values: { readonly [value: string]: number }
}

/** A factor by the value of a custom field. */
export interface FieldFactor<Field extends string> extends ListedFactor {
  /** The field, which must not be personal. */
  readonly field: Field
}

/** A factor that has its whole weight from a number on, and of a lower number the part. */
export interface MeasuredFactor extends Weight {
  /** Above 0. */
  readonly full: number
}

/** What a ticket is worth to the business. */
export interface ValueFactor<Field extends string> extends MeasuredFactor {
  /** A custom field that holds a number and is not personal. */
  readonly field?: Field
  /** Instead of a field, the name among the ticket's `inputs`; `value` if left out. */
  readonly input?: string
}

/** For how long the requester waits. */
export interface WaitingFactor extends Weight {
  /** After so long in wall time it has its whole weight. */
  readonly full: Duration
  /**
   * Since when: `requester` since the first message that has had no answer, which is not at all while none has; `creation`
   * since the ticket was created. Either way nobody waits for a ticket that is solved or closed. `requester` if left out.
   */
  readonly since?: 'requester' | 'creation'
}

/** How near the ticket's promises are to being broken, by the running target that has used the largest share. */
export interface RiskFactor extends Weight {
  /** The used share, from 0 to less than 1, up to which there is no risk; 0 if left out. All used is the whole weight. */
  readonly from?: number
}

/** What {@link weighted} takes: at least one factor. */
export interface WeightedInput<
  Impact extends string,
  Urgency extends string,
  Value extends string,
  Level extends string,
> extends ScoreLevels<Level> {
  /** Kept with each decision; `manual` and `raised` are taken. `weighted` if left out. */
  readonly id?: string
  /** Raised with each change, because decisions are kept with it; 1 if left out. */
  readonly version?: number
  /** The requester's tier. */
  readonly tier?: ListedFactor
  readonly impact?: FieldFactor<Impact>
  readonly urgency?: FieldFactor<Urgency>
  readonly value?: ValueFactor<Value>
  readonly waiting?: WaitingFactor
  readonly slaRisk?: RiskFactor
  /** The ticket's input `sentiment`, from -1, angry, with the whole weight, to 1, happy, with none. */
  readonly sentiment?: Weight
  /** The ticket's input `nudges`: how often the requester has urged. */
  readonly nudges?: MeasuredFactor
}
