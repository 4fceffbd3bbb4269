import { DocketError, type Store } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { HOUR, openWorld, type Policy, promising, request, START, type World, within8 } from './world.js'

const hours = (count: number) => new Date(START + count * HOUR)
const window = { since: hours(-1), until: hours(30), change: {} }
const policy = (id: string, within: number, more: Partial<Policy> = {}): Policy => ({
  id,
  targets: { resolution: { within: { hours: within }, escalate: [] } },
  ...more,
})

/** Two tickets of the partner paul among three of others, and something that happens to each in turn. */
async function ticketsOf(world: World) {
  const partners: string[] = []
  const others: string[] = []
  for (const requester of ['cem', 'paul', 'dan', 'paul', 'eve']) {
    const { id } = await world.as('agent', 'ann').create({ ...request(), requester: { id: requester } })
    const list = requester === 'paul' ? partners : others
    list.push(id)
    world.clock.advance({ seconds: 1 })
  }
  for (const id of [...others, ...partners]) await world.as('agent', 'ann').tag(id, { add: ['x'] })
  world.clock.advance({ hours: 30 })
  return { partners, others }
}

/** A store that notes whose history is read. */
const readingOf = (store: Store, read: string[]) =>
  new Proxy(store, {
    get(target, name) {
      if (name !== 'history') return Reflect.get(target, name, target)
      return (query: Parameters<Store['history']>[0]) => {
        read.push(query.ticketId)
        return target.history(query)
      }
    },
  })

describe('a rehearsal', () => {
  // Guards that who was asked first stays a fact: the duplicate's older request counts in every rehearsal.
  it('keeps what a ticket took over from its duplicate', async () => {
    const world = await openWorld(promising([within8()]))
    const ann = world.as('agent', 'ann')
    const lead = world.as('lead')
    const older = await ann.create(request('first'))
    world.clock.advance({ hours: 3 })
    const { id } = await ann.create(request('second'))
    world.clock.advance({ hours: 1 })
    await ann.link(older.id, { kind: 'duplicates', ticketId: id })
    await ann.send(older.id, { type: 'solve' })
    world.clock.advance({ hours: 6 })
    await ann.send(id, { type: 'solve' })
    world.clock.advance({ hours: 20 })
    expect(await ann.verdicts(id)).toMatchObject([{ verdict: 'breached', startedAt: hours(0), dueAt: hours(8) }])
    // Solved at ten: by itself it would have begun at three, and have been in time within eight hours or nine.
    const nine = await lead.rehearse({ ...window, change: { sla: [policy('nine', 9)] } })
    expect([nine.before.verdicts, nine.after.verdicts]).toEqual([
      { met: 1, breached: 1, running: 0 },
      { met: 1, breached: 1, running: 0 },
    ])
    const twelve = await lead.rehearse({ ...window, change: { sla: [policy('twelve', 12)] } })
    expect(twelve.after.verdicts).toEqual({ met: 2, breached: 0, running: 0 })
  })

  // Guards the memory of a node, and tickets out of reach: each history is read by itself, and only those that count.
  it('reads one ticket after the other, once, and only those in reach', async () => {
    const world = await openWorld(promising([within8()]))
    const { partners, others } = await ticketsOf(world)
    const read: string[] = []
    const node = await world.node(promising([within8()]), (store) => readingOf(store, read))
    const own = await node.as('partner', 'paul').rehearse(window)
    expect([own.tickets, read]).toEqual([partners.length, partners])
    expect(own.before.verdicts).toEqual({ met: 0, breached: partners.length, running: 0 })
    read.length = 0
    const all = await node.as('lead').rehearse(window)
    expect([all.tickets, read.toSorted()]).toEqual([5, [...partners, ...others].toSorted()])
    expect(all.events).toBe(10)
    expect(all.before.verdicts).toEqual({ met: 0, breached: 5, running: 0 })
  })
})

// Guards a recomputation from stopping at, or hiding, one ticket that cannot be changed.
describe('a recomputation', () => {
  /** Three tickets, the second under a promise whose definition the returned node cannot find. */
  const open = async (wrap = (store: Store) => store) => {
    const world = await openWorld(promising([policy('lamps', 5, { when: { team: 'lamps' } }), within8()]))
    const ids: string[] = []
    for (const team of [null, 'lamps', null]) {
      ids.push((await world.as('agent', 'ann').create({ ...request(), ...(team && { team }) })).id)
      world.clock.advance({ seconds: 1 })
    }
    const node = await world.node(promising([policy('new', 2)]), (store) => {
      return new Proxy(wrap(store), {
        get(target, name) {
          if (name !== 'definition') return Reflect.get(target, name, target)
          return async (...given: Parameters<Store['definition']>) =>
            given[2] === 'lamps' ? null : target.definition(...given)
        },
      })
    })
    const promised = async () => Promise.all(ids.map(async (id) => (await world.as('agent').get(id)).sla?.policy.id))
    return { world, ids, node, promised }
  }

  it('says which ticket refused and why, and goes on with the others', async () => {
    const { ids, node, promised } = await open()
    for (const dryRun of [true, false]) {
      const { items, failed, examined, next } = await node.as('admin').recomputeSla({ mode: 'recompute', dryRun })
      expect(items.map(({ ticketId }) => ticketId)).toEqual([ids[0], ids[2]])
      expect(failed).toEqual([
        { ticketId: ids[1], code: 'DEFINITION_UNKNOWN', message: expect.stringContaining('lamps') },
      ])
      expect([examined, next]).toEqual([3, null])
      expect(await promised()).toEqual(dryRun ? ['standard', 'lamps', 'standard'] : ['new', 'lamps', 'new'])
    }
  })

  it('ends where the store fails, which is no ticket’s fault', async () => {
    const { node } = await open((store) => {
      return new Proxy(store, {
        get(target, name) {
          if (name !== 'commit') return Reflect.get(target, name, target)
          return async () => {
            throw new DocketError('STORE_UNAVAILABLE', 'The database is away.')
          }
        },
      })
    })
    const recomputed = node.as('admin').recomputeSla({ mode: 'recompute', dryRun: false })
    await expect(recomputed).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })

  it('reaches the tickets that its actor reaches, and no others', async () => {
    const world = await openWorld(promising([within8()]))
    const { partners, others } = await ticketsOf(world)
    const node = await world.node(promising([policy('new', 2)]))
    const page = await node.as('partner', 'paul').recomputeSla({ mode: 'recompute', dryRun: false })
    expect([page.items.map(({ ticketId }) => ticketId), page.examined]).toEqual([partners, partners.length])
    for (const id of others) expect((await world.as('agent').get(id)).sla?.policy.id).toBe('standard')
    for (const id of partners) expect((await world.as('agent').get(id)).sla?.policy.id).toBe('new')
  })
})
