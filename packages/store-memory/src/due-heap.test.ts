import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DueHeap, type HeapRow } from './due-heap.js'

interface Row extends HeapRow<Row> {
  readonly name: string
  readonly order: number
}

const steps = fc.array(fc.oneof(fc.record({ add: fc.integer({ min: 0, max: 9 }) }), fc.record({ remove: fc.nat() })), {
  maxLength: 200,
})

test('gives the same first row as a sorted list, whatever is added and taken out', () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const heap = new DueHeap<Row>((a, b) => a.order - b.order)
      const list: Row[] = []
      for (const [order, step] of sequence.entries()) {
        if ('add' in step) {
          const row: Row = { name: `r${order}`, at: step.add, order: -order, heap: null, place: -1 }
          heap.add(row)
          list.push(row)
          list.sort((a, b) => a.at - b.at || a.order - b.order)
        } else if (list.length > 0) {
          const [row] = list.splice(step.remove % list.length, 1)
          if (row) heap.remove(row)
          expect(row?.heap).toBeNull()
        }
        expect(heap.first?.name).toBe(list[0]?.name)
      }
    }),
  )
})
