import { nameOf } from '../people.js'
import { type Html, html } from '../site/html.js'
import { agentLayout } from './agent-layout.js'
import { dueOf, type ShopTicket } from './due.js'

/** What there is to do: what is late first, then what nobody has, then one's own. */
export function queuePage(agent: string, tickets: readonly ShopTicket[]): Html {
  const isOpen = ({ phase }: ShopTicket) => phase === 'open' || phase === 'waiting'
  const open = tickets.filter(isOpen)
  const parts = [
    section(
      'Nobody has',
      open.filter(({ assignee }) => assignee === null),
    ),
    section(
      'Yours',
      open.filter(({ assignee }) => assignee === agent),
    ),
    section(
      'Of others',
      open.filter(({ assignee }) => assignee !== null && assignee !== agent),
    ),
    section(
      'Done',
      tickets.filter((ticket) => !isOpen(ticket)),
    ),
  ]
  return agentLayout(agent, 'Requests', html`<h1>Requests</h1>${parts}`)
}

function section(title: string, tickets: readonly ShopTicket[]): Html | null {
  if (tickets.length === 0) return null
  const sorted = [...tickets].sort((one, other) => Number(dueOf(other)?.late ?? 0) - Number(dueOf(one)?.late ?? 0))
  return html`<h2>${title} (${tickets.length})</h2><table><thead><tr><th>Request</th><th>From</th><th>State</th><th>Has it</th><th>Due</th></tr></thead>
<tbody>${sorted.map(row)}</tbody></table>`
}

function row(ticket: ShopTicket): Html {
  const due = dueOf(ticket)
  const urged = ticket.nudges > 0 ? html` <span class="late">urged ${ticket.nudges}×</span>` : null
  return html`<tr><td><a href="/agent/tickets/${ticket.id}">${ticket.subject ?? '(erased)'}</a>${urged}</td>
<td>${nameOf({ type: 'requester', id: ticket.requester.id })}</td><td>${ticket.state}</td>
<td>${ticket.assignee === null ? '—' : nameOf({ type: 'agent', id: ticket.assignee })}</td>
<td>${due && html`<span class="${due.late ? 'late' : 'quiet'}">${due.words}</span>`}</td></tr>`
}
