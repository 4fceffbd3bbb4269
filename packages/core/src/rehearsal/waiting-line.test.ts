import { expect, it } from 'vitest'
import { ticketRecord } from '../../test/records.js'
import { WaitingLine } from './waiting-line.js'

const waiting = (id: string, priorityRank: number, createdAt: number) => ticketRecord({ id, priorityRank, createdAt })

it('has the most urgent first, of these the oldest, of these the one with the lower id', () => {
  const line = new WaitingLine()
  const tickets = [waiting('c', 2, 5), waiting('a', 2, 5), waiting('b', 1, 9), waiting('d', 2, 1), waiting('e', 3, 0)]
  for (const ticket of tickets) line.put(ticket)
  const ids = () => [0, 1, 2, 3, 4].flatMap((place) => line.at(place)?.id ?? [])
  expect(ids()).toEqual(['b', 'd', 'a', 'c', 'e'])
  line.remove(waiting('d', 2, 1))
  line.remove(waiting('nobody', 2, 3))
  expect(ids()).toEqual(['b', 'a', 'c', 'e'])
})
