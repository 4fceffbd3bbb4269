import type { DeskMeta, ShownSuggestion, Transport, TransportRequest } from '@docket/client'
import type { Progress, TicketOnWire } from '../src/desk/desk-types.js'

/** What a desk of canned answers holds. What is not given is empty. */
export interface FakeDesk {
  tickets?: readonly TicketOnWire[]
  messages?: Readonly<Record<string, readonly object[]>>
  meta?: DeskMeta
  suggestions?: readonly ShownSuggestion[]
  progress?: Progress
  events?: readonly object[]
}

/** What was asked of it. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** An answer in place of the usual one: a status with a problem, or none for ever. */
export type Instead =
  | { readonly status: number; readonly code: string; readonly detail: string; readonly [more: string]: unknown }
  | 'silence'
  | 'unreachable'

const EMPTY_META: DeskMeta = { workflows: [], categories: null, forms: [], priorities: [], locales: [], limits: {} }

/** A transport to a desk that is not there. `instead` may answer a request in its place. */
export function fakeDesk(desk: FakeDesk, instead: (asked: Asked) => Instead | null | object = () => null) {
  const asked: Asked[] = []
  const answer = (status: number, body: unknown) => ({
    status,
    header: () => null,
    body: JSON.stringify(body),
  })

  function find({ method, path, body }: Asked): unknown {
    const [, first = '', id = '', below = ''] =
      /^\/([\w-]+)(?:\/([^/]+))?(?:\/(.+))?/.exec(path.replace(/\?.*/, '')) ?? []
    if (first === 'meta') return desk.meta ?? EMPTY_META
    if (first === 'suggestions') return { items: desk.suggestions ?? [] }
    if (first === 'progress') return desk.progress
    if (first === 'visitors')
      return { visitor: 'visitor-1', token: `token-${asked.length}`, expiresAt: '2099-01-01T00:00:00.000Z' }
    if (first === 'files' && below === 'links') return { path: '/downloads/x' }
    if (first !== 'tickets') return {}
    if (id === '' && method === 'GET') return { items: desk.tickets ?? [], next: null }
    if (id === '') {
      const begun = { ...desk.tickets?.[0], ...(body as object), id: 't-new' } as TicketOnWire
      desk.tickets = [...(desk.tickets ?? []), begun]
      return begun
    }
    const ticket = desk.tickets?.find((one) => one.id === id)
    if (below === 'messages' && method === 'GET') return { items: desk.messages?.[id] ?? [], next: null }
    if (below === 'events' && method === 'GET') return { items: desk.events ?? [] }
    if (below === 'messages')
      return {
        id: 'm-new',
        ticketId: id,
        seq: 99,
        visibility: 'public',
        author: { type: 'requester', id: 'c1' },
        channel: 'web',
        external: null,
        createdAt: new Date().toISOString(),
        attachments: [],
        ...(body as object),
      }
    return ticket ?? {}
  }

  const transport: Transport = {
    async request({ method, url, body }: TransportRequest) {
      const path = url.replace(/^.*?\/api\/support/, '')
      const one: Asked = { method, path, body: typeof body === 'string' ? JSON.parse(body) : undefined }
      asked.push(one)
      const other = instead(one)
      if (other === 'silence') return new Promise(() => {})
      if (other === 'unreachable') throw new TypeError('unreachable')
      if (other)
        return 'status' in other && typeof other.status === 'number' ? answer(other.status, other) : answer(200, other)
      return answer(200, find(one))
    },
  }
  return { transport, asked, desk }
}
