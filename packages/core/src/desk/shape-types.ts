/**
 * The types that a desk's definition gives to everything that uses it. One named interface, so that no inferred
 * machine or schema type leaves the package.
 */
export interface DeskShape {
  /** Custom fields as create and update take them. */
  readonly fieldsIn: object
  /** Custom fields as reads give them. */
  readonly fieldsOut: object
  /** Workflow id to the names of its states and events. */
  readonly workflows: { readonly [id: string]: { readonly state: string; readonly event: string } }
  /** Names of the priority levels. */
  readonly level: string
  /** Names of the fields that lists filter by. */
  readonly indexed: string
  /** Names of the effects that need a handler. */
  readonly effect: string
  /** Names of the business calendars. */
  readonly calendar: string
}

/** The union of the states of all workflows of a desk. */
export type StateOf<Shape extends DeskShape> = Shape['workflows'][keyof Shape['workflows']]['state']

/** The union of the events of all workflows of a desk. */
export type EventOf<Shape extends DeskShape> = Shape['workflows'][keyof Shape['workflows']]['event']
