import type { DeskMeta } from '@docket/client'
import type { TicketOnWire } from '../desk/desk-types.js'

/** What a desk says of a state of a ticket's workflow: in the ticket's version, or the one that it has now. */
export function stateOf(
  meta: DeskMeta | undefined,
  { workflow, workflowVersion }: Pick<TicketOnWire, 'workflow' | 'workflowVersion'>,
  state: string,
) {
  const known = meta?.workflows.filter(({ id }) => id === workflow) ?? []
  const { states = [] } = known.find(({ version }) => version === workflowVersion) ?? known[0] ?? {}
  return states.find(({ name }) => name === state)
}
