import type { HistoryEvent, Message } from '@docket/core'
import { nameOf } from '../people.js'
import { type Html, html } from '../site/html.js'
import type { Language } from '../site/words.js'
import { AGENT_WORDS, type AgentWords } from './agent-words.js'

/** What was said, and between it what happened, in the order of time. */
export function thread(language: Language, messages: readonly Message[], history: readonly HistoryEvent[]): Html {
  const words = AGENT_WORDS[language]
  const time = timeIn(language)
  const said = new Map(messages.map((message) => [message.id, message]))
  let holder: string | null = null
  // In the order of the events; two things of one instant have one too.
  const happened = history.map((event) => {
    const message = event.type === 'message.added' ? said.get(String(event.data['messageId'])) : undefined
    if (message !== undefined) {
      said.delete(message.id)
      return bubble(message, words, time)
    }
    const line = lineOf(event, words, holder)
    if (event.type === 'ticket.assigned') holder = assigneeOf(event)
    return line !== null && html`<li class="line"><span>${line}</span> ${time(event.occurredAt)}</li>`
  })
  const moved = [...said.values()].map((message) => bubble(message, words, time))
  return html`<ol class="thread" aria-label="${words.conversation}">${happened}${moved}</ol>`
}

const assigneeOf = ({ data: { assignee } }: HistoryEvent) => (typeof assignee === 'string' ? assignee : null)

function lineOf(event: HistoryEvent, { states, lines }: AgentWords, holder: string | null): string | null {
  const { type, data, actor } = event
  const { to } = data
  if (type === 'ticket.transitioned' && typeof to === 'string') return lines.moved(states[to] ?? to)
  if (type === 'ticket.nudged') return lines.urged
  if (type === 'ticket.rated') return lines.rated(Number(data['score']))
  const assignee = assigneeOf(event)
  if (type !== 'ticket.assigned' || assignee === null) return null
  const name = nameOf({ type: 'agent', id: assignee })
  if (actor.id === assignee) return lines.held(name)
  return lines.handed(nameOf(holder === null ? actor : { type: 'agent', id: holder }), name)
}

function bubble(
  { author, body, visibility, createdAt, attachments }: Message,
  words: AgentWords,
  time: (at: Date) => Html,
): Html {
  const isInternal = visibility === 'internal'
  const kind = isInternal ? 'note' : author.type === 'requester' ? 'theirs' : 'ours'
  const files = attachments.map(
    ({ id, name, size }) =>
      html`<li><a href="/agent/files/${id}" download dir="auto">${name ?? words.erased}</a> <span class="quiet">${Math.ceil(size / 1024)} KB</span></li>`,
  )
  return html`<li class="said ${kind}"><p class="by"><bdi>${nameOf(author)}</bdi> ${isInternal && html`<span class="internal">${LOCK} ${words.internal}</span>`} ${time(createdAt)}</p>
<p class="body" dir="auto">${body ?? words.erased}</p>${files.length > 0 && html`<ul class="files">${files}</ul>`}</li>`
}

/** What is internal, besides its colour. */
export const LOCK = html`<svg class="lock" viewBox="0 0 12 12" aria-hidden="true"><path d="M3 5V4a3 3 0 0 1 6 0v1h1v6H2V5Zm1.4 0h3.2V4a1.6 1.6 0 0 0-3.2 0Z"/></svg>`

/** Instants as they are read where the server stands, which is here in a demo. */
function timeIn(language: Language): (at: Date) => Html {
  const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  return (at) => html`<time datetime="${at.toISOString()}">${format.format(at)}</time>`
}
