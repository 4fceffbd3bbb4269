import { DocketError } from '../kernel/error.js'
import { canonicalJson } from '../kernel/json.js'
import { shortPause } from '../kernel/system.js'
import { authorize } from '../runtime/authorize.js'
import { refusedCommit } from '../runtime/conflict-error.js'
import { decide } from '../runtime/decide.js'
import { decideAndCommit } from '../runtime/decide-and-commit.js'
import { recordOf } from '../runtime/idempotency.js'
import { asDocketError, type CommandOutcome, committedOutcome } from '../runtime/outcome.js'
import { decideCreate } from '../runtime/run-create.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference, EventCause, ExternalReference, TicketRecord } from '../store/record-types.js'
import { assembleCommit } from '../ticket/assemble.js'
import { isRefusal, refusalError } from '../ticket/refusal.js'
import { conversationOf, lastTicketOf } from './conversation.js'
import { isBlank, type ParsedMessage, subjectOf } from './incoming-message.js'
import { addBrought, type BroughtMessage, OVER, writeDown } from './write-down.js'

/** What became of an incoming message. */
export interface ReceivedMessage {
  /** What was done; null where it had been done before. */
  readonly outcome: CommandOutcome | null
  readonly ticket: TicketRecord
  readonly created: boolean
}

/** A message on its way in. */
interface Incoming {
  readonly tenant: string
  /** Who brings it. */
  readonly by: ActorReference
  /** Whose words they are. */
  readonly requester: ActorReference
  readonly cause: EventCause
  readonly message: ParsedMessage
  readonly brought: BroughtMessage
  /** Tickets that turned out to be over. */
  readonly over: Set<string>
  /** The ticket after which one of the requester's was begun meanwhile. */
  behind: string | null
}

/** So often it is looked anew where the message belongs when others change that meanwhile. */
const MOST_TRIES = 60

/** Brings a message to the ticket where it belongs, or begins one, once for each id that its channel gives. */
export async function receive(
  runtime: Runtime,
  tenant: string,
  by: ActorReference,
  message: ParsedMessage,
): Promise<ReceivedMessage> {
  authorize(runtime.model.access, by, 'receive', null)
  const external = { source: message.channel, id: message.id }
  const body = await bodyOf(runtime, tenant, message)
  const incoming: Incoming = {
    tenant,
    by,
    message,
    requester: { type: 'requester', id: message.from.id },
    cause: { kind: 'intake', id: message.channel, by },
    brought: { body, channel: message.channel, external, files: [...new Set(message.files)], by },
    over: new Set(),
    behind: null,
  }
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const [opened] = await runtime.store.findByExternal(tenant, [external])
    if (opened) return { outcome: null, ticket: opened, created: true }
    const conversation = await placeOf(runtime, incoming)
    const done = conversation ? await goOn(runtime, incoming, conversation) : await begin(runtime, incoming)
    if (done !== null) return done
    await shortPause(tries)
  }
  throw new DocketError('BUSY', 'Too much changes where this message belongs; nothing was changed. Try again.')
}

function placeOf(runtime: Runtime, { tenant, message, over }: Incoming): Promise<TicketRecord | null> {
  return conversationOf(runtime, { tenant, requester: message.from.id, named: message.ticketId, over })
}

/** What is written down: the words, or without any the names of the files. */
async function bodyOf({ store }: Runtime, tenant: string, { text, files = [] }: ParsedMessage): Promise<string> {
  if (text !== undefined && !isBlank(text)) return text
  const records = await Promise.all(files.map((id) => store.attachment(tenant, id)))
  return records.map((record) => record?.name ?? 'file').join('\n')
}

/** Adds the message to a ticket; null where that turns out to be no place for it. */
async function goOn(
  runtime: Runtime,
  incoming: Incoming,
  { id: ticketId, flow: { mergedInto } }: TicketRecord,
): Promise<ReceivedMessage | null> {
  const { tenant, by, requester: actor, cause, brought: input } = incoming
  const request = { tenant, actor, ticketId, command: writeDown, input, cause, staysWithMerged: true }
  const outcome = await decideAndCommit(runtime, {
    tenant,
    actor: by,
    ticketId,
    action: writeDown.action,
    wanted: ({ flow }) => flow.mergedInto === mergedInto,
    decide: (before) => decide(runtime, request, before),
  }).catch(asDocketError)
  if (!DocketError.is(outcome)) {
    return outcome.events.length === 0 ? null : { outcome, ticket: outcome.ticket, created: false }
  }
  const { reasons, ticketId: taken } = outcome.details
  if (outcome.code === 'EXTERNAL_ID_TAKEN' && typeof taken === 'string') return known(runtime, incoming, taken)
  if (!Array.isArray(reasons) || (reasons[0] as { code?: unknown } | undefined)?.code !== OVER) throw outcome
  incoming.over.add(ticketId)
  return null
}

/** Begins a ticket with the message; null where one of the requester's was begun meanwhile. */
async function begin(runtime: Runtime, incoming: Incoming): Promise<ReceivedMessage | null> {
  const { tenant, by, requester, cause, message, brought } = incoming
  const { subject, category, fields, from, channel } = message
  const { id, ...customer } = from
  // In this order: what was begun before the turn is taken is found, and what is begun after it takes the turn.
  const after = incoming.behind ?? (await lastTicketOf(runtime, tenant, id))
  if ((await placeOf(runtime, incoming)) !== null) return null
  const { external, body } = brought
  const made = await decideCreate(runtime, {
    tenant,
    actor: requester,
    cause,
    input: { subject: subjectOf(subject, body), requester: { id }, channel, category, fields, external },
    customer,
    keyed: null,
    begin: (draft, context) => void addBrought(draft, brought, context),
  })
  if (isRefusal(made)) throw refusalError(made)
  const commit = assembleCommit(tenant, [made.decided], {
    idempotency: recordOf(runtime, turnOf(id, after), made.decided, made.result),
  })
  const committed = await runtime.store.commit(commit)
  if (committed.ok) {
    const outcome = committedOutcome(runtime, commit, made.decided, made.result)
    return { outcome, ticket: outcome.ticket, created: true }
  }
  const { conflict } = committed
  if (conflict.kind === 'external-ticket' || conflict.kind === 'external-message') {
    return known(runtime, incoming, conflict.ticketId)
  }
  if (conflict.kind !== 'idempotency') throw await refusedCommit(runtime, { tenant, actor: by }, conflict)
  incoming.behind = conflict.record.ticketId
  return null
}

/**
 * What only one of several first messages gets: the turn to begin the requester's next ticket after a given one. The others
 * look again, and find the ticket that was begun.
 */
function turnOf(requester: string, after: string | null) {
  return { scope: canonicalJson(['docket', 'receive']), key: canonicalJson([requester, after]), fingerprint: '' }
}

/** The answer to a message that was written down before. */
async function known(runtime: Runtime, { tenant, brought }: Incoming, ticketId: string): Promise<ReceivedMessage> {
  const ticket = await runtime.store.load(tenant, ticketId)
  if (ticket === null) throw new DocketError('INTERNAL', 'The ticket of a message does not exist.')
  return { outcome: null, ticket, created: isSame(ticket.external, brought.external) }
}

function isSame(one: ExternalReference | null, other: ExternalReference): boolean {
  return one?.source === other.source && one.id === other.id
}
