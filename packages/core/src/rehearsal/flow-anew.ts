import type { TicketAction } from '../actions/action-types.js'
import type { CategoryTree } from '../categories/category-tree.js'
import type { Instant } from '../kernel/clock.js'
import type { Reason } from '../kernel/error.js'
import type { EventRecord, TicketView } from '../store/record-types.js'
import type { TicketEvent } from '../ticket/event-types.js'
import { TIMED_THINGS } from '../ticket/timed/timed-things.js'
import { timeout } from '../ticket/timed/timeout.js'
import type { CompiledWorkflow } from '../workflow/compile.js'

/** A move of history that the workflow of a rehearsal does not make. */
export interface MoveByHand {
  readonly ticketId: string
  readonly at: Instant
  /** Null for a ticket that began in a state which is not there, or was moved by hand. */
  readonly event: string | null
  readonly from: string
  readonly to: string
  readonly reasons: readonly Reason[]
}

/** How a desk lives through history when its rules, or the ways of its tickets, are another. */
export interface FlowAnew {
  /** In place of every version of the same id. */
  readonly workflows: ReadonlyMap<string, CompiledWorkflow>
  /** A version that is at hand. */
  readonly known: (id: string, version: number) => CompiledWorkflow | undefined
  readonly categories: CategoryTree
  /** Nothing ties a ticket to others once it is over, or where nobody decides who gets it: it is brought to then at once. */
  readonly until: Instant
  /** Is told of all that happens to a ticket. */
  readonly onEvents: (events: readonly EventRecord[]) => void
  /** Is told of what a rule left to the outbox and could not be done. */
  readonly onFailed: (rule: string, action: TicketAction) => void
  /** Is told of each move of history, and of those that were made by hand. */
  readonly onMove: (byHand: MoveByHand | null) => void
}

/** The workflow that a ticket goes by; null for a version of which nothing is known: there history tells all. */
export function workflowAnew(
  { workflows, known }: FlowAnew,
  { workflow, workflowVersion }: Pick<TicketView, 'workflow' | 'workflowVersion'>,
): CompiledWorkflow | null {
  return workflows.get(workflow) ?? known(workflow, workflowVersion) ?? null
}

const TIMERS: ReadonlySet<string> = new Set(TIMED_THINGS.map(({ key }) => key))

/** Whether an event of history is left out because it comes by itself: of rules, time, and the workflow. */
export function comesAnew({ type, cause, data }: TicketEvent, workflow: CompiledWorkflow | null): boolean {
  if (type === 'rules.evaluated' || type === 'rules.stopped') return true
  if (cause?.kind === 'timer' && TIMERS.has(cause.id)) return workflow !== null || cause.id !== timeout.key
  if (workflow === null) return false
  if (type === 'stage.begun' || type === 'stage.ended') return true
  return type === 'ticket.assigned' && data.decision.policy === 'workflow'
}
