import type { AgentRecipient } from '../actions/action-types.js'
import { canonicalJson } from '../kernel/json.js'
import { agentsMeantBy } from '../notify/resolve-recipients.js'
import type { TicketView } from '../store/record-types.js'
import type { FindMeant } from '../ticket/command.js'
import type { Runtime } from './runtime.js'

/** Each look knows more than the one before; rules that ask for ever more end here, and mean nobody then. */
const MOST_LOOKS = 50

/**
 * Decides something that may turn on whom recipients mean, as seen from the ticket at some point of the decision: what a
 * decision asks for and is not known yet is looked up, and all of it is decided anew. Most ask for nothing.
 */
export async function knowingWhomIsMeant<Made>(
  { directory }: Pick<Runtime, 'directory'>,
  decide: (meant: FindMeant) => Made | Promise<Made>,
): Promise<Made> {
  const known = new Map<string, readonly string[]>()
  for (let looks = 1; ; looks += 1) {
    const asked = new Map<string, () => Promise<readonly string[]>>()
    const made = await decide((ticket, recipients) => {
      const key = keyOf(ticket, recipients)
      const found = known.get(key)
      if (found !== undefined) return found
      asked.set(key, async () => {
        const meant = await Promise.all(recipients.map((recipient) => agentsMeantBy(directory, ticket, recipient)))
        return [...new Set(meant.flat())]
      })
      return []
    })
    if (asked.size === 0 || looks === MOST_LOOKS) return made
    await Promise.all([...asked].map(async ([key, look]) => known.set(key, await look())))
  }
}

/** What recipients are resolved by. */
function keyOf({ team, assignee, flow }: TicketView, recipients: readonly AgentRecipient[]): string {
  return canonicalJson([team, assignee, flow.coordinator ?? null, recipients as never])
}
