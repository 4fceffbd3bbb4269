import { nameOf } from '../people.js'
import { type Html, html } from '../site/html.js'
import { type AgentVisit, agentLayout } from './agent-layout.js'
import { AGENT_WORDS, type AgentWords } from './agent-words.js'
import { byTimeLeft, dueMark, type ShopTicket } from './due.js'

const isOpen = ({ phase }: ShopTicket) => phase === 'open' || phase === 'waiting'

/** What the desk is looked at by; each is sorted by time left. */
const VIEWS = {
  open: isOpen,
  free: (ticket: ShopTicket) => isOpen(ticket) && ticket.assignee === null,
  mine: (ticket: ShopTicket, agent: string) => isOpen(ticket) && ticket.assignee === agent,
  done: (ticket: ShopTicket) => !isOpen(ticket),
}
type View = keyof typeof VIEWS
const NAMES = Object.keys(VIEWS) as View[]

/** What there is to do, the most urgent first. */
export function queuePage(visit: AgentVisit, asked: string | null, tickets: readonly ShopTicket[]): Html {
  const words = AGENT_WORDS[visit.language]
  const view = NAMES.find((name) => name === asked) ?? 'open'
  const inView = (name: View) => tickets.filter((ticket) => VIEWS[name](ticket, visit.agent))
  const tabs = NAMES.map(
    (name) =>
      html`<a href="/agent?view=${name}"${name === view && html` aria-current="page"`}>${words.views[name]} <span class="count">${inView(name).length}</span></a>`,
  )
  const shown = [...inView(view)].sort(byTimeLeft)
  const table = html`<table><thead><tr>${words.columns.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${shown.map((ticket) => row(ticket, words))}</tbody></table>`
  const content = html`<h1>${words.requests}</h1><nav class="views" aria-label="${words.requests}">${tabs}</nav>
${shown.length === 0 ? html`<p class="empty">${words.none[view]}</p>` : table}`
  return agentLayout(visit, words.requests, content)
}

function row(ticket: ShopTicket, words: AgentWords): Html {
  const urged = ticket.nudges > 0 && html` <span class="urged">${words.urged(ticket.nudges)}</span>`
  const holder = ticket.assignee === null ? words.nobody : nameOf({ type: 'agent', id: ticket.assignee })
  return html`<tr><td>${dueMark(ticket, words)}</td>
<td class="what"><a href="/agent/tickets/${ticket.id}" dir="auto">${ticket.subject ?? words.erased}</a>${urged}</td>
<td><bdi>${nameOf({ type: 'requester', id: ticket.requester.id })}</bdi></td><td>${words.states[ticket.state] ?? ticket.state}</td>
<td${ticket.assignee === null && html` class="quiet"`}><bdi>${holder}</bdi></td></tr>`
}
