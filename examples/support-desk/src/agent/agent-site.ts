import { createHash } from 'node:crypto'
import { DocketError } from '@docket/core'
import type { ProgressLinks } from '@docket/http'
import { type ShopDesk, TENANT } from '../desk/support.js'
import { AGENTS } from '../people.js'
import type { Sessions } from '../session.js'
import { html } from '../site/html.js'
import { languageCookies, languageOf } from '../site/language.js'
import { download, file, isOwn, page, redirect } from '../site/respond.js'
import { ACTIONS, Meanwhile } from './actions.js'
import { type AgentVisit, agentLayout } from './agent-layout.js'
import { AGENT_WORDS } from './agent-words.js'
import { looking } from './looking.js'
import { queuePage } from './queue-page.js'
import { ticketPage } from './ticket-page.js'

const MONTH_MS = 30 * 24 * 60 * 60 * 1_000

/** A plain place to work in: take, answer, hand over, solve. Null for what lies elsewhere. */
export function agentSite(desk: ShopDesk, sessions: Sessions, links: ProgressLinks) {
  const as = (id: string) => desk.as({ tenant: TENANT, actor: { type: 'agent', id } })
  const newest = async (agent: string) => (await as(agent).list({ limit: 100, sort: 'updatedAt' })).items
  const here = looking()

  return async (request: Request): Promise<Response | null> => {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname !== '/agent' && !pathname.startsWith('/agent/')) return null
    if (request.method === 'POST' && !isOwn(request))
      return new Response('This form was sent from elsewhere.', { status: 403 })
    // So that the link that the demo prints leads in; a real desk asks for a password.
    if (searchParams.has('as')) return enter(searchParams.get('as'))
    if (pathname === '/agent/sign-in') return enter(new URLSearchParams(await request.text()).get('agent'))
    const agent = sessions.of('agent', request)
    if (agent === null) return redirect('/agent?as=mei')
    const visit: AgentVisit = { agent, language: languageOf(request), path: pathname }
    const cookies = languageCookies(request)
    if (pathname === '/agent') return page(queuePage(visit, searchParams.get('view'), await newest(agent)), { cookies })
    if (pathname === '/agent/news') return news(agent, searchParams.get('ticket') ?? '')
    const [, fileId] = /^\/agent\/files\/([\w-]+)$/.exec(pathname) ?? []
    if (fileId !== undefined) return orMissing(visit, async () => download(await as(agent).download(fileId)))
    const [, id, action] = /^\/agent\/tickets\/([\w-]+)(?:\/([a-z-]+))?$/.exec(pathname) ?? []
    if (id === undefined) return missing(visit)
    // After a form was refused, its address stands in the browser's bar; asked for, it is the ticket's.
    if (request.method !== 'POST')
      return action === undefined ? show(visit, id, { cookies }) : redirect(`/agent/tickets/${id}`)
    return act(request, visit, id, action ?? '')
  }

  /** Another text whenever anything has changed, and who else looks at the ticket. */
  async function news(agent: string, ticketId: string): Promise<Response> {
    const lines = (await newest(agent)).map(({ id, version }) => `${id} ${version}`).sort()
    const version = createHash('sha256').update(lines.join('\n')).digest('hex')
    const others = ticketId === '' ? [] : here.at(ticketId, agent, Date.now())
    return file(JSON.stringify({ version, others }), 'application/json')
  }

  function enter(id: string | null): Response {
    const known = AGENTS.some((one) => one.id === id)
    return redirect('/agent', known && id !== null ? [sessions.cookie('agent', id)] : [])
  }

  async function act(request: Request, visit: AgentVisit, id: string, action: string): Promise<Response> {
    const form = new URLSearchParams(await request.text())
    const said = (name: string) => form.get(name)?.trim() ?? ''
    const words = AGENT_WORDS[visit.language]
    const perform = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
    if (perform === undefined) return missing(visit)
    try {
      await perform({ desk: as(visit.agent), id, agent: visit.agent, words, said })
      return redirect(`/agent/tickets/${id}`)
    } catch (error) {
      if (!DocketError.is(error) && !(error instanceof Meanwhile)) throw error
      const written = { [action]: said('body') || said('note') || said('reason') }
      return show(visit, id, { problem: error.message, written })
    }
  }

  function show(
    visit: AgentVisit,
    id: string,
    { problem = null, written = {}, cookies = [] }: Shown = {},
  ): Promise<Response> {
    return orMissing(visit, async () => {
      const [ticket, messages, history, events] = await Promise.all([
        as(visit.agent).get(id),
        as(visit.agent).thread(id, { limit: 500 }),
        as(visit.agent).history(id, { limit: 500 }),
        as(visit.agent).events(id),
      ])
      const expires = new Date(Date.now() + MONTH_MS)
      const { token } = await links.issue({ tenant: TENANT, ticketId: id, requester: ticket.requester.id, expires })
      const shown = { ticket, messages: messages.items, history: history.items, events, link: `/progress#${token}` }
      const content = ticketPage(visit, { ...shown, problem, written })
      return page(content, { status: problem === null ? 200 : 409, cookies })
    })
  }

  async function orMissing(visit: AgentVisit, answer: () => Promise<Response>): Promise<Response> {
    try {
      return await answer()
    } catch (error) {
      if (DocketError.is(error, 'NOT_FOUND') || DocketError.is(error, 'INVALID_INPUT')) return missing(visit)
      throw error
    }
  }

  function missing(visit: AgentVisit): Response {
    const words = AGENT_WORDS[visit.language]
    const content = html`<h1>${words.missing}</h1><p><a href="/agent">${words.all}</a></p>`
    return page(agentLayout({ ...visit, path: '/agent' }, words.missing, content), { status: 404 })
  }
}

interface Shown {
  readonly problem?: string | null
  readonly written?: Readonly<Record<string, string>>
  readonly cookies?: readonly string[]
}
