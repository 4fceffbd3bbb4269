import { AGENTS, nameOf } from '../people.js'
import { type Html, html } from '../site/html.js'

/** A page of the desk's; a list renews itself, a page with a form does not. */
export function agentLayout(agent: string, title: string, content: Html, { renews = false } = {}): Html {
  const others = AGENTS.map(
    ({ id, name }) => html`<option value="${id}"${id === agent ? html` selected` : null}>${name}</option>`,
  )
  return html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Northlight desk</title><link rel="stylesheet" href="/shop.css"><link rel="icon" href="/icon.svg">
${renews ? html`<meta http-equiv="refresh" content="20">` : null}</head><body>
<header class="top"><a class="brand" href="/agent">Northlight desk</a><nav><a href="/">Shop</a></nav>
<form class="line" method="post" action="/agent/sign-in"><span class="quiet">${nameOf({ type: 'agent', id: agent })}</span>
<select name="agent" aria-label="Work as">${others}</select><button>Work as</button></form></header>
<main>${content}</main></body></html>`
}
