import type { JsonObject } from '../kernel/json.js'
import type { ActorReference } from './record-types.js'

/** A list of tickets that somebody saved under a name. */
export interface ViewRecord {
  readonly id: string
  readonly name: string
  readonly owner: ActorReference
  /** Whether others of the desk have it too. Whoever runs it sees what they may see. */
  readonly shared: boolean
  /** What the list asks for, instants as milliseconds since 1970-01-01T00:00:00Z. */
  readonly query: JsonObject
  readonly status: 'active' | 'removed'
}
