import { createHash } from 'node:crypto'
import { DocketError } from '@docket/core'
import type { ProgressLinks } from '@docket/http'
import { type ShopDesk, TENANT } from '../desk/support.js'
import { AGENTS } from '../people.js'
import type { Sessions } from '../session.js'
import { file, isOwn, page, redirect } from '../site/respond.js'
import { ACTIONS } from './actions.js'
import { queuePage } from './queue-page.js'
import { ticketPage } from './ticket-page.js'

/** A plain place to work in: take, answer, hand over, solve. Null for what lies elsewhere. */
export function agentSite(desk: ShopDesk, sessions: Sessions, links: ProgressLinks) {
  const as = (id: string) => desk.as({ tenant: TENANT, actor: { type: 'agent', id } })

  return async (request: Request): Promise<Response | null> => {
    const url = new URL(request.url)
    if (url.pathname !== '/agent' && !url.pathname.startsWith('/agent/')) return null
    if (request.method === 'POST' && !isOwn(request))
      return new Response('This form was sent from elsewhere.', { status: 403 })
    // So that the link that the demo prints leads in; a real desk asks for a password.
    if (url.searchParams.has('as')) return enter(url.searchParams.get('as'))
    if (url.pathname === '/agent/sign-in') return enter(new URLSearchParams(await request.text()).get('agent'))
    const agent = sessions.of('agent', request)
    if (agent === null) return redirect('/agent?as=mei')
    if (url.pathname === '/agent') return page(queuePage(agent, (await as(agent).list({ limit: 100 })).items))
    if (url.pathname === '/agent/version') return file(await versionOf(agent), 'text/plain')
    const [, id = '', action] = /^\/agent\/tickets\/([\w-]+)(?:\/([a-z-]+))?$/.exec(url.pathname) ?? []
    if (request.method === 'POST' && action !== undefined) return act(request, agent, id, action)
    return action === undefined ? show(agent, id) : null
  }

  /** Another text whenever anything has changed. */
  async function versionOf(agent: string): Promise<string> {
    const { items } = await as(agent).list({ limit: 100 })
    return createHash('sha256')
      .update(items.map(({ id, version }) => `${id} ${version}`).join('\n'))
      .digest('hex')
  }

  function enter(id: string | null): Response {
    const known = AGENTS.some((one) => one.id === id)
    return redirect('/agent', known && id !== null ? [sessions.cookie('agent', id)] : [])
  }

  async function act(request: Request, agent: string, id: string, action: string): Promise<Response | null> {
    if (!Object.hasOwn(ACTIONS, action)) return null
    const form = new URLSearchParams(await request.text())
    try {
      await ACTIONS[action]?.({ desk: as(agent), id, agent, said: (name) => form.get(name)?.trim() ?? '' })
      return redirect(`/agent/tickets/${id}`)
    } catch (error) {
      if (!DocketError.is(error)) throw error
      return show(agent, id, error)
    }
  }

  async function show(agent: string, id: string, error: DocketError | null = null): Promise<Response | null> {
    try {
      const [ticket, thread, events] = await Promise.all([
        as(agent).get(id),
        as(agent).thread(id, { limit: 500 }),
        as(agent).events(id),
      ])
      const expires = new Date(Date.now() + 30 * 24 * 60 * 60 * 1_000)
      const { token } = await links.issue({ tenant: TENANT, ticketId: id, requester: ticket.requester.id, expires })
      const shown = { agent, ticket, messages: thread.items, events, link: `/progress#${token}` }
      const content = ticketPage({ ...shown, problem: error?.message ?? null })
      return page(content, { status: error === null ? 200 : 409 })
    } catch (failed) {
      if (DocketError.is(failed, 'NOT_FOUND')) return null
      throw failed
    }
  }
}
