import { timeSpanMs } from '../kernel/duration.js'
import { stageOf } from '../workflow/requirements.js'
import type { CommandContext } from './command.js'
import type { TicketDraft } from './draft.js'
import { keepPromises } from './promises.js'

/** Ends the stage that a ticket leaves by going to a state, and judges it before another begins. */
export function leaveStage(draft: TicketDraft, next: string, { workflow, model, find }: CommandContext): void {
  const { stage } = draft.ticket.flow
  if (stage === undefined || stage.to !== null || lasts(stage, stageOf(workflow.definition, next))) return
  draft.add({ type: 'stage.ended', data: { stage: stage.name, number: stage.number, owner: stage.owner } })
  if (draft.stamp.cause?.kind !== 'import') keepPromises(draft, model, find)
}

/** Whether a stage goes on in another: one that another team owns, as in another version, is another. */
function lasts({ name, owner }: { readonly name: string; readonly owner: string }, next: ReturnType<typeof stageOf>) {
  return next?.name === name && next.stage.owner === owner
}

/** Begins the stage that a ticket's state is, unless it lasts, and hands the ticket to the team that owns it. */
export function enterStage(draft: TicketDraft, { workflow }: CommandContext): void {
  const { flow, state } = draft.ticket
  const found = stageOf(workflow.definition, state)
  if (found === null || flow.stage?.to === null) return
  const { name, stage } = found
  draft.add({
    type: 'stage.begun',
    data: {
      stage: name,
      number: (flow.stage?.number ?? 0) + 1,
      owner: stage.owner,
      within: timeSpanMs(stage.within),
      returned: flow.visited?.includes(name) ?? false,
    },
  })
  // Who had it in the past, an import tells.
  if (draft.stamp.cause?.kind !== 'import') handOver(draft, name, stage.owner, workflow.definition.version)
}

function handOver(draft: TicketDraft, stage: string, owner: string, version: number): void {
  const { team, assignee } = draft.ticket
  // Whoever has it for the team goes on.
  if (team === owner) return
  const { at, actor } = draft.stamp
  const reasons = [{ code: 'stage-owner', stage, team: owner }]
  draft.add({
    type: 'ticket.assigned',
    data: {
      assignee: null,
      team: owner,
      previousAssignee: assignee,
      previousTeam: team,
      decision: { policy: 'workflow', version, at, by: actor, reasons },
    },
  })
}
