import { askContext } from '../runtime/context-providers.js'
import { promisesOf } from '../runtime/promises-of.js'
import { standingTicket } from '../runtime/removed-approvers.js'
import type { Runtime } from '../runtime/runtime.js'
import { workflowOf } from '../runtime/workflow-of.js'
import { runsOf } from '../sla/promise.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import type { ChecklistItem } from '../workflow/definition-types.js'
import { missingOfItem, stageOf } from '../workflow/requirements.js'
import { availableEvents } from './available-events.js'
import type { StageItem, StageView } from './stage-desk-types.js'

/** The stage that a ticket is in, as the actor sees it who works on it; null while it is in none. */
export async function stageViewOf(
  runtime: Runtime,
  ticket: TicketRecord,
  actor: ActorReference,
): Promise<StageView | null> {
  const workflow = await workflowOf(runtime, ticket)
  const found = stageOf(workflow.definition, ticket.state)
  const stay = ticket.flow.stage
  if (found === null || stay === undefined || stay.to !== null) return null
  const { owner, checklist = [], instructions = null, receives = [] } = found.stage
  const standing = await standingTicket(runtime, ticket, workflow)
  const [dueAt, context] = await Promise.all([stageDueAt(runtime, ticket), askContext(runtime, ticket, receives)])
  return {
    name: found.name,
    state: ticket.state,
    number: stay.number,
    owner,
    coordinator: ticket.flow.coordinator ?? null,
    since: new Date(stay.since),
    dueAt,
    instructions,
    checklist: checklist.map((item) => itemView(item, standing)),
    transitions: await availableEvents(runtime, workflow, standing, actor),
    context,
  }
}

async function stageDueAt(runtime: Runtime, ticket: TicketRecord): Promise<Date | null> {
  const { current } = await promisesOf(runtime, ticket)
  const run = current && runsOf(ticket, current).find(({ target }) => target === 'stage')
  return run?.dueAt ? new Date(run.dueAt) : null
}

function itemView(item: ChecklistItem, ticket: TicketRecord): StageItem {
  const missing = missingOfItem(item, ticket)
  return { item: item.id, label: item.label ?? null, done: missing.length === 0, missing }
}
