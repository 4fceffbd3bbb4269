import type { TicketAction } from '../actions/action-types.js'
import type { JsonObject } from '../kernel/json.js'
import type { Label } from '../workflow/definition-types.js'

/** What a macro, or a batch, can do to a ticket. Each takes the right that its own command takes. */
export type MacroStep<Fields = JsonObject, Event extends string = string, Level extends string = string> = Extract<
  TicketAction<Fields, string, Event, Level>,
  { action: 'reply' | 'note' | 'tag' | 'setFields' | 'setCategory' | 'setPriority' | 'assign' | 'send' }
>

/** Several commands under one name, which take effect together or not at all. */
export interface MacroInput<Fields = JsonObject, Event extends string = string, Level extends string = string> {
  readonly label?: Label
  /** In this order; at most one assignment. */
  readonly do: readonly MacroStep<Fields, Event, Level>[]
}

/** A macro, checked. */
export interface MacroDefinition {
  readonly id: string
  readonly label: Label | null
  readonly steps: readonly MacroStep[]
}
