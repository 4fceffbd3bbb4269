import type { Reason } from '../kernel/error.js'
import type { ActorReference, RequesterReference } from '../store/record-types.js'
import type { DeskShape, StateOf } from './shape-types.js'

/** The first command of an imported ticket. It may begin in any state of its workflow. */
export interface ImportCreate<Shape extends DeskShape = DeskShape> {
  readonly type: 'create'
  readonly subject: string
  readonly requester: RequesterReference
  /** The workflow's initial state if left out. */
  readonly state?: StateOf<Shape>
  readonly workflow?: keyof Shape['workflows'] & string
  readonly body?: string
  readonly channel?: string
  readonly category?: string
  readonly priority?: Shape['level']
  readonly team?: string
  readonly tags?: readonly string[]
  readonly fields?: Shape['fieldsIn']
}

/**
 * One thing that an import tells of a ticket. `move` brings it to a state: by the workflow if an event leads there,
 * else by an audited override; a state that the workflow does not have leaves the ticket where it is.
 */
export type ImportCommand<Shape extends DeskShape = DeskShape> =
  | ImportCreate<Shape>
  | { readonly type: 'move'; readonly state: StateOf<Shape> | (string & {}) }
  | { readonly type: 'reply' | 'note'; readonly body: string; readonly channel?: string; readonly externalId?: string }
  | { readonly type: 'assign'; readonly agent?: string; readonly team?: string }
  | { readonly type: 'unassign' }
  | {
      readonly type: 'update'
      readonly subject?: string
      readonly fields?: { readonly [Name in keyof Shape['fieldsIn']]?: Shape['fieldsIn'][Name] | null }
    }
  | { readonly type: 'setPriority'; readonly priority: Shape['level'] | null }
  | { readonly type: 'setCategory'; readonly category: string | null }
  | { readonly type: 'tag'; readonly add?: readonly string[]; readonly remove?: readonly string[] }

/** What happened to a ticket at one moment of its past. */
export interface ImportEntry<Shape extends DeskShape = DeskShape> {
  /** The entry's place in the source, rising within a ticket: what has been imported is never imported again. */
  readonly position: number
  readonly occurredAt: Date
  /** Who did it, if it was not the importer; written as the event's actor, with the importer as its cause. */
  readonly actor?: ActorReference
  readonly commands: readonly ImportCommand<Shape>[]
}

/** A ticket's past, or its next part. The same external id continues the same ticket, for good. */
export interface ImportedTicket<Shape extends DeskShape = DeskShape> {
  readonly externalId: string
  readonly entries: readonly ImportEntry<Shape>[]
}

/** What `import` takes. */
export interface ImportInput<Shape extends DeskShape = DeskShape> {
  /** The system that the external ids belong to. */
  readonly source: string
  readonly tickets: AsyncIterable<ImportedTicket<Shape>> | Iterable<ImportedTicket<Shape>>
  /** So many tickets are committed together, wholly or not at all: 1 to 1,000, 100 if left out. */
  readonly batchSize?: number
}

/** A move of an imported ticket. */
export interface ImportedMove {
  readonly from: string
  /** The state that the import named. */
  readonly to: string
  /** `accepted` by the workflow, `overridden` by the import, or `refused`: the ticket stayed. */
  readonly outcome: 'accepted' | 'overridden' | 'refused'
  /** Why the workflow did not move it. */
  readonly reasons: readonly Reason[]
}

/** What became of one entry. The same whether it was imported now or by an earlier run. */
export interface ImportedEntry {
  readonly position: number
  readonly moves: readonly ImportedMove[]
}

/** What became of a ticket's entries. */
export interface ImportReport {
  readonly externalId: string
  readonly ticketId: string
  readonly entries: readonly ImportedEntry[]
  /** How many of the entries an earlier run had imported. */
  readonly alreadyImported: number
  /** The ticket's state after the entries. */
  readonly state: string
}
