import * as z from 'zod'
import type { ActorReference } from '../store/record-types.js'
import type { CommandContext } from '../ticket/command.js'
import { NOTHING_LOADED } from '../ticket/command.js'
import { assign, unassign } from '../ticket/commands/assign.js'
import { create, createInput } from '../ticket/commands/create.js'
import { tag } from '../ticket/commands/mark.js'
import { addMessage, messageInput } from '../ticket/commands/message.js'
import { meaning } from '../ticket/commands/send.js'
import { setCategory, setPriority, update } from '../ticket/commands/update.js'
import type { TicketDraft } from '../ticket/draft.js'
import { id, invalidInput } from '../ticket/input.js'
import { isRefusal, refusalError } from '../ticket/refusal.js'
import type { CompiledWorkflow } from '../workflow/compile.js'

const anObject = <T>(schema: z.ZodType<T>) => schema as unknown as z.ZodObject
const typed = <Type extends string, T>(type: Type, schema: z.ZodType<T>) =>
  anObject(schema).extend({ type: z.literal(type) }) as unknown as z.ZodType<T & { type: Type }, unknown> &
    z.core.$ZodTypeDiscriminable

const message = messageInput.omit({ attachments: true, external: true }).extend({ externalId: id.optional() })

/** One command of an imported entry. */
export const importCommand = z.discriminatedUnion('type', [
  createInput.omit({ external: true, attachments: true }).extend({ type: z.literal('create'), state: id.optional() }),
  z.strictObject({ type: z.literal('move'), state: z.string().min(1).max(200) }),
  message.extend({ type: z.literal('reply') }),
  message.extend({ type: z.literal('note') }),
  z.strictObject({ type: z.literal('assign'), agent: id.optional(), team: id.optional() }),
  z.strictObject({ type: z.literal('unassign') }),
  typed('update', update.input),
  typed('setPriority', setPriority.input),
  typed('setCategory', setCategory.input),
  typed('tag', tag.input),
])

type ParsedCommand = z.output<typeof importCommand>

interface ParsedEntry {
  readonly position: number
  readonly occurredAt: Date
  readonly actor?: ActorReference | undefined
  readonly commands: readonly ParsedCommand[]
}

interface ImportContext {
  readonly by: ActorReference
  readonly source: string
  readonly externalId: string
  readonly context: Omit<CommandContext, 'loaded'>
}

/** Replays entries onto a draft, each stamped with its own instant, actor and position. */
export function decideEntries(draft: TicketDraft, entries: readonly ParsedEntry[], given: ImportContext): void {
  const context: CommandContext = { ...given.context, loaded: NOTHING_LOADED }
  for (const { position, occurredAt, actor, commands } of entries) {
    const cause = { kind: 'import', id: given.source, position, by: given.by } as const
    draft.stamp = { at: occurredAt.getTime(), now: draft.stamp.now, actor: actor ?? given.by, cause }
    const before = draft.events.length
    for (const command of commands) decideCommand(draft, command, given, context)
    if (draft.events.length === before) draft.add({ type: 'import.passed', data: {} })
  }
}

function decideCommand(
  draft: TicketDraft,
  command: ParsedCommand,
  given: ImportContext,
  context: CommandContext,
): void {
  if ((command.type === 'create') !== (draft.ticketOrNull === null)) {
    const message = 'must be the first command of a ticket, and only the first'
    throw invalidInput('import', [{ path: [given.externalId, 'create'], code: 'create_first', message }])
  }
  const result = apply(draft, command, given, context)
  if (isRefusal(result)) throw refusalError(result, { externalId: given.externalId })
}

function apply(draft: TicketDraft, command: ParsedCommand, given: ImportContext, context: CommandContext) {
  switch (command.type) {
    case 'create': {
      const { type: _, state, ...input } = command
      if (state !== undefined) checkState(context.workflow, state)
      return create(draft, { ...input, state, external: { source: given.source, id: given.externalId } }, context)
    }
    case 'move':
      return move(draft, command.state, context)
    case 'reply':
    case 'note': {
      const { type, externalId, ...input } = command
      const external = externalId === undefined ? undefined : { source: given.source, id: externalId }
      return { messageId: addMessage(draft, type === 'reply' ? 'public' : 'internal', { ...input, external }, context) }
    }
    case 'assign':
      return assign.decide(draft, command, context)
    case 'unassign':
      return unassign.decide(draft, {}, context)
    case 'update':
      return update.decide(draft, command, context)
    case 'setPriority':
      return setPriority.decide(draft, command, context)
    case 'setCategory':
      return setCategory.decide(draft, command, context)
    case 'tag':
      return tag.decide(draft, command, context)
  }
}

/** Brings a ticket to the state that the past says it had: by an event that leads there, else by an audited override. */
function move(draft: TicketDraft, to: string, context: CommandContext) {
  const { workflow, model } = context
  const { ticket, stamp } = draft
  const from = ticket.state
  if (!Object.hasOwn(workflow.definition.states, to)) {
    draft.add({ type: 'import.refused', data: { from, to, reasons: [{ code: 'state-unknown', state: to }] } })
    return {}
  }
  const stepContext = {
    ticket,
    actor: stamp.actor,
    now: stamp.at,
    permits: (roles: readonly string[] | null) => model.access.permits(stamp.actor, roles),
  }
  const leading = workflow.available(from, stepContext).filter(({ target }) => target === to)
  const open = leading.find(({ allowed }) => allowed)
  const step = open && workflow.step(from, open.event, stepContext)
  if (open && step?.ok) {
    // The effects of a past transition have happened, or not, long ago.
    const data = { event: open.event, from, to: step.state, ...meaning(context, step.state), effects: [] }
    draft.add({ type: 'ticket.transitioned', data })
    return {}
  }
  const reasons = leading.length > 0 ? leading.flatMap((event) => event.reasons) : [{ code: 'no-transition', from, to }]
  draft.add({ type: 'ticket.overridden', data: { from, to, ...meaning(context, to), reasons, messageId: null } })
  return {}
}

function checkState(workflow: CompiledWorkflow, state: string): void {
  if (Object.hasOwn(workflow.definition.states, state)) return
  const message = `is not one of ${Object.keys(workflow.definition.states).join(', ')}`
  throw invalidInput('import', [{ path: ['state'], code: 'unknown_state', message }])
}
