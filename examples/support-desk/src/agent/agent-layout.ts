import { AGENTS } from '../people.js'
import { STAR } from '../site/drawings.js'
import { type Html, html } from '../site/html.js'
import type { Language } from '../site/words.js'
import { AGENT_WORDS } from './agent-words.js'

/** What each page of the desk knows. */
export interface AgentVisit {
  readonly agent: string
  readonly language: Language
  /** Where one is, to come back to in another language. */
  readonly path: string
}

/** A page of the desk's. It says when something has changed, and renews nothing under anybody's hands. */
export function agentLayout({ agent, language, path }: AgentVisit, title: string, content: Html): Html {
  const words = AGENT_WORDS[language]
  const others = AGENTS.map(
    ({ id, name }) => html`<option value="${id}"${id === agent && html` selected`}>${name}</option>`,
  )
  return html`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · ${words.desk}</title>
<link rel="stylesheet" href="/shop.css"><link rel="stylesheet" href="/desk.css"><link rel="icon" href="/icon.svg">
<script defer src="/agent.js"></script></head><body class="desk" data-changed="${words.changed}" data-looks="${words.looks}">
<header class="top"><a class="brand" href="/agent">${STAR}${words.desk}</a><nav><a href="/">${words.shop}</a></nav>
<a class="language" href="${path}?lang=${words.otherCode}" lang="${words.otherCode}">${words.other}</a>
<form class="line" method="post" action="/agent/sign-in"><select name="agent" aria-label="${words.workAs}">${others}</select><button>${words.workAs}</button></form></header>
<main>${content}</main><p id="changed" role="status"></p></body></html>`
}
