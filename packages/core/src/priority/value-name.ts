/** How a table or a list names a value; one that is not there, a list or an object has no place in it. */
export function valueName(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : undefined
}
