import { errorText } from '../kernel/error-text.js'
import { type Json, jsonProblem } from '../kernel/json.js'
import { within } from '../kernel/system.js'
import type { TicketRecord } from '../store/record-types.js'
import { policyTicket } from '../ticket/decisions.js'
import type { StageContext } from './context-types.js'
import type { Runtime } from './runtime.js'

/** So long a provider has to answer. */
const MOST_MS = 5_000

/** What an answer may hold. */
const LIMITS = { text: 200_000, depth: 20, values: 20_000 } as const

/** Asks context providers, all at once. One that fails, hangs or gives no JSON is told of, and disturbs no other. */
export async function askContext(
  runtime: Runtime,
  ticket: TicketRecord,
  names: readonly string[],
): Promise<Readonly<Record<string, StageContext>>> {
  const answers = await Promise.all(names.map(async (name) => [name, await ask(runtime, ticket, name)] as const))
  return Object.fromEntries(answers)
}

async function ask(runtime: Runtime, ticket: TicketRecord, name: string): Promise<StageContext> {
  const { context, model, report } = runtime
  const provider = Object.hasOwn(context, name) ? context[name] : undefined
  if (provider === undefined) return { ok: false, code: 'no-provider' }
  const giveUp = new AbortController()
  const failed = (code: 'failed' | 'no-answer' | 'unusable', why: string, cause?: unknown): StageContext => {
    const what = `The context provider ${name} gave nothing for the ticket ${ticket.id} (${why}).`
    report(new Error(what, { cause }))
    return { ok: false, code }
  }
  let late = true
  try {
    const given = await within(MOST_MS, async () => {
      try {
        return await provider(policyTicket(ticket, model), { signal: giveUp.signal })
      } finally {
        late = false
      }
    })
    const copy = copied(given)
    return copy.ok ? copy : failed('unusable', copy.why)
  } catch (cause) {
    return failed(late ? 'no-answer' : 'failed', errorText(cause), cause)
  } finally {
    giveUp.abort()
  }
}

/** A copy of what a provider gave, if JSON can carry it. What it gives may throw when it is looked at. */
function copied(given: unknown): { readonly ok: true; readonly data: Json } | { readonly ok: false; why: string } {
  try {
    const problem = given === undefined ? { message: 'is undefined' } : jsonProblem(given, LIMITS)
    return problem ? { ok: false, why: problem.message } : { ok: true, data: JSON.parse(JSON.stringify(given)) as Json }
  } catch (error) {
    return { ok: false, why: errorText(error) }
  }
}
