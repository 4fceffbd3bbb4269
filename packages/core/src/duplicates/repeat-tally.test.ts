import { expect, it } from 'vitest'
import { ticketRecord } from '../testing/ticket-record.js'
import { RepeatTally, WITHIN_MS } from './repeat-tally.js'

const at = 10 * WITHIN_MS
const ticket = (more: object = {}) => ticketRecord({ createdAt: at, ...more })
const solved = (solvedAt: number | null, more: object = {}) =>
  ticketRecord({ facts: { ...ticketRecord().facts, solvedAt }, ...more })

it.each([
  ['solved just before', [solved(at)], 1],
  ['solved 7 days before', [solved(at - WITHIN_MS)], 1],
  ['solved longer ago', [solved(at - WITHIN_MS - 1)], 0],
  ['solved later', [solved(at + 1)], 0],
  ['not solved', [solved(null)], 0],
  ['merged', [solved(at, { flow: { mergedInto: 'x' } })], 0],
  ['one of several', [solved(null), solved(at), solved(at - 1)], 1],
  ['nothing', [], 0],
])('counts what came after %s', (_, earlier, repeats) => {
  const tally = new RepeatTally()
  tally.add(ticket(), earlier)
  tally.add(ticket(), [])
  expect(tally.result()).toEqual({ tickets: 2, duplicates: 0, repeats, rate: repeats / 2 })
})

it('counts a duplicate as such alone, and has no rate without tickets', () => {
  const tally = new RepeatTally()
  expect(tally.result().rate).toBe(null)
  tally.add(ticket({ flow: { mergedInto: 'x' } }), [solved(at)])
  tally.add(ticket({ links: [{ kind: 'duplicates', ticketId: 'x' }] }), [solved(at)])
  tally.add(
    ticket({
      links: [
        { kind: 'duplicated-by', ticketId: 'x' },
        { kind: 'related', ticketId: 'y' },
      ],
    }),
    [],
  )
  expect(tally.result()).toEqual({ tickets: 3, duplicates: 2, repeats: 0, rate: 2 / 3 })
})
