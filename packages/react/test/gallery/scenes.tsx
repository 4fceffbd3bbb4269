import type { TicketOnWire } from '../../src/desk/desk-types.js'
import { type Asked, type FakeDesk, fakeDesk, type Instead } from '../fake-desk.js'
import { metaOf } from './meta.js'
import { at, message, ticket } from './tickets.js'
import { words } from './words.js'

/** A picture: what the desk holds, and what is done before it is taken. */
export interface Scene {
  readonly desk: FakeDesk
  readonly instead?: (asked: Asked) => Instead | object | null
  /** What is kept in the browser before. */
  readonly drafts?: Readonly<Record<string, string>>
  readonly visitor?: boolean
  readonly progressToken?: string
  readonly unread?: boolean
  /** Buttons to press, by the `part` or a text of a test's own. */
  readonly view: 'home' | 'new' | 'ticket' | 'progress' | 'closed'
}

/** All pictures in a language. */
export function scenes(locale: string): Record<string, Scene> {
  const say = words[locale === 'zh-CN' ? 'zh-CN' : 'en']
  const [first, second, third, fourth, fifth] = say.subjects
  const meta = metaOf(say)
  const suggestions = say.articles.map(([title, snippet], index) => ({
    id: `a${index}`,
    title,
    snippet,
    url: 'https://shop.example/help',
  }))
  const t1 = ticket('t1', first)
  const tickets: readonly TicketOnWire[] = [
    t1,
    ticket('t2', second, { phase: 'waiting', state: 'waiting', updatedAt: at(-70) }),
    ticket('t3', third, {
      updatedAt: at(-600),
      expected: { answer: { at: null, reason: { code: 'overdue' } }, solution: null } as never,
    }),
    ticket('t4', fourth, { phase: 'solved', state: 'solved', updatedAt: at(-1500) }),
    ticket('t5', fifth, { phase: 'terminal', state: 'closed', updatedAt: at(-9000) }),
  ]
  const thread = [
    message('m1', 'requester', -190, say.first),
    message('m2', 'agent', -150, say.answer),
    message('m3', 'requester', -140, say.photo, [say.file]),
    message('m4', 'agent', -25, say.last),
  ]
  const timelines = {
    t1: [
      { type: 'created', state: 'open', seq: 1, at: at(-190) },
      { type: 'assigned', agent: 'a1', seq: 3, at: at(-170) },
      { type: 'expected', of: 'solution', from: at(40), to: at(95), why: 'team', seq: 6, at: at(-130) },
    ],
  }
  const base = { meta, suggestions, tickets, messages: { t1: thread } }
  const one = (more: Partial<TicketOnWire>): FakeDesk => ({ ...base, tickets: [{ ...t1, ...more } as TicketOnWire] })
  const events = [
    { event: 'close', target: 'closed', allowed: true, reasons: [] },
    { event: 'reopen', target: 'open', allowed: true, reasons: [] },
  ]
  const draft = (more: object) => ({
    new: JSON.stringify({ subject: say.typed, body: '', category: '', fields: {}, ...more }),
  })
  const silent = ({ path }: Asked): Instead | null => (path.startsWith('/tickets') ? 'silence' : null)
  const broken = ({ path }: Asked): Instead | null =>
    path.startsWith('/tickets') ? { status: 500, code: 'INTERNAL', detail: 'x' } : null
  const news = ({ path }: Asked): object | null =>
    path.startsWith('/inbox') ? { items: ['t1', 't2', 't3'].map((id) => ({ id, ticketId: id })), next: null } : null
  // The list is read, so that there is something to press.
  const belowOnly = (of: (asked: Asked) => Instead | null) => (asked: Asked) =>
    asked.path.startsWith('/tickets/') ? of(asked) : null
  const over = (): Instead => ({ status: 401, code: 'UNAUTHENTICATED', detail: 'Sign in.' })
  const solved = { phase: 'solved', state: 'solved', stateSince: at(-20), solvedAt: at(-20) } as const
  const merged = { phase: 'terminal', state: 'closed', stateSince: at(-5), mergedInto: 't2' } as const
  // Refuses one command, or never answers it.
  const when = (path: RegExp, answer: Instead) => (asked: Asked) =>
    asked.method === 'POST' && path.test(asked.path) ? answer : null
  const refusal = (detail: string, more: object = {}): Instead => ({
    status: 400,
    code: 'INVALID_INPUT',
    detail,
    ...more,
  })
  const filled = { body: say.body, category: 'sound', fields: { order: '20418' } }
  return {
    launcher: { desk: base, view: 'closed' },
    'launcher-unread': { desk: base, instead: news, unread: true, view: 'closed' },
    home: { desk: base, view: 'home' },
    'home-empty': { desk: { ...base, tickets: [] }, view: 'home' },
    'home-loading': { desk: base, instead: silent, view: 'home' },
    'home-error': { desk: base, instead: broken, view: 'home' },
    'home-signed-out': { desk: base, instead: over, view: 'home' },
    'home-visitor': { desk: base, visitor: true, view: 'home' },
    'home-offline': { desk: base, instead: when(/^\/tickets$/, 'unreachable'), view: 'home' },
    'home-deflected': { desk: base, view: 'home' },
    new: { desk: { ...base, suggestions: [] }, view: 'new' },
    'new-answers': { desk: base, drafts: draft({}), view: 'new' },
    'new-form': {
      desk: { ...base, suggestions: [] },
      drafts: {
        ...draft({ body: say.body, category: 'sound', fields: { wet: true } }),
        'new files': JSON.stringify([{ id: 'f1', name: say.file, size: 240_000 }]),
      },
      view: 'new',
    },
    'new-answer-open': { desk: base, drafts: draft({}), view: 'new' },
    'new-mistakes': { desk: { ...base, suggestions: [] }, drafts: draft({ ...filled, fields: {} }), view: 'new' },
    'new-refused': {
      desk: { ...base, suggestions: [] },
      drafts: draft(filled),
      instead: when(
        /^\/tickets$/,
        refusal(say.refusal, { issues: [{ path: ['fields', 'order'], message: say.unknown }] }),
      ),
      view: 'new',
    },
    'new-files': { desk: { ...base, suggestions: [] }, drafts: draft({ body: say.body }), view: 'new' },
    ticket: { desk: { ...base, timelines }, view: 'ticket' },
    'ticket-loading': { desk: base, instead: belowOnly(silent), view: 'ticket' },
    'ticket-error': { desk: base, instead: belowOnly(broken), view: 'ticket' },
    'ticket-waiting': { desk: one({ phase: 'waiting', state: 'waiting', stateSince: at(-24) }), view: 'ticket' },
    'ticket-late': {
      desk: one({ expected: { answer: { at: null, reason: { code: 'overdue' } }, solution: null } as never }),
      view: 'ticket',
    },
    'ticket-solved': { desk: { ...one(solved), events }, view: 'ticket' },
    'ticket-rate': {
      desk: one({ phase: 'terminal', state: 'closed', stateSince: at(-5), solvedAt: at(-20) }),
      view: 'ticket',
    },
    'ticket-rated-low': {
      desk: one({
        phase: 'terminal',
        state: 'closed',
        stateSince: at(-5),
        solvedAt: at(-20),
        rating: { score: 2, at: at(-2) },
      }),
      view: 'ticket',
    },
    'ticket-reopen': { desk: { ...one(solved), events }, view: 'ticket' },
    'ticket-nudged': { desk: one({}), view: 'ticket' },
    'ticket-offline': { desk: one({}), instead: when(/messages$/, 'unreachable'), view: 'ticket' },
    'ticket-refused': { desk: one({}), instead: when(/messages$/, refusal(say.refusal)), view: 'ticket' },
    'ticket-signed-out': { desk: one({}), instead: when(/messages$/, over()), view: 'ticket' },
    'ticket-merged': { desk: one(merged), view: 'ticket' },
    'progress-over': { desk: base, instead: over, progressToken: 'p1', view: 'progress' },
    progress: {
      desk: {
        ...base,
        progress: {
          state: 'open',
          phase: 'open',
          handler: say.agent,
          firstResponseAt: at(-150),
          createdAt: at(-190),
          solvedAt: null,
          expected: { answer: null, solution: null },
          words:
            locale === 'zh-CN'
              ? ['处理中。', '由 林美 负责处理。', '预计在 2026年11月22日 18:00 之前解决。']
              : [
                  'In progress.',
                  'Mei Lin is taking care of it.',
                  'You can expect it to be solved by 22 November 2026 at 18:00.',
                ],
        },
      },
      progressToken: 'p1',
      view: 'progress',
    },
  }
}

export { fakeDesk }
