import * as z from 'zod'
import { HttpError, stopping } from '../handler/problem.js'
import { defineRoute } from '../route/define-route.js'

/** The store has so long to answer. */
const PATIENCE_MS = 2_000

const fine = { status: 200, body: z.strictObject({ ok: z.literal(true) }) } as const

/** For whoever watches over the process. */
export const healthRoutes = [
  defineRoute('health', {
    id: 'getHealth',
    on: 'GET /health',
    access: 'everybody',
    serves: [],
    summary: 'Whether the process answers.',
    success: fine,
    cost: 0,
    run: () => ({ body: { ok: true } }),
  }),
  defineRoute('health', {
    id: 'getReadiness',
    on: 'GET /ready',
    access: 'everybody',
    serves: [],
    summary: 'Whether the store answers within two seconds; 503 while it does not, and once the process is to stop.',
    success: fine,
    cost: 0,
    run: async ({ context: { desk, options, probe } }) => {
      if (options.signal?.aborted) throw stopping()
      // However many ask, the store is asked once at a time: a probe that anybody may send must not be a load.
      probe.running ??= withinPatience(desk.system.nextWakeupAt()).finally(() => {
        probe.running = null
      })
      try {
        await probe.running
      } catch (error) {
        options.onError(error)
        throw new HttpError(503, 'NOT_READY', 'The store does not answer; ask again later.', {}, { 'retry-after': '1' })
      }
      return { body: { ok: true } }
    },
  }),
]

async function withinPatience(answer: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The store has not answered within ${PATIENCE_MS} ms.`)), PATIENCE_MS)
  })
  try {
    await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
