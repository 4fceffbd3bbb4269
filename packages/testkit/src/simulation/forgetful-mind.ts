import type { Attention } from './staged-types.js'
import { streamOf } from './streams.js'

const ATTENTIVE: Attention = { forgets: 0, looksAfterShifts: 1, reacts: 1, reactsAfterSeconds: 0 }

/** A ticket in one of its stays, as what is drawn for it is named. */
interface Place {
  readonly stay: number
  readonly at: number
}

/** Who forgets what, drawn from the seed, the ticket and the place in its way: not from the arm or the agent. */
export class ForgetfulMind {
  readonly #seed: number
  readonly #attention: Attention
  /** How often something was drawn for a place. */
  readonly #draws = new Map<string, number>()

  constructor(seed: number, attention: Attention = ATTENTIVE) {
    this.#seed = seed
    this.#attention = attention
  }

  get reactsAfterMs(): number {
    return Math.round(this.#attention.reactsAfterSeconds * 1000)
  }

  forgets({ index }: { readonly index: number }, place: Place): boolean {
    return this.#chance('forgets', index, place, this.#attention.forgets)
  }

  reacts({ matter }: { readonly matter: Place & { readonly trace: { readonly index: number } } }): boolean {
    return this.#chance('reacts', matter.trace.index, matter, this.#attention.reacts)
  }

  /** Whether an agent looks through everything at the beginning of a shift; the agents do not all begin with the same one. */
  looksThrough(agent: number, shift: number): boolean {
    const { looksAfterShifts } = this.#attention
    const first = streamOf(this.#seed, 'looks', agent).below(looksAfterShifts)
    return shift % looksAfterShifts === first
  }

  #chance(purpose: string, index: number, { stay, at }: Place, chance: number): boolean {
    const name = `${purpose} ${stay} ${at}`
    const key = `${name} ${index}`
    const draw = this.#draws.get(key) ?? 0
    this.#draws.set(key, draw + 1)
    return streamOf(this.#seed, `${name} ${draw}`, index).chance(chance)
  }
}
