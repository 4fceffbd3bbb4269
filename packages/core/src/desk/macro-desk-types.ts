import type { DoneByRule } from '../macros/done-by-rules.js'
import type { MacroStep } from '../macros/macro-types.js'
import type { Label } from '../workflow/definition-types.js'
import type { CommandOptions } from './actor-desk-types.js'
import type { DeskShape, EventOf } from './shape-types.js'
import type { RefusedChange } from './sla-types.js'
import type { Ticket } from './ticket-types.js'

/** A step of a macro or a batch on a desk. */
export type StepOf<Shape extends DeskShape = DeskShape> = MacroStep<Shape['fieldsIn'], EventOf<Shape>, Shape['level']>

/** What a batch does, to which tickets. */
export interface BatchInput<Shape extends DeskShape = DeskShape> {
  /** At most 10,000, each once. */
  readonly tickets: readonly string[]
  /** The steps, or the name of a macro of the desk. For each ticket all of them take effect together, or none. */
  readonly do: readonly StepOf<Shape>[] | string
  /**
   * A key of the caller's: a batch that is begun again with it does no ticket twice, in whatever order they come, and tells
   * of each what it told before, so that it can be undone. What was refused is tried again. Kept for at least 24 hours.
   */
  readonly idempotencyKey?: string
  /** Ends the batch between two tickets; those that were done stay done. */
  readonly signal?: AbortSignal
  /** Is told after each ticket. */
  readonly onProgress?: (done: number, of: number) => void
}

/** What became of one ticket of a batch. */
export type BatchResult<Shape extends DeskShape = DeskShape> =
  | {
      readonly ticketId: string
      readonly ok: true
      readonly version: number
      /** The steps that undo it, in this order; without what cannot be undone, such as a message. */
      readonly undo: readonly StepOf<Shape>[]
      /** The steps that cannot be undone. */
      readonly stays: readonly string[]
      /** What the desk's rules did in the same commit, and undoing leaves as it is. What they asked of others comes later. */
      readonly rules: readonly DoneByRule[]
    }
  | ({ readonly ok: false } & RefusedChange)

/** A macro of the desk. */
export interface MacroOf<Shape extends DeskShape = DeskShape> {
  readonly id: string
  readonly label: Label | null
  readonly steps: readonly StepOf<Shape>[]
}

/** Several commands at once, on one ticket or on many. */
export interface MacroDesk<Shape extends DeskShape = DeskShape> {
  /** The macros of the desk, for those who see what is internal; none for others. */
  macros(): readonly MacroOf<Shape>[]
  /**
   * Runs a macro on a ticket: all its steps in one commit, or none. Throws what its commands throw, with the place of the
   * step in each reason; `COMMAND_REFUSED` with `template-gap` for each variable of a template without a value.
   */
  runMacro(ticketId: string, macro: string, options?: CommandOptions): Promise<Ticket<Shape>>
  /**
   * Does the same to many tickets, one after the other, and tells of each. One that refuses holds up no other.
   *
   * @throws DocketError `INVALID_INPUT`; `STORE_UNAVAILABLE` when the store fails, with what was done before already told
   */
  batch(input: BatchInput<Shape>): AsyncGenerator<BatchResult<Shape>, void, undefined>
  /**
   * Undoes results of a batch as far as they can be undone, without what rules did (`rules` of each): of each ticket that nobody has changed since. Others are told as
   * refused with `VERSION_CONFLICT`.
   */
  undo(results: readonly BatchResult<Shape>[]): AsyncGenerator<BatchResult<Shape>, void, undefined>
}
