import type { DeskModel } from '../definitions/model.js'
import type { Instant } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import { hushed } from '../kernel/hushed.js'
import { fixedPriority } from '../priority/fixed.js'
import type { PriorityContext, PriorityDecision } from '../priority/policy-types.js'
import type { PromisesAtHand } from '../sla/moments.js'
import { largestShareUsed } from '../sla/share-used.js'
import type { DecisionRecord, TicketRecord } from '../store/record-types.js'
import { checkedReasons, policyTicket } from './decisions.js'
import type { TicketDraft } from './draft.js'
import { failureOf } from './failure.js'
import type { FindPromises } from './promises.js'

/** A level with its place in the order, as decided. */
interface DecidedPriority {
  readonly priority: string
  readonly rank: number
  readonly decision: DecisionRecord
}

/**
 * Asks the priority policy. A policy that fails harms nobody: the level stays as it is, a new ticket gets the middle one,
 * and the decision says so.
 */
export function decidePriority(
  draft: TicketDraft,
  ticket: TicketRecord,
  model: DeskModel,
  find: FindPromises,
): DecidedPriority {
  const { policy, at, by, version } = decider(draft, model)
  try {
    const { level, reasons } = ask(ticket, model, at, find(ticket))
    const kept = checkedReasons(`priority policy ${policy}`, reasons)
    return { ...ranked(level, model), decision: { policy, version, at, by, reasons: kept } }
  } catch (error) {
    draft.fail(failureOf(`priority policy ${policy}`, error))
    const { levels } = model.priority
    const level = levels.includes(ticket.priority) ? ticket.priority : levels[Math.floor(levels.length / 2)]
    return {
      ...ranked(level ?? '', model),
      decision: { policy, version, at, by, reasons: [{ code: 'policy-failed', level: level ?? null }] },
    }
  }
}

/**
 * Asks the priority policy again after something changed or time has passed, unless a person has set the priority or a
 * ladder has raised it. Written is only what makes a difference: another level, or that the policy began to fail or works
 * again.
 */
export function reprioritize(draft: TicketDraft, model: DeskModel, find: FindPromises): void {
  const { ticket } = draft
  const known = ticket.decisions.priority
  if (isHeld(known)) return
  // What always says the same need not be asked again, with every command of every desk without a policy.
  if (known?.policy === fixedPriority.id && (model.priority as object) === fixedPriority) return
  const answer = decidePriority(draft, ticket, model, find)
  const fails = (decision: DecisionRecord | null) => decision?.reasons[0]?.code === 'policy-failed'
  if (answer.priority === ticket.priority && fails(known) === fails(answer.decision)) return
  draft.add({ type: 'ticket.prioritized', data: answer })
}

/** Lets the policy decide again when what a person decided for a time has ended, or a person gives it back. */
export function endHeldPriority(draft: TicketDraft, model: DeskModel, find: FindPromises): void {
  draft.add({ type: 'ticket.prioritized', data: decidePriority(draft, draft.ticket, model, find) })
}

/** Whether the policy is not to be asked: a person or a ladder has decided. */
export function isHeld(decision: DecisionRecord | null): boolean {
  return decision?.policy === 'manual' || decision?.policy === 'raised'
}

/**
 * When the priority next changes though nothing happens: a person's decision ends, or the policy comes to say something
 * else after an instant, since the ticket last changed if none is given. Null for never. Follows from the ticket and the
 * definitions alone.
 */
export function nextPriorityAt(
  ticket: TicketRecord,
  model: DeskModel,
  find: FindPromises,
  after: Instant = ticket.updatedAt,
): Instant | null {
  const known = ticket.decisions.priority
  if (isHeld(known)) return known?.until ?? null
  return nextChangeAfter(ticket, model, after, find)
}

/** When the policy next comes to say something else, after an instant; null for never, or when it fails. */
function nextChangeAfter(ticket: TicketRecord, model: DeskModel, after: Instant, find: FindPromises): Instant | null {
  if (model.priority.timeless) return null
  try {
    const { changesAt = null } = ask(ticket, model, after, find(ticket))
    return changesAt !== null && Number.isSafeInteger(changesAt) && changesAt > after ? changesAt : null
  } catch {
    // Whoever decides hears of it.
    return null
  }
}

function ask(ticket: TicketRecord, model: DeskModel, at: Instant, promises: PromisesAtHand): PriorityDecision {
  const context: PriorityContext = { slaUsed: (instant) => largestShareUsed(ticket, promises, instant) }
  const answer: PriorityDecision = hushed(model.priority.decide(policyTicket(ticket, model), at, context))
  if (model.priority.levels.includes(answer?.level as never)) return answer
  throw new DocketError(
    'POLICY_FAILED',
    `The priority policy ${model.priority.id} gave a level that is not one of its own; let it give one of its levels.`,
  )
}

function ranked(level: string, model: DeskModel) {
  return { priority: level, rank: (model.priority.levels as readonly string[]).indexOf(level) + 1 }
}

function decider({ stamp }: TicketDraft, { priority: { id, version } }: DeskModel) {
  return { policy: id, version, at: stamp.at, by: stamp.actor }
}
