import type { ImportedTicket } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { at, begin, type Command, entry, run, ticket } from './import-log.js'
import type { ServiceShape } from './service-desk.js'
import { type CreateDeskFixture, everything, expectSoundWorld, failure, newTicket, openWorld } from './world.js'

/** What a past becomes that is told to the desk. */
export function importScenarios(create: CreateDeskFixture): void {
  describe('an import', () => {
    it('tells a past as it was: any first state, moves of three outcomes, actors, instants, the importer as cause', async () => {
      const world = await openWorld(create)
      const actor = { type: 'agent', id: 'long-gone' }
      const [report] = await run(world, [
        ticket(
          '1',
          entry(
            0,
            begin({
              state: 'solved',
              priority: 'low',
              tags: ['a'],
              body: 'First',
              team: 'gone',
              fields: { phone: '1' },
            }),
          ),
          { ...entry(1, { type: 'move', state: 'open' }, { type: 'assign', agent: 'long-gone' }), actor },
          entry(2, { type: 'move', state: 'closed' }),
          entry(3, { type: 'move', state: 'Cancelled' }, { type: 'note', body: 'Hm', externalId: 'n1' }),
          entry(
            5,
            { type: 'update', subject: 'Older', fields: { phone: '2' } },
            { type: 'setCategory', category: 'c' },
          ),
        ),
      ])
      expect(report).toMatchObject({ externalId: '1', alreadyImported: 0, state: 'closed' })
      expect(report?.entries.map(({ position, moves }) => [position, moves.map(({ outcome }) => outcome)])).toEqual([
        [0, []],
        [1, ['accepted']],
        [2, ['overridden']],
        [3, ['refused']],
        [5, []],
      ])
      expect(report?.entries[2]?.moves[0]).toMatchObject({
        from: 'open',
        to: 'closed',
        reasons: [{ code: 'no-transition' }],
      })
      const id = report?.ticketId ?? ''
      const agent = world.as('agent')
      const seen = await agent.get(id)
      expect(seen).toMatchObject({
        state: 'closed',
        subject: 'Older',
        assignee: 'long-gone',
        team: 'gone',
        external: { source: 'old', id: '1' },
        createdAt: at(0),
        updatedAt: at(5),
        stateSince: at(2),
        reopenings: 1,
      })
      const { items } = await agent.history(id)
      expect(items.map(({ occurredAt }) => occurredAt)).toEqual([0, 0, 1, 1, 2, 3, 3, 5, 5].map(at))
      expect(items.every(({ recordedAt }) => recordedAt.getTime() === world.now())).toBe(true)
      expect(items[2]).toMatchObject({
        actor,
        cause: { kind: 'import', id: 'old', position: 1, by: { type: 'service', id: 'service-1' } },
      })
      expect(await agent.get(id, { at: at(4) })).toMatchObject({
        subject: 'Old',
        fields: { phone: '1' },
        category: null,
      })
      expect(await agent.get(id, { at: at(0) })).toMatchObject({ state: 'solved', assignee: null })
      await expectSoundWorld(world)
    })

    it('causes no effect, sets no timer and routes nothing, but counts the load', async () => {
      const world = await openWorld(create, { routed: true })
      await world.as('admin').directory.putAgent({ id: 'ann', name: 'Ann', capacity: 1 })
      await run(world, [
        ticket('1', entry(0, begin(), { type: 'reply', body: 'x' }, { type: 'assign', agent: 'ann' })),
        ticket('2', entry(0, begin(), { type: 'assign', agent: 'ann' })),
        ticket('3', entry(0, begin({ state: 'solved' })), entry(1, { type: 'move', state: 'open' })),
        ticket('4', entry(0, begin(), { type: 'move', state: 'solved' })),
        ticket('5', entry(0, begin({ workflow: 'repair', team: 't' }), { type: 'move', state: 'inspected' })),
      ])
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      const [inspected] = (await world.as('agent').list({ where: { workflow: 'repair' } })).items
      const { items } = await world.as('agent').history(inspected?.id ?? '')
      expect(items.at(-1)).toMatchObject({ type: 'ticket.transitioned', data: { event: 'inspect', effects: [] } })
      await world.advance({ days: 30 })
      expect(await world.desk.system.tick()).toEqual({ timers: 0, messages: 0 })
      expect(world.delivered).toEqual([])
      expect(await world.as('agent').directory.agents()).toMatchObject([{ load: 2 }])
      await expectSoundWorld(world)
    })

    it('writes a batch wholly or not at all', async () => {
      const world = await openWorld(create)
      await world.as('agent').create({ ...newTicket(), body: 'x', external: { source: 'old', id: 'mine' } })
      await world
        .as('agent')
        .reply((await world.as('agent').list()).items[0]?.id ?? '', { body: 'x', external: { source: 'old', id: 'm' } })
      const before = await everything(world)
      const good = (externalId: string) => ticket(externalId, entry(0, begin()))
      const bad: [ImportedTicket<ServiceShape>, string][] = [
        [ticket('x', entry(0, { type: 'tag', add: ['a'] })), 'INVALID_INPUT'],
        [ticket('x', entry(0, begin(), begin())), 'INVALID_INPUT'],
        [ticket('x', entry(0, begin({ state: 'nowhere' as 'open' }))), 'INVALID_INPUT'],
        [ticket('x', entry(0, begin({ workflow: 'nope' as 'support' }))), 'INVALID_INPUT'],
        [ticket('x', entry(0, begin({ fields: { severity: 'x' as 'low' } }))), 'INVALID_INPUT'],
        [ticket('x', entry(0, begin({ priority: 'x' as 'low' }))), 'COMMAND_REFUSED'],
        [ticket('x', entry(0, begin(), { type: 'reply', body: 'y', externalId: 'm' })), 'EXTERNAL_ID_TAKEN'],
        [ticket('mine', entry(0, begin())), 'EXTERNAL_ID_TAKEN'],
        [ticket('x', entry(1, begin()), entry(1, { type: 'unassign' })), 'INVALID_INPUT'],
        [ticket('x', entry(-1, begin())), 'INVALID_INPUT'],
        [ticket('x', { ...entry(0, begin()), occurredAt: new Date(8e15) }), 'INVALID_INPUT'],
        [ticket('x', { ...entry(0, begin()), actor: { type: 'system', id: 's' } }), 'INVALID_INPUT'],
        [ticket('x', { ...entry(0), commands: [] }), 'INVALID_INPUT'],
        [ticket(''), 'INVALID_INPUT'],
        [{ ...good('x'), more: 1 } as never, 'INVALID_INPUT'],
      ]
      for (const [broken, code] of bad) {
        expect([broken, (await failure(run(world, [good('1'), broken, good('2')]))).code]).toEqual([broken, code])
      }
      expect(await everything(world)).toEqual(before)
      expect(await run(world, [good('1'), good('2')])).toHaveLength(2)
    })

    it('keeps its order when the instants of the past step back', async () => {
      const world = await openWorld(create)
      const back = (position: number, hours: number, ...commands: Command[]) => ({
        ...entry(position, ...commands),
        occurredAt: at(hours),
      })
      const [report] = await run(world, [
        ticket(
          '1',
          back(0, 5, begin()),
          back(1, 2, { type: 'tag', add: ['a'] }),
          back(2, 9, { type: 'tag', add: ['b'] }),
          back(3, 7, { type: 'move', state: 'solved' }),
        ),
      ])
      const id = report?.ticketId ?? ''
      const agent = world.as('agent')
      const tags = async (hours: number) => (await agent.get(id, { at: at(hours) })).tags
      expect([await tags(5), await tags(8), await tags(9)]).toEqual([['a'], ['a'], ['a', 'b']])
      expect(await failure(agent.get(id, { at: at(4) }))).toMatchObject({ code: 'NOT_FOUND' })
      expect(await agent.get(id)).toMatchObject({ updatedAt: at(9), stateSince: at(7), state: 'solved' })
      await expectSoundWorld(world)
    })

    it('lets live work go on where the past ends', async () => {
      const world = await openWorld(create)
      const [report] = await run(world, [ticket('1', entry(0, begin()))])
      const id = report?.ticketId ?? ''
      const agent = world.as('agent')
      await agent.send(id, { type: 'solve' })
      await world.advance({ days: 7 })
      await world.desk.system.tick()
      expect((await agent.get(id)).state).toBe('closed')
      expect(world.delivered).toEqual([])
      const taken = agent.create({ ...newTicket(), external: { source: 'old', id: '1' } })
      expect(await failure(taken)).toMatchObject({ code: 'EXTERNAL_ID_TAKEN', details: { ticketId: id } })
      const [more] = await run(world, [ticket('1', entry(0, begin()), entry(1, { type: 'move', state: 'open' }))])
      // Only leads and admins may reopen today; of the past that is not asked.
      expect(more?.entries[1]?.moves).toMatchObject([{ outcome: 'accepted', from: 'closed', to: 'open' }])
      await expectSoundWorld(world)
    })
  })
}
