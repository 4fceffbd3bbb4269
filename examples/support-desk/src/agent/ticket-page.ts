import type { AvailableEvent, Message } from '@docket/core'
import { AGENTS, nameOf } from '../people.js'
import { type Html, html } from '../site/html.js'
import { agentLayout } from './agent-layout.js'
import { dueOf, type ShopTicket } from './due.js'

/** What a ticket's page shows. */
export interface TicketPageParts {
  readonly agent: string
  readonly ticket: ShopTicket
  readonly messages: readonly Message[]
  readonly events: readonly AvailableEvent[]
  /** Shows the customer how it comes on, without signing in. */
  readonly link: string
  /** What the desk said about what was last tried; null when it was done. */
  readonly problem: string | null
}

/** One ticket: what was said, and what an agent may do about it. */
export function ticketPage({ agent, ticket, messages, events, link, problem }: TicketPageParts): Html {
  const due = dueOf(ticket)
  const facts = [
    ticket.state,
    ticket.priority,
    ticket.category,
    ...Object.entries(ticket.fields).map(([name, value]) => `${name}: ${String(value)}`),
  ]
  return agentLayout(
    agent,
    ticket.subject ?? 'Request',
    html`<p><a href="/agent">All requests</a></p><h1>${ticket.subject ?? '(erased)'}</h1>
<p class="quiet">${nameOf({ type: 'requester', id: ticket.requester.id })} · ${facts.filter((fact) => fact !== null).join(' · ')}</p>
<p>${ticket.assignee === null ? 'Nobody has it.' : `${nameOf({ type: 'agent', id: ticket.assignee })} has it.`} ${due && html`<span class="${due.late ? 'late' : 'quiet'}">${due.words}</span>`}</p>
${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}
<div class="columns"><div><ol class="thread">${messages.map(said)}</ol>
${form(ticket.id, 'reply', html`<label for="body">Answer the customer</label><textarea id="body" name="body" required></textarea><button class="main">Send to customer</button>`)}</div>
<div class="actions">${actions(agent, ticket, events)}<p class="quiet"><a href="${link}">Progress link for the customer</a></p></div></div>`,
  )
}

function said({ author, body, visibility, createdAt, attachments }: Message): Html {
  const kind = visibility === 'internal' ? 'note' : author.type === 'requester' ? '' : 'ours'
  const files = attachments.map(
    ({ name, size }) => html` <span class="quiet">📎 ${name} (${Math.ceil(size / 1024)} KB)</span>`,
  )
  const when = createdAt.toISOString().slice(0, 16).replace('T', ' ')
  return html`<li class="${kind}"><span class="quiet">${nameOf(author)} · ${when} UTC${visibility === 'internal' ? ' · Internal' : null}</span>
<p>${body ?? '(erased)'}</p>${files}</li>`
}

/** What the events of the workflows are called. */
const EVENTS: Readonly<Record<string, string>> = {
  askRequester: 'Wait for the customer',
  solve: 'It is solved',
  reopen: 'Open it again',
  close: 'Close it',
  resume: 'Go on',
  toWorkshop: 'To the workshop',
  sendBack: 'Back to service',
  repaired: 'Repaired and sent back',
  confirm: 'The customer confirms',
  stillBroken: 'Still broken',
}

function actions(agent: string, ticket: ShopTicket, events: readonly AvailableEvent[]): readonly (Html | null)[] {
  const allowed = events.filter((event) => event.allowed)
  const others = AGENTS.filter(({ id }) => id !== ticket.assignee)
  return [
    ticket.assignee === agent ? null : form(ticket.id, 'take', html`<button class="main">Take it</button>`),
    allowed.length === 0
      ? null
      : form(
          ticket.id,
          'send',
          html`<label for="event">What now</label><select id="event" name="event">${allowed.map(({ event, target }) => html`<option value="${event}">${EVENTS[event] ?? `${event} → ${target}`}</option>`)}</select>
<label for="reason">Reason, if one is needed</label><input id="reason" name="reason"><button>Do it</button>`,
        ),
    form(
      ticket.id,
      'hand-over',
      html`<label for="to">Hand over to</label><select id="to" name="to">${others.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select>
<label for="note">What they should know</label><input id="note" name="note"><button>Hand over</button>`,
    ),
    form(
      ticket.id,
      'note',
      html`<label for="internal">Note for colleagues</label><textarea id="internal" name="body" required></textarea><button>Save note</button>`,
    ),
  ]
}

const form = (id: string, action: string, content: Html) =>
  html`<form method="post" action="/agent/tickets/${id}/${action}">${content}</form>`
