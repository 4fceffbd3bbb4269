/** The order of two texts by code point, negative when `a` comes first. `<` compares UTF-16 units, which differs above U+FFFF. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let place = 0; place < length; place += 1) {
    const left = a.charCodeAt(place)
    const right = b.charCodeAt(place)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

// A surrogate stands for a code point above U+FFFF, so it goes behind the units from U+E000 on.
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
