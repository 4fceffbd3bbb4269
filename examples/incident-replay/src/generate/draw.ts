/** Draws by chance, the same for the same seed. */
export interface Draw {
  /** From 0 up to but not including 1. */
  share(): number
  /** From 0 up to but not including `below`. */
  below(below: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  /** One of the weights' keys, as often as its weight says. */
  of<Key extends string>(weights: Readonly<Partial<Record<Key, number>>>): Key
  /** A span with this mean, mostly short and sometimes very long. */
  span(mean: number): number
}

/** Makes a draw from a seed (mulberry32). */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  return {
    share,
    below: (below) => Math.floor(share() * below),
    chance: (probability) => share() < probability,
    of: (weights) => {
      const entries = Object.entries(weights) as [never, number][]
      let left = share() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        left -= weight
        if (left < 0) return key
      }
      return entries[0]?.[0] as never
    },
    span: (mean) => -Math.log(1 - share()) * mean,
  }
}
