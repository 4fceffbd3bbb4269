import { DocketError } from '../kernel/error.js'
import { errorText } from '../kernel/error-text.js'
import { parseInput } from '../kernel/input.js'
import { within } from '../kernel/system.js'
import type { Outcome } from '../store/port.js'
import type { TicketRecord, TimerRecord } from '../store/record-types.js'
import { missInputs, setInputs } from '../ticket/commands/inputs.js'
import { policyTicket } from '../ticket/decisions.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import { leftToOthers } from './claimed-work.js'
import { followUp } from './follow-up.js'
import { keyedCommand } from './idempotency.js'
import { runCommand } from './run-command.js'
import type { InputsProvider, Runtime } from './runtime.js'

/** So long the host has to answer. */
const MOST_MS = 5_000

/**
 * Asks the host for the numbers that policies look at. A host that fails or never answers leaves them absent, and the
 * log says so once; it is asked again as timers are that fail.
 */
export async function askForInputs(runtime: Runtime, timer: TimerRecord, token: string): Promise<Outcome | null> {
  const { tenant, ticketId, key, epoch } = timer
  const { inputs: provider } = runtime
  if (provider === null) return leftToOthers('this node has no inputs')
  const ticket = await runtime.store.load(tenant, ticketId)
  if (ticket === null) return { kind: 'done' }
  const request = { tenant, ticketId, actor: SYSTEM_ACTOR, cause: { kind: 'timer', id: key } } as const
  const miss = async (error: unknown): Promise<never> => {
    const code = UNUSABLE.some((one) => DocketError.is(error, one)) ? 'unusable' : 'no-answer'
    const keyed = keyedCommand(SYSTEM_ACTOR, missInputs.name, `${ticketId}.${key}`, { ticketId, input: key })
    await runCommand(runtime, { ...request, command: missInputs, input: { code }, keyed })
    throw error
  }
  const input = await answerOf(runtime, provider, ticket).catch(miss)
  const settles = { ticketId, key, epoch, token }
  const outcome = await runCommand(runtime, { ...request, command: setInputs, input, settles }).catch((error) => {
    if (!DocketError.is(error, 'LIMIT_EXCEEDED')) throw error
    return miss(error)
  })
  await followUp(runtime, outcome)
  return outcome.events.length > 0 ? null : { kind: 'done' }
}

/** The answer is none, or it is too many with the inputs that are there. */
const UNUSABLE = ['INVALID_INPUT', 'LIMIT_EXCEEDED'] as const

async function answerOf({ model }: Runtime, provider: InputsProvider, ticket: TicketRecord) {
  const giveUp = new AbortController()
  try {
    const given = await within(MOST_MS, async () =>
      provider(policyTicket(ticket, model), { signal: giveUp.signal }),
    ).catch((cause) => {
      // Whatever the host's code throws, also an error of another desk, says nothing of this ticket.
      throw new Error(errorText(cause), { cause })
    })
    return parseInput(setInputs.input, { inputs: given }, 'inputs')
  } finally {
    giveUp.abort()
  }
}
