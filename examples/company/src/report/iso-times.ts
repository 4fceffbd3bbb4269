/** The values of an event or a reason, its instants, which the desk gives in milliseconds, as ISO texts. */
export function isoTimes(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const isInstant = typeof value === 'number' && /(?:At|[uU]ntil)$/.test(name)
      return [name, isInstant ? new Date(value).toISOString() : value]
    }),
  )
}
