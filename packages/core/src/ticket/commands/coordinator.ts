import * as z from 'zod'
import { id } from '../../kernel/input.js'
import { DONE, type TicketCommand } from '../command.js'
import { refuse } from '../refusal.js'

/** Says which agent answers for the whole ticket; null for nobody, until an agent takes it. */
export const setCoordinator: TicketCommand<{ agent: string | null }> = {
  name: 'setCoordinator',
  action: 'setCoordinator',
  input: z.strictObject({ agent: id.nullable() }),
  needs: ({ agent }) => ({ agent: agent ?? undefined }),
  decide(draft, { agent: coordinator }, { loaded }) {
    const previous = draft.ticket.flow.coordinator ?? null
    if (coordinator === previous) return DONE
    if (coordinator !== null && (loaded.agent === null || loaded.agent.status === 'removed')) {
      return refuse('COMMAND_REFUSED', 'There is no such agent in the directory; put the agent there first.', {
        code: 'agent-unknown',
      })
    }
    draft.add({ type: 'coordinator.changed', data: { coordinator, previous } })
    return DONE
  },
}
