import { describe, expect, it } from 'vitest'
import { HOUR, logOf, openWorld, promising, START, type World, within8 } from './world.js'

const tell = [{ action: 'notify', to: ['lead'] }] as const
const ladder = [
  { used: 0.5, do: tell },
  { after: {}, do: tell },
] as const

/** Imports entries of one ticket: each the hour in which it happened, and one command. */
async function imported(
  world: World,
  first: number,
  ...entries: readonly (readonly [hour: number, command: object])[]
) {
  const ticket = {
    externalId: 'T-1',
    entries: entries.map(([hour, command], index) => ({
      position: first + index,
      occurredAt: new Date(START + hour * HOUR),
      actor: { type: 'agent', id: 'of-old' },
      commands: [command],
    })),
  }
  const tickets = [ticket as never]
  for await (const { ticketId } of world.as('service').import({ source: 'old', tickets })) return ticketId
  throw new Error('nothing was imported')
}

/** A ticket that was imported, and promised something when the clock began; twenty hours later. */
async function promised() {
  const world = await openWorld(promising([within8(ladder)]))
  const id = await imported(world, 0, [0, { type: 'create', subject: 'It hums', requester: { id: 'cem' } }])
  await world.as('agent', 'ann').tag(id, { add: ['old'] })
  world.clock.advance({ hours: 20 })
  return { world, id }
}

// Guards verdicts from being lost, or from being given as of whenever the desk next does something.
describe('an import that ends a run of a ticket under a promise', () => {
  it('gives the verdict, stamped as the import’s', async () => {
    const { world, id } = await promised()
    await imported(world, 1, [3, { type: 'move', state: 'solved' }])
    const [moved, met, ...more] = await world.store.history({ tenant: 'acme', ticketId: id, afterSeq: 3, limit: 10 })
    expect([moved?.type, more]).toEqual(['ticket.transitioned', []])
    expect(met).toMatchObject({
      type: 'sla.met',
      occurredAt: START + 3 * HOUR,
      recordedAt: START + 20 * HOUR,
      actor: { type: 'system', id: 'docket' },
      cause: { kind: 'import', id: 'old' },
      data: { endedAt: START + 3 * HOUR, left: 5 * 3600 },
    })
    expect(await world.as('agent').verdicts(id)).toMatchObject([{ verdict: 'met', secondsLeft: 5 * 3600 }])
  })

  it('fires nothing, late as it may be: no step, no message, no timer', async () => {
    const { world, id } = await promised()
    await imported(world, 1, [10, { type: 'move', state: 'solved' }])
    expect((await logOf(world, id)).slice(3)).toEqual([
      ['ticket.transitioned', 10],
      ['sla.breached', 10],
      ['sla.completed', 10],
    ])
    expect(await world.desk.system.nextWakeupAt()).toBeNull()
    expect(await world.desk.system.tick()).toEqual({ timers: 0, messages: 0 })
    expect((await world.as('lead').inbox.list()).items).toEqual([])
  })

  it('gives it once: neither the next command nor the same import again judges anew', async () => {
    const { world, id } = await promised()
    const solved = [3, { type: 'move', state: 'solved' }] as const
    await imported(world, 1, solved)
    await imported(world, 1, solved)
    await world.as('agent', 'ann').note(id, { body: 'x' })
    expect((await logOf(world, id)).map(([type]) => type).slice(3)).toEqual([
      'ticket.transitioned',
      'sla.met',
      'message.added',
    ])
    // What is imported next is not taken for known because of the verdict's event.
    await imported(world, 1, solved, [30, { type: 'move', state: 'open' }])
    expect((await world.as('agent').get(id)).state).toBe('open')
  })
})
