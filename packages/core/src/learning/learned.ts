import { DocketError, type Reason } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import type { PolicyTicket } from '../priority/policy-types.js'
import type { TeamChooser } from '../routing/routing-input.js'
import { predictTeams } from './predict-teams.js'
import { scoresOf } from './prepared-model.js'
import type { TeamModel } from './team-model.js'

/** What {@link learned} takes besides the model. */
export interface LearnedInput<Fields = JsonObject> {
  /**
   * The features of a ticket, made as they were for the examples that the model learnt from. They may be personal: none of
   * them gets into the reasons.
   */
  readonly features: (ticket: PolicyTicket<Fields>) => readonly string[]
  /** How sure it must be, from 0 to 1, not to abstain; 0.5 if left out. */
  readonly confidence?: number
  /** Raised with each new model, because reasons are stored with it; 1 if left out. */
  readonly version?: number
}

/**
 * Chooses a ticket's team by what past tickets teach. It abstains where it is not sure enough, and for a ticket of which
 * the model knows no feature.
 *
 * Its reasons are `{ code: 'learned', team, confidence, version, examples }`, with the number of the team's examples, and
 * `{ code: 'learned-runner-up', team, confidence }`, or `{ code: 'learned-abstained', confidence, needed }`. Confidences
 * are rounded to four digits. `features` that throw or give no texts fail as `POLICY_FAILED`.
 *
 * @throws DocketError `INVALID_DEFINITION` for a model of another shape, a confidence that is no share, or a version below 1
 * @example
 * ```ts
 * import { learned, textFeatures, trainTeams } from '@docket/core'
 *
 * const model = trainTeams([
 *   { features: ['printer', 'jam', 'channel:web'], team: 'hardware' },
 *   { features: ['payslip', 'missing', 'channel:mail'], team: 'finance' },
 * ])
 *
 * export const team = learned(model, {
 *   features: ({ subject, channel }) => [...textFeatures(subject ?? ''), `channel:${channel}`],
 *   confidence: 0.7,
 * })
 * ```
 */
export function learned<Fields = JsonObject>(model: TeamModel, input: LearnedInput<Fields>): TeamChooser<Fields> {
  const { features, confidence: needed = 0.5, version = 1 } = input
  check(typeof features === 'function', '`features` must be a function that gives the features of a ticket')
  check(typeof needed === 'number' && needed >= 0 && needed <= 1, '`confidence` must be a number from 0 to 1')
  check(Number.isSafeInteger(version) && version > 0, '`version` must be a whole number above 0')
  // A model of another shape is to be found now, and not with the first ticket.
  scoresOf(model, [])
  const examples = new Map(model.teams.map((entry) => [entry.team, entry.examples]))
  return (ticket) => {
    const [best, other] = predictTeams(model, featuresOf(ticket, features))
    const confidence = rounded(best?.confidence ?? 0)
    if (best === undefined || confidence < needed) {
      return { team: null, confidence, reasons: [{ code: 'learned-abstained', confidence, needed }] }
    }
    const { team } = best
    const reasons: Reason[] = [
      { code: 'learned', team, confidence, version, examples: examples.get(team) ?? 0 },
      ...(other ? [{ code: 'learned-runner-up', team: other.team, confidence: rounded(other.confidence) }] : []),
    ]
    return { team, confidence, reasons }
  }
}

function featuresOf<Fields>(
  ticket: PolicyTicket<Fields>,
  features: LearnedInput<Fields>['features'],
): readonly string[] {
  let given: unknown
  try {
    given = features(ticket)
  } catch (cause) {
    throw new DocketError('POLICY_FAILED', '`features` of a learned team threw; mend it.', {}, { cause })
  }
  if (Array.isArray(given) && given.every((feature) => typeof feature === 'string')) return given
  throw new DocketError('POLICY_FAILED', '`features` of a learned team must give a list of texts.')
}

function check(holds: boolean, message: string): void {
  if (!holds) throw new DocketError('INVALID_DEFINITION', `${message}, in the input of learned.`)
}

const rounded = (share: number) => Math.round(share * 10_000) / 10_000
