import { incidentsOf, minutes } from './log-text.js'

/**
 * Who is judged and how well the most frequent groups of the past do, worked out a second time from a log's text, without a
 * line of the replay or of Docket. Only for logs without quoted fields.
 */
export function routingByOracle(csv: string) {
  const incidents = incidentsOf(csv).map((versions) => {
    const [first, last] = [versions[0] ?? {}, versions.at(-1) ?? {}]
    return { at: minutes(first['opened_at']), place: Number(first['place']), group: last['assignment_group'] ?? '?' }
  })
  incidents.sort((one, other) => one.at - other.at || one.place - other.place)
  const cut = Math.floor((incidents.length * 7) / 10)
  const counts = new Map<string, number>()
  for (const { group } of incidents.slice(0, cut)) {
    if (group !== '?') counts.set(group, (counts.get(group) ?? 0) + 1)
  }
  const frequent = [...counts].sort((one, other) => other[1] - one[1]).map(([group]) => group)
  const judged = incidents.slice(cut).filter(({ group }) => group !== '?')
  const among = (places: number) =>
    judged.filter(({ group }) => frequent.slice(0, places).includes(group)).length / judged.length
  return { n: judged.length, frequent: { top1: among(1), top3: among(3) } }
}
