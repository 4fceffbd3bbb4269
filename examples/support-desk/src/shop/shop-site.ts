import { customerOf } from '../people.js'
import type { Sessions } from '../session.js'
import type { Html } from '../site/html.js'
import { languageCookies, languageOf } from '../site/language.js'
import type { Visit } from '../site/layout.js'
import { isOwn, page, redirect } from '../site/respond.js'
import { articlePage, helpPage, homePage, missingPage, ordersPage, progressPage, reactPage } from './pages.js'

/** Answers what the shop's own pages are asked; null for what is none of them. */
export function shopSite(sessions: Sessions) {
  return async (request: Request): Promise<Response | null> => {
    const url = new URL(request.url)
    if (request.method === 'POST') return enter(request, url.pathname)
    // So that the link that the demo prints leads in; a real shop asks for a password.
    const coming = customerOf(url.searchParams.get('customer') ?? '')
    if (coming !== undefined) return redirect(url.pathname, [sessions.cookie('customer', coming.id)])
    const customer = sessions.of('customer', request)
    const visit: Visit = { language: languageOf(request, customer), customer, path: url.pathname }
    const content = contentOf(visit)
    if (content !== null) return page(content, { cookies: languageCookies(request) })
    return page(missingPage(visit), { status: 404 })
  }

  async function enter(request: Request, path: string): Promise<Response | null> {
    if (path !== '/sign-in' && path !== '/sign-out') return null
    if (!isOwn(request)) return new Response('This form was sent from elsewhere.', { status: 403 })
    if (path === '/sign-out') return redirect('/', [sessions.cookie('customer', null)])
    const form = new URLSearchParams(await request.text())
    const customer = customerOf(form.get('customer') ?? '')
    const back = form.get('path') ?? '/'
    if (customer === undefined) return redirect('/')
    return redirect(/^\/[a-z/-]*$/.test(back) && !back.startsWith('//') ? back : '/', [
      sessions.cookie('customer', customer.id),
    ])
  }
}

function contentOf(visit: Visit): Html | null {
  const [, article] = /^\/help\/([a-z-]+)$/.exec(visit.path) ?? []
  if (article !== undefined) return articlePage(visit, article)
  const pages: Readonly<Record<string, (visit: Visit) => Html>> = {
    '/': homePage,
    '/orders': ordersPage,
    '/help': helpPage,
    '/progress': progressPage,
    '/react': reactPage,
  }
  return Object.hasOwn(pages, visit.path) ? (pages[visit.path]?.(visit) ?? null) : null
}
