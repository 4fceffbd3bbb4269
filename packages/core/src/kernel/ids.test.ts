import { describe, expect, it } from 'vitest'
import { sequentialIds } from '../testing/sequential-ids.js'
import { formatUuid7 } from './ids.js'
import { systemIds } from './system.js'

const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const NOW = Date.UTC(2025, 5, 1)

describe('formatUuid7', () => {
  it('gives the example of RFC 9562, appendix A.6', () => {
    // 0x017F22E279B0, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F
    const random = [0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]
    expect(formatUuid7(1_645_557_742_000, Uint8Array.from(random))).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
  })

  it('keeps version and variant whatever the random bytes', () => {
    expect(formatUuid7(0, new Uint8Array(10))).toBe('00000000-0000-7000-8000-000000000000')
    expect(formatUuid7(0, new Uint8Array(10).fill(0xff))).toBe('00000000-0000-7fff-bfff-ffffffffffff')
  })

  it('orders as text as the instants do, from 1970 to past 2200', () => {
    const instants = [0, 1, 0xffff, 0x1_0000, Date.UTC(2025, 0), Date.UTC(2025, 0) + 1, Date.UTC(2199, 11), 2 ** 48 - 1]
    const ids = instants.map((now, index) => formatUuid7(now, new Uint8Array(10).fill(255 - index)))
    expect([...ids].sort()).toEqual(ids)
    expect(ids.every((id) => UUID7.test(id))).toBe(true)
  })

  it('stands still before 1970, where UUIDs have no time', () => {
    expect(formatUuid7(Date.UTC(1900, 0), new Uint8Array(10))).toMatch(/^00000000-0000-7/)
  })
})

describe('systemIds', () => {
  const ids = Array.from({ length: 100_000 }, (_, index) => systemIds.next(NOW + Math.floor(index / 1_000)))

  it('makes 100,000 ids of the right form, none twice, in the order of their milliseconds', () => {
    expect(ids.filter((id) => !UUID7.test(id))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
    const times = ids.map((id) => id.slice(0, 13))
    expect([...times].sort()).toEqual(times)
    expect(new Set(times).size).toBe(100)
  })

  it('fills all 74 random bits: each is set in about half of the ids, and no two go together', () => {
    const set = new Array<number>(80).fill(0)
    let neighbours = 0
    for (const id of ids) {
      const bits = BigInt(`0x${id.replaceAll('-', '').slice(12)}`)
      for (let bit = 0; bit < 80; bit += 1) {
        if ((bits >> BigInt(bit)) & 1n) set[bit] = (set[bit] ?? 0) + 1
      }
      // Bits 0 and 8 lie in neighbouring bytes; a pool that repeats bytes would tie them together.
      if ((bits & 1n) === ((bits >> 8n) & 1n)) neighbours += 1
    }
    const random = set.filter((count) => count !== 0 && count !== ids.length)
    expect(random.length).toBe(74)
    // Eight standard deviations of a fair coin.
    const tolerance = 8 * Math.sqrt(ids.length / 4)
    expect(random.filter((count) => Math.abs(count - ids.length / 2) > tolerance)).toEqual([])
    expect(Math.abs(neighbours - ids.length / 2)).toBeLessThan(tolerance)
  })

  it('uses no random byte for two ids', () => {
    const last = (id: string | undefined) => id?.slice(-1)
    const first = (id: string) => id.replaceAll('-', '').slice(13, 14)
    const same = ids.filter((id, index) => first(id) === last(ids[index - 1])).length
    expect(Math.abs(same - ids.length / 16)).toBeLessThan(8 * Math.sqrt(ids.length / 16))
  })
})

it('counts in tests, so that the same commands give the same bytes', () => {
  const ids = sequentialIds('m')
  expect([ids.next(NOW), ids.next(0), sequentialIds().next(NOW)]).toEqual(['m-000001', 'm-000002', 'id-000001'])
})
