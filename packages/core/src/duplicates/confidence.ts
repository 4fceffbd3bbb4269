/** What speaks for two tickets being about the same. */
export interface DuplicateEvidence {
  /** Of their texts, 0 to 1. */
  readonly similarity: number
  /** How many terms the shorter of their texts has. */
  readonly terms: number
  readonly sameRequester: boolean
  readonly sameCategory: boolean
  /** How far apart they began, in milliseconds. */
  readonly apart: number
}

/** Nothing below it is told. */
export const LEAST_CONFIDENCE = 0.4
/** Nobody has read the two: there is always a doubt. */
const MOST = 0.95
/** A text with fewer terms says too little to be sure of anything. */
const FEW_TERMS = 4
const MOST_OF_FEW = 0.5
const DAY = 86_400_000

/**
 * How likely two tickets are about the same, 0 to 0.95. Texts decide; the same requester, the same category and nearness
 * in time strengthen what they say, and are nothing without it.
 */
export function duplicateConfidence(evidence: DuplicateEvidence): number {
  const { similarity, terms, sameRequester, sameCategory, apart } = evidence
  const doubt = (sameRequester ? 0.6 : 1) * (sameCategory ? 0.9 : 1) * (isNear(apart) ? 0.8 : 1)
  return Math.min(similarity ** doubt, terms < FEW_TERMS ? MOST_OF_FEW : MOST)
}

/** Whether two tickets began within a day. */
export function isNear(apart: number): boolean {
  return Math.abs(apart) <= DAY
}
