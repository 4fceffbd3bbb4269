import { DocketError } from '../kernel/error.js'
import { isPlainObject } from '../kernel/json.js'

/** A past ticket: what was known of it when it came, and the team that it ended with. */
export interface TeamExample {
  readonly features: readonly string[]
  readonly team: string
}

/** A team that a model knows. */
export interface LearnedTeam {
  readonly team: string
  /** How many examples it had. */
  readonly examples: number
  /** What speaks for it whatever the features say. */
  readonly weight: number
}

/** A feature that a model knows. */
export interface LearnedFeature {
  readonly feature: string
  /** How many examples had it. */
  readonly examples: number
  /** The teams that it says something about, by their places in the model's list of teams. */
  readonly teams: readonly number[]
  /** What it says of each of them: above 0 speaks for the team, below 0 against it. */
  readonly weights: readonly number[]
}

/**
 * What past tickets taught, as plain JSON: it can be stored and read back. It holds the features as they are, so it is as
 * confidential as the tickets that it learnt from. Not to be changed once it is in use.
 */
export interface TeamModel {
  /** The version of this shape. */
  readonly format: 1
  readonly teams: readonly LearnedTeam[]
  readonly features: readonly LearnedFeature[]
  /** How far apart the weights of teams must be to mean the same confidence; fitted on examples that were held back. */
  readonly sharpness: number
}

/** The model of somebody who has seen nothing. */
export const EMPTY_MODEL: TeamModel = { format: 1, teams: [], features: [], sharpness: 1 }

/**
 * Gives the model back if it has the shape of one.
 *
 * @throws DocketError `INVALID_DEFINITION` that names the first place that is wrong
 */
export function checkModel(model: TeamModel): TeamModel {
  const problem = problemOf(model)
  if (problem === null) return model
  throw new DocketError(
    'INVALID_DEFINITION',
    `The model of past tickets is wrong: ${problem}. Pass what trainTeams gave, as it was or read back from JSON.`,
  )
}

/** Far beyond what training gives, and so small that sums of weights stay finite. */
const LARGEST = 1e6

function problemOf(model: unknown): string | null {
  if (!isPlainObject(model)) return 'it is no object'
  const { format, teams, features, sharpness } = model
  if (format !== 1) return '`format` must be 1, the only one that this version of Docket reads'
  if (!isNumber(sharpness) || sharpness <= 0) return '`sharpness` must be a number above 0'
  if (!Array.isArray(teams)) return '`teams` must be a list'
  if (!Array.isArray(features)) return '`features` must be a list'
  const isPlace = (place: unknown) => Number.isInteger(place) && Object.hasOwn(teams, place as number)
  const team = teams.findIndex((entry) => !isTeam(entry))
  if (team >= 0) return `\`teams.${team}\` must have a team, the number of its examples and a weight`
  if (hasTwice(teams, 'team')) return '`teams` must name each team once'
  const feature = features.findIndex((entry) => !isFeature(entry, isPlace))
  if (feature >= 0) return `\`features.${feature}\` must have a feature, the number of its examples, teams and weights`
  return hasTwice(features, 'feature') ? '`features` must name each feature once' : null
}

function isTeam(entry: unknown): boolean {
  return isPlainObject(entry) && isName(entry['team']) && isCount(entry['examples']) && isNumber(entry['weight'])
}

function isFeature(entry: unknown, isPlace: (place: unknown) => boolean): boolean {
  if (!isPlainObject(entry)) return false
  const { feature, examples, teams, weights } = entry
  if (typeof feature !== 'string' || !isCount(examples) || !Array.isArray(teams) || !Array.isArray(weights))
    return false
  return teams.length === weights.length && teams.every(isPlace) && weights.every(isNumber)
}

const isName = (value: unknown) => typeof value === 'string' && value !== ''
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0
const isNumber = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) <= LARGEST

function hasTwice(entries: readonly Record<string, unknown>[], name: string): boolean {
  return new Set(entries.map((entry) => entry[name])).size < entries.length
}
