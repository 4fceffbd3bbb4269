import type { Delivery } from '@docket/testkit'
import type { MutantName } from './mutants.js'

/** What a node is told when it begins to work. */
export interface NodeSettings {
  readonly url: string
  /** A fault that the drill must find; null for none. */
  readonly mutant: MutantName | null
  readonly leaseMs: number
}

/** A command of a client, as it goes to a node. The key makes it take effect once. */
export interface Command {
  readonly kind: 'create' | 'reply' | 'note' | 'tag' | 'send' | 'link'
  readonly tenant: string
  /** The actor's id: no two commands of the drill have the same, so that an event tells which command it is of. */
  readonly actor: string
  readonly ticketId: string
  readonly text: string
  readonly other: string
}

/** What the parent says to a node. */
export type ToNode =
  | { readonly kind: 'start'; readonly settings: NodeSettings }
  | { readonly kind: 'command'; readonly request: number; readonly command: Command }
  | { readonly kind: 'received'; readonly call: number }

/** What a node says to the parent. */
export type FromNode =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'working' }
  | { readonly kind: 'answer'; readonly request: number; readonly answer: Answer }
  | { readonly kind: 'effect'; readonly call: number; readonly delivery: Delivery }
  /** A settlement came too late and changed nothing. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'fault'; readonly message: string }

/** What a command answered: a value as plain JSON, or the code of an error. */
export type Answer = { readonly value: unknown } | { readonly error: string }
