import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShareRows } from './share-rows.js'

const NONE = Number.POSITIVE_INFINITY

describe('rows of shares', () => {
  it('know the least share of each row, how many have it and where, as looking at all places does', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 })
    const share = fc.oneof(fc.constant(NONE), fc.integer({ min: 0, max: 3 }))
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(), share), { maxLength: 100 })
    fc.assert(
      fc.property(lengths, changes, (of, drawn) => {
        const rows = new ShareRows(of)
        const plain = of.map((length) => Array.from({ length }, () => NONE))
        for (const [some, place, given] of drawn) {
          const row = some % of.length
          const at = place % (of[row] ?? 1)
          rows.set(row, at, given)
          plain[row]?.splice(at, 1, given)
        }
        plain.forEach((shares, row) => {
          const least = Math.min(...shares)
          const places = shares.flatMap((one, at) => (one === least && least !== NONE ? [at] : []))
          expect(rows.least[row]).toBe(least)
          expect(rows.count[row]).toBe(places.length)
          expect(places.map((_, nth) => rows.placeOf(row, nth)).toSorted((a, b) => a - b)).toEqual(places)
        })
      }),
    )
  })

  it('have nothing before a place is given its share', () => {
    const rows = new ShareRows([3, 1])
    expect([...rows.least]).toEqual([NONE, NONE])
    expect([...rows.count]).toEqual([0, 0])
  })
})
