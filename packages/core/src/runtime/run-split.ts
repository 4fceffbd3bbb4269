import { DocketError } from '../kernel/error.js'
import { shortPause } from '../kernel/system.js'
import type { ActorReference, MessageRecord, TicketRecord } from '../store/record-types.js'
import { assembleCommit } from '../ticket/assemble.js'
import type { CreateInput } from '../ticket/commands/create.js'
import { beginSplit, split } from '../ticket/commands/split.js'
import { isRefusal, type Refusal, refusalError, refuse } from '../ticket/refusal.js'
import { authorize, notFound } from './authorize.js'
import { refusedCommit, versionError } from './conflict-error.js'
import { decide } from './decide.js'
import { type KeyedCommand, recordOf, replayOf } from './idempotency.js'
import { asDocketError, type CommandOutcome, committedOutcome } from './outcome.js'
import { decideCreate } from './run-create.js'
import type { Runtime } from './runtime.js'

/** Messages of a ticket that are to go on in one of their own. */
export interface SplitRequest {
  readonly tenant: string
  readonly actor: ActorReference
  readonly ticketId: string
  /** Ids of messages of the ticket. */
  readonly messages: readonly string[]
  /** The ticket that begins with them. */
  readonly input: Omit<CreateInput, 'requester' | 'body' | 'attachments' | 'external'>
  readonly expectedVersion?: number | undefined
  readonly keyed: KeyedCommand | null
}

/** So often a split is decided anew when others change the ticket meanwhile. */
const MOST_TRIES = 60

/** Begins a ticket with messages of another: both are written in one commit, again when the other one changed meanwhile. */
export async function runSplit(runtime: Runtime, request: SplitRequest): Promise<CommandOutcome> {
  const { store, model } = runtime
  const { tenant, actor, ticketId, expectedVersion, keyed } = request
  const replayed = (error: DocketError) => replayOf(runtime, tenant, keyed, error)
  for (let tries = 1; ; tries += 1) {
    const before = await store.load(tenant, ticketId)
    if (before === null) return replayed(notFound('ticket'))
    authorize(model.access, actor, split.action, before)
    authorize(model.access, actor, 'create', null)
    if (expectedVersion !== undefined && before.version !== expectedVersion) {
      return replayed(versionError(before.version, expectedVersion))
    }
    const decided = await decideSplit(runtime, request, before).catch(asDocketError)
    if (DocketError.is(decided)) return replayed(decided)
    if (isRefusal(decided)) return replayed(refusalError(decided))
    const { begun, source, result } = decided
    const idempotency = keyed && recordOf(runtime, keyed, begun, result)
    const commit = assembleCommit(tenant, [begun, ...source], { idempotency })
    const committed = await store.commit(commit)
    if (committed.ok) return committedOutcome(runtime, commit, begun, result)
    const { conflict } = committed
    const again = conflict.kind === 'version' && expectedVersion === undefined && store.transaction === 'own'
    if (!again || tries >= MOST_TRIES) return replayed(await refusedCommit(runtime, request, conflict))
    await shortPause(tries)
  }
}

async function decideSplit(runtime: Runtime, request: SplitRequest, before: TicketRecord) {
  const { tenant, actor, ticketId, input } = request
  const into = runtime.ids.next(runtime.clock.now())
  const messages = await messagesOf(runtime, request, before)
  if (isRefusal(messages)) return messages
  const named = { into, messages: messages.map(({ id }) => id) }
  const source = await decide(runtime, { tenant, actor, ticketId, command: split, input: named, cause: null }, before)
  if (isRefusal(source)) return source
  const { requester, channel } = before
  const made = await decideCreate(runtime, {
    tenant,
    actor,
    ticketId: into,
    input: { channel, ...input, requester },
    customer: {},
    keyed: null,
    begin: (draft, context) => beginSplit(draft, before, messages, context),
  })
  return isRefusal(made) ? made : { begun: made.decided, source: source.drafts, result: made.result }
}

/** The messages that are named, in order of their place. Whether another ticket has one is not told. */
async function messagesOf(
  { store, model }: Runtime,
  { tenant, actor, ticketId, messages: named }: SplitRequest,
  before: TicketRecord,
): Promise<readonly MessageRecord[] | Refusal> {
  const ids = [...new Set(named)]
  const internal = model.access.can(actor, 'readInternal', before).allow
  const loaded = await Promise.all(ids.map((messageId) => store.message(tenant, messageId)))
  const own = loaded.flatMap((message) => {
    const shown = message?.ticketId === ticketId && (internal || message.visibility === 'public')
    return shown ? [message] : []
  })
  if (own.length < ids.length) {
    const known = new Set(own.map(({ id }) => id))
    const reasons = ids
      .filter((messageId) => !known.has(messageId))
      .map((messageId) => ({ code: 'message-of-another-ticket', messageId }))
    const message = 'Some of the messages are not of this ticket; a merged one is to be taken out, or split itself.'
    return refuse('COMMAND_REFUSED', message, ...reasons)
  }
  const visibility = ['public', 'internal'] as const
  const all = await store.thread({ tenant, ticketId, afterSeq: 0, limit: ids.length + 1, visibility })
  if (all.length <= ids.length) {
    const message = 'These are all messages of the ticket; leave one, or change the ticket instead.'
    return refuse('COMMAND_REFUSED', message, { code: 'split-leaves-nothing' })
  }
  return own.toSorted((a, b) => a.seq - b.seq)
}
