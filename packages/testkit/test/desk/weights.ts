import { defineRouting, leastLoad } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type DecidingWorld, deciding, expectSound, holders, openDeciding, request } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const weighing = (weights: Readonly<Record<string, number>>) => deciding({ routing: leastLoad(), weights })
const desk = weighing({ phone: 3, chat: 2 })

const CHANNELS = ['phone', 'chat', 'web', 'email', 'fax'] as const
const WEIGHTS: Readonly<Record<string, number>> = { phone: 3, chat: 2 }

/** What is counted of ann: in all, and of each channel. */
async function counted({ store }: DecidingWorld, agent = 'ann') {
  const keys = [`load:${agent}`, ...CHANNELS.map((channel) => `load/${channel}:${agent}`)]
  const values = await store.counters('acme', keys)
  return Object.fromEntries(keys.map((key, index) => [key, values[index]]).filter(([, value]) => value !== 0))
}

/** How much a ticket is, and how much of what an agent holds. */
export function weightScenarios(create: CreateDeskFixture): void {
  describe('a weight', () => {
    it('counts by the channel, and what is named nowhere is one', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { capacity: 7 })
      const ids: string[] = []
      for (const channel of ['phone', 'chat', 'web']) ids.push((await world.sam.create(request({ channel }))).id)
      expect(await counted(world)).toEqual({
        'load:ann': 6,
        'load/phone:ann': 3,
        'load/chat:ann': 2,
        'load/web:ann': 1,
      })
      const chat = await world.sam.create(request({ channel: 'chat' }))
      expect(chat.assignee).toBeNull()
      expect((await world.sam.explain(chat.id)).assignment?.reasons).toEqual([
        { code: 'full', agent: 'ann', load: 6, capacity: 7 },
      ])
      // A smaller one fits all the same.
      expect((await world.sam.create(request())).assignee).toBe('ann')
      await world.sam.send(ids[0] ?? '', { type: 'solve' })
      expect(await holders(world, [chat.id])).toEqual(['ann'])
      expect((await counted(world))['load:ann']).toBe(6)
      await expectSound(world)
    })

    it('is given out as far as it fits: of 64 tickets at once, to an agent with five places', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { capacity: 5 })
      const tickets = await Promise.all(
        Array.from({ length: 64 }, (_, index) => world.sam.create(request({ channel: CHANNELS[index % 5] ?? 'web' }))),
      )
      await world.work({ minutes: 2 })
      const held = (await world.sam.list({ where: { assignee: 'ann' }, limit: 100 })).items
      const sum = held.reduce((total, { channel }) => total + (WEIGHTS[channel] ?? 1), 0)
      expect([tickets.length, sum]).toEqual([64, 5])
      expect(await counted(world)).toMatchObject({ 'load:ann': 5 })
      await expectSound(world)
    })

    it('fills an agent exactly also when people assign by hand at once, from two nodes', async () => {
      const world = await openDeciding(create, weighing({ phone: 3, chat: 2 }))
      const other = await world.node(desk)
      await world.put('ann', { status: 'away', capacity: 5 })
      const ids: string[] = []
      for (let index = 0; index < 64; index += 1) {
        ids.push((await world.sam.create(request({ channel: CHANNELS[index % 5] ?? 'web' }))).id)
      }
      const results = await Promise.allSettled(
        ids.map((id, index) => (index % 2 === 0 ? world : other).sam.assign(id, { agent: 'ann' })),
      )
      let sum = 0
      for (const result of results) {
        if (result.status === 'fulfilled') sum += WEIGHTS[result.value.channel] ?? 1
        else {
          const { code, details } = await failure(Promise.reject(result.reason))
          expect([code, details['max']]).toEqual(['CAPACITY_EXCEEDED', 5])
        }
      }
      // Something of one was always there to fill it up.
      expect([sum, (await counted(world))['load:ann']]).toEqual([5, 5])
      await expectSound(world)
    })

    it('of a channel has its own limit: one telephone, and none of the fax', async () => {
      const world = await openDeciding(create, desk)
      await world.put('ann', { capacity: 20, channels: { phone: 3, fax: 0, toString: 0 } })
      const phones = await Promise.all([1, 2, 3].map(() => world.sam.create(request({ channel: 'phone' }))))
      await world.work({ minutes: 2 })
      const given = await holders(
        world,
        phones.map(({ id }) => id),
      )
      expect(given.filter((one) => one === 'ann')).toHaveLength(1)
      const fax = await world.sam.create(request({ channel: 'fax' }))
      expect((await world.sam.explain(fax.id)).assignment?.reasons).toEqual([
        { code: 'channel-full', agent: 'ann', channel: 'fax', load: 0, capacity: 0 },
      ])
      expect(await failure(world.sam.assign(fax.id, { agent: 'ann' }))).toMatchObject({ code: 'CAPACITY_EXCEEDED' })
      expect((await world.sam.create(request({ channel: 'constructor' }))).assignee).toBe('ann')
      expect((await world.sam.create(request())).assignee).toBe('ann')
      const [held] = phones.filter((_, index) => given[index] === 'ann')
      await world.sam.send(held?.id ?? '', { type: 'solve' })
      expect((await counted(world))['load/phone:ann']).toBe(3)
      await expectSound(world)
    })

    it('of one telephone is one ticket, where a telephone call is one', async () => {
      const world = await openDeciding(create, deciding({ routing: leastLoad() }))
      await world.put('ann', { channels: { phone: 1 } })
      await Promise.all(Array.from({ length: 16 }, () => world.sam.create(request({ channel: 'phone' }))))
      expect(await counted(world)).toEqual({ 'load:ann': 1, 'load/phone:ann': 1 })
      await expectSound(world)
    })

    it('is what it was when the ticket was created, whatever other nodes think a channel is by now', async () => {
      const world = await openDeciding(create, desk)
      const later = await world.node(weighing({ phone: 1, chat: 5, web: 2 }))
      await world.put('ann', { capacity: 40 })
      await world.put('bob', { status: 'away', capacity: 40 })
      const ids: string[] = []
      for (const node of [world, later]) {
        for (const channel of ['phone', 'chat', 'web']) ids.push((await node.sam.create(request({ channel }))).id)
      }
      expect((await counted(world))['load:ann']).toBe(6 + 8)
      const [first = '', second = '', third = '', fourth = '', ...rest] = ids
      await later.sam.send(first, { type: 'solve' })
      await world.sam.send(fourth, { type: 'solve' })
      await later.sam.assign(second, { agent: 'bob' })
      await later.sam.unassign(third)
      expect(await counted(world, 'bob')).toEqual({ 'load:bob': 2, 'load/chat:bob': 2 })
      await later.sam.send(first, { type: 'reopen' })
      expect((await counted(world))['load/phone:ann']).toBe(3)
      for (const id of [first, second, third, ...rest]) {
        await (id === first ? world : later).sam.send(id, { type: 'solve' })
      }
      expect([await counted(world), await counted(world, 'bob')]).toEqual([{}, {}])
      await expectSound(world)
    })

    it('counts an offer like a ticket, and nothing is left when all is done', async () => {
      const routing = defineRouting({ id: 'asking', tiers: [{ by: [leastLoad()] }], offer: { minutes: 1 } })
      const world = await openDeciding(create, deciding({ routing, weights: { phone: 3, chat: 2 } }))
      await world.put('ann', { capacity: 5, channels: { chat: 2 } })
      const tickets = await Promise.all(
        ['phone', 'chat', 'web', 'chat', 'phone', 'web'].map((channel) => world.sam.create(request({ channel }))),
      )
      expect((await counted(world))['load:ann']).toBeLessThanOrEqual(5)
      for (let minute = 0; minute < 20; minute += 1) {
        await world.work({ seconds: 30 })
        expect((await counted(world))['load:ann'] ?? 0).toBeLessThanOrEqual(5)
        expect((await counted(world))['load/chat:ann'] ?? 0).toBeLessThanOrEqual(2)
        const { offer, id } = await world.sam.get(tickets[minute % 6]?.id ?? '')
        if (offer !== null) await world.as('agent', 'ann').accept(id)
      }
      await expectSound(world)
      for (const { id } of tickets) await world.sam.send(id, { type: 'solve' })
      expect(await counted(world)).toEqual({})
      await expectSound(world)
    })

    it.each([0, -1, 1.5, Number.NaN, Infinity, 1_001, '3', null])('cannot be %s', (weight) => {
      const define = () => weighing({ phone: weight as number })
      expect(define).toThrow(/The desk's weights are wrong: weights.phone /)
    })

    it.each([-1, 1.5, Number.NaN, Infinity, 10_001, '5'])('of an agent has no capacity of %s', async (capacity) => {
      const world = await openDeciding(create, desk)
      const agent = { id: 'ann', name: 'ann' }
      const wrong = { capacity: capacity as number, channels: { phone: capacity as number } }
      const issues = [{ path: ['capacity'] }, { path: ['channels', 'phone'] }]
      const refused = await failure(world.directory.putAgent({ ...agent, ...wrong }))
      expect(refused).toMatchObject({ code: 'INVALID_INPUT', details: { issues } })
      expect(await world.directory.agents()).toEqual([])
    })
  })
}
