import { incidentsOf, minutes, USUAL_MATRIX } from './log-text.js'

/**
 * The figures of a log, worked out a second time from its text: whole in memory, straight from the definitions, and
 * without a line of the replay or of Docket. Only for logs without quoted fields.
 */
export function figuresByOracle(csv: string, matrix: Readonly<Record<string, number>> = USUAL_MATRIX) {
  const incidents = incidentsOf(csv)
  const rows = incidents.flat()

  const refusals: { ticket: string; row: number; from: string; to: string }[] = []
  let accepted = 0
  let reopenings = 0
  let handovers = 0
  let waiting = 0
  let wall = 0
  const reopened = new Set<string>()
  const byState: Record<string, number> = {}
  for (const versions of incidents) {
    let state = String(versions[0]?.['incident_state'])
    if (state === '-100') {
      state = 'New'
      refusals.push({
        ticket: String(versions[0]?.['number']),
        row: Number(versions[0]?.['place']),
        from: state,
        to: '-100',
      })
    }
    let resolved = state === 'Resolved'
    let now = minutes(versions[0]?.['sys_updated_at'])
    const begin = now
    let waited = 0
    for (let index = 1; index < versions.length; index += 1) {
      const [last, row] = [versions[index - 1] ?? {}, versions[index] ?? {}]
      const to = String(row['incident_state'])
      const later = Math.max(now, minutes(row['sys_updated_at']))
      if (!resolved && state.startsWith('Awaiting')) waited += later - now
      now = later
      if (allowed(state, to)) accepted += 1
      else refusals.push({ ticket: String(row['number']), row: Number(row['place']), from: state, to })
      if (/Resolved|Closed/.test(state) && /New|Active|Awaiting/.test(to)) {
        reopenings += 1
        reopened.add(String(row['number']))
      }
      const groups = [last['assignment_group'], row['assignment_group']]
      if (!groups.includes('?') && groups[0] !== groups[1]) handovers += 1
      if (to !== '-100') state = to
      if (state === 'Resolved' && !resolved) {
        resolved = true
        wall += now - begin
        waiting += waited
      }
    }
    byState[state] = (byState[state] ?? 0) + 1
  }

  const lasts = incidents.map((versions) => versions.at(-1) ?? {})
  const hours = lasts
    .filter((row) => row['opened_at'] !== '?' && row['resolved_at'] !== '?')
    .map((row) => (minutes(row['resolved_at']) - minutes(row['opened_at'])) / 60)
    .sort((one, other) => one - other)
  const slas = lasts.map((row) => row['made_sla'])
  return {
    incidents: incidents.length,
    events: rows.length,
    transitionsAccepted: accepted,
    transitionsRefused: refusals.length,
    incidentsWithRefusals: new Set(refusals.map(({ ticket }) => ticket)).size,
    refusals: refusals.sort((one, other) => one.row - other.row),
    priorityContradictions: rows.filter((row) => {
      const [impact, urgency, priority] = ['impact', 'urgency', 'priority'].map((name) => row[name]?.[0])
      return (
        impact !== '?' && urgency !== '?' && priority !== '?' && matrix[`${impact}-${urgency}`] !== Number(priority)
      )
    }).length,
    reopenedIncidents: reopened.size,
    reopenings,
    handovers,
    waitingShare: waiting / wall,
    resolutionHours: { n: hours.length, p50: quantile(hours, 50), p90: quantile(hours, 90) },
    madeSlaShare: slas.filter((made) => made === 'true').length / slas.length,
    byState,
  }
}

function allowed(from: string, to: string): boolean {
  if (to === '-100') return false
  if (from === to) return true
  const waits = to.startsWith('Awaiting')
  if (from === 'New') return waits || to === 'Active' || to === 'Resolved'
  if (from === 'Active') return waits || to === 'Resolved'
  if (from.startsWith('Awaiting')) return waits || to === 'Active' || to === 'Resolved'
  if (from === 'Resolved') return ['Active', 'Awaiting User Info', 'Closed'].includes(to)
  return false
}

function quantile(sorted: readonly number[], percent: number): number {
  const place = ((sorted.length - 1) * percent) / 100
  const low = Math.floor(place)
  return (sorted[low] ?? 0) * (1 - (place - low)) + (sorted[low + 1] ?? 0) * (place - low)
}
