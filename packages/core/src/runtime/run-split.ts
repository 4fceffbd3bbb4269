import type { ActorReference, MessageRecord, TicketRecord } from '../store/record-types.js'
import type { CreateInput } from '../ticket/commands/create.js'
import { beginSplit, messagesGone, split } from '../ticket/commands/split.js'
import { isRefusal, type Refusal, refuse } from '../ticket/refusal.js'
import { authorize } from './authorize.js'
import { type Decided, decide } from './decide.js'
import { decideAndCommit } from './decide-and-commit.js'
import type { KeyedCommand } from './idempotency.js'
import type { CommandOutcome } from './outcome.js'
import { decideCreate } from './run-create.js'
import type { Runtime } from './runtime.js'

/** More than can go on in others. */
const PAGE = 1_000

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

/** Begins a ticket with messages of another: both are written in one commit. */
export async function runSplit(runtime: Runtime, request: SplitRequest): Promise<CommandOutcome> {
  return decideAndCommit(runtime, {
    ...request,
    action: split.action,
    decide: (before) => decideSplit(runtime, request, before),
  })
}

async function decideSplit(runtime: Runtime, request: SplitRequest, before: TicketRecord): Promise<Decided | Refusal> {
  const { tenant, actor, ticketId, input } = request
  // After the ticket itself: one out of reach is to look like none at all.
  authorize(runtime.model.access, actor, 'create', null)
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
  if (isRefusal(made)) return made
  // The new one is what is answered.
  return { ...source, drafts: [made.decided, ...source.drafts], result: made.result }
}

/** The messages that are named, in order of their place. Whether another ticket has one is not told. */
async function messagesOf(
  { store, model }: Runtime,
  { tenant, actor, ticketId, messages: named }: SplitRequest,
  before: TicketRecord,
): Promise<readonly MessageRecord[] | Refusal> {
  const ids = [...new Set(named)]
  const internal = model.access.can(actor, 'readInternal', before).allow
  const loaded = await store.messages(tenant, ids)
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
  const away = new Set([...ids, ...messagesGone(before.flow)])
  const all = await store.thread({ tenant, ticketId, afterSeq: 0, limit: Math.min(away.size + 1, PAGE), visibility })
  if (all.length < PAGE && all.every(({ id }) => away.has(id))) {
    const message = 'These are all messages that the ticket has left; leave one, or change the ticket instead.'
    return refuse('COMMAND_REFUSED', message, { code: 'split-leaves-nothing' })
  }
  return own.toSorted((a, b) => a.seq - b.seq)
}
