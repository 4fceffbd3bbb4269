import * as z from 'zod'
import { id } from '../../kernel/input.js'
import { DONE, type TicketCommand } from '../command.js'
import { manualDecision } from '../decisions.js'
import { refuse } from '../refusal.js'

/** Gives a ticket to an agent, a team, or an agent of a team. A team alone takes it from its agent. */
export const assign: TicketCommand<{ agent?: string | undefined; team?: string | undefined }> = {
  name: 'assign',
  action: 'assign',
  input: z
    .strictObject({ agent: id.optional(), team: id.optional() })
    .refine((input) => input.agent !== undefined || input.team !== undefined, 'needs an agent, a team, or both'),
  needs: (input) => input,
  decide(draft, input, { loaded }) {
    const { ticket, stamp } = draft
    // History may name people and teams who have long been gone.
    if (stamp.cause?.kind !== 'import') {
      if (input.agent !== undefined && (loaded.agent === null || loaded.agent.status === 'removed')) {
        return refuse('COMMAND_REFUSED', 'There is no such agent in the directory; put the agent there first.', {
          code: 'agent-unknown',
        })
      }
      if (input.team !== undefined && loaded.team?.status !== 'active') {
        return refuse('COMMAND_REFUSED', 'There is no such team in the directory; put the team there first.', {
          code: 'team-unknown',
        })
      }
    }
    const assignee = input.agent ?? null
    const team = input.team ?? ticket.team
    if (assignee === ticket.assignee && team === ticket.team) return DONE
    draft.add({
      type: 'ticket.assigned',
      data: {
        assignee,
        team,
        previousAssignee: ticket.assignee,
        previousTeam: ticket.team,
        decision: manualDecision(stamp, { code: 'assigned', agent: assignee, team }),
      },
    })
    return DONE
  },
}

/** Takes a ticket from its agent; its team keeps it. */
export const unassign: TicketCommand<Record<string, never>> = {
  name: 'unassign',
  action: 'unassign',
  input: z.strictObject({}),
  decide(draft) {
    const { ticket, stamp } = draft
    if (ticket.assignee === null) return DONE
    draft.add({
      type: 'ticket.unassigned',
      data: { previousAssignee: ticket.assignee, decision: manualDecision(stamp, { code: 'unassigned' }) },
    })
    return DONE
  },
}

/** Takes up a ticket that one was given: the promise of acceptance is kept. */
export const accept: TicketCommand<Record<string, never>> = {
  name: 'accept',
  action: 'accept',
  input: z.strictObject({}),
  decide(draft) {
    const { ticket, stamp } = draft
    if (ticket.assignee !== stamp.actor.id) {
      return refuse('COMMAND_REFUSED', 'Only the agent who was given the ticket can accept it; assign it first.', {
        code: 'not-the-assignee',
      })
    }
    if (ticket.facts.acceptance?.to === null) draft.add({ type: 'ticket.accepted', data: {} })
    return DONE
  },
}
