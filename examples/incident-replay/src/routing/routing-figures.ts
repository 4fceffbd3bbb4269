import { predictTeams, type TeamExample, type TeamModel, type TeamPrediction, trainTeams } from '@docket/core'
import type { RoutedIncident } from './incidents.js'
import { featuresOf } from './opening.js'

/** How well the past teaches an incident's final group; the README says what each figure means. A share of nothing is null. */
export interface RoutingFigures {
  /** The incidents judged. */
  readonly n: number
  /** The share whose final group was predicted first. */
  readonly top1: number | null
  /** The share whose final group was among the first three. */
  readonly top3: number | null
  /** The same for saying the most frequent groups of the past every time. */
  readonly frequent: { readonly top1: number | null; readonly top3: number | null }
  /** Of those predicted with a confidence of at least a half. */
  readonly sure: { readonly n: number; readonly right: number | null }
}

/** What was learnt, from whom, and how good it is. */
export interface Lesson {
  readonly model: TeamModel
  /** The incidents that it was learnt from, or that knew no final group. */
  readonly earlier: readonly RoutedIncident[]
  /** The incidents that it was not learnt from, as they were opened. */
  readonly later: readonly RoutedIncident[]
  readonly figures: RoutingFigures
}

/** Learns from the incidents opened in the earlier 70 %, and judges on the others, as far as their final group is known. */
export function learnAndJudge(incidents: readonly RoutedIncident[]): Lesson {
  const cut = Math.floor((incidents.length * 7) / 10)
  const [earlier, later] = [incidents.slice(0, cut), incidents.slice(cut)]
  const examples = earlier.flatMap(({ opening, finalGroup }): TeamExample[] => {
    return finalGroup === null ? [] : [{ features: featuresOf(opening), team: finalGroup }]
  })
  const model = trainTeams(examples)
  const frequent = [...model.teams].sort((one, other) => other.examples - one.examples).map(({ team }) => team)
  const judged = later.flatMap(({ opening, finalGroup }) => {
    if (finalGroup === null) return []
    const predicted = predictTeams(model, featuresOf(opening))
    return [{ finalGroup, predicted, frequent: frequent.map((team) => ({ team })) }]
  })
  const sure = judged.filter(({ predicted }) => (predicted[0]?.confidence ?? 0) >= 0.5)
  const within = (places: number, by: 'predicted' | 'frequent', of = judged) =>
    share(of.filter((one) => isAmong(one.finalGroup, one[by].slice(0, places))).length, of.length)
  return {
    model,
    earlier,
    later,
    figures: {
      n: judged.length,
      top1: within(1, 'predicted'),
      top3: within(3, 'predicted'),
      frequent: { top1: within(1, 'frequent'), top3: within(3, 'frequent') },
      sure: { n: sure.length, right: within(1, 'predicted', sure) },
    },
  }
}

const isAmong = (group: string, predicted: readonly Pick<TeamPrediction, 'team'>[]) =>
  predicted.some(({ team }) => team === group)
const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
