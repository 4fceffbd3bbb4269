import type { AvailableEvent, HistoryEvent, Message } from '@docket/core'
import { CATEGORIES } from '../desk/support.js'
import { AGENTS, nameOf } from '../people.js'
import { type Html, html } from '../site/html.js'
import { type AgentVisit, agentLayout } from './agent-layout.js'
import { AGENT_WORDS, type AgentWords } from './agent-words.js'
import { dueMark, dueOf, type ShopTicket } from './due.js'
import { LOCK, thread } from './thread.js'

/** What a ticket's page shows. */
export interface TicketPageParts {
  readonly ticket: ShopTicket
  readonly messages: readonly Message[]
  readonly history: readonly HistoryEvent[]
  readonly events: readonly AvailableEvent[]
  /** Shows the customer how it comes on, without signing in. */
  readonly link: string
  /** Why what was last tried was not done; null when it was. */
  readonly problem: string | null
  /** What was written and not taken: it stands in its field again. */
  readonly written: Readonly<Record<string, string>>
}

/** One ticket: what was said, and what an agent may do about it. */
export function ticketPage(visit: AgentVisit, parts: TicketPageParts): Html {
  const { ticket, messages, history, problem } = parts
  const words = AGENT_WORDS[visit.language]
  const holder = ticket.assignee && nameOf({ type: 'agent', id: ticket.assignee })
  const content = html`<p class="back"><a href="/agent">← ${words.all}</a></p><h1 dir="auto">${ticket.subject ?? words.erased}</h1>
<p class="promise">${dueOf(ticket).risk !== 'none' && dueMark(ticket, words)} <strong>${words.states[ticket.state] ?? ticket.state}</strong> <span>${holder ? words.has(holder) : words.nobodyHas}</span> <span id="looks" class="quiet"></span></p>
${problem !== null && html`<p class="problem" role="alert">${words.refused} ${problem}</p>`}
<div class="columns"><section aria-label="${words.conversation}">${thread(visit.language, messages, history)}${writing(words, parts)}</section>
<aside aria-label="${words.facts}">${acting(visit, words, parts)}${facts(visit, words, ticket)}
<p class="quiet"><a href="${parts.link}">${words.progress}</a><br>${words.progressHint}</p></aside></div>`
  return agentLayout(visit, ticket.subject ?? words.requests, content)
}

/** Two surfaces that nobody takes for one another: what the customer gets, and what stays here. */
function writing(words: AgentWords, { ticket, messages, written }: TicketPageParts): readonly Html[] {
  const latest = messages.filter(({ author }) => author.type === 'requester').at(-1)?.seq ?? 0
  return [
    form(
      ticket.id,
      'reply',
      html`<input type="hidden" name="seen" value="${latest}"><label for="body">${words.answer}</label>
<textarea id="body" name="body" required dir="auto" rows="4">${written['reply']}</textarea><button class="main">${words.send}</button>`,
    ),
    html`<details class="note"${written['note'] && html` open`}><summary>${LOCK} ${words.noteLabel}</summary>${form(
      ticket.id,
      'note',
      html`<label for="internal">${words.noteHint}</label>
<textarea id="internal" name="body" required dir="auto" rows="3">${written['note']}</textarea><button>${words.saveNote}</button>`,
    )}</details>`,
  ]
}

function acting({ agent }: AgentVisit, words: AgentWords, { ticket, events, written }: TicketPageParts) {
  // What only lacks a reason can be done: there is a field for it.
  const possible = events.filter(({ allowed, reasons }) => allowed || reasons.every(isForReason))
  const others = AGENTS.filter(({ id }) => id !== ticket.assignee)
  const isOver = ticket.phase === 'terminal'
  const holder = html`<input type="hidden" name="holder" value="${ticket.assignee}">`
  const take = ticket.assignee
    ? html`<button>${words.takeFrom(nameOf({ type: 'agent', id: ticket.assignee }))}</button>`
    : html`<button class="main">${words.take}</button>`
  const moves = possible.map(
    ({ event, target, allowed }) =>
      html`<option value="${event}">${words.events[event] ?? `${event} → ${target}`}${!allowed && ` (${words.withReason})`}</option>`,
  )
  return [
    ticket.assignee !== agent && !isOver && form(ticket.id, 'take', html`${holder}${take}`),
    possible.length > 0 &&
      form(
        ticket.id,
        'send',
        html`<label for="event">${words.whatNow}</label><select id="event" name="event">${moves}</select>
<label for="reason">${words.reason}</label><input id="reason" name="reason" dir="auto" value="${written['send']}"><button>${words.doIt}</button>`,
      ),
    !isOver &&
      form(
        ticket.id,
        'hand-over',
        html`${holder}<label for="to">${words.handOverTo}</label><select id="to" name="to" required><option value="">${words.choose}</option>${others.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select>
<label for="note">${words.known}</label><input id="note" name="note" dir="auto" value="${written['hand-over']}"><button>${words.handOver}</button>`,
      ),
  ]
}

const isForReason = ({ code }: { readonly code: string }) => code === 'reason-missing'

function facts({ language }: AgentVisit, words: AgentWords, ticket: ShopTicket): Html {
  const category = CATEGORIES.find(({ id }) => id === ticket.category)?.label[language] ?? ticket.category
  const all: readonly (readonly [string, string | null])[] = [
    [words.customer, nameOf({ type: 'requester', id: ticket.requester.id })],
    [words.state, words.states[ticket.state] ?? ticket.state],
    [words.category, category],
    ...Object.entries(ticket.fields).map(([name, value]) => [name, String(value)] as const),
  ]
  return html`<dl>${all.map(([name, value]) => value !== null && html`<div><dt>${name}</dt><dd dir="auto">${value}</dd></div>`)}</dl>`
}

const form = (id: string, action: string, content: Html) =>
  html`<form class="${action}" method="post" action="/agent/tickets/${id}/${action}">${content}</form>`
