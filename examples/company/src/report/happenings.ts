import type { HistoryEvent, Message } from '@docket/core'
import type { Refusal } from '../story/story.js'
import { workflows } from '../workflows.js'
import { isoTimes } from './iso-times.js'
import type { Told } from './read.js'
import type { Happening } from './report-types.js'
import { textOf } from './text-of.js'

const TOLD_OF: ReadonlySet<string> = new Set([
  'approval.asked',
  'approval.given',
  'approval.refused',
  'approval.voided',
  'request.asked',
  'request.answered',
  'request.overdue',
  'ticket.nudged',
  'callback.recorded',
  'ticket.rated',
  'ticket.archived',
])

const STAGES = new Set(
  workflows.flatMap(({ id, states }) =>
    Object.entries(states).flatMap(([state, { stage }]) => (stage ? [`${id} ${state}`] : [])),
  ),
)

/** What happened to a ticket besides its stages, in order of time, with what the desk refused. */
export function happeningsOf(
  workflow: string,
  events: readonly HistoryEvent[],
  messages: readonly Message[],
  told: readonly Told[],
  refusals: readonly Refusal[],
): Happening[] {
  const bodies = new Map(messages.map(({ id, body }) => [id, body]))
  const happened = events.flatMap(({ type, occurredAt, actor, data }): Happening[] => {
    const isMove = type === 'ticket.transitioned' && !STAGES.has(`${workflow} ${textOf(data['to'])}`)
    const isBack = type === 'ticket.transitioned' && !STAGES.has(`${workflow} ${textOf(data['from'])}`)
    if (!isMove && !isBack && !TOLD_OF.has(type)) return []
    const people = told.filter(({ kind, createdAt }) => kind === type && Number(createdAt) === Number(occurredAt))
    return [
      {
        at: occurredAt.toISOString(),
        by: actor.id,
        what: type,
        values: isoTimes({ ...data, workflow }),
        quote: bodies.get(textOf(data['messageId'])) ?? null,
        told: [...new Set(people.map(({ person }) => person))].sort(),
        missing: [],
      },
    ]
  })
  const refused = refusals.map(({ at, by, tried, reasons }): Happening => {
    const values = { event: tried, workflow }
    return {
      at: new Date(at).toISOString(),
      by,
      what: 'refused',
      values,
      quote: null,
      told: [],
      missing: reasons.map(({ code, ...of }) => ({ code, ...isoTimes(of) })),
    }
  })
  return [...refused, ...happened].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}
