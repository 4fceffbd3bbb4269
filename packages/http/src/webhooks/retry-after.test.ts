import { expect, it } from 'vitest'
import { retryAfterMs } from './retry-after.js'

const NOW = Date.UTC(2025, 2, 3, 9)
const DAY = 86_400_000

it.each([
  ['0', 0],
  ['120', 120_000],
  [' 7 ', 7_000],
  ['86400', DAY],
  ['86401', DAY],
  ['99999999999999999999', DAY],
  ['Mon, 03 Mar 2025 09:01:00 GMT', 60_000],
  ['Monday, 03-Mar-25 09:01:00 GMT', 60_000],
  ['Mon, 03 Mar 2025 08:00:00 GMT', 0],
  ['Mon, 03 Mar 2031 09:00:00 GMT', DAY],
])('%j is %d ms', (header, expected) => expect(retryAfterMs(header, NOW)).toBe(expected))

it.each([null, '', '-1', '1.5', '1e3', '0x10', 'soon', '2025-03-03T10:00:00Z', 'Mon, nonsense', '10, 20'])(
  '%j is none',
  (header) => expect(retryAfterMs(header, NOW)).toBeNull(),
)
