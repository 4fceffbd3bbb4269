import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { OccurrenceQueue } from './occurrence-queue.js'

it('gives what was put by its instants, and of one instant in the order in which it was put', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 60 }), (instants) => {
      const queue = new OccurrenceQueue<number>()
      for (const [item, at] of instants.entries()) queue.put(at, item)
      const taken: number[] = []
      while (queue.nextAt !== null) {
        const { nextAt } = queue
        const next = queue.take()
        expect(next?.at).toBe(nextAt)
        taken.push(next?.item ?? -1)
      }
      const wanted = instants.map((at, item) => ({ at, item })).sort((a, b) => a.at - b.at || a.item - b.item)
      expect(taken).toEqual(wanted.map(({ item }) => item))
      expect(queue.take()).toBeUndefined()
    }),
  )
})

it('takes what is put while it is emptied', () => {
  const queue = new OccurrenceQueue<string>()
  queue.put(5, 'late')
  queue.put(1, 'early')
  expect(queue.take()?.item).toBe('early')
  queue.put(3, 'between')
  expect([queue.take()?.item, queue.take()?.item, queue.nextAt]).toEqual(['between', 'late', null])
})
