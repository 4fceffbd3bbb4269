import type { ActorDesk, Store } from '@docket/core'
import type { Commit } from '@docket/core/store'
import { describe, expect, it } from 'vitest'
import { HOUR, logOf, openWorld, promising, request, START, type World, within8 } from './world.js'

const NOTHING: Omit<Commit, 'expect' | 'timers'> = {
  tenant: 'acme',
  tickets: [],
  events: [],
  messages: [],
  contents: [],
  attachments: [],
  outbox: [],
  counters: [],
  searches: [],
  revives: [],
  erasures: [],
  idempotency: null,
  settles: null,
}

/** Lets the timer of the promises fire after one hour, as another node may reckon by other data of the time zones. */
async function setTimer(world: World, ticketId: string): Promise<void> {
  const { version } = await world.as('agent').get(ticketId)
  const timer = { tenant: 'acme', ticketId, key: 'sla', dueAt: START + HOUR, epoch: version, data: {} }
  const set = { ...NOTHING, expect: [{ ticketId, version }], timers: { set: [timer], cancel: [] } }
  expect(await world.store.commit(set)).toEqual({ ok: true })
  expect(await world.desk.system.nextWakeupAt()).toEqual(new Date(START + HOUR))
}

/** A ticket due after eight hours whose timer fires after one, and a node that counts what it claims. */
async function early(wrap?: (store: Store) => Store) {
  const definition = promising([within8()])
  const world = await openWorld(definition)
  const { id } = await world.as('agent', 'ann').create(request())
  await setTimer(world, id)
  let claimed = 0
  const node = await world.node(definition, (store) => {
    const counting = new Proxy(store, {
      get(target, name) {
        if (name !== 'claimTimers') return Reflect.get(target, name, target)
        return async (...given: Parameters<Store['claimTimers']>) => {
          const found = await target.claimTimers(...given)
          claimed += found.length
          return found
        }
      },
    })
    return wrap?.(counting) ?? counting
  })
  return { world, node, id, claims: () => claimed }
}

// Guards against a timer that is due for ever: nothing to write, and so nothing that would set it on.
it('a timer that fires before its moment is set to the moment, once, and fires then', async () => {
  const { world, node, id, claims } = await early()
  world.clock.advance({ hours: 1 })
  for (let turn = 0; turn < 5; turn += 1) await node.desk.system.tick()
  expect(claims()).toBe(1)
  expect(await logOf(world, id)).toEqual([
    ['ticket.created', 0],
    ['sla.applied', 0],
  ])
  expect(await world.desk.system.nextWakeupAt()).toEqual(new Date(START + 8 * HOUR + 1))
  world.clock.advance({ hours: 7, seconds: 0.001 })
  await node.desk.system.tick()
  expect((await logOf(world, id)).at(-1)?.[0]).toBe('sla.breached')
  expect([await world.desk.system.nextWakeupAt(), await world.as('lead').deadLetters()]).toEqual([null, []])
  expect(node.errors).toEqual([])
})

it('a timer that fires where nothing is reckoned any more goes', async () => {
  const { world, node, id, claims } = await early()
  await world.as('agent', 'ann').send(id, { type: 'wait' })
  expect(await world.desk.system.nextWakeupAt()).toBeNull()
  await setTimer(world, id)
  world.clock.advance({ hours: 1 })
  for (let turn = 0; turn < 3; turn += 1) await node.desk.system.tick()
  expect([claims(), await world.desk.system.nextWakeupAt()]).toEqual([1, null])
  expect((await logOf(world, id)).at(-1)).toEqual(['ticket.transitioned', 0])
})

// Guards the commit that moves the timer: it must neither overwrite what a command has set meanwhile, nor lose the timer.
describe('a command that comes between the look at the ticket and the setting of its timer', () => {
  const openWith = async (command: (desk: ActorDesk, id: string) => Promise<unknown>) => {
    let between: (() => Promise<unknown>) | null = null
    const { world, node, id } = await early((store) => {
      return new Proxy(store, {
        get(target, name) {
          if (name !== 'commit') return Reflect.get(target, name, target)
          return async (commit: Commit) => {
            const meanwhile = between
            between = null
            await meanwhile?.()
            return target.commit(commit)
          }
        },
      })
    })
    world.clock.advance({ hours: 1 })
    between = () => command(world.as('agent', 'ann'), id)
    for (let turn = 0; turn < 3; turn += 1) await node.desk.system.tick()
    expect([between, node.errors]).toEqual([null, []])
    expect(await world.as('lead').deadLetters()).toEqual([])
    return { world, id }
  }

  it('leaves the timer as it has set it', async () => {
    const { world, id } = await openWith((desk, ticketId) => desk.send(ticketId, { type: 'wait' }))
    expect(await world.desk.system.nextWakeupAt()).toBeNull()
    world.clock.advance({ hours: 2 })
    await world.as('agent', 'ann').send(id, { type: 'resume' })
    expect(await world.desk.system.nextWakeupAt()).toEqual(new Date(START + 10 * HOUR + 1))
  })

  it('has it set to the moment all the same where it sets none', async () => {
    const { world, id } = await openWith((desk, ticketId) => desk.tag(ticketId, { add: ['x'] }))
    expect((await logOf(world, id)).at(-1)).toEqual(['ticket.tagged', 1])
    expect(await world.desk.system.nextWakeupAt()).toEqual(new Date(START + 8 * HOUR + 1))
  })
})
