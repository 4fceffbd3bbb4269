import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstReached } from './next-change.js'

describe('the first millisecond at which a score is reached', () => {
  it('is the one that a walk over all of them finds', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 5 })), { maxLength: 6 })
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 12 }), fc.integer({ min: -1, max: 100 }), (rises, least, span) => {
        const scoreAt = (at: number) => rises.reduce((sum, [from, by]) => sum + (at >= 1_000 + from ? by : 0), 0)
        const walked = Array.from({ length: Math.max(0, span) }, (_, index) => 1_001 + index)
        const first = walked.find((at) => scoreAt(at) >= least) ?? null
        expect(firstReached((at) => scoreAt(at) >= least, 1_000, 1_000 + span)).toBe(first)
      }),
    )
  })

  it('is none beyond the horizon, nor before now', () => {
    const scoreAt = (at: number) => at
    expect(firstReached((at) => scoreAt(at) >= 50, 0, 50)).toBe(50)
    expect(firstReached((at) => scoreAt(at) >= 51, 0, 50)).toBeNull()
    expect(firstReached((at) => scoreAt(at) >= 50, 60, 60)).toBeNull()
    expect(firstReached((at) => scoreAt(at) >= 50, 60, 55)).toBeNull()
  })

  it('takes as many looks as the span has binary digits, not one for each millisecond', () => {
    let looks = 0
    const scoreAt = (at: number) => {
      looks += 1
      return at
    }
    expect(firstReached((at) => scoreAt(at) >= 123_456_789, 0, 2 ** 36)).toBe(123_456_789)
    expect(looks).toBeLessThanOrEqual(37)
  })
})
