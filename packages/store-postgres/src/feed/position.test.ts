import { expect, it } from 'vitest'
import { readPosition, writePosition } from './position.js'

it.each([
  { feed: 'f', transaction: '0', ticketId: '', seq: 0 },
  { feed: '', transaction: '18446744073709551615', ticketId: '客 "x"\n', seq: 2_147_483_647 },
])('reads what it wrote: %j', (place) => {
  expect(readPosition(writePosition(place))).toEqual(place)
})

it.each([
  ...[
    '',
    ' ',
    'x',
    'null',
    '1',
    '{}',
    '[]',
    '["f","1","a"]',
    '["f","1","a",1,1]',
    '["f",1,"a",1]',
    '["f","1",1,1]',
    '["f","1","a","1"]',
  ],
  ...[
    '["f","-1","a",1]',
    '["f","1e3","a",1]',
    '["f","0x1","a",1]',
    '["f","18446744073709551616","a",1]',
    '["f","1","a",1.5]',
    '["f","1","a",-1]',
  ],
  ...[
    '["f","1","a",2147483648]',
    '["f","1","a\\u0000",1]',
    '["f","1","\\ud800",1]',
    '["f","1; select 1","a",1]',
    '[1,"1","a",1]',
  ],
  `["f","1","${'a'.repeat(1_000)}",1]`,
])('takes %j for none', (position) => {
  expect(readPosition(position)).toBeNull()
})
