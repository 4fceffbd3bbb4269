import type { TicketEvent } from '../ticket/event-types.js'
import type { SlaVerdict } from './sla-types.js'

/** The verdicts that a log tells of, in the order in which they began. */
export function verdictsOf(events: readonly TicketEvent[]): readonly SlaVerdict[] {
  const verdicts = new Map<string, SlaVerdict>()
  for (const event of events) {
    if (event.type !== 'sla.met' && event.type !== 'sla.breached' && event.type !== 'sla.completed') continue
    const { target, cycle, former, policy, calendar, from, dueAt } = event.data
    const key = `${target} ${cycle} ${former}`
    const known = verdicts.get(key)
    if (event.type === 'sla.completed' && known) {
      verdicts.set(key, { ...known, endedAt: new Date(event.data.endedAt), secondsLeft: 0 - event.data.over })
      continue
    }
    const ended = event.type === 'sla.breached' ? null : new Date(event.data.endedAt)
    const secondsLeft = event.type === 'sla.met' ? event.data.left : null
    verdicts.set(key, {
      target,
      cycle,
      verdict: event.type === 'sla.met' ? 'met' : 'breached',
      startedAt: new Date(from),
      dueAt: dueAt === null ? null : new Date(dueAt),
      endedAt: ended,
      secondsLeft,
      policy,
      calendar,
      former,
    })
  }
  return [...verdicts.values()]
}
