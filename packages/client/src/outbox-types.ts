import type { ClientError } from './client-error.js'
import type { CommandInput, CommandName } from './commands.js'

/** A command that waits for its answer, or was refused and {@link Outbox.keep | kept}, or when nobody waited for it any more. */
export interface PendingCommand {
  /** Its idempotency key. */
  readonly key: string
  readonly method: CommandName
  /** Null for a ticket that is to begin; of a `deflect`, the article's id. */
  readonly ticketId: string | null
  readonly input: CommandInput
  /**
   * Why it was refused, for one that is kept or outlived its page: it waits for {@link Outbox.retry} or {@link Outbox.discard}. Null
   * while it is still to be sent.
   */
  readonly error: Refusal | null
  /** How often it was sent without success. */
  readonly attempts: number
  /** Why it could not be sent the last time; null while nothing went wrong. It is sent again unless there is an `error`. */
  readonly lastError: Refusal | null
}

/** Why a command has not taken effect, as storage keeps it. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
}

/** The commands that wait, in the order in which they are sent. */
export interface Outbox {
  /** What waits; the same list until something changes. */
  get(): readonly PendingCommand[]
  /** Calls the listener after each change; gives what ends that. */
  subscribe(listener: () => void): () => void
  /**
   * Keeps one that is on its way when it is refused, too, for {@link Outbox.retry} or {@link Outbox.discard}. Whoever waits for
   * it is told nevertheless.
   */
  keep(key: string): void
  /** Sends one that was refused again. */
  retry(key: string): void
  /** Gives one up. One that is under way may take effect nevertheless. */
  discard(key: string): void
}

/** A command as storage keeps it. */
export interface Entry extends PendingCommand {
  readonly expectedVersion: number | null
  /** Orders the commands, whatever clocks say. */
  readonly place: number
  /** The page that sends it. */
  readonly tab: string
  /** When it was first sent, in milliseconds since 1970-01-01T00:00:00Z by the clock here; null while it was not. */
  readonly triedAt: number | null
}

/** A command with those who wait for its answer. */
export interface Job {
  entry: Entry
  /** Whether it stays when it is refused, though somebody waits. */
  kept?: boolean
  readonly waiting: { readonly resolve: (answer: unknown) => void; readonly reject: (error: ClientError) => void }[]
}
