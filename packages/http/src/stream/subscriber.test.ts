import { expect, it } from 'vitest'
import { subscriberOf } from './subscriber.js'

// A stream that opened at a beat, or that took two to open, was ended before anybody could have read it.
it('is given up by no beat before its first frame, and by the second that finds it unread', () => {
  const subscriber = subscriberOf({ type: 'agent', id: 'a1' }, () => {})
  for (let beats = 0; beats < 3; beats += 1) subscriber.beat(null)
  expect(subscriber.ended).toBe(false)
  subscriber.write(new TextEncoder().encode('event: ready\n\n'), 'p1')
  subscriber.release()
  subscriber.beat(null)
  expect(subscriber.ended).toBe(false)
  subscriber.beat(null)
  expect(subscriber.ended).toBe(true)
})
