import { AGENTS, nameOf } from '../people.js'
import { type Html, html } from '../site/html.js'

/** A page of the desk's. It says when something has changed, and renews nothing under anybody's hands. */
export function agentLayout(agent: string, title: string, content: Html): Html {
  const others = AGENTS.map(
    ({ id, name }) => html`<option value="${id}"${id === agent ? html` selected` : null}>${name}</option>`,
  )
  return html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Northlight desk</title><link rel="stylesheet" href="/shop.css"><link rel="icon" href="/icon.svg">
<script defer src="/agent.js"></script></head><body>
<header class="top"><a class="brand" href="/agent">Northlight desk</a><nav><a href="/">Shop</a></nav>
<form class="line" method="post" action="/agent/sign-in"><span class="quiet">${nameOf({ type: 'agent', id: agent })}</span>
<select name="agent" aria-label="Work as">${others}</select><button>Work as</button></form></header>
<main><p id="changed" role="status"></p>${content}</main></body></html>`
}
