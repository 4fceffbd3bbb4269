import type { ActorDesk } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { hours, office, openSla, promising, request, type SlaWorld, standard } from './changing-desk.js'
import { type CreateDeskFixture, everything, failure } from './world.js'

type Call = (desk: ActorDesk, id: string) => Promise<unknown>

const window = { since: hours(-1), until: hours(1), change: {} }

/** Everything about promises that an actor can ask for. */
const CALLS: Readonly<Record<string, Call>> = {
  accept: (desk, id) => desk.accept(id),
  verdicts: (desk, id) => desk.verdicts(id),
  explain: (desk, id) => desk.explain(id),
  'get at an instant': (desk, id) => desk.get(id, { at: hours(0) }),
  'list by due date': (desk) => desk.list({ sort: 'dueAt' }),
  'list due before': (desk) => desk.list({ where: { dueAt: { before: hours(99) } } }),
  rehearse: (desk) => desk.rehearse(window),
  recomputeSla: (desk) => desk.recomputeSla({ mode: 'recompute' }),
  inbox: (desk) => desk.inbox.list(),
  markRead: (desk) => desk.inbox.markRead(['x']),
}

/** Who is refused what, with a ticket in reach. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  requester: Object.keys(CALLS).filter((name) => !['inbox', 'markRead'].includes(name)),
  collaborator: ['accept', 'verdicts', 'explain', 'get at an instant', 'rehearse', 'recomputeSla'],
  agent: ['rehearse', 'recomputeSla'],
  lead: ['recomputeSla'],
  service: ['rehearse', 'recomputeSla'],
  admin: [],
  ghost: Object.keys(CALLS),
}

const open = async (create: CreateDeskFixture): Promise<SlaWorld & { readonly id: string }> => {
  const world = await openSla(create, promising([standard()]))
  const { id } = await world.as('agent', 'ann').create(request())
  await world.as('agent', 'ann').watch(id, { watcher: 'wei' })
  return { ...world, id }
}
const all = (world: SlaWorld) => everything({ store: world.store } as Parameters<typeof everything>[0])
const ID: Readonly<Record<string, string>> = { requester: 'cem', collaborator: 'wei' }

/** Who learns what of promises, and who may change them. */
export function slaAccessScenarios(create: CreateDeskFixture): void {
  describe('access to promises', () => {
    it.each(Object.entries(REFUSED))('of the role %s', async (role, refused) => {
      const world = await open(create)
      const id = ID[role] ?? 'ann'
      await world.as('admin').assign(world.id, { agent: id === 'ann' ? 'ann' : 'bob' })
      const before = await all(world)
      for (const [name, call] of Object.entries(CALLS)) {
        const answer = call(world.as(role, id), world.id)
        if (!refused.includes(name)) {
          await answer
          continue
        }
        const unreadable = role === 'ghost' && ['accept', 'verdicts', 'explain', 'get at an instant'].includes(name)
        expect([name, (await failure(answer)).code]).toEqual([name, unreadable ? 'NOT_FOUND' : 'FORBIDDEN'])
      }
      // Only accepting has changed anything.
      if (refused.includes('accept')) expect(await all(world)).toEqual(before)
    })

    it('shows a requester what to expect, and nothing of how it was promised', async () => {
      const world = await open(create)
      const requester = world.as('requester', 'cem')
      const agent = await world.as('agent', 'ann').get(world.id)
      expect(agent.sla?.targets).toHaveLength(2)
      const seen = [await requester.get(world.id), ...(await requester.list()).items]
      for (const ticket of seen) {
        expect(ticket.sla).toBeNull()
        expect(ticket.expected).toEqual(agent.expected)
        expect(ticket.expected).toMatchObject({ answer: { at: hours(2) }, solution: { at: hours(32) } })
      }
      const told = [...seen, await requester.reply(world.id, { body: 'x' }), await requester.events(world.id)]
      expect(JSON.stringify(told)).not.toMatch(/office|light|secondsLeft|changesAt|"target":"(first|resol)/)
      await world.pass({ hours: 3 })
      expect((await requester.get(world.id)).expected.answer).toEqual({
        at: null,
        atRisk: false,
        reason: { code: 'overdue', since: hours(2) },
      })
    })

    it('is of tickets in reach alone: for others there is none, by any entrance', async () => {
      const world = await open(create)
      const before = await all(world)
      const strangers = [
        world.as('agent', 'ann', 'other'),
        world.as('admin', 'admin-1', 'other'),
        world.as('requester', 'somebody'),
        world.as('collaborator', 'somebody'),
        world.as('partner', 'somebody'),
      ]
      for (const desk of strangers) {
        for (const name of ['accept', 'verdicts', 'explain', 'get at an instant']) {
          const call = CALLS[name]
          if (!call) throw new Error(name)
          const [foreign, missing] = [await failure(call(desk, world.id)), await failure(call(desk, 'no-such-id'))]
          expect([name, foreign.toJSON()]).toEqual([name, missing.toJSON()])
          expect(foreign.code).toBe('NOT_FOUND')
        }
        expect(await desk.inbox.list()).toEqual({ items: [], next: null })
      }
      expect(await all(world)).toEqual(before)
    })

    it('keeps tenants apart in rehearsals, recomputations and lists', async () => {
      const world = await open(create)
      await world.as('agent', 'ann', 'other').create(request())
      await world.as('agent', 'ann', 'other').create(request())
      const node = await world.node(promising([standard(2)], { office: office() }))
      for (const [tenant, count] of [
        ['acme', 1],
        ['other', 2],
        ['third', 0],
      ] as const) {
        const admin = node.as('admin', 'admin-1', tenant)
        expect((await admin.rehearse(window)).tickets).toBe(count)
        expect((await admin.list({ sort: 'dueAt' })).items).toHaveLength(count)
        const { items, examined } = await admin.recomputeSla({ mode: 'recompute', dryRun: false })
        expect([items.length, examined]).toEqual([count, count])
      }
    })

    // A role of the host can be given the right without the reach.
    it('lets nobody rehearse or recompute what is out of reach', async () => {
      const world = await open(create)
      const partner = world.as('partner', 'paul')
      const own = await partner.create({ ...request(), requester: { id: 'paul' } })
      const node = await world.node(promising([standard(2)], { office: office() }))
      const reaching = node.as('partner', 'paul')
      expect((await reaching.rehearse(window)).tickets).toBe(1)
      const page = await reaching.recomputeSla({ mode: 'recompute', dryRun: false })
      expect([page.items.map(({ ticketId }) => ticketId), page.examined]).toEqual([[own.id], 1])
      expect((await world.as('agent').get(world.id)).sla?.policy.version).toBe(1)
      expect((await reaching.list({ sort: 'dueAt' })).items.map(({ id }) => id)).toEqual([own.id])
    })

    it('lets only the assignee accept, whoever else may', async () => {
      const world = await open(create)
      await world.as('agent', 'ann').assign(world.id, { agent: 'ann' })
      for (const desk of [world.as('agent', 'bob'), world.as('admin'), world.as('lead', 'lea')]) {
        expect(await failure(desk.accept(world.id))).toMatchObject({ code: 'COMMAND_REFUSED' })
      }
      expect(await failure(world.as('requester', 'ann').accept(world.id))).toMatchObject({ code: 'NOT_FOUND' })
      await world.as('agent', 'ann').accept(world.id)
      await world.as('agent', 'ann').unassign(world.id)
      expect(await failure(world.as('agent', 'ann').accept(world.id))).toMatchObject({ code: 'COMMAND_REFUSED' })
    })
  })
}
