import { describe, expect, it } from 'vitest'
import { inboxOf, openWorld, promising, request, within8 } from './world.js'

const steps = [
  {
    used: 0.5,
    do: [
      { action: 'effect', effect: 'fax' },
      { action: 'effect', effect: 'page' },
      { action: 'notify', to: [{ agent: 'ann' }], kind: 'half' },
    ],
  },
] as const

/** A ticket whose step was taken by a node that has no fax any more; the desk that had one is gone. */
async function withoutFax() {
  const world = await openWorld(promising([within8(steps)], { effects: { fax: {}, page: {} } }))
  const { id } = await world.as('agent', 'ann').create(request())
  const node = await world.node(promising([], { effects: { page: {} } }))
  world.clock.advance({ hours: 4 })
  await node.desk.system.tick()
  const seen = async () => [
    node.delivered.map(({ effect }) => effect),
    (await inboxOf(world, 'agent', 'ann')).map(({ kind }) => kind),
  ]
  return { world, id, node, seen }
}

// Guards the messages of a ticket from waiting for ever behind an effect that was taken out of the desk.
describe('an effect that a node has no handler for', () => {
  it('is left to others, and later messages of its ticket with it', async () => {
    const { world, node, seen } = await withoutFax()
    expect(await seen()).toEqual([[], []])
    world.clock.advance({ seconds: 15 })
    await world.desk.system.tick()
    expect(world.delivered.map(({ effect }) => effect)).toEqual(['fax', 'page'])
    expect([await seen(), node.errors]).toEqual([[[], ['half']], []])
    expect(await world.as('lead').deadLetters()).toEqual([])
  })

  it('is given up after two days of asking, which is reported, and later messages flow', async () => {
    const { world, id, node, seen } = await withoutFax()
    for (let hours = 0; hours < 60; hours += 1) {
      world.clock.advance({ hours: 1 })
      await node.desk.system.tick()
    }
    expect(await seen()).toEqual([['page'], ['half']])
    expect(await world.as('lead').deadLetters()).toMatchObject([
      { ticketId: id, kind: 'outbox', error: expect.stringContaining('effect fax') },
    ])
    expect(node.errors).toEqual([expect.objectContaining({ code: 'INTERNAL' })])
    expect(String(node.errors[0])).toContain(`The effect fax of ticket ${id} was given up`)
  })
})
