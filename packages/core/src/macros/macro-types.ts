import type { TicketAction } from '../actions/action-types.js'
import type { JsonObject } from '../kernel/json.js'
import type { Label } from '../workflow/definition-types.js'

/** What only somebody can do who then answers for it: a step of macros, and no action of rules. */
export type ChecklistStep =
  /** Checks an item of the present stage's checklist, or confirms it as the second person. */
  | { readonly action: 'check'; readonly item: string }
  /** Takes the check from an item. */
  | { readonly action: 'uncheck'; readonly item: string }
  /** Takes back what one asked for. */
  | { readonly action: 'withdrawApproval'; readonly approval: string }

/** What a macro, or a batch, can do to a ticket. Each takes the right that its own command takes. */
export type MacroStep<Fields = JsonObject, Event extends string = string, Level extends string = string> =
  | Extract<
      TicketAction<Fields, string, Event, Level>,
      {
        action:
          | 'reply'
          | 'note'
          | 'tag'
          | 'setFields'
          | 'setCategory'
          | 'setPriority'
          | 'assign'
          | 'askApproval'
          | 'send'
      }
    >
  | ChecklistStep

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
