import type { Json } from '../kernel/json.js'
import type { Bounds } from './condition-types.js'
import { order } from './order.js'

type ValueTest = (value: Json | undefined) => boolean

/** Whether a value is one of some; for one, without a set. */
export function oneOf(wanted: readonly unknown[]): ValueTest {
  if (wanted.length === 1) {
    const [only] = wanted
    return (value) => value === only
  }
  const values = new Set(wanted)
  return (value) => values.has(value)
}

/** Whether a custom field, or an item of one, is what a test of it wants. */
export function valueTest(wanted: unknown): ValueTest {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return oneOf([wanted].flat())
  const bounds = wanted as Bounds<number | string>
  const { atLeast, above, atMost, below } = bounds
  const given = [atLeast, above, atMost, below].filter((bound) => bound !== undefined)
  if (given.every((bound) => typeof bound === 'number')) return numberTest(bounds as Bounds<number>)
  return (value) =>
    (typeof value === 'number' || typeof value === 'string') &&
    (atLeast === undefined || order(value, atLeast) >= 0) &&
    (above === undefined || order(value, above) > 0) &&
    (atMost === undefined || order(value, atMost) <= 0) &&
    (below === undefined || order(value, below) < 0)
}

function numberTest({ atLeast, above, atMost, below }: Bounds<number>): ValueTest {
  if (atLeast !== undefined && above === undefined && atMost === undefined && below === undefined) {
    return (value) => typeof value === 'number' && value >= atLeast
  }
  return (value) =>
    typeof value === 'number' &&
    (atLeast === undefined || value >= atLeast) &&
    (above === undefined || value > above) &&
    (atMost === undefined || value <= atMost) &&
    (below === undefined || value < below)
}

/** Whether it is only asked whether something is there. */
export function wantsPresence(wanted: unknown): wanted is { readonly present: boolean } {
  return typeof wanted === 'object' && wanted !== null && 'present' in wanted
}
