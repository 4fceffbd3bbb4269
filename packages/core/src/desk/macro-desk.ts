import * as z from 'zod'
import { DocketError } from '../kernel/error.js'
import { id, invalidInput, parseInput } from '../kernel/input.js'
import { canonicalJson } from '../kernel/json.js'
import { LIMITS } from '../kernel/limits.js'
import { sha256 } from '../kernel/system.js'
import { checkSteps } from '../macros/define-macros.js'
import { doneByRules } from '../macros/done-by-rules.js'
import type { MacroStep } from '../macros/macro-types.js'
import { undoOf } from '../macros/undo.js'
import { followUp } from '../runtime/follow-up.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference } from '../store/record-types.js'
import { runSteps } from '../ticket/commands/macro.js'
import type { CommandOptions } from './actor-desk-types.js'
import type { BatchInput, BatchResult, MacroDesk } from './macro-desk-types.js'
import type { OnTicket } from './on-ticket.js'
import { stepsDone } from './steps-done.js'
import type { TicketCommands } from './ticket-commands.js'

const callable = z.custom((value) => typeof value === 'function', 'must be a function')
const batchInput = z.strictObject({
  tickets: z.array(id).max(LIMITS.batchTickets),
  do: z.union([id, z.array(z.unknown())]),
  idempotencyKey: id.max(150).optional(),
  signal: z.instanceof(AbortSignal).optional(),
  onProgress: callable.optional(),
})
const undone = z.looseObject({ ok: z.literal(true), ticketId: id, version: z.int().min(1), undo: z.array(z.unknown()) })
const undoInput = z
  .array(z.union([undone, z.looseObject({ ok: z.literal(false), ticketId: id })]))
  .max(LIMITS.batchTickets)

/** A ticket of a batch has a key of its own, whatever place it has in the list. */
function optionsOf({ idempotencyKey: key }: BatchInput, ticketId: string): CommandOptions {
  return key === undefined ? {} : { idempotencyKey: `batch.${sha256(canonicalJson([key, ticketId]))}` }
}

/** What one actor does with macros and to many tickets. */
export function macroDesk(
  runtime: Runtime,
  actor: ActorReference,
  { run }: Pick<TicketCommands, 'run'>,
  onTicket: OnTicket,
): MacroDesk {
  const { macros, sla, access } = runtime.model

  /** What macros and rules there are is for those who work at the desk. */
  const mayKnow = () => access.can(actor, 'readInternal', null).allow

  function stepsOf(given: readonly unknown[] | string, what: string): readonly MacroStep[] {
    if (typeof given === 'string') {
      const macro = mayKnow() ? macros.get(given) : undefined
      if (macro) return macro.steps
      const known = mayKnow() ? `; the desk has ${[...macros.keys()].join(', ') || 'none'}` : ''
      throw invalidInput(what, [{ path: ['do'], code: 'unknown_macro', message: `is no macro${known}` }])
    }
    const checked = checkSteps(given, sla.names)
    if ('steps' in checked) return checked.steps
    throw invalidInput(
      what,
      checked.issues.map((issue) => ({ ...issue, path: ['do', ...issue.path] })),
    )
  }

  async function doOne(
    ticketId: string,
    steps: readonly MacroStep[],
    options: CommandOptions = {},
  ): Promise<BatchResult> {
    try {
      const outcome = await run(runSteps, ticketId, { steps }, options)
      const { version } = await followUp(runtime, outcome)
      const done = await stepsDone(runtime, outcome)
      const undoing = done === null ? { undo: [], stays: [] } : undoOf(steps, done.before, done.after)
      return {
        ticketId,
        ok: true,
        version,
        ...undoing,
        rules: mayKnow() ? doneByRules(done?.events ?? [], undoing.undo) : [],
      }
    } catch (error) {
      // One ticket that cannot be changed must not keep the others from it; what fails for all is thrown.
      if (!DocketError.is(error) || error.kind === 'internal' || error.code === 'STORE_UNAVAILABLE') throw error
      return { ticketId, ok: false, code: error.code, message: error.message }
    }
  }

  return {
    macros: () =>
      (mayKnow() ? [...macros.values()] : []).map(({ id: name, label, steps }) => ({
        id: name,
        label,
        steps,
      })),
    async runMacro(ticketId, macro, options) {
      const steps = stepsOf(parseInput(id, macro, 'runMacro'), 'runMacro')
      return onTicket(runSteps)(ticketId, { steps }, options)
    },
    async *batch(given: BatchInput) {
      const input = parseInput(batchInput, given, 'batch') as unknown as BatchInput
      const steps = stepsOf(input.do, 'batch')
      const tickets = [...new Set(input.tickets)]
      for (const [index, ticketId] of tickets.entries()) {
        input.signal?.throwIfAborted()
        yield await doOne(ticketId, steps, optionsOf(input, ticketId))
        input.onProgress?.(index + 1, tickets.length)
      }
    },
    async *undo(results) {
      parseInput(undoInput, results, 'undo')
      for (const result of results) {
        if (!result.ok || result.undo.length === 0) continue
        const { ticketId, version } = result
        const checked = checkSteps(result.undo, sla.names)
        if ('steps' in checked) yield await doOne(ticketId, checked.steps, { expectedVersion: version })
        else yield { ticketId, ok: false, code: 'INVALID_INPUT', message: checked.issues[0]?.message ?? '' }
      }
    },
  }
}
