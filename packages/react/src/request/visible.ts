import type { Condition } from '@docket/core'

/** What a form knows of the ticket that it is for. */
interface Seen {
  readonly category: string | null
  readonly fields: Readonly<Record<string, unknown>>
}

type Test = Readonly<Record<string, unknown>>

/**
 * Whether a field is asked for. Heeds what a form can know, its category and its fields; for the rest the field is shown, and
 * the desk decides.
 */
export function isVisible(condition: Condition | null, seen: Seen): boolean {
  if (condition === null) return true
  const { category, fields = {}, all = [], any, not } = condition
  return (
    (category === undefined || fits(seen.category, category)) &&
    Object.entries(fields).every(([name, test]) => fits(seen.fields[name] ?? null, test)) &&
    all.every((one) => isVisible(one, seen)) &&
    (any === undefined || any.some((one) => isVisible(one, seen))) &&
    (not === undefined || !isVisible(not, seen))
  )
}

function fits(value: unknown, test: unknown): boolean {
  if (Array.isArray(value)) return value.some((one) => fits(one, test))
  if (Array.isArray(test)) return test.some((one) => fits(value, one))
  if (typeof test !== 'object' || test === null) return value === test
  const { present, atLeast, above, atMost, below } = test as Test & Record<string, never>
  if (present !== undefined) return (value !== null) === present
  if (value === null) return false
  return (
    (atLeast === undefined || (value as never) >= atLeast) &&
    (above === undefined || (value as never) > above) &&
    (atMost === undefined || (value as never) <= atMost) &&
    (below === undefined || (value as never) < below)
  )
}
