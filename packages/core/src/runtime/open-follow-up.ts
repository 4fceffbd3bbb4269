import { namedCategory } from '../categories/named-category.js'
import { DocketError } from '../kernel/error.js'
import type { LeasedMessage, Outcome } from '../store/port.js'
import type { TicketRecord } from '../store/record-types.js'
import { link } from '../ticket/commands/link.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import { categoriesOf } from './categories-of.js'
import { followUp } from './follow-up.js'
import { runCreate } from './run-create.js'
import type { Runtime } from './runtime.js'
import { doWhereItGoesOn } from './where-it-goes-on.js'

/** The source under which the rated ticket's id is the external id of the ticket that follows: there can be one. */
const SOURCE = 'docket:followUp'

/**
 * Opens the ticket that follows a bad rating, and links it to the rated one. Nothing personal is copied: what one of them
 * held would outlive the erasure of the other. Repeating it opens no other, and mends what
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
    carried: rated.fields,
    category: await categoryOf(runtime, rated),
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
  const linking = { tenant, ticketId, actor: SYSTEM_ACTOR, command: link, input: to, cause }
  await doWhereItGoesOn(runtime, linking).catch((error) => {
    // A ticket that has all the links it can have keeps them; nor does a later attempt help where people merged the two.
    if (!DocketError.is(error, 'LIMIT_EXCEEDED') && !DocketError.is(error, 'COMMAND_REFUSED')) throw error
    runtime.report(error)
  })
  if (typeof opened !== 'string') await followUp(runtime, opened)
  return { kind: 'done' }
}

/** It is about the same thing, unless its category is no more. */
async function categoryOf({ store }: Runtime, { tenant, category }: TicketRecord): Promise<string | undefined> {
  if (category === null) return undefined
  const named = namedCategory(await categoriesOf(store, tenant), category)
  return typeof named === 'string' ? named : undefined
}
