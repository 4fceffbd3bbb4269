import type { JsonObject } from '../kernel/json.js'
import type { Phase, Visibility } from '../store/record-types.js'

/** One value, or several of which one must fit. */
export type OneOrMany<Value> = Value | readonly Value[]

/** Bounds of a number, or of a text by code point. */
export interface Bounds<Value> {
  readonly atLeast?: Value
  readonly above?: Value
  readonly atMost?: Value
  readonly below?: Value
}

/** What a custom field must be: a value, one of several, within bounds, or just there or not there. */
export type FieldTest<Value> =
  | OneOrMany<Value extends readonly (infer Item)[] ? Item : Value>
  | { readonly present: boolean }
  | (Value extends number | string ? Bounds<Value> : never)

/**
 * A condition on a ticket, as data. Everything that it names must hold; of several values one must fit. What is not
 * there is null, so `team: null` means "no team". A field that holds a list fits when one of its items does.
 *
 * It reads no personal field: history must give the same answer after an erasure.
 */
export interface Condition<Fields = JsonObject, Level extends string = string> {
  readonly priority?: OneOrMany<Level>
  readonly channel?: OneOrMany<string>
  readonly category?: OneOrMany<string | null>
  readonly team?: OneOrMany<string | null>
  readonly workflow?: OneOrMany<string>
  readonly phase?: OneOrMany<Phase>
  readonly state?: OneOrMany<string>
  /** The stage that it is in. */
  readonly stage?: OneOrMany<string | null>
  readonly assignee?: OneOrMany<string | null>
  readonly tag?: OneOrMany<string>
  readonly requester?: OneOrMany<string>
  /** The requester's tier. */
  readonly tier?: OneOrMany<string | null>
  /** The requester's locale. */
  readonly locale?: OneOrMany<string | null>
  /** What the requester found, 1 (bad) to 5; not there while there is no rating. */
  readonly rating?: FieldTest<number>
  /** How often it came back after it was solved. */
  readonly reopenings?: FieldTest<number>
  /** How often the requester has urged. */
  readonly nudges?: FieldTest<number>
  /** Numbers that policies look at, such as `sentiment`; how often the requester has urged is {@link nudges}. */
  readonly inputs?: { readonly [name: string]: FieldTest<number> } & { readonly nudges?: never }
  /** Custom fields by name. */
  readonly fields?: { readonly [Name in keyof Fields]?: FieldTest<NonNullable<Fields[Name]>> }
  readonly all?: readonly Condition<Fields, Level>[]
  readonly any?: readonly Condition<Fields, Level>[]
  readonly not?: Condition<Fields, Level>
}

/** A condition on the event that set a rule off. An event that does not tell of it does not fit. */
export interface EventTest<Fields = JsonObject> {
  /** Of a message: whether the requester sees it. */
  readonly visibility?: OneOrMany<Visibility>
  /** Of a move between states: from where, and to where. */
  readonly from?: OneOrMany<string>
  readonly to?: OneOrMany<string>
  /** Of `ticket.tagged`: tags that were not there before, one of which must be among those added. */
  readonly added?: OneOrMany<string>
  /** Of `ticket.tagged`: tags of which one was taken away. */
  readonly removed?: OneOrMany<string>
  /** Of `ticket.updated`: custom fields of which one was set or removed. */
  readonly changed?: OneOrMany<keyof Fields & string>
}

/** A condition on a ticket and on the event that set a rule off. */
export interface EventCondition<Fields = JsonObject, Level extends string = string>
  extends Omit<Condition<Fields, Level>, 'all' | 'any' | 'not'> {
  readonly event?: EventTest<Fields>
  readonly all?: readonly EventCondition<Fields, Level>[]
  readonly any?: readonly EventCondition<Fields, Level>[]
  readonly not?: EventCondition<Fields, Level>
}
