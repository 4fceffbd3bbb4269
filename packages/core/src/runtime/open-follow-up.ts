import { DocketError } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import type { LeasedMessage, Outcome } from '../store/port.js'
import type { TicketRecord } from '../store/record-types.js'
import { link } from '../ticket/commands/link.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import { followUp } from './follow-up.js'
import { runCommand } from './run-command.js'
import { runCreate } from './run-create.js'
import type { Runtime } from './runtime.js'

/** The source under which the rated ticket's id is the external id of the ticket that follows: there can be one. */
const SOURCE = 'docket:followUp'

/**
 * Opens the ticket that follows a bad rating, and links it to the rated one. Repeating it opens no other, and mends what
 * a former attempt left undone.
 */
export async function openFollowUp(runtime: Runtime, { message }: LeasedMessage): Promise<Outcome> {
  const { tenant, ticketId, id } = message
  const { followUp: settings } = runtime.model.survey
  const rated = await runtime.store.load(tenant, ticketId)
  if (settings === null || rated === null) return { kind: 'done' }
  const { workflow, priority, subject } = settings
  // Better one without a team than none.
  const team = settings.team === undefined ? null : await runtime.directory.team(tenant, settings.team)
  const cause = { kind: 'effect', id } as const
  const input = {
    subject,
    requester: rated.requester,
    channel: rated.channel,
    fields: fieldsOf(runtime, rated),
    workflow,
    priority,
    team: team?.status === 'active' ? team.id : undefined,
    external: { source: SOURCE, id: ticketId },
  }
  const request = { tenant, actor: SYSTEM_ACTOR, input, customer: {}, keyed: null, cause }
  const opened = await runCreate(runtime, request).catch((error: unknown) => {
    const known = DocketError.is(error, 'EXTERNAL_ID_TAKEN') ? error.details['ticketId'] : undefined
    if (typeof known === 'string') return known
    throw error
  })
  const to = { kind: 'causes' as const, ticketId: typeof opened === 'string' ? opened : opened.ticket.id }
  await runCommand(runtime, { tenant, ticketId, actor: SYSTEM_ACTOR, command: link, input: to, cause }).catch(
    (error) => {
      // A ticket that has all the links it can have keeps them.
      if (!DocketError.is(error, 'LIMIT_EXCEEDED')) throw error
      runtime.report(error)
    },
  )
  if (typeof opened !== 'string') await followUp(runtime, opened)
  return { kind: 'done' }
}

/** It is about the same thing; what is personal is copied only where the desk does not do without. */
function fieldsOf({ model }: Runtime, { fields, personal }: TicketRecord): JsonObject {
  const kept = Object.fromEntries(Object.entries(personal).filter(([, value]) => value !== null))
  const accepted = [fields, { ...fields, ...kept }].find((given) => model.fields.parse(given).ok)
  return accepted ?? {}
}
