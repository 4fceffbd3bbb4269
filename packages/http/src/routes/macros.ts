import { type BatchResult, LIMITS } from '@docket/core'
import * as z from 'zod'
import { lines } from '../handler/lines.js'
import { HttpError } from '../handler/problem.js'
import { defineRoute, ticketCommand } from '../route/define-route.js'
import type { Reply, RouteInput } from '../route/route-types.js'
import { batchResultSchema, macroSchema, stepSchema } from '../schema/step-schema.js'
import { idOf, name } from '../schema/values.js'

/** So many tickets are answered for at once; more only line by line. */
const MOST_AT_ONCE = 200
/** Besides its own cost, a batch takes one for each ticket; never so much that a full share would not do. */
const MOST_CHARGED = 200
const NDJSON = 'application/x-ndjson'

const results = {
  status: 200,
  body: z.strictObject({ items: z.array(batchResultSchema) }),
  also: { [NDJSON]: batchResultSchema },
} as const

/** Several commands at once, on one ticket or on many. */
export const macroRoutes = [
  defineRoute('macros', {
    id: 'listMacros',
    on: 'GET /macros',
    access: 'signedIn',
    serves: ['macros'],
    summary: 'The macros of the desk, for those who see what is internal; none for others.',
    success: { status: 200, body: z.strictObject({ items: z.array(macroSchema) }) },
    run: ({ desk }) => ({ body: { items: desk.macros() } }),
  }),
  ticketCommand('macros', {
    id: 'runMacro',
    on: 'POST /tickets/:ticketId/macros/:macro',
    access: 'read',
    serves: ['runMacro'],
    summary: 'Runs a macro on the ticket: all its steps, or none; each takes its own right.',
    run: ({ desk, params, options }) => desk.runMacro(params.ticketId, params.macro, options),
  }),
  defineRoute('macros', {
    id: 'runBatch',
    on: 'POST /batches',
    access: 'signedIn',
    serves: ['batch'],
    summary: 'Does the same to many tickets, one after the other, and tells of each; each step takes its own right.',
    body: z.strictObject({
      tickets: z.array(idOf('ticket')).max(LIMITS.batchTickets),
      do: z.union([name, z.array(stepSchema).min(1).max(100)]),
    }),
    success: results,
    keyed: true,
    cost: 20,
    run: (input) => {
      const { idempotencyKey } = input.options
      const key = idempotencyKey === undefined ? {} : { idempotencyKey }
      return answer(input, input.body.tickets.length, (signal) => input.desk.batch({ ...input.body, ...key, signal }))
    },
  }),
  defineRoute('macros', {
    id: 'undoBatch',
    on: 'POST /batches/undo',
    access: 'signedIn',
    serves: ['undo'],
    summary: 'Undoes results of a batch, of each ticket that nobody has changed since.',
    body: z.strictObject({ items: z.array(batchResultSchema).max(LIMITS.batchTickets) }),
    success: results,
    cost: 20,
    run: (input) => answer(input, input.body.items.length, () => input.desk.undo(input.body.items as BatchResult[])),
  }),
]

/** All at once as JSON, or each as a line as soon as it is done, where lines are asked for. */
async function answer(
  { request, charge, context }: Pick<RouteInput, 'request' | 'charge' | 'context'>,
  count: number,
  run: (signal: AbortSignal) => AsyncGenerator<BatchResult, void, undefined>,
): Promise<Reply> {
  await charge(Math.min(count, MOST_CHARGED))
  if (request.headers.get('accept')?.includes(NDJSON)) {
    const { body, signal } = lines(context.options.onError)
    return { response: new Response(body(run(signal)), { headers: { 'content-type': NDJSON } }) }
  }
  if (count > MOST_AT_ONCE) {
    const message = `More than ${MOST_AT_ONCE} tickets are answered line by line alone; send \`accept: ${NDJSON}\`.`
    throw new HttpError(422, 'LIMIT_EXCEEDED', message, { limit: MOST_AT_ONCE })
  }
  const items: BatchResult[] = []
  for await (const result of run(request.signal)) items.push(result)
  return { body: { items } }
}
