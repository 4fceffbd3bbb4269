/** The order of two numbers, or of two texts by code point: negative when `a` comes first; NaN for a number and a text. */
export function order(a: number | string, b: number | string): number {
  if (typeof a === 'number' || typeof b === 'number') return typeof a === typeof b ? Number(a) - Number(b) : Number.NaN
  let index = 0
  while (index < a.length && a.charCodeAt(index) === b.charCodeAt(index)) index += 1
  // Whole code points, because a surrogate pair comes after every other UTF-16 unit.
  return (a.codePointAt(index) ?? -1) - (b.codePointAt(index) ?? -1)
}
