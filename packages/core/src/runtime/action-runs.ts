import type { ActionName, ActionOf } from '../actions/action-schema.js'
import type { CommandAction } from '../actions/action-types.js'
import type { Reminder } from '../actions/reminder-types.js'
import { DocketError } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import type { Notification } from '../notify/notifier.js'
import { agentsMeantBy, LEADS, personOf, resolveRecipients } from '../notify/resolve-recipients.js'
import type { Store } from '../store/port.js'
import type { ActorReference, OutboxRecord, TicketLink, TicketRecord } from '../store/record-types.js'
import type { TicketCommand } from '../ticket/command.js'
import { assign } from '../ticket/commands/assign.js'
import { runSteps } from '../ticket/commands/macro.js'
import { watch } from '../ticket/commands/mark.js'
import { commandOf } from '../ticket/commands/of-action.js'
import { isActive } from '../ticket/facts.js'
import { MOST_HOPS } from '../ticket/hops.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import { followUp } from './follow-up.js'
import { keyedCommand } from './idempotency.js'
import { runCommand } from './run-command.js'
import type { Runtime } from './runtime.js'

/** An action on its way: what asked for it, and the ticket as it is now. */
export interface ActionContext {
  readonly runtime: Runtime
  readonly message: OutboxRecord
  readonly ticket: TicketRecord
}

/** What each action does. Each may be run again under the same message, and takes effect once. */
export const ACTION_RUNS: {
  readonly [Name in ActionName]: (context: ActionContext, action: ActionOf<Name>) => Promise<void>
} & { readonly remind: (context: ActionContext, reminder: Reminder) => Promise<void> } = {
  async notify(context, { to, kind = 'ticket.changed' }) {
    await tell(context, await resolveRecipients(context.runtime.directory, context.ticket, to), kind)
  },
  async remind(context, { tellings, except }) {
    const told = new Set(except === null ? [] : [personOf({ type: 'agent', id: except })])
    for (const { to, kind } of tellings) {
      const meant = await resolveRecipients(context.runtime.directory, context.ticket, to)
      const others = meant.filter((one) => !told.has(personOf(one)))
      for (const one of others) told.add(personOf(one))
      if (kind !== null && others.length > 0) await tell(context, others, kind)
    }
  },
  async assign(context, action) {
    const meant = action.to && (await agentsMeantBy(context.runtime.directory, context.ticket, action.to))
    if (meant?.length === 0) return tellOfFailure(context, action.action, 'nobody-meant')
    if (context.ticket.facts.assignments >= MOST_ASSIGNMENTS)
      return tellOfFailure(context, action.action, 'too-many-assignments')
    const agent = action.agent ?? meant?.[0]
    const { team } = action
    await change(context, 'assign', assign, {
      ...(agent !== undefined && { agent }),
      ...(team !== undefined && { team }),
    })
  },
  raisePriority: run,
  async addWatcher(context, action) {
    const meant = await agentsMeantBy(context.runtime.directory, context.ticket, action.watcher)
    if (meant.length === 0) return tellOfFailure(context, action.action, 'nobody-meant')
    for (const watcher of meant) await change(context, 'addWatcher', watch, { watcher }, `.${watcher}`)
  },
  tag: run,
  setFields: run,
  setPriority: run,
  setCategory: run,
  archive: run,
  reply: run,
  note: run,
  askApproval: run,
  send: run,
  forChildren: (context, action) => forRelatives(context, 'parent-of', action.do),
  forParents: (context, action) => forRelatives(context, 'child-of', action.do),
  // The outbox hands it to the host's own handler.
  effect: async () => {},
}

/** What an action does is one step further in a chain of rules and levels. */
function hopsAfter({ data }: OutboxRecord, action: ActionName): { readonly hops: number } {
  const cause = data['cause'] as { readonly hops?: number } | null
  // Families multiply: what goes to and fro between parents and children ends after one round.
  const step = action === 'forChildren' || action === 'forParents' ? MOST_HOPS / 2 : 1
  return { hops: (cause?.hops ?? 0) + step }
}

/** An action that is nothing but a command. */
async function run(context: ActionContext, action: CommandAction): Promise<void> {
  const { command, input } = commandOf(action)
  await change(context, action.action, command, input)
}

/**
 * The same to each parent or child that is not done yet, one after the other: for each all of it in one commit, or none. One
 * that fails holds up no other; the whole is tried again for it, and those that are done stay as they are. Of one that was
 * merged it is done where that goes on, once; who had it, and is not who has the other one, gets the messages too.
 */
async function forRelatives(
  context: ActionContext,
  kind: 'parent-of' | 'child-of',
  actions: readonly CommandAction[],
): Promise<void> {
  const { runtime, message } = context
  const name = kind === 'parent-of' ? 'forChildren' : 'forParents'
  const linked = context.ticket.links.filter((one) => one.kind === kind)
  const replies = actions.filter(({ action }) => action === 'reply')
  let failed: { readonly error: unknown } | null = null
  for (const [ticketId, merged] of await whereTheyGoOn(runtime.store, message.tenant, linked)) {
    const ticket = await runtime.store.load(message.tenant, ticketId)
    const isItself = ticketId === context.ticket.id
    if (ticket === null || !(isItself || isActive(ticket.phase))) continue
    const others = replies.length === 0 ? [] : merged.filter(({ requester }) => requester.id !== ticket.requester.id)
    try {
      // First, since the other one is done after it.
      for (const other of others) {
        await change({ ...context, ticket: other }, name, runSteps, { steps: replies }, `.${other.id}`, true)
      }
      if (!isItself) await change({ ...context, ticket }, name, runSteps, { steps: actions }, `.${ticketId}`)
    } catch (error) {
      failed ??= { error }
    }
  }
  if (failed) throw failed.error
}

/** The tickets in which linked ones go on, each once, with those of them that were merged. */
async function whereTheyGoOn(
  store: Store,
  tenant: string,
  links: readonly TicketLink[],
): Promise<ReadonlyMap<string, readonly TicketRecord[]>> {
  const found = new Map<string, readonly TicketRecord[]>()
  for (const { ticketId } of links) {
    const source = await store.load(tenant, ticketId)
    let end = source
    while (end !== null && end.flow.mergedInto !== undefined) end = await store.load(tenant, end.flow.mergedInto)
    if (source === null || end === null) continue
    const merged = found.get(end.id) ?? []
    found.set(end.id, end === source ? merged : [...merged, source])
  }
  return found
}

/** A ticket that has changed hands so often is not handed on by a ladder any more: it may go round in a circle. */
const MOST_ASSIGNMENTS = 30

/** Refusals that no later attempt will turn into a success soon enough: people are to know instead. */
const HOPELESS = [
  'COMMAND_REFUSED',
  'TRANSITION_REFUSED',
  'EVENT_UNKNOWN',
  'INVALID_INPUT',
  'CAPACITY_EXCEEDED',
  'LIMIT_EXCEEDED',
] as const

/** What of an event is for the desk's own log. */
const OWN_DATA = new Set(['actions', 'matched', 'missed', 'alsoMissed'])

async function tell(
  { runtime, message, ticket }: ActionContext,
  recipients: readonly ActorReference[],
  kind: string,
  more: JsonObject = {},
  apart = '',
): Promise<void> {
  const { tenant, id, seq, data } = message
  // What else the step does is nobody's news.
  const told = Object.entries(data['data'] as JsonObject).filter(([name]) => !OWN_DATA.has(name))
  await runtime.notifier.notify(
    recipients.map((recipient): Notification => {
      return {
        tenant,
        id: `${id}${apart}.${recipient.type}.${recipient.id}`,
        recipient,
        ticketId: ticket.id,
        kind,
        // What the desk promises itself is not for the customer, who sees what is expected.
        data: recipient.type === 'requester' ? { seq } : { seq, ...Object.fromEntries(told), ...more },
        createdAt: data['occurredAt'] as number,
      }
    }),
  )
}

async function tellOfFailure(context: ActionContext, action: ActionName, code: string, apart = ''): Promise<void> {
  await tell(context, [LEADS], 'action.failed', { action, code }, apart)
}

async function change<Input>(
  context: ActionContext,
  action: ActionName,
  command: TicketCommand<Input>,
  input: Input,
  apart = '',
  staysWithMerged = false,
): Promise<void> {
  const { tenant, id, data } = context.message
  const ticketId = context.ticket.id
  const cause = { kind: 'effect', id, ...hopsAfter(context.message, action) } as const
  try {
    const outcome = await runCommand(context.runtime, {
      tenant,
      ticketId,
      actor: SYSTEM_ACTOR,
      command,
      input,
      cause,
      staysWithMerged,
      // It counts as of its step, however late it runs.
      dueAt: data['occurredAt'] as number,
      // Whom the directory means can change between two attempts: the message alone is the key.
      keyed: keyedCommand(SYSTEM_ACTOR, command.name, `${id}${apart}`, { ticketId, input: id }),
      // What was done meanwhile needs no help of a ladder any more; a rule has looked by itself.
      wanted: ({ phase }) => data['type'] === 'rules.evaluated' || isActive(phase),
    })
    await followUp(context.runtime, outcome)
  } catch (error) {
    const code = HOPELESS.find((one) => DocketError.is(error, one))
    if (code === undefined) throw error
    await tellOfFailure(context, action, code, apart)
  }
}
