import { toShares } from './shares.js'
import type { TeamExample, TeamModel } from './team-model.js'

/** A feature while it is being learnt. */
interface Row {
  /** How many examples have it. */
  examples: number
  /** How many steps its weights have taken. */
  steps: number
  /** For each team. */
  readonly weights: Float64Array
}

/** How often all examples are gone through. */
const PASSES = 8
/** The length of a feature's first step; later ones get smaller with the square root of their number. */
const STEP = 1
/** Examples with more features take smaller steps, so that all together do not overshoot. */
const MANY = 12
/** How strongly each pass pulls a weight towards 0, so that a feature says little before many examples bear it out. */
const PULL = 0.2
/** A team whose share is off by less is left as it is: so most weights stay zero. */
const IGNORED = 0.01
/** A weight that is smaller says nothing. */
const SMALLEST = 0.005

/**
 * Learns weights of features for teams: multinomial logistic regression by stochastic gradient descent, each feature with
 * its own falling rate. The same examples in the same order give the same weights.
 */
export class Learner {
  readonly #teams: readonly string[]
  readonly #places: ReadonlyMap<string, number>
  readonly #counts: number[]
  readonly #bias: Row
  readonly #rows = new Map<string, Row>()
  /** Of one step; kept, because steps are many. */
  readonly #errors: Float64Array

  /** Begins where the model ended, and knows the further teams too. */
  constructor(from: TeamModel, teams: Iterable<string>) {
    const known = from.teams.map(({ team }) => team)
    const more = new Set(teams)
    for (const team of known) more.delete(team)
    this.#teams = [...known, ...[...more].sort()]
    this.#places = new Map(this.#teams.map((team, place) => [team, place]))
    this.#counts = this.#teams.map((_, place) => from.teams[place]?.examples ?? 0)
    this.#errors = new Float64Array(this.#teams.length)
    this.#bias = this.#row(this.#counts.reduce((sum, count) => sum + count, 0))
    for (const [place, { weight }] of from.teams.entries()) this.#bias.weights[place] = weight
    for (const { feature, examples, teams: places, weights } of from.features) {
      const row = this.#row(examples)
      for (const [index, place] of places.entries()) row.weights[place] = weights[index] ?? 0
      this.#rows.set(feature, row)
    }
  }

  /** Learns from examples of its teams. */
  learn(examples: readonly TeamExample[]): this {
    const prepared = examples.map(({ features, team }) => {
      const place = this.#places.get(team) ?? 0
      this.#counts[place] = (this.#counts[place] ?? 0) + 1
      const rows = [this.#bias, ...new Set(features.map((feature) => this.#rowOf(feature)))]
      for (const row of rows) row.examples += 1
      return { place, rows }
    })
    for (let pass = 0; pass < PASSES; pass += 1) {
      for (const index of scattered(prepared.length, pass)) {
        const example = prepared[index]
        if (example) this.#step(example.rows, example.place)
      }
    }
    return this
  }

  /** What has been learnt. */
  toModel(sharpness: number): TeamModel {
    return {
      format: 1,
      teams: this.#teams.map((team, place) => {
        return { team, examples: this.#counts[place] ?? 0, weight: rounded(this.#bias.weights[place] ?? 0) }
      }),
      features: [...this.#rows].map(([feature, { examples, weights }]) => {
        const places = [...weights.keys()].filter((place) => Math.abs(weights[place] ?? 0) >= SMALLEST)
        return {
          feature,
          examples,
          teams: places,
          weights: places.map((place) => rounded(weights[place] ?? 0)),
        }
      }),
      sharpness,
    }
  }

  #step(rows: readonly Row[], place: number): void {
    const errors = this.#errors.fill(0)
    for (const { weights } of rows) {
      for (let team = 0; team < errors.length; team += 1) errors[team] = (errors[team] ?? 0) + (weights[team] ?? 0)
    }
    toShares(errors)
    errors[place] = (errors[place] ?? 0) - 1
    const atMost = Math.min(STEP, MANY / rows.length)
    for (const row of rows) {
      row.steps += 1
      const step = atMost / Math.sqrt(row.steps)
      const pull = PULL / row.examples
      for (let team = 0; team < errors.length; team += 1) {
        const error = errors[team] ?? 0
        if (Math.abs(error) < IGNORED) continue
        const weight = row.weights[team] ?? 0
        row.weights[team] = weight - step * (error + pull * weight)
      }
    }
  }

  #rowOf(feature: string): Row {
    const known = this.#rows.get(feature)
    if (known) return known
    const row = this.#row(0)
    this.#rows.set(feature, row)
    return row
  }

  #row(examples: number): Row {
    return { examples, steps: examples * PASSES, weights: new Float64Array(this.#teams.length) }
  }
}

/** All places below `count`, each once, neighbours far apart and each pass in another order: examples often come sorted. */
function* scattered(count: number, pass: number): Generator<number> {
  let stride = Math.max(1, Math.floor(count * ((0.381966 + pass * 0.0917) % 1)))
  while (greatestDivisor(stride, count) > 1) stride += 1
  for (let turn = 0, place = pass % count; turn < count; turn += 1, place = (place + stride) % count) yield place
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other)
}

const rounded = (weight: number) => Math.round(weight * 1_000) / 1_000
