import { scoresOf } from './prepared-model.js'
import { toShares } from './shares.js'
import type { TeamModel } from './team-model.js'

/** A team for a ticket, and how sure that is. */
export interface TeamPrediction {
  readonly team: string
  /** From 0 to 1; those of all teams sum up to 1. Of the predictions that are so sure, about this share is right. */
  readonly confidence: number
}

/**
 * Says which team a ticket with these features is for: every team of the model, the surest first. Features that the
 * model does not know count for nothing; the list is empty when it knows none of them.
 *
 * A model is prepared the first time that it is asked, so it must not be changed afterwards.
 *
 * @throws DocketError `INVALID_DEFINITION` for what is no model
 */
export function predictTeams(model: TeamModel, features: Iterable<string>): TeamPrediction[] {
  const scores = scoresOf(model, features)
  if (scores === null) return []
  const shares = toShares(scores, model.sharpness)
  return model.teams
    .map(({ team }, place) => ({ team, confidence: shares[place] ?? 0 }))
    .sort((one, other) => other.confidence - one.confidence || (one.team < other.team ? -1 : 1))
}
