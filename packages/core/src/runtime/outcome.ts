import { DocketError } from '../kernel/error.js'
import type { Commit } from '../store/commit-types.js'
import type { EventRecord, MessageRecord, TicketRecord } from '../store/record-types.js'
import type { DecidedDraft } from '../ticket/assemble.js'
import type { CommandResult } from '../ticket/command.js'
import { asksForRouting } from '../ticket/consequences.js'
import { holderOf } from '../ticket/counters.js'
import { publish, type Runtime } from './runtime.js'

/** What became of a command. */
export interface CommandOutcome {
  readonly ticket: TicketRecord
  /** The ticket before it; null for a new one. */
  readonly before: TicketRecord | null
  readonly result: CommandResult
  readonly events: readonly EventRecord[]
  /** The messages that it wrote; empty for an answer given again. */
  readonly messages: readonly MessageRecord[]
  /** For an answer given again, the version that the command made; not there for any other. */
  readonly doneAt?: number
  /** Whether the ticket waits for an agent since this command, so that the routing policy is to be asked at once. */
  readonly asksForRouting: boolean
  /** The agents whose places became free. */
  readonly freed: readonly string[]
}

/** What became of a command without a change, or of one that was answered before. */
export function unchanged(ticket: TicketRecord, result: CommandResult = {}): CommandOutcome {
  return { ticket, before: ticket, result, events: [], messages: [], asksForRouting: false, freed: [] }
}

/** Tells of a commit that was applied: subscribers, workers, the caller. */
export function committedOutcome(
  runtime: Runtime,
  commit: Commit,
  { draft, consequences }: DecidedDraft,
  result: CommandResult,
): CommandOutcome {
  publish(runtime, commit.events)
  for (const error of draft.failures) runtime.report(error)
  const routes = asksForRouting(consequences, draft.stamp.now)
  if (commit.outbox.length > 0 || routes) runtime.wake()
  const { events, messages } = commit
  return {
    ticket: draft.ticket,
    before: draft.before,
    result,
    events,
    messages,
    asksForRouting: routes,
    freed: freedBy(draft),
  }
}

function freedBy({ before, ticket }: DecidedDraft['draft']): readonly string[] {
  const held = before && holderOf(before)
  return held === null || held === holderOf(ticket) ? [] : [held]
}

/** An error of Docket as a value; any other is thrown on. */
export function asDocketError(error: unknown): DocketError {
  if (DocketError.is(error)) return error
  throw error
}
