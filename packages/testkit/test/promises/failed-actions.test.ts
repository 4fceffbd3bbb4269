import { DocketError, type Store, type TicketAction } from '@docket/core'
import type { Commit } from '@docket/core/store'
import { describe, expect, it } from 'vitest'
import { inboxOf, openWorld, promising, request, within8 } from './world.js'

const page = { action: 'effect', effect: 'page' } as const

/** A desk whose ladder does one thing when half the time is used, and then pages somebody. */
const doing = (action: TicketAction) =>
  promising([within8([{ used: 0.5, do: [action, page] }])], { effects: { page: {} } })

/** A ticket whose step has been taken, with what was made ready before. */
async function taken(
  action: TicketAction,
  prepare: (world: Awaited<ReturnType<typeof openWorld>>, id: string) => Promise<unknown>,
) {
  const world = await openWorld(doing(action))
  const { id } = await world.as('agent', 'ann').create(request())
  await prepare(world, id)
  world.clock.advance({ hours: 4 })
  await world.desk.system.tick()
  return { world, id }
}

const nothing = async () => {}
type Case = [what: string, action: TicketAction, prepare: Parameters<typeof taken>[1], code: string]

// Guards against an action that fails ten times over hours, unseen, and holds up what follows on its ticket.
describe('an action that no later attempt can do', () => {
  it.each<Case>([
    ['an assignment to a lead where there is no team', { action: 'assign', to: 'lead' }, nothing, 'nobody-meant'],
    [
      'an assignment to who was removed',
      { action: 'assign', to: { agent: 'bob' } },
      (world) => world.as('admin').directory.putAgent({ id: 'bob', name: 'bob', status: 'removed' }),
      'nobody-meant',
    ],
    ['a watcher who is nobody', { action: 'addWatcher', watcher: 'departmentHead' }, nothing, 'nobody-meant'],
    ['an assignment to an unknown agent', { action: 'assign', agent: 'nobody' }, nothing, 'COMMAND_REFUSED'],
    ['an assignment to an unknown team', { action: 'assign', team: 'nowhere' }, nothing, 'COMMAND_REFUSED'],
    [
      'an assignment to an agent who has no free place',
      { action: 'assign', agent: 'bob' },
      (world) => world.as('admin').directory.putAgent({ id: 'bob', name: 'bob', capacity: 0 }),
      'CAPACITY_EXCEEDED',
    ],
    [
      'one watcher too many',
      { action: 'addWatcher', watcher: { agent: 'bob' } },
      async (world, id) => {
        for (let count = 0; count < 500; count += 1) await world.as('agent').watch(id, { watcher: `w${count}` })
      },
      'LIMIT_EXCEEDED',
    ],
  ])('tells the role lead, and is done: %s', async (_what, action, prepare, code) => {
    const { world, id } = await taken(action, prepare)
    const told = await inboxOf(world, 'lead', 'leo')
    expect(told).toEqual([
      { kind: 'action.failed', data: expect.objectContaining({ action: action.action, code, step: 'used 0.5' }) },
    ])
    const { assignee, watchers } = await world.as('agent').get(id)
    expect([assignee, watchers.includes('bob')]).toEqual([null, false])
    // What follows on the ticket is not held up.
    expect(world.delivered.map(({ effect }) => effect)).toEqual(['page'])
    world.clock.advance({ hours: 3 })
    await world.desk.system.tick()
    expect(await inboxOf(world, 'lead', 'leo')).toHaveLength(1)
    expect([await world.as('lead').deadLetters(), world.errors]).toEqual([[], []])
  })
})

describe('an action that failed for another reason', () => {
  it('is tried again, tells nobody, and what follows waits for it', async () => {
    const definition = doing({ action: 'assign', agent: 'bob' })
    const world = await openWorld(definition)
    const { id } = await world.as('agent', 'ann').create(request())
    let failures = 2
    const node = await world.node(definition, (store) => {
      return new Proxy(store, {
        get(target, name) {
          if (name !== 'commit') return Reflect.get(target, name, target)
          return async (commit: Commit): ReturnType<Store['commit']> => {
            if (failures === 0 || commit.events.every(({ type }) => type !== 'ticket.assigned'))
              return target.commit(commit)
            failures -= 1
            throw new DocketError('STORE_UNAVAILABLE', 'The database is away.')
          }
        },
      })
    })
    world.clock.advance({ hours: 4 })
    await node.desk.system.tick()
    expect([failures, (await world.as('agent').get(id)).assignee, node.delivered]).toEqual([1, null, []])
    for (let turn = 0; turn < 10; turn += 1) {
      world.clock.advance({ minutes: 10 })
      await node.desk.system.tick()
    }
    expect([failures, (await world.as('agent').get(id)).assignee]).toEqual([0, 'bob'])
    expect(node.delivered.map(({ effect }) => effect)).toEqual(['page'])
    expect([await inboxOf(world, 'lead', 'leo'), await world.as('lead').deadLetters(), node.errors]).toEqual([
      [],
      [],
      [],
    ])
  })
})
