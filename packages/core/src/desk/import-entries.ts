import * as z from 'zod'
import { id, invalidInput, parseInput } from '../kernel/input.js'
import { LIMITS } from '../kernel/limits.js'
import type { ActorReference } from '../store/record-types.js'
import { type CommandContext, type CommandResult, NOTHING_LOADED, type TicketCommand } from '../ticket/command.js'
import { assign, unassign } from '../ticket/commands/assign.js'
import { create, createInput } from '../ticket/commands/create.js'
import { tag } from '../ticket/commands/mark.js'
import { addMessage, messageInput } from '../ticket/commands/message.js'
import { setPriority } from '../ticket/commands/priority.js'
import { setCategory, update } from '../ticket/commands/update.js'
import type { TicketDraft } from '../ticket/draft.js'
import { reprioritize } from '../ticket/priority.js'
import { isRefusal, type Refusal, refusalError } from '../ticket/refusal.js'
import { enterStage, leaveStage } from '../ticket/stage.js'
import { stateMeaning } from '../ticket/state-meaning.js'
import type { CompiledWorkflow } from '../workflow/compile.js'

const anyCommand = z.looseObject({ type: z.string() })
const createCommand = createInput.omit({ external: true, attachments: true }).extend({ state: id.optional() })
const moveCommand = z.strictObject({ state: z.string().min(1).max(LIMITS.id) })
const messageCommand = messageInput.omit({ attachments: true, external: true }).extend({ externalId: id.optional() })

type Apply = (draft: TicketDraft, given: ImportContext, context: CommandContext) => CommandResult | Refusal

/** One command of an imported entry, checked and ready to be decided. */
interface ParsedCommand {
  /** For the command that begins a ticket the workflow that it names, undefined for the desk's first one; else null. */
  readonly begins: { readonly workflow: string | undefined } | null
  readonly apply: Apply
}

const shared =
  <Input>(command: TicketCommand<Input>) =>
  (given: unknown, what: string): Apply => {
    const input = parseInput(command.input, given, what)
    return (draft, _given, context) => command.decide(draft, input, context)
  }

/** Commands that an import gives just as callers of the desk do. */
const SHARED: Readonly<Record<string, ReturnType<typeof shared>>> = {
  assign: shared(assign),
  unassign: shared(unassign),
  update: shared(update),
  setPriority: shared(setPriority),
  setCategory: shared(setCategory),
  tag: shared(tag),
}

/** Checks one command of an imported entry. */
export function parseImportCommand(raw: unknown): ParsedCommand {
  const { type, ...input } = parseInput(anyCommand, raw, 'import')
  const what = `import, ${type}`
  if (type === 'create') {
    const { state, ...begun } = parseInput(createCommand, input, what)
    return {
      begins: { workflow: begun.workflow },
      apply(draft, { source, externalId }, context) {
        if (state !== undefined) checkState(context.workflow, state)
        return create(draft, { ...begun, state, external: { source, id: externalId } }, context)
      },
    }
  }
  if (type === 'move') {
    const { state } = parseInput(moveCommand, input, what)
    return { begins: null, apply: (draft, _given, context) => move(draft, state, context) }
  }
  if (type === 'reply' || type === 'note') {
    const { externalId, ...message } = parseInput(messageCommand, input, what)
    const visibility = type === 'reply' ? 'public' : 'internal'
    return {
      begins: null,
      apply(draft, { source }, context) {
        const external = externalId === undefined ? undefined : { source, id: externalId }
        return { messageId: addMessage(draft, visibility, { ...message, external }, context) }
      },
    }
  }
  const command = Object.hasOwn(SHARED, type) ? SHARED[type] : undefined
  if (command === undefined) {
    const known = ['create', 'move', 'reply', 'note', ...Object.keys(SHARED)].join(', ')
    throw invalidInput('import', [{ path: ['type'], code: 'unknown_command', message: `is not one of ${known}` }])
  }
  return { begins: null, apply: command(input, what) }
}

/** One entry of an import, checked. */
export interface ParsedEntry {
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
    if (draft.events.length > before) reprioritize(draft, context.model, context.find)
    if (draft.events.length === before) draft.add({ type: 'import.passed', data: {} })
  }
}

function decideCommand(
  draft: TicketDraft,
  command: ParsedCommand,
  given: ImportContext,
  context: CommandContext,
): void {
  if ((command.begins !== null) !== (draft.ticketOrNull === null)) {
    const message = 'must be the first command of a ticket, and only the first'
    throw invalidInput('import', [{ path: [given.externalId, 'create'], code: 'create_first', message }])
  }
  const result = command.apply(draft, given, context)
  if (isRefusal(result)) throw refusalError(result, { externalId: given.externalId })
}

/**
 * Brings a ticket to the state that the past says it had: by an event that leads there, else by an audited override. One
 * that was merged since stays where it is.
 */
function move(draft: TicketDraft, to: string, context: CommandContext) {
  const { workflow } = context
  const { ticket, stamp } = draft
  const from = ticket.state
  const { mergedInto: into } = ticket.flow
  if (into !== undefined) {
    const reasons = [{ code: 'merged', ticketId: ticket.id, into }]
    draft.add({ type: 'import.refused', data: { from, to, reasons } })
    return {}
  }
  if (!Object.hasOwn(workflow.definition.states, to)) {
    draft.add({ type: 'import.refused', data: { from, to, reasons: [{ code: 'state-unknown', state: to }] } })
    return {}
  }
  const stepContext = {
    ticket,
    actor: stamp.actor,
    now: stamp.at,
    // Who may do what today is not asked of the past; guards are.
    permits: () => true,
  }
  const leading = workflow.available(from, stepContext).filter(({ target }) => target === to)
  const open = leading.find(({ allowed }) => allowed)
  const step = open && workflow.step(from, open.event, stepContext)
  if (open && step?.ok) {
    // The effects of a past transition have happened, or not, long ago.
    const data = { event: open.event, from, to: step.state, ...stateMeaning(workflow, step.state, stamp), effects: [] }
    leaveStage(draft, step.state, context)
    draft.add({ type: 'ticket.transitioned', data })
    enterStage(draft, context)
    return {}
  }
  const reasons = leading.length > 0 ? leading.flatMap((event) => event.reasons) : [{ code: 'no-transition', from, to }]
  leaveStage(draft, to, context)
  draft.add({
    type: 'ticket.overridden',
    data: { from, to, ...stateMeaning(workflow, to, stamp), reasons, messageId: null },
  })
  enterStage(draft, context)
  return {}
}

function checkState(workflow: CompiledWorkflow, state: string): void {
  if (Object.hasOwn(workflow.definition.states, state)) return
  const message = `is not one of ${Object.keys(workflow.definition.states).join(', ')}`
  throw invalidInput('import', [{ path: ['state'], code: 'unknown_state', message }])
}
