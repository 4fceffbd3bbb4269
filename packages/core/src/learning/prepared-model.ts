import { checkModel, type TeamModel } from './team-model.js'

/** A model as it is asked: its features by name. */
interface PreparedModel {
  /** What speaks for each team whatever the features say. */
  readonly weights: Float64Array
  readonly features: ReadonlyMap<string, { readonly teams: Uint32Array; readonly weights: Float64Array }>
}

/**
 * What speaks for each team of the model, in its order; null when the model knows none of the features.
 *
 * @throws DocketError `INVALID_DEFINITION` for what is no model
 */
export function scoresOf(model: TeamModel, features: Iterable<string>): Float64Array | null {
  const prepared = prepare(model)
  const scores = prepared.weights.slice()
  let known = 0
  for (const feature of new Set(features)) {
    const learned = prepared.features.get(feature)
    if (learned === undefined) continue
    known += 1
    const { teams, weights } = learned
    for (let at = 0; at < teams.length; at += 1) {
      const place = teams[at] ?? 0
      scores[place] = (scores[place] ?? 0) + (weights[at] ?? 0)
    }
  }
  return known === 0 ? null : scores
}

const preparedModels = new WeakMap<TeamModel, PreparedModel>()

function prepare(model: TeamModel): PreparedModel {
  const known = preparedModels.get(model)
  if (known) return known
  const { teams, features } = checkModel(model)
  const prepared = {
    weights: Float64Array.from(teams, ({ weight }) => weight),
    features: new Map(
      features.map((learned) => [
        learned.feature,
        { teams: Uint32Array.from(learned.teams), weights: Float64Array.from(learned.weights) },
      ]),
    ),
  }
  preparedModels.set(model, prepared)
  return prepared
}
