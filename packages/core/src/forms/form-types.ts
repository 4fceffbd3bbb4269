import type { CompiledCondition } from '../condition/compile-condition.js'
import type { Condition } from '../condition/condition-types.js'
import type { JsonObject } from '../kernel/json.js'
import type { Label } from '../workflow/definition-types.js'

/** How a form has a field, where more is to be said than `required` or `optional`. */
export interface FormFieldInput<Fields = JsonObject, Level extends string = string> {
  /** Whether requesters must fill it in while they see it; false if left out. */
  readonly required?: boolean
  /** The ticket must be so for the field to be asked for; always if left out. */
  readonly visibleWhen?: Condition<Fields, Level>
  /**
   * Whether only those who work at the desk are asked for it, and set it, whatever the ticket's category; false if left out.
   * It is no secret: reads show it.
   */
  readonly agentOnly?: boolean
  readonly label?: Label
}

/** The form of a category: which of the desk's custom fields its tickets are asked for. */
export interface FormInput<Fields = JsonObject, Level extends string = string> {
  readonly label?: Label
  /** What is not named is not asked for. */
  readonly fields: {
    readonly [Name in keyof Fields]?: 'required' | 'optional' | FormFieldInput<Fields, Level>
  }
}

/** A field of a form, complete. */
export interface FormField {
  readonly name: string
  readonly required: boolean
  readonly agentOnly: boolean
  /** Null for always. */
  readonly visibleWhen: Condition | null
  readonly label: Label | null
  readonly isVisible: CompiledCondition
}

/** The form of a category, checked. */
export interface Form {
  /** The category that it was defined for; others inherit it. */
  readonly category: string
  readonly label: Label | null
  /** By name. */
  readonly fields: ReadonlyMap<string, FormField>
}

/** What a form says of one field, besides its JSON Schema. */
export interface FormFieldNotes {
  /** Whether it must be filled in while it is visible; those who work at the desk may leave it open until a transition requires it. */
  readonly required: boolean
  readonly agentOnly: boolean
  /** Null for always. */
  readonly visibleWhen: Condition | null
  readonly label: Label | null
}

/** A field of a form as a JSON Schema; `title` is in the language that was asked for. */
export interface FormProperty {
  readonly 'x-docket': FormFieldNotes
  readonly title?: string
  /** Any other keyword of JSON Schema. */
  readonly [keyword: string]: unknown
}

/** A form as a JSON Schema (draft 2020-12) of `fields`, as one actor fills it in. */
export interface FormSchema {
  readonly type: 'object'
  /** By the field's name, in the form's order. */
  readonly properties: Readonly<Record<string, FormProperty>>
  /** Without these the desk refuses the ticket, whatever else is filled in. */
  readonly required: readonly string[]
  readonly additionalProperties: false
  readonly $defs?: JsonObject
  readonly title?: string
  readonly 'x-docket': {
    /** The category that the ticket would come into; null for none. */
    readonly category: string | null
    /** The category whose form this is, maybe inherited; null where every field of the desk is asked for. */
    readonly form: string | null
    readonly label: Label | null
  }
}
