import { DocketError, replay, type Store } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type FaultMoment, type FaultyStore, faultyStore, type StoreMethod } from '../../src/faults/faulty-store.js'
import { seededRandom } from '../../src/random/seeded-random.js'
import type { TicketHistory } from '../../src/world/check-ticket.js'
import { checkWorld, type LedgerEntry } from '../../src/world/check-world.js'
import { type CreateDeskFixture, expectSoundWorld, failure, newTicket, openWorld, type World } from './world.js'

const unavailable = () => new DocketError('STORE_UNAVAILABLE', 'The connection was cut on purpose. Try again.')

/** A store whose next call of a method fails, as often as it is told. */
class BreakableStore {
  #next: { readonly method: StoreMethod; readonly when: FaultMoment } | null = null

  /** Lets the next call of the method fail. */
  breakNext(method: StoreMethod, when: FaultMoment): void {
    this.#next = { method, when }
  }

  /** Takes the fault back; false when it has fired. */
  mend(): boolean {
    const waiting = this.#next !== null
    this.#next = null
    return waiting
  }

  wrap = (store: Store): Store =>
    new Proxy(store, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return async (...given: unknown[]): Promise<unknown> => {
          const fault = this.#next?.method === name ? this.#next.when : null
          if (fault) this.mend()
          if (fault === 'before') throw unavailable()
          const answer: unknown = await Reflect.apply(value, target, given)
          if (fault === 'after') throw unavailable()
          return answer
        }
      },
    })
}

/** Sends it until it is answered, as a client behind a bad line does. */
async function insist<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call()
    } catch (error) {
      if (!DocketError.is(error, 'STORE_UNAVAILABLE')) throw error
    }
  }
}

type Command = (world: World, id: string, options: { readonly idempotencyKey: string }) => Promise<unknown>

const COMMANDS: readonly [string, Command][] = [
  ['create', (world, _id, options) => world.as('agent').create({ ...newTicket(), body: 'x' }, options)],
  ['reply', (world, id, options) => world.as('agent').reply(id, { body: 'x' }, options)],
  ['send', (world, id, options) => world.as('agent').send(id, { type: 'solve' }, options)],
  ['tag', (world, id, options) => world.as('agent').tag(id, { add: ['x'] }, options)],
  ['erase', (world, id, options) => world.as('admin').erase(id, options)],
]

const READS = ['load', 'findByIdempotencyKey', 'history', 'contents', 'attachments', 'agents', 'counters'] as const
const METHODS = [...READS, 'commit'] as const

async function cutOff(
  create: CreateDeskFixture,
  name: string,
  command: Command,
  method: StoreMethod,
  when: FaultMoment,
) {
  const breakable = new BreakableStore()
  const world = await openWorld(create, { routed: true, wrap: breakable.wrap })
  const { id } = await world.as('agent').create(newTicket())
  breakable.breakNext(method, when)
  const answer = await insist(() => command(world, id, { idempotencyKey: 'k' }))
  // What fails in the routing that follows is reported, and the answer is the ticket without it.
  const settled = world.errors.length === 0
  const again = await insist(() => command(world, id, { idempotencyKey: 'k' }))
  if (settled) expect(again).toEqual(answer)
  const fired = !breakable.mend()
  await world.desk.system.tick()
  const own = (await world.as('agent').history(id)).items.filter(({ cause }) => cause === null)
  const found = [(await world.as('agent').list()).items.length, own.length]
  expect([method, when, ...found]).toEqual([method, when, ...(name === 'create' ? [2, 1] : [1, 2])])
  await expectSoundWorld(world)
  return fired
}

/** What holds when the store fails between any two steps. */
export function faultScenarios(create: CreateDeskFixture): void {
  describe('faults of the store', () => {
    it.each(COMMANDS)('cut off %s anywhere: sent again with its key, it has happened once', async (name, command) => {
      const fired: string[] = []
      for (const method of METHODS) {
        for (const when of ['before', 'after'] as const) {
          if (await cutOff(create, name, command, method, when)) fired.push(method)
        }
      }
      expect(fired).toEqual(expect.arrayContaining(['commit', 'findByIdempotencyKey']))
    })

    it('at random, all the time, lose no acknowledged command and double none, effects and timers included', async () => {
      const random = seededRandom(20_261)
      const wrapped: FaultyStore[] = []
      const wrap = (store: Store) => {
        const faulty = faultyStore(store, { random, rate: 0.08 })
        wrapped.push(faulty)
        // The desk's start is not what is tried here.
        const get = (target: Store, name: PropertyKey): unknown =>
          name === 'registerDefinitions' ? store.registerDefinitions.bind(store) : Reflect.get(target, name)
        return new Proxy(faulty.store, { get })
      }
      const world = await openWorld(create, { routed: true, wrap })
      await insist(() => world.as('admin').directory.putAgent({ id: 'ann', name: 'Ann', capacity: 3 }))
      const agent = world.as('agent')
      const ids: string[] = []
      const ledger: LedgerEntry[] = []
      for (let turn = 0; turn < 120; turn += 1) {
        const options = { idempotencyKey: `key-${turn}` }
        if (turn % 6 === 0) {
          ids.push((await insist(() => agent.create(newTicket(`${turn}`), options))).id)
        } else {
          const ticketId = random.pickAny(ids) ?? ''
          await insist(() => agent.reply(ticketId, { body: `turn ${turn}` }, options))
          const count = ({ messages }: TicketHistory) => messages.filter(({ body }) => body === `turn ${turn}`).length
          ledger.push({ tenant: 'acme', ticketId, what: `turn ${turn}`, acknowledged: true, count })
        }
        if (turn % 10 === 0) await insist(() => world.desk.system.tick())
        await world.advance({ minutes: 1 })
      }
      for (const id of ids) await insist(() => agent.send(id, { type: 'solve' }, { idempotencyKey: `solve ${id}` }))
      for (let index = 0; index < 60; index += 1) {
        await world.advance({ hours: 6 })
        await insist(() => world.desk.system.tick())
      }

      const effectsOf = ({ type }: { readonly type: string }) =>
        ['ticket.created', 'message.added'].includes(type) ? ['mail'] : []
      const arrived = world.delivered.map(({ event, ...delivery }) => ({ ...delivery, seq: event.seq }))
      const effects = { arrived, effectsOf }
      const report = await checkWorld(world.store, { tenants: ['acme'], replay, ledger, effects, settled: true })
      expect(report.problems).toEqual([])
      expect(report).toMatchObject({ tickets: 20, commands: 100 })
      expect(wrapped[0]?.faults().before).toBeGreaterThan(20)
      expect(wrapped[0]?.faults().after).toBeGreaterThan(20)
      for (const id of ids) expect((await world.store.load('acme', id))?.state).toBe('closed')
      expect(await world.store.counters('acme', ['load:ann'])).toEqual([0])
    })

    it('that never end are an error with its code, not a command that hangs', async () => {
      const gone = { load: () => Promise.reject(unavailable()) }
      const world = await openWorld(create, { wrap: (store) => ({ ...store, ...gone }) })
      const { id } = await world.as('agent').create(newTicket())
      expect(await failure(world.as('agent').get(id))).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true })
      expect(await failure(world.as('agent').reply(id, { body: 'x' }))).toMatchObject({ code: 'STORE_UNAVAILABLE' })
    })
  })
}
