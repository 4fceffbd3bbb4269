import { createHandler, type HandlerOptions } from '../../src/index.js'
import { authenticate } from '../probes/callers.js'
import { type CaseWorld, caseWorld, type MakeStore } from './case-world.js'
import { textOf } from './text-of.js'

/** What a call carries. */
interface Call {
  /** A token, such as `a:agent:ag1`; null for nobody. */
  readonly as?: string | null
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What came back. */
export interface Called {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any
}

/** The usual secret of tests, which stands nowhere else. */
export const SECRET = 'Jq0x5ZkT3vR8mW1bYc7NfH2sLd9GuP4e'

/** A handler on a fresh world, and how to call it. */
export async function mounted(options: Partial<HandlerOptions> = {}, make?: MakeStore) {
  const world = await caseWorld(make)
  const errors: unknown[] = []
  const handle = createHandler(world.desk, {
    authenticate,
    secret: SECRET,
    onError: (error) => errors.push(error),
    rateLimiter: { take: async () => ({ allowed: true, retryAfterMs: 0 }) },
    ...options,
  })
  const send = async (request: Request): Promise<Called> => {
    const response = await handle(request)
    const text = await textOf(response)
    const isJson = /[/+]json$/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson && text !== '' ? JSON.parse(text) : null,
    }
  }
  const call = (on: string, { as = 'a:agent:ag1', body, headers }: Call = {}): Promise<Called> => {
    const [method = 'GET', path = '/'] = on.split(' ')
    const json = typeof body === 'string' ? body : JSON.stringify(body)
    return send(
      new Request(`https://desk.test${path}`, {
        method,
        headers: {
          ...(as !== null && { authorization: `Bearer ${as}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: json }),
      }),
    )
  }
  return { ...world, handle, send, call, errors }
}

/** Everything that a tenant has, as its admin sees it: to be equal before and after what must change nothing. */
export async function everything({ desk }: Pick<CaseWorld, 'desk'>, tenant: 'a' | 'b'): Promise<string> {
  const admin = desk.as({ tenant, actor: { type: 'admin', id: 'ad1' } })
  const { items } = await admin.list({ limit: 100 })
  const tickets = await Promise.all(
    items.map(async (ticket) => [
      ticket,
      await admin.thread(ticket.id),
      await admin.history(ticket.id, { limit: 500 }),
    ]),
  )
  return JSON.stringify([
    tickets,
    await admin.directory.agents(),
    await admin.categories.history(),
    await admin.views.list(),
  ])
}
