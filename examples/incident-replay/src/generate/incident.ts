import { DEFAULT_MATRIX, priorityFrom } from '../matrix.js'
import type { Draw } from './draw.js'
import { drawLife } from './life.js'

/** The first line of a log, as the real one has it. */
export const HEADER = [
  ...['number', 'incident_state', 'active', 'reassignment_count', 'reopen_count', 'sys_mod_count', 'made_sla'],
  ...['caller_id', 'opened_by', 'opened_at', 'sys_created_by', 'sys_created_at', 'sys_updated_by', 'sys_updated_at'],
  ...['contact_type', 'location', 'category', 'subcategory', 'u_symptom', 'cmdb_ci', 'impact', 'urgency', 'priority'],
  ...['assignment_group', 'assigned_to', 'knowledge', 'u_priority_confirmation', 'notify', 'problem_id', 'rfc'],
  ...['vendor', 'caused_by', 'closed_code', 'resolved_by', 'resolved_at', 'closed_at'],
] as const

const LEVELS: Readonly<Record<number, string>> = { 1: '1 - High', 2: '2 - Medium', 3: '3 - Low' }
const PRIORITIES: Readonly<Record<number, string>> = {
  1: '1 - Critical',
  2: '2 - High',
  3: '3 - Moderate',
  4: '4 - Low',
}
const MINUTE = 60_000

/** Makes the lines of one incident, one for each of its versions. */
export function drawIncident(draw: Draw, ordinal: number, openedAt: number): string[] {
  const life = drawLife(draw)
  const impact = draw.of({ '1': 4, '2': 88, '3': 8 })
  const urgency = draw.of({ '1': 4, '2': 89, '3': 7 })
  const expected = priorityFrom(DEFAULT_MATRIX, Number(impact), Number(urgency)) ?? 3
  const times: number[] = []
  let time = openedAt + draw.below(30) * MINUTE
  for (const _ of life) {
    times.push(time)
    // A real log steps back within an incident now and then.
    time += (draw.chance(1 / 1_000) ? -draw.below(300) : Math.round(draw.span(40 * 60))) * MINUTE
  }
  const resolvedAt = times[life.lastIndexOf('Resolved')]
  const closedAt = times[life.lastIndexOf('Closed')]
  const fixed = {
    number: `INC${String(ordinal).padStart(7, '0')}`,
    caller_id: `Caller ${draw.below(5_000)}`,
    opened_by: `Opened by  ${draw.below(200)}`,
    opened_at: format(openedAt),
    sys_created_by: `Created by ${draw.below(200)}`,
    sys_created_at: format(openedAt),
    contact_type: draw.chance(0.999) ? 'Phone' : 'Email',
    location: `Location ${draw.below(250)}`,
    category: `Category ${draw.below(60)}`,
    subcategory: `Subcategory ${draw.below(250)}`,
    u_symptom: draw.chance(0.65) ? `Symptom ${draw.below(500)}` : '?',
    impact: LEVELS[Number(impact)] ?? '?',
    urgency: LEVELS[Number(urgency)] ?? '?',
    notify: 'Do Not Notify',
    closed_code: `code ${draw.below(17)}`,
    resolved_by: `Resolved by ${draw.below(200)}`,
    resolved_at: resolvedAt !== undefined && draw.chance(0.97) ? format(resolvedAt) : '?',
    closed_at: closedAt === undefined ? '?' : format(closedAt),
  }
  const punctual = draw.chance(0.37)
  const home = Number(fixed.category.split(' ')[1])
  let team = drawTeam(draw, 0.92, home)
  return life.map((state, index) => {
    if (draw.chance(0.15)) team = drawTeam(draw, 0.9, home)
    const fields: Readonly<Record<string, string>> = {
      ...fixed,
      incident_state: state,
      active: String(state !== 'Closed'),
      reassignment_count: String(Math.floor(index / 4)),
      reopen_count: '0',
      sys_mod_count: String(draw.chance(0.01) ? Math.max(0, index - 1) : index),
      made_sla: String(index < life.length - 1 || punctual),
      sys_updated_by: `Updated by ${draw.below(900)}`,
      sys_updated_at: format(times[index] ?? openedAt),
      priority: PRIORITIES[draw.chance(1 / 1_000) ? (expected % 4) + 1 : expected] ?? '?',
      assignment_group: team === null ? '?' : `Group ${team}`,
      assigned_to: draw.chance(0.7) ? `Resolver ${team === null ? draw.below(250) : team * 3 + draw.below(4)}` : '?',
      knowledge: String(draw.chance(0.2)),
      u_priority_confirmation: String(draw.chance(0.3)),
    }
    return HEADER.map((column) => fields[column] ?? '?').join(',')
  })
}

/** A group, known with this probability: mostly the one that is at home with the incident's category, else any. */
function drawTeam(draw: Draw, known: number, home: number): number | null {
  if (!draw.chance(known)) return null
  const team = draw.below(70)
  return team < 40 ? home : team
}

/** `D/M/YYYY HH:MM`, as the real log writes it. */
function format(instant: number): string {
  const date = new Date(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getUTCDate()}/${date.getUTCMonth() + 1}/${date.getUTCFullYear()}`
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
}
