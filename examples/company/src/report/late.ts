import type { HistoryEvent, SlaVerdict } from '@docket/core'
import type { Role } from '../story/story.js'
import type { ReadTicket, Told } from './read.js'
import type { LateReport } from './report-types.js'
import { peopleWithin } from './stays.js'
import { textOf } from './text-of.js'
import { workedBetween } from './worked-between.js'

const OUTSIDERS: ReadonlySet<string> = new Set(['system', 'requester'])

/** The promises about a ticket that were broken, each with who was told and how long nobody did anything. */
export function latesOf(
  role: Role | null,
  { ticket, verdicts }: Pick<ReadTicket, 'ticket' | 'verdicts'>,
  events: readonly HistoryEvent[],
  told: readonly Told[],
  end: Date,
): LateReport[] {
  return verdicts.flatMap((verdict) => {
    const { target, stage, cycle, startedAt, dueAt, endedAt, secondsLeft } = verdict
    if (verdict.verdict === 'met' || dueAt === null) return []
    return [
      {
        role,
        ticketId: ticket.id,
        subject: ticket.subject ?? '',
        target,
        stage,
        people: peopleWithin(events, startedAt, endedAt ?? end),
        dueAt: dueAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
        lateSeconds: secondsLeft === null ? null : -secondsLeft,
        ...gapsOf(verdict, events, end),
        ladder: ladderOf(events, told, target, cycle),
      },
    ]
  })
}

/** A time in which nobody of the company did anything though the clock ran, and the times in which it stood still. */
function gapsOf({ startedAt, endedAt, calendar }: SlaVerdict, events: readonly HistoryEvent[], end: Date) {
  const until = endedAt ?? end
  let standstill: LateReport['standstill'] = null
  const waits: { from: string; to: string; state: string }[] = []
  let [since, waitsIn] = [startedAt, null as string | null]
  const reach = (to: Date) => {
    if (waitsIn !== null) waits.push({ from: since.toISOString(), to: to.toISOString(), state: waitsIn })
    const seconds = waitsIn === null ? workedBetween(calendar?.id ?? null, since, to) : 0
    if (seconds > (standstill?.seconds ?? 0)) {
      standstill = { from: since.toISOString(), to: to.toISOString(), seconds }
    }
    since = to
  }
  for (const { type, actor, occurredAt, data } of events) {
    const isMove = type === 'ticket.transitioned'
    if (occurredAt <= startedAt || occurredAt >= until || (OUTSIDERS.has(actor.type) && !isMove)) continue
    if (waitsIn !== null && !isMove) continue
    reach(occurredAt)
    if (isMove) waitsIn = data['paused'] === true ? textOf(data['to']) : null
  }
  reach(until)
  return { standstill, waits }
}

function ladderOf(events: readonly HistoryEvent[], told: readonly Told[], target: string, cycle: number) {
  return events.flatMap(({ type, occurredAt, data }) => {
    if (type !== 'sla.escalated' || data['target'] !== target || data['cycle'] !== cycle) return []
    const here = told.filter(
      ({ data: of }) => of['step'] === data['step'] && of['target'] === target && of['cycle'] === cycle,
    )
    const people = [...new Set(here.map(({ person }) => person))].sort()
    return [{ at: occurredAt.toISOString(), kind: here[0]?.kind ?? '', people }]
  })
}
