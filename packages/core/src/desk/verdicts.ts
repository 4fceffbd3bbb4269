import type { TicketEvent } from '../ticket/event-types.js'
import type { SlaVerdict } from './sla-types.js'

/** The verdicts that a log tells of, in the order in which they were given. */
export function verdictsOf(events: readonly TicketEvent[]): readonly SlaVerdict[] {
  const verdicts: SlaVerdict[] = []
  const latest = new Map<string, number>()
  for (const event of events) {
    if (event.type === 'sla.applied' && event.data.keepsFormer) becomeFormer(verdicts, latest)
    if (event.type !== 'sla.met' && event.type !== 'sla.breached' && event.type !== 'sla.completed') continue
    const { target, stage = null, cycle, former, policy, calendar, from, dueAt } = event.data
    const key = `${target} ${cycle} ${former}`
    const endedAt = event.type === 'sla.breached' ? null : new Date(event.data.endedAt)
    const secondsLeft = secondsLeftAt(event)
    const place = latest.get(key)
    const known = place === undefined ? undefined : verdicts[place]
    if (event.type === 'sla.completed' && place !== undefined && known) {
      verdicts[place] = { ...known, endedAt, secondsLeft }
      continue
    }
    latest.set(key, verdicts.length)
    verdicts.push({
      target,
      stage,
      cycle,
      verdict: event.type === 'sla.met' ? 'met' : 'breached',
      startedAt: new Date(from),
      dueAt: dueAt === null ? null : new Date(dueAt),
      endedAt,
      secondsLeft,
      policy,
      calendar,
      former,
    })
  }
  return verdicts
}

/** What still runs is from now on a verdict on the promise that is judged beside the new one. */
function becomeFormer(verdicts: SlaVerdict[], latest: Map<string, number>): void {
  for (const [key, place] of [...latest]) {
    const verdict = verdicts[place]
    if (!verdict || verdict.former || verdict.endedAt !== null) continue
    verdicts[place] = { ...verdict, former: true }
    latest.delete(key)
    latest.set(`${verdict.target} ${verdict.cycle} true`, place)
  }
}

function secondsLeftAt(event: Extract<TicketEvent, { type: 'sla.met' | 'sla.breached' | 'sla.completed' }>) {
  if (event.type === 'sla.breached') return null
  return event.type === 'sla.met' ? event.data.left : 0 - event.data.over
}
