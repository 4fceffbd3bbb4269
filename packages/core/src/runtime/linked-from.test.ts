import { expect, it } from 'vitest'
import { ticketRecord } from '../../test/records.js'
import { LIMITS } from '../kernel/limits.js'
import type { TicketRecord } from '../store/record-types.js'
import { linkedFrom } from './linked-from.js'

/** Gives tickets by their ids, each with what it is a child of; its version is how many those are. */
function family(parents: (ticketId: string) => readonly string[]) {
  const loaded: string[] = []
  const load = async (id: string): Promise<TicketRecord | null> => {
    loaded.push(id)
    const links = parents(id).map((ticketId) => ({ kind: 'child-of' as const, ticketId }))
    return { ...ticketRecord({ id, version: links.length }), links }
  }
  return { load, loaded }
}

it('finds every ticket above once, with the version of each that it looked at', async () => {
  const above: Readonly<Record<string, readonly string[]>> = { a: ['b', 'c'], b: ['d'], c: ['d'], d: ['a'] }
  const { load, loaded } = family((id) => above[id] ?? [])
  const { ids, looked, whole } = await linkedFrom('a', 'child-of', load)
  expect([...ids].toSorted()).toEqual(['a', 'b', 'c', 'd'])
  expect(loaded.toSorted()).toEqual(['a', 'b', 'c', 'd'])
  expect(looked).toContainEqual({ ticketId: 'a', version: 2 })
  expect(whole).toBe(true)
  expect((await linkedFrom('a', 'caused-by', load)).ids.size).toBe(0)
})

it('says when there are more tickets than it looks through, high or wide', async () => {
  const high = (tickets: number) => family((id) => (Number(id) < tickets ? [`${Number(id) + 1}`] : []))
  const wide = (tickets: number) =>
    family((id) => (id === '1' ? Array.from({ length: tickets - 1 }, (_, place) => `${place + 2}`) : []))
  for (const shape of [high, wide]) {
    const all = await linkedFrom('1', 'child-of', shape(LIMITS.linkedThrough).load)
    expect([all.whole, all.looked.length]).toEqual([true, LIMITS.linkedThrough])
    const most = shape(LIMITS.linkedThrough + 1)
    expect((await linkedFrom('1', 'child-of', most.load)).whole).toBe(false)
    expect(most.loaded.length).toBeLessThanOrEqual(LIMITS.linkedThrough)
  }
})
