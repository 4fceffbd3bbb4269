import { invalidInput } from '../kernel/input.js'
import { fitSharpness } from './fit-sharpness.js'
import { Learner } from './learner.js'
import { checkModel, EMPTY_MODEL, type TeamExample, type TeamModel } from './team-model.js'

/** What {@link trainTeams} takes besides the examples. */
export interface TrainTeamsOptions {
  /** A model to go on from: the new one knows what it knew, and the examples. Nothing if left out. */
  readonly from?: TeamModel
}

/**
 * Learns from past tickets which team a ticket is for. The same examples in the same order give the same model.
 *
 * Features are short texts that say what was known of the ticket when it came, such as `category:printer`; see
 * {@link textFeatures} for those of a text. All examples are held in memory while it learns.
 *
 * @throws DocketError `INVALID_INPUT` for an example without a team or with features that are no texts,
 * `INVALID_DEFINITION` for a model of another shape
 * @example
 * ```ts
 * import { predictTeams, trainTeams } from '@docket/core'
 *
 * const model = trainTeams([
 *   { features: ['category:printer', 'site:north'], team: 'hardware' },
 *   { features: ['category:payroll'], team: 'finance' },
 * ])
 *
 * export const [best] = predictTeams(model, ['category:printer'])
 * ```
 */
export function trainTeams(examples: Iterable<TeamExample>, options: TrainTeamsOptions = {}): TeamModel {
  const given = [...examples]
  given.forEach(check)
  const from = checkModel(options.from ?? EMPTY_MODEL)
  const sharpness = from.teams.length === 0 ? fitSharpness(given) : from.sharpness
  const teams = given.map(({ team }) => team)
  return new Learner(from, teams).learn(given).toModel(sharpness)
}

function check(example: TeamExample | null, index: number): void {
  const { features, team } = example ?? {}
  const at = (name: string, message: string) => {
    throw invalidInput('trainTeams', [{ path: [index, name], code: 'invalid', message }])
  }
  if (typeof team !== 'string' || team === '') at('team', 'must be the id of a team')
  if (!Array.isArray(features) || !features.every((feature) => typeof feature === 'string')) {
    at('features', 'must be a list of texts')
  }
}
