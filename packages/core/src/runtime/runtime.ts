import type { EventEmitter } from 'eventemitter3'
import type { DeskModel } from '../definitions/model.js'
import type { SlaBook } from '../definitions/sla-book.js'
import type { WorkflowBook } from '../definitions/workflow-book.js'
import type { Directory } from '../directory/directory.js'
import type { Clock } from '../kernel/clock.js'
import type { Ids } from '../kernel/ids.js'
import type { JsonObject } from '../kernel/json.js'
import type { Random } from '../kernel/random.js'
import type { Notifier } from '../notify/notifier.js'
import type { PolicyTicket } from '../priority/policy-types.js'
import type { FileStore } from '../store/file-store.js'
import type { Store } from '../store/port.js'
import type { EventRecord } from '../store/record-types.js'
import type { ContextProvider } from './context-types.js'
import type { EffectHandler, TargetedEffect } from './effect-types.js'

/** Gives the numbers that policies look at, such as a customer's value, for a new ticket. Has five seconds. */
export type InputsProvider<Fields = JsonObject> = (
  ticket: PolicyTicket<Fields>,
  options: { readonly signal: AbortSignal },
) => Promise<Readonly<Record<string, number>>>

/** What a running desk is made of. */
export interface Runtime {
  readonly model: DeskModel
  readonly book: WorkflowBook
  readonly slaBook: SlaBook
  readonly store: Store
  readonly directory: Directory
  /** Whether the directory is the store's, so that the desk may change it. */
  readonly ownDirectory: boolean
  readonly notifier: Notifier
  /** Whether the notifier is the desk's own inbox. */
  readonly ownNotifier: boolean
  /** Numbers that policies look at, from the host; null without. */
  readonly inputs: InputsProvider | null
  /** What stages receive, by name. */
  readonly context: Readonly<Record<string, ContextProvider<never>>>
  readonly files: FileStore | null
  readonly largestFile: number
  readonly clock: Clock
  /** The clock as the host gave it, without the check that `clock` makes. */
  readonly givenClock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly handlers: Readonly<Record<string, EffectHandler | TargetedEffect>>
  readonly emitter: EventEmitter<{ event: [EventRecord] }>
  /** Tells of what went wrong where no caller waits. */
  readonly report: (error: unknown) => void
  /** Cuts the workers' sleep short. */
  readonly wake: () => void
  /** Takes workers' wake-up functions; returns the removal. */
  readonly onWake: (wake: () => void) => () => void
}

/** Tells subscribers in this process, each on its own: one that throws is reported and disturbs nobody. */
export function publish(runtime: Runtime, events: readonly EventRecord[]): void {
  // In the host's transaction nothing has happened until the host commits.
  if (runtime.store.transaction === 'host' || runtime.emitter.listenerCount('event') === 0) return
  for (const event of events) runtime.emitter.emit('event', event)
}
