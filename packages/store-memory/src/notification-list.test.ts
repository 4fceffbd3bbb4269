import fc from 'fast-check'
import { expect, test } from 'vitest'
import { notification } from '../test/records.js'
import { compareNotifications, NotificationList } from './notification-list.js'

const notes = fc
  .uniqueArray(
    fc.record({ id: fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }), at: fc.integer({ min: 1, max: 4 }) }),
    { selector: ({ id }) => id, maxLength: 30 },
  )
  .map((given) => given.map(({ id, at }) => notification({ id, createdAt: at })))

test('keeps its order whatever comes and goes', () => {
  fc.assert(
    fc.property(notes, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 30 }), (given, bound, gone) => {
      const list = new NotificationList()
      for (const one of given) list.add(one)
      for (const one of given.slice(0, gone)) list.remove(one)
      const left = given.slice(gone).toSorted(compareNotifications)
      expect(list.pageBefore(null, 100)).toEqual(left)
      for (const [place, one] of left.entries()) {
        expect(list.pageBefore(one, 3)).toEqual(left.slice(Math.max(0, place - 3), place))
      }
      expect(list.takeBefore(bound)).toEqual(left.filter(({ createdAt }) => createdAt < bound))
      expect(list.pageBefore(null, 100)).toEqual(left.filter(({ createdAt }) => createdAt >= bound))
    }),
  )
})

test('leaves what it does not hold', () => {
  const list = new NotificationList()
  list.add(notification({ id: 'a' }))
  list.remove(notification({ id: 'b' }))
  list.remove(notification({ id: 'a', createdAt: 0 }))
  expect(list.pageBefore(null, 9)).toHaveLength(1)
})
