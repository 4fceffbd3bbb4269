import { incomingMessage } from '../intake/incoming-message.js'
import { receive } from '../intake/receive.js'
import { parseInput } from '../kernel/input.js'
import { followUp } from '../runtime/follow-up.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import type { Received } from './intake-desk-types.js'
import type { Ticket } from './ticket-types.js'

/** How one actor of one tenant brings messages of channels in. */
export function intakeDesk(
  runtime: Runtime,
  tenant: string,
  actor: ActorReference,
  present: (record: TicketRecord) => Promise<Ticket>,
) {
  return {
    async receive(given: unknown): Promise<Received> {
      const message = parseInput(incomingMessage, given, 'receive')
      const { outcome, ticket, created } = await receive(runtime, tenant, actor, message)
      const record = outcome ? await followUp(runtime, outcome) : ticket
      return { ticket: await present(record), created, duplicate: outcome === null }
    },
  }
}
