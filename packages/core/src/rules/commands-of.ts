import type { Instant } from '../kernel/clock.js'
import type { EventRecord } from '../store/record-types.js'

/** What was written together, as far as a log tells. */
export interface LoggedCommand {
  /** Imported times can step back; it counts from the latest instant that any before it names. */
  readonly at: Instant
  readonly events: readonly [EventRecord, ...EventRecord[]]
  /** How many rules set each other off before. */
  readonly hops: number
  /** Whether a timer of the workflow, of an offer and the like wrote it: of one instant, they come before rules of time. */
  readonly byTimer: boolean
}

/**
 * The commands of a log, with what rules did to a ticket in the same commit as one of its own. A log does not say which
 * events were one commit: those of one instant, actor and cause are taken for one. What the desk adds by itself, such as a
 * verdict, belongs to what it follows.
 */
export function* commandsOf(events: readonly EventRecord[]): Generator<LoggedCommand> {
  let group: [EventRecord, ...EventRecord[]] | null = null
  let at = 0
  for (const event of events) {
    const last: EventRecord | undefined = group?.at(-1)
    if (group && last && isOneCommand(group[0], last, event)) {
      group.push(event)
      continue
    }
    if (group) yield commandOf(group, at)
    group = [event]
    at = Math.max(at, event.occurredAt)
  }
  if (group) yield commandOf(group, at)
}

function commandOf(events: [EventRecord, ...EventRecord[]], at: Instant): LoggedCommand {
  const { cause } = events[0]
  // What a rule did is seen by the rules of the next round.
  const hops = (cause?.hops ?? 0) + (cause?.kind === 'rule' ? 1 : 0)
  return { at, events, hops, byTimer: cause?.kind === 'timer' && !LAST_OF_AN_INSTANT.has(cause.id) }
}

/** The timers of promises and of rules themselves. */
const LAST_OF_AN_INSTANT: ReadonlySet<string> = new Set(['sla', 'rule'])

/** Whether an event is taken for one of the same command as those before it. */
export function isOneCommand(first: EventRecord, last: EventRecord, event: EventRecord): boolean {
  if (last.type === 'rules.evaluated' || last.type === 'rules.stopped') return false
  if (event.occurredAt !== first.occurredAt || event.recordedAt !== first.recordedAt) return false
  if (event.cause?.kind === 'rule' || first.cause?.kind === 'rule') return event.cause?.kind === first.cause?.kind
  const [a, b] = [first.cause, event.cause]
  const sameCause = a?.kind === b?.kind && a?.id === b?.id && a?.position === b?.position
  const isDesk = event.actor.type === 'system'
  return sameCause && (isDesk || (event.actor.type === first.actor.type && event.actor.id === first.actor.id))
}
