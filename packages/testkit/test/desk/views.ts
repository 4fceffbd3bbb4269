import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type CreateDeskFixture, failure, newTicket, openWorld } from './world.js'

const namesOf = (views: readonly { readonly name: string }[]) => views.map(({ name }) => name)

/** Lists saved under a name. */
export function viewScenarios(create: CreateDeskFixture): void {
  describe('saved views', () => {
    it('are saved, listed, run page by page and removed', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const ids: string[] = []
      for (const place of [1, 2, 3]) {
        const { id } = await agent.create({ ...newTicket(`Ticket ${place}`), fields: { product: 'router' } })
        ids.push(id)
        await world.advance({ minutes: 1 })
      }
      await agent.create(newTicket('Another'))
      const range = { from: new Date(world.now() - 3_600_000), before: new Date(world.now() + 1) }
      const query = {
        where: { phase: ['open'], fields: { product: 'router' }, createdAt: range },
        direction: 'asc',
      } as const
      const saved = await agent.views.save({ id: 'routers', name: '路由器', query })
      expect(saved).toEqual({
        id: 'routers',
        name: '路由器',
        owner: { type: 'agent', id: 'agent-1' },
        shared: false,
        query,
      })
      expect(await agent.views.list()).toEqual([saved])
      const first = await agent.views.run('routers', { limit: 2 })
      const second = await agent.views.run('routers', { limit: 2, after: first.next })
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids)
      expect(second.next).toBeNull()
      await agent.views.save({ id: 'routers', name: 'All' })
      expect(namesOf(await agent.views.list())).toEqual(['All'])
      expect((await agent.views.run('routers')).items).toHaveLength(4)
      await agent.views.remove('routers')
      expect(await agent.views.list()).toEqual([])
      for (const call of [() => agent.views.run('routers'), () => agent.views.remove('routers')]) {
        expect((await failure(call)).code).toBe('NOT_FOUND')
      }
    })

    it('are one’s own, even under one id, unless a lead shares them', async () => {
      const world = await openWorld(create)
      const [ann, bob, lead] = [world.as('agent', 'ann'), world.as('agent', 'bob'), world.as('lead')]
      await ann.views.save({ id: 'mine', name: 'Of Ann' })
      await bob.views.save({ id: 'mine', name: 'Of Bob' })
      await lead.views.save({ id: 'all', name: 'Of all', shared: true })
      expect(namesOf(await ann.views.list())).toEqual(['Of Ann', 'Of all'])
      expect(namesOf(await bob.views.list())).toEqual(['Of Bob', 'Of all'])
      expect(namesOf(await world.as('agent', 'x', 'other').views.list())).toEqual([])
      await bob.views.remove('mine')
      expect(namesOf(await ann.views.list())).toEqual(['Of Ann', 'Of all'])
      expect((await bob.views.run('all')).items).toEqual([])
      expect((await failure(bob.views.run('mine'))).code).toBe('NOT_FOUND')
      await lead.views.save({ id: 'all', name: 'No longer', shared: false })
      expect(namesOf(await bob.views.list())).toEqual([])
      expect(namesOf(await lead.views.list())).toEqual(['No longer'])
    })

    it('may be saved by agents, and shared by leads', async () => {
      const world = await openWorld(create)
      for (const role of ['requester', 'collaborator', 'auditor', 'ghost']) {
        const { views } = world.as(role)
        for (const call of [
          () => views.save({ id: 'v', name: 'V' }),
          () => views.list(),
          () => views.run('v'),
          () => views.remove('v'),
        ]) {
          expect((await failure(call)).code, role).toBe('FORBIDDEN')
        }
      }
      const shared = { id: 'v', name: 'V', shared: true }
      expect((await failure(world.as('agent').views.save(shared))).code).toBe('FORBIDDEN')
      await world.as('lead', 'l1').views.save(shared)
      const refused = await failure(world.as('lead', 'l2').views.save(shared))
      expect([refused.code, refused.details]).toEqual([
        'COMMAND_REFUSED',
        { reasons: [{ code: 'view-of-another', view: 'v', owner: { type: 'lead', id: 'l1' } }] },
      ])
      expect((await failure(world.as('agent').views.remove('v'))).code).toBe('FORBIDDEN')
      await world.as('admin').views.remove('v')
      expect(await world.as('lead', 'l1').views.list()).toEqual([])
    })

    it('show whoever runs them what they may see', async () => {
      const world = await openWorld(create)
      const admin = world.as('admin')
      const { id } = await admin.create(newTicket())
      await admin.tag(id, { add: ['vip'] })
      await admin.views.save({ id: 'vip', name: 'Vip', shared: true, query: { where: { tag: 'vip' } } })
      const narrow = defineDesk({
        workflows: [supportWorkflow],
        access: defaultAccess({
          roles: {
            own: { tickets: 'own', actions: ['read', 'saveViews', 'readInternal'], staff: true },
            outside: { tickets: 'all', actions: ['read', 'saveViews'], staff: false },
          },
        }),
      })
      const desk = await createDesk(narrow, { store: world.store, clock: world.fixture.clock })
      const as = (type: string, actor: string) => desk.as({ tenant: 'acme', actor: { type, id: actor } })
      expect((await admin.views.run('vip')).items).toHaveLength(1)
      expect((await as('own', 'requester-1').views.run('vip')).items).toHaveLength(1)
      expect((await as('own', 'requester-2').views.run('vip')).items).toEqual([])
      expect((await failure(as('outside', 'x').views.run('vip'))).code).toBe('FORBIDDEN')
    })

    it('say so when a field is no longer indexed, and are checked when they are saved', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      await agent.views.save({ id: 'v', name: 'V', query: { where: { fields: { product: 'x' } } } })
      const changed = defineDesk({
        fields: z.object({ product: z.string().optional() }),
        workflows: [supportWorkflow],
        access: defaultAccess(),
      })
      const desk = await createDesk(changed, { store: world.store, clock: world.fixture.clock })
      const { views } = desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'agent-1' } })
      const refused = await failure(views.run('v'))
      expect([refused.code, refused.details]).toEqual(['QUERY_NOT_INDEXED', { field: 'product' }])
      const unknown = { id: 'w', name: 'W', query: { where: { fields: { product: 'x' } } } } as never
      expect((await failure(views.save(unknown))).code).toBe('QUERY_NOT_INDEXED')
      expect(await views.list()).toHaveLength(1)
    })

    it('refuse what is wrong', async () => {
      const world = await openWorld(create)
      const { views } = world.as('agent')
      const wrong = [
        null, 5, {}, { id: 'v' }, { id: '', name: 'x' }, { id: 'a\u001fb', name: 'x' }, { id: 'v', name: '' }, { id: 'v', name: 'x'.repeat(201) },
        { id: 'v', name: 'a\u0000' }, { id: 'v', name: 'x', shared: 1 }, { id: 'v', name: 'x', query: 5 }, { id: 'v', name: 'x', query: { limit: 5 } },
        { id: 'v', name: 'x', query: { after: null } }, { id: 'v', name: 'x', query: { sort: 'subject' } }, { id: 'v', name: 'x', query: { where: { nope: 1 } } },
        { id: 'v', name: 'x', query: { where: { priority: 'nope' } } }, { id: 'v', name: 'x', owner: { type: 'agent', id: 'other' } },
        { id: 'v', name: 'x', query: { where: { createdAt: { from: 5 } } } },
      ] // biome-ignore format: lists of values read better in lines
      for (const given of wrong) {
        expect((await failure(views.save(given as never))).code, JSON.stringify(given)).toBe('INVALID_INPUT')
      }
      expect(await views.list()).toEqual([])
      for (const given of [5, '', 'a\u0000']) {
        expect((await failure(views.run(given as never))).code).toBe('INVALID_INPUT')
        expect((await failure(views.remove(given as never))).code).toBe('INVALID_INPUT')
      }
      await views.save({ id: 'v', name: 'V' })
      for (const page of [{ limit: 0 }, { limit: 101 }, { sort: 'priority' }, 5, null]) {
        expect((await failure(views.run('v', page as never))).code, JSON.stringify(page)).toBe('INVALID_INPUT')
      }
      expect((await failure(views.run('v', { after: 'x' }))).code).toBe('CURSOR_INVALID')
    })

    it('are one view when 32 leads share it at once, and each its own when agents save', async () => {
      const world = await openWorld(create)
      const other = await world.node()
      const node = (place: number) => (place % 2 === 0 ? world : other)
      const places = Array.from({ length: 32 }, (_, place) => place)
      const outcomes = await Promise.all(
        places.map((place) =>
          node(place)
            .as('lead', `l${place}`)
            .views.save({ id: 'team', name: `Of ${place}`, shared: true })
            .then(
              () => 'saved',
              (error: { code: string }) => error.code,
            ),
        ),
      )
      expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1)
      expect(new Set(outcomes)).toEqual(new Set(['saved', 'COMMAND_REFUSED']))
      expect(await world.as('agent').views.list()).toHaveLength(1)
      await Promise.all(
        places.map((place) =>
          node(place)
            .as('agent')
            .views.save({ id: `v${place}`, name: `V ${place}` }),
        ),
      )
      expect(await world.as('agent').views.list()).toHaveLength(33)
    })

    it('are at most 200 of one’s own', async () => {
      const world = await openWorld(create)
      const { views } = world.as('agent')
      const save = (place: number) => views.save({ id: `v${place}`, name: `V ${place}` })
      for (let place = 0; place < 200; place += 1) await save(place)
      const refused = await failure(save(200))
      expect([refused.code, refused.details]).toEqual(['LIMIT_EXCEEDED', { limit: 200 }])
      await save(199)
      await views.remove('v0')
      await save(200)
      expect(await views.list()).toHaveLength(200)
    })
  })
}
