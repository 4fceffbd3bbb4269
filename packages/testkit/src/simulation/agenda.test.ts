import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { Agenda } from './agenda.js'

it('gives appointments by instant, and those of one instant as they were put down, also when more come meanwhile', () => {
  const anyInstants = fc.array(fc.tuple(fc.nat(20), fc.boolean()), { maxLength: 60 })
  fc.assert(
    fc.property(anyInstants, (instants) => {
      const agenda = new Agenda()
      const kept: { at: number; order: number }[] = []
      const taken: number[] = []
      const expected: number[] = []
      const take = () => {
        void agenda.take()?.run()
        kept.sort((one, other) => one.at - other.at || one.order - other.order)
        const [first] = kept.splice(0, 1)
        if (first !== undefined) expected.push(first.order)
      }
      for (const [order, [at, takesOne]] of instants.entries()) {
        agenda.put(at, () => void taken.push(order))
        kept.push({ at, order })
        if (takesOne) take()
        expect(agenda.next).toBe(Math.min(...kept.map((one) => one.at)))
      }
      while (agenda.next < Number.POSITIVE_INFINITY) take()
      expect(taken).toEqual(expected)
      expect(taken).toHaveLength(instants.length)
      expect(agenda.take()).toBeUndefined()
    }),
  )
})
