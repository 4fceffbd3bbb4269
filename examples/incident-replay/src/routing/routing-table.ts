import { linesOf, percent, whole } from './lines.js'
import type { RoutingFigures } from './routing-figures.js'

/** Lays the figures of routing out for a terminal. The same figures give the same text. */
export function formatRouting({ n, top1, top3, frequent, sure }: RoutingFigures): string {
  return linesOf('Routing, learnt from the incidents opened in the earlier 70 %', [
    ['Judged', `${whole(n)} incidents, the later 30 % as far as their final group is known`],
    ['Final group predicted', `${percent(top1)} first, ${percent(top3)} among the first three`],
    ['By frequency alone', `${percent(frequent.top1)} first, ${percent(frequent.top3)} among the first three`],
    ['Sure enough not to abstain', `${whole(sure.n)}, of which right ${percent(sure.right)}`],
  ])
}

/** The figures of routing as `--json` gives them. */
export function routingToJson(routing: RoutingFigures | null) {
  if (routing === null) return null
  const { n, top1, top3 } = routing
  return { n, top1, top3 }
}
