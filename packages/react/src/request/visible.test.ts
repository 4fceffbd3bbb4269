import { describe, expect, test } from 'vitest'
import { isVisible } from './visible.js'

const seen = { category: 'sound', fields: { wet: true, many: 3, colours: ['black', 'sand'] } }

describe('a field is asked for', () => {
  test.each([
    [null, true],
    [{ category: 'sound' }, true],
    [{ category: ['light', null] }, false],
    [{ fields: { wet: true } }, true],
    [{ fields: { dry: { present: false } } }, true],
    [{ fields: { many: { atLeast: 3, below: 4 } } }, true],
    [{ fields: { many: { above: 3 } } }, false],
    [{ fields: { missing: { atMost: 3 } } }, false],
    [{ fields: { colours: 'sand' } }, true],
    [{ any: [{ category: 'light' }, { fields: { wet: true } }] }, true],
    [{ all: [{ category: 'sound' }, { fields: { wet: false } }] }, false],
    [{ not: { category: 'sound' } }, false],
    // Only the desk knows: it is asked for.
    [{ tier: 'gold' }, true],
  ] as const)('%j: %s', (condition, shown) => {
    expect(isVisible(condition, seen)).toBe(shown)
  })
})
