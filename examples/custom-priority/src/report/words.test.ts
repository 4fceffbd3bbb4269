import { expect, it } from 'vitest'
import { duration, minute, percent, term } from './words.js'

it.each([
  [0, '0 min', '0 分钟'],
  [29, '0 min', '0 分钟'],
  [59 * 60 + 31, '1 h', '1 小时'],
  [47_760, '13 h 16 min', '13 小时 16 分钟'],
  [90_061, '1 d 1 h', '1 天 1 小时'],
  [86_400 + 60, '1 d', '1 天'],
])('says %d seconds by the two greatest units', (seconds, en, zh) => {
  expect(duration(seconds)).toEqual({ en, zh })
})

it('says that something is not there', () => {
  expect([percent(null), minute(null)]).toEqual(['–', '–'])
  expect([percent(0.60803), minute(new Date('2016-03-07T15:42:59Z'))]).toEqual(['60.8 %', '2016-03-07 15:42'])
})

it('says a name that it does not know as it is', () => {
  expect([term('high'), term('odd')]).toEqual([
    { en: 'high', zh: '高' },
    { en: 'odd', zh: 'odd' },
  ])
})
