import { describe, expect, it } from 'vitest'
import { openWorld, type Policy, promising, within8 } from './world.js'

const gold: Policy = { ...within8([], 'gold'), when: { tier: 'gold' } }
const open = () => openWorld(promising([gold, within8()]))
const hums = { subject: 'The lamp hums' }

// Guards the promises that a tier buys: a customer must not be able to choose its own.
describe('the tier of a requester who creates a ticket', () => {
  it('cannot be its own choice, not even the one that the host vouches for', async () => {
    const world = await open()
    for (const vouched of [{}, { tier: 'gold' }]) {
      const requester = world.as('requester', 'cem', vouched)
      await expect(requester.create({ ...hums, requester: { id: 'cem', tier: 'gold' } })).rejects.toMatchObject({
        code: 'FORBIDDEN',
        details: { reasons: [{ code: 'own-tier' }] },
      })
    }
    expect((await world.as('agent').list()).items).toEqual([])
  })

  it('is the one that the host vouches for, with the language, and counts for the promise', async () => {
    const world = await open()
    const { id } = await world.as('requester', 'cem', { tier: 'gold', locale: 'de' }).create(hums)
    expect(await world.as('agent').get(id)).toMatchObject({
      requester: { id: 'cem', tier: 'gold', locale: 'de' },
      sla: { policy: { id: 'gold' } },
    })
    const named = await world.as('requester', 'cem', { tier: 'gold' }).create({ ...hums, requester: { id: 'cem' } })
    expect((await world.as('agent').get(named.id)).requester).toEqual({ id: 'cem', tier: 'gold' })
  })

  it('is none where the host vouches for none', async () => {
    const world = await open()
    const { id } = await world.as('requester', 'cem').create(hums)
    expect(await world.as('agent').get(id)).toMatchObject({
      requester: { id: 'cem' },
      sla: { policy: { id: 'standard' } },
    })
    expect((await world.as('agent').get(id)).requester).toEqual({ id: 'cem' })
  })
})

it('what a host vouches for about an agent goes into nobody’s ticket, and an agent names the requester’s tier', async () => {
  const world = await open()
  const ann = world.as('agent', 'ann', { tier: 'gold', locale: 'de' })
  const plain = await ann.create({ ...hums, requester: { id: 'cem' } })
  expect(plain).toMatchObject({ requester: { id: 'cem' }, sla: { policy: { id: 'standard' } } })
  expect(plain.requester).toEqual({ id: 'cem' })
  const named = await ann.create({ ...hums, requester: { id: 'cem', tier: 'gold' } })
  expect(named).toMatchObject({ requester: { id: 'cem', tier: 'gold' }, sla: { policy: { id: 'gold' } } })
})
