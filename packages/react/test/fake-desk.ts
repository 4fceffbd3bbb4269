import type { DeskMeta, ShownSuggestion, Transport, TransportRequest } from '@docket/client'
import type { Progress, TicketOnWire } from '../src/desk/desk-types.js'

/** What a desk of canned answers holds. What is not given is empty. */
export interface FakeDesk {
  tickets?: readonly TicketOnWire[]
  messages?: Readonly<Record<string, readonly object[]>>
  /** What happened to a ticket; what the ticket tells of itself if left out. */
  timelines?: Readonly<Record<string, readonly object[]>>
  /** What agents are called. */
  names?: Readonly<Record<string, string>>
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

const EMPTY_META: DeskMeta = {
  workflows: [],
  categories: null,
  forms: [],
  priorities: [],
  locales: [],
  limits: {},
  suggestions: true,
  uploads: true,
}

/** What a ticket tells of its past by itself. */
function toldBy({ createdAt, state, stateSince, phase, rating, assignee }: TicketOnWire): readonly object[] {
  const found: object[] = [
    { type: 'created', state: 'open', seq: 1, at: createdAt },
    { type: 'assigned', agent: assignee, seq: 3, at: createdAt },
  ]
  if (stateSince !== createdAt) found.push({ type: 'state', from: 'open', to: state, phase, seq: 5, at: stateSince })
  if (rating) found.push({ type: 'rated', score: rating.score, seq: 6, at: rating.at })
  return found
}

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
    if (first === 'deflections') return { id: 'article' }
    if (first === 'progress') return desk.progress
    if (first === 'visitors')
      return { visitor: 'visitor-1', token: `token-${asked.length}`, expiresAt: '2099-01-01T00:00:00.000Z' }
    if (first === 'files' && below === 'links') return { path: '/downloads/x' }
    if (first !== 'tickets') return {}
    if (id === '' && method === 'GET') return { items: desk.tickets ?? [], next: null }
    if (id === '') {
      const { body: words, attachments } = body as { readonly body?: string; readonly attachments?: readonly string[] }
      // As the desk's own `create` does.
      if (attachments && !words) {
        const issue = { path: ['attachments'], code: 'needs_body', message: 'belong to a message; give a body' }
        return { status: 400, code: 'INVALID_INPUT', detail: `attachments ${issue.message}.`, issues: [issue] }
      }
      const begun = { ...desk.tickets?.[0], ...(body as object), id: 't-new' } as TicketOnWire
      desk.tickets = [...(desk.tickets ?? []), begun]
      return begun
    }
    const ticket = desk.tickets?.find((one) => one.id === id)
    if (below === 'messages' && method === 'GET') return { items: desk.messages?.[id] ?? [], next: null }
    if (below === 'timeline') {
      const items = desk.timelines?.[id] ?? (ticket ? toldBy(ticket) : [])
      return { items, next: null, agents: [], names: desk.names ?? {} }
    }
    if (below === 'nudges' && ticket) {
      const again = new Date(Date.now() + 4 * 3_600_000).toISOString()
      const urged = { ...ticket, nudges: ticket.nudges + 1, nudgeAgainAt: again }
      desk.tickets = desk.tickets?.map((one) => (one.id === id ? urged : one)) ?? []
      return urged
    }
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
        ...(body as object),
        attachments: ((body as { attachments?: string[] }).attachments ?? []).map((file) => ({
          id: file,
          name: `${file}.png`,
          type: 'image/png',
        })),
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
      const found = find(one) as { readonly status?: number }
      return answer(typeof found?.status === 'number' ? found.status : 200, found)
    },
  }
  return { transport, asked, desk }
}
