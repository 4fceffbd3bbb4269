import * as z from 'zod'
import { id } from '../../kernel/input.js'
import { presenceOf } from '../../routing/presence.js'
import { DONE, type TicketCommand } from '../command.js'
import { manualDecision } from '../decisions.js'
import { isActive } from '../facts.js'
import { refuse } from '../refusal.js'
import { handsBack, routingOf } from '../routing.js'

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

/** Takes a ticket from its agent, or from whoever is asked to take it; its team keeps it. */
export const unassign: TicketCommand<Record<string, never>> = {
  name: 'unassign',
  action: 'unassign',
  input: z.strictObject({}),
  decide(draft) {
    const { ticket, stamp } = draft
    if (ticket.offer !== null) draft.add({ type: 'offer.withdrawn', data: { agent: ticket.offer.agent } })
    if (ticket.assignee === null) return DONE
    draft.add({
      type: 'ticket.unassigned',
      data: { previousAssignee: ticket.assignee, decision: manualDecision(stamp, { code: 'unassigned' }) },
    })
    return DONE
  },
}

/** Takes a ticket from an agent who has left, if that agent still has it. */
export const handBack: TicketCommand<{ agent: string }> = {
  name: 'handBack',
  action: 'unassign',
  input: z.strictObject({ agent: id }),
  needs: ({ agent }) => ({ agent }),
  decide(draft, { agent }, { model, loaded }) {
    const { ticket, stamp } = draft
    // Whoever is back by now keeps the work.
    const status = loaded.agent ? presenceOf(loaded.agent, model.calendars, stamp.at).code : 'removed'
    if (status === 'present' || status === 'off-shift') return DONE
    if (ticket.offer?.agent === agent) draft.add({ type: 'offer.expired', data: { agent } })
    if (ticket.assignee !== agent || !isActive(ticket.phase)) return DONE
    const policy = routingOf(ticket, model)
    if (status !== 'removed' && !handsBack(draft, model)) return DONE
    const reasons = [{ code: 'agent-left', agent, status }]
    const by = policy ?? { id: 'none', version: 1 }
    const decision = { policy: by.id, version: by.version, at: stamp.at, by: stamp.actor, reasons }
    draft.add({ type: 'ticket.unassigned', data: { previousAssignee: agent, decision } })
    return DONE
  },
}
