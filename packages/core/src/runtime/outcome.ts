import { DocketError } from '../kernel/error.js'
import type { Commit } from '../store/commit-types.js'
import type { EventRecord, MessageRecord, TicketRecord } from '../store/record-types.js'
import type { DecidedDraft } from '../ticket/assemble.js'
import type { CommandResult } from '../ticket/command.js'
import { asksForRouting } from '../ticket/consequences.js'
import { publish, type Runtime } from './runtime.js'

/** What became of a command. */
export interface CommandOutcome {
  readonly ticket: TicketRecord
  readonly result: CommandResult
  readonly events: readonly EventRecord[]
  /** The messages that it wrote; empty for an answer given again. */
  readonly messages: readonly MessageRecord[]
  /** Whether the ticket waits for an agent since this command, so that the routing policy is to be asked at once. */
  readonly asksForRouting: boolean
}

/** What became of a command without a change, or of one that was answered before. */
export function unchanged(ticket: TicketRecord, result: CommandResult = {}): CommandOutcome {
  return { ticket, result, events: [], messages: [], asksForRouting: false }
}

/** Tells of a commit that was applied: subscribers, workers, the caller. */
export function committedOutcome(
  runtime: Runtime,
  commit: Commit,
  { draft, consequences }: DecidedDraft,
  result: CommandResult,
): CommandOutcome {
  publish(runtime, commit.events)
  const routes = asksForRouting(consequences, draft.stamp.now)
  if (commit.outbox.length > 0 || routes) runtime.wake()
  return { ticket: draft.ticket, result, events: commit.events, messages: commit.messages, asksForRouting: routes }
}

/** An error of Docket as a value; any other is thrown on. */
export function asDocketError(error: unknown): DocketError {
  if (DocketError.is(error)) return error
  throw error
}
