import { customerOf } from '../people.js'
import type { Language } from './words.js'

/** As the page was asked for, as was chosen before, as the customer speaks, as the browser prefers. */
export function languageOf(request: Request, customer: string | null = null): Language {
  const [, kept] = /(?:^|; )lang=(en|zh)(?:;|$)/.exec(request.headers.get('cookie') ?? '') ?? []
  const chosen = askedFor(request) ?? kept ?? customerOf(customer ?? '')?.language
  return (chosen ?? request.headers.get('accept-language') ?? '').startsWith('zh') ? 'zh' : 'en'
}

/** Remembers the language that the page's address chooses. */
export function languageCookies(request: Request): readonly string[] {
  const chosen = askedFor(request)
  return chosen === null ? [] : [`lang=${chosen}; Path=/; SameSite=Lax; Max-Age=2592000`]
}

function askedFor(request: Request): Language | null {
  const asked = new URL(request.url).searchParams.get('lang')
  return asked === 'zh' || asked === 'en' ? asked : null
}
