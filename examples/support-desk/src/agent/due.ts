import type { TicketOf } from '@docket/core'
import type { support } from '../desk/support.js'
import { type Html, html } from '../site/html.js'
import type { AgentWords } from './agent-words.js'

/** A ticket of the shop's. */
export type ShopTicket = TicketOf<typeof support>

/** What is due next on a ticket, and how that stands. */
export interface Due {
  readonly risk: 'ok' | 'risk' | 'late' | 'paused' | 'none'
  readonly target: string | null
  /** Negative when it is late; infinite when nothing is due. */
  readonly seconds: number
}

/** What is due next on a ticket. */
export function dueOf({ sla, phase }: Pick<ShopTicket, 'sla' | 'phase'>): Due {
  if (phase === 'waiting') return { risk: 'paused', target: null, seconds: Number.MAX_SAFE_INTEGER }
  const [next] = (sla?.targets ?? [])
    .filter(({ endedAt, dueAt }) => endedAt === null && dueAt !== null)
    .sort((one, other) => one.secondsLeft - other.secondsLeft)
  if (!next || phase !== 'open') return { risk: 'none', target: null, seconds: Number.POSITIVE_INFINITY }
  const isNear = next.light === 'amber' || next.light === 'red'
  const risk = next.secondsLeft < 0 ? 'late' : isNear ? 'risk' : 'ok'
  return { risk, target: next.target, seconds: next.secondsLeft }
}

/** The least time left first. */
export const byTimeLeft = (one: ShopTicket, other: ShopTicket): number =>
  Math.sign(dueOf(one).seconds - dueOf(other).seconds) || other.updatedAt.getTime() - one.updatedAt.getTime()

// A circle, a triangle, a square on its corner: who sees no red from green still sees which it is.
const SHAPES: Readonly<Record<Due['risk'], Html | null>> = {
  ok: html`<circle cx="6" cy="6" r="5"/>`,
  risk: html`<path d="M6 .8 11.6 11H.4Z"/>`,
  late: html`<path d="M6 0l6 6-6 6-6-6Z"/>`,
  paused: html`<path d="M2 1h3v10H2zM7 1h3v10H7z"/>`,
  none: null,
}

/** The mark and the words of what is due, and for what. */
export function dueMark(ticket: ShopTicket, words: AgentWords): Html {
  const { risk, target, seconds } = dueOf(ticket)
  if (risk === 'none') return html`<span class="quiet">${words.noDate}</span>`
  const span = words.span(Math.abs(seconds))
  const said = risk === 'paused' ? words.waits : risk === 'late' ? words.late(span) : words.left(span)
  const what = target === null ? null : html` <small>${words.targets[target] ?? target}</small>`
  return html`<span class="due ${risk}"><svg viewBox="0 0 12 12" aria-hidden="true">${SHAPES[risk]}</svg><span>${said}</span>${what}</span>`
}
