import type { Ticket } from '@docket/core'
import { describe, expect, it } from 'vitest'
import type { ServiceShape } from './service-desk.js'
import { type CreateDeskFixture, failure, newTicket, openWorld, type World } from './world.js'

type Listed = Ticket<ServiceShape>

async function desksWith(create: CreateDeskFixture) {
  const world = await openWorld(create)
  const [agent, admin] = [world.as('agent'), world.as('admin')]
  await admin.directory.putTeam({ id: 'lamps', name: 'Lamps' })
  await admin.directory.putAgent({ id: 'agent-1', name: 'Ann' })
  const made: Record<string, Listed> = {}
  const add = async (name: string, ticket: Promise<Listed>) => {
    made[name] = await ticket
    await world.advance({ hours: 1 })
  }
  await add('plain', agent.create(newTicket()))
  await add('field', agent.create({ ...newTicket(), fields: { product: 'Ä', amount: 1.5, urgent: true } }))
  await add('urgent', agent.create({ ...newTicket(), priority: 'urgent', fields: { amount: -2 } }))
  await add('repair', agent.create({ ...newTicket(), workflow: 'repair', channel: 'phone', category: 'c' }))
  await add('other', agent.create({ ...newTicket(), requester: { id: 'requester-2' }, team: 'lamps', tags: ['t'] }))
  const { id } = made['plain'] as Listed
  await agent.watch(id)
  await agent.assign(id, { agent: 'agent-1' })
  made['plain'] = await agent.send(id, { type: 'solve' })
  await world.as('agent', 'agent-1', 'other').create(newTicket('Of another tenant'))
  const names = new Map(Object.entries(made).map(([name, ticket]) => [ticket.id, name]))
  const list = async (input: Parameters<typeof agent.list>[0], by = agent) => {
    const page = await by.list(input)
    return page.items.map((ticket) => names.get(ticket.id) ?? ticket.id)
  }
  return { world, agent, made, list }
}

/** What lists, pages and looks into the past show. */
export function readScenarios(create: CreateDeskFixture): void {
  describe('reads', () => {
    it('narrow a list by each filter, and by several at once', async () => {
      const { world, list } = await desksWith(create)
      const begin = new Date(world.now() - 5 * 3_600_000)
      const at = (hours: number) => new Date(begin.getTime() + hours * 3_600_000)
      const all = ['other', 'repair', 'urgent', 'field', 'plain']
      expect(await list({})).toEqual(all)
      expect(await list(undefined)).toEqual(all)
      const cases: [Parameters<typeof list>[0] & object, string[]][] = [
        [{ where: { phase: 'solved' } }, ['plain']],
        [{ where: { phase: ['solved', 'open'] } }, all],
        [{ where: { workflow: 'repair' } }, ['repair']],
        [{ where: { state: 'received' } }, ['repair']],
        [{ where: { requester: 'requester-2' } }, ['other']],
        [{ where: { assignee: 'agent-1' } }, ['plain']],
        [{ where: { assignee: null } }, ['other', 'repair', 'urgent', 'field']],
        [{ where: { team: 'lamps' } }, ['other']],
        [{ where: { team: null, phase: 'open' } }, ['repair', 'urgent', 'field']],
        [{ where: { category: 'c' } }, ['repair']],
        [{ where: { category: null, assignee: 'agent-1' } }, ['plain']],
        [{ where: { channel: 'phone' } }, ['repair']],
        [{ where: { priority: 'urgent' } }, ['urgent']],
        [{ where: { priority: ['urgent', 'high'] } }, ['urgent']],
        [{ where: { tag: 't' } }, ['other']],
        [{ where: { watcher: 'agent-1' } }, ['plain']],
        [{ where: { createdAt: { from: at(1), before: at(3) } } }, ['urgent', 'field']],
        [{ where: { updatedAt: { from: at(5) } } }, ['plain']],
        [{ where: { fields: { product: 'Ä' } } }, ['field']],
        [{ where: { fields: { amount: { from: -2, before: 1.5 } } } }, ['urgent']],
        [{ where: { fields: { amount: { from: 1.5 } } } }, ['field']],
        [{ where: { fields: { urgent: true } } }, ['field']],
        [{ where: { fields: { urgent: false } } }, []],
        [{ where: { tag: 'T' } }, []],
      ]
      for (const [input, expected] of cases) expect([input, await list(input)]).toEqual([input, expected])
      expect(await list({}, world.as('requester', 'requester-2'))).toEqual(['other'])
      expect(await list({}, world.as('collaborator', 'agent-1'))).toEqual(['plain'])
      expect(await list({ where: { requester: 'requester-1' } }, world.as('requester', 'requester-2'))).toEqual([])
    })

    it('sort a list each way, the most urgent first by default, and page through it', async () => {
      const { agent, made, list } = await desksWith(create)
      const byId = (names: string[]) => names.sort((a, b) => ((made[a]?.id ?? '') < (made[b]?.id ?? '') ? -1 : 1))
      expect(await list({ direction: 'asc' })).toEqual(['plain', 'field', 'urgent', 'repair', 'other'])
      expect(await list({ sort: 'updatedAt' })).toEqual(['plain', 'other', 'repair', 'urgent', 'field'])
      expect(await list({ sort: 'priority' })).toEqual(['urgent', ...byId(['plain', 'field', 'repair', 'other'])])
      for (const sort of ['createdAt', 'updatedAt', 'priority'] as const) {
        for (const direction of ['asc', 'desc'] as const) {
          const whole = await list({ sort, direction })
          const paged: string[] = []
          let after: string | null = null
          do {
            const page: Awaited<ReturnType<typeof agent.list>> = await agent.list({ sort, direction, limit: 2, after })
            paged.push(...page.items.map(({ id }) => id))
            after = page.next
          } while (after !== null)
          expect(paged.map((id) => Object.keys(made).find((name) => made[name]?.id === id))).toEqual(whole)
          expect(whole).toHaveLength(5)
        }
      }
      const { next } = await agent.list({ limit: 2 })
      expect(await failure(agent.list({ after: next, sort: 'updatedAt' }))).toMatchObject({ code: 'CURSOR_INVALID' })
      expect(await failure(agent.list({ after: next, direction: 'asc' }))).toMatchObject({ code: 'CURSOR_INVALID' })
    })

    it('page through threads and logs without a gap or a repeat, notes for the desk alone', async () => {
      const world = await openWorld(create)
      const [agent, requester] = [world.as('agent'), world.as('requester')]
      const { id } = await agent.create({ ...newTicket(), body: '1' })
      for (let index = 2; index <= 7; index += 1) {
        await (index % 2 === 0 ? agent.note(id, { body: `${index}` }) : agent.reply(id, { body: `${index}` }))
      }
      const whole = async (by: typeof agent, limit: number) => {
        const bodies: (string | null)[] = []
        for (let after: number | string | null = null; ; ) {
          const page: Awaited<ReturnType<typeof agent.thread>> = await by.thread(id, { after, limit })
          bodies.push(...page.items.map(({ body }) => body))
          if (page.next === null) return bodies
          after = page.next
        }
      }
      for (const limit of [1, 2, 3, 7, 500]) {
        expect(await whole(agent, limit)).toEqual(['1', '2', '3', '4', '5', '6', '7'])
        expect(await whole(requester, limit)).toEqual(['1', '3', '5', '7'])
      }
      const first = await agent.history(id, { limit: 5 })
      const second = await agent.history(id, { limit: 5, after: first.next })
      expect([...first.items, ...second.items].map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      expect([first.next, second.next]).toEqual([5, null])
    })

    it('show a ticket as it was at any instant, contents included', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const seen: { readonly at: Date; readonly ticket: Listed }[] = []
      const keep = async (call: Promise<Listed>) => {
        seen.push({ ticket: await call, at: new Date(world.now()) })
        await world.advance({ minutes: 10 })
      }
      await keep(agent.create({ ...newTicket('One'), fields: { phone: '1' } }))
      const id = seen[0]?.ticket.id ?? ''
      await keep(agent.update(id, { subject: 'Two', fields: { phone: '2', address: { street: 'A' } } }))
      await keep(agent.tag(id, { add: ['x'] }))
      await keep(agent.update(id, { fields: { phone: null, severity: 'high' } }))
      await keep(agent.update(id, { subject: 'Three', fields: { phone: '3' } }))
      await keep(agent.send(id, { type: 'solve' }))
      await keep(agent.send(id, { type: 'reopen' }))
      expect(seen[3]?.ticket.fields).not.toHaveProperty('phone')
      for (const { at, ticket } of seen) {
        expect(await agent.get(id, { at })).toEqual(ticket)
        expect(await agent.get(id, { at: new Date(at.getTime() + 599_999) })).toEqual(ticket)
      }
      const before = new Date((seen[0] as { at: Date }).at.getTime() - 1)
      expect(await failure(agent.get(id, { at: before }))).toMatchObject({ code: 'NOT_FOUND' })
    })

    it('explain why a ticket is as it is', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      await world.as('admin').directory.putAgent({ id: 'agent-1', name: 'Ann' })
      const { id } = await agent.create({ ...newTicket(), fields: { severity: 'high', affected: 'many' } })
      expect(await agent.explain(id)).toEqual({
        priority: {
          policy: 'matrix',
          version: 1,
          changesAt: null,
          at: new Date(world.now()),
          by: { type: 'agent', id: 'agent-1' },
          reasons: [{ code: 'matrix', impact: 'many', urgency: 'high' }],
        },
        assignment: null,
        dates: [],
      })
      await agent.assign(id, { agent: 'agent-1' })
      await agent.setPriority(id, { priority: 'low' })
      await agent.send(id, { type: 'solve' })
      const { priority, assignment, dates } = await agent.explain(id)
      expect([priority?.policy, assignment?.policy]).toEqual(['manual', 'manual'])
      expect(dates).toMatchObject([{ event: 'close', dueAt: new Date(world.now() + 7 * 86_400_000) }])
      expect(await world.desk.system.nextWakeupAt()).toEqual(new Date(world.now()))
    })

    it('describe the workflows as plain data, and the directory with its past', async () => {
      const world: World = await openWorld(create)
      const described = world.desk.describeWorkflows()
      expect(JSON.parse(JSON.stringify(described))).toEqual(described)
      expect(described.map(({ id, states }) => [id, states.length])).toEqual([
        ['support', 4],
        ['repair', 5],
      ])
      const admin = world.as('admin')
      await admin.directory.putTeam({ id: 'lamps', name: 'Lamps', lead: 'ann' })
      await admin.directory.putAgent({ id: 'ann', name: 'Ann', teams: ['lamps'], capacity: 3, skills: { lamps: 5 } })
      await world.advance({ hours: 1 })
      await world.as('service').directory.putAgent({ id: 'ann', name: 'Anne', status: 'away' })
      const agent = world.as('agent').directory
      expect(await agent.agent('ann')).toMatchObject({ name: 'Anne', status: 'away', teams: [], capacity: null })
      expect(await agent.team('lamps')).toMatchObject({ lead: 'ann', status: 'active' })
      expect(await agent.agents()).toMatchObject([{ agent: { id: 'ann' }, load: 0 }])
      expect(await agent.agents('lamps')).toEqual([])
      expect(await agent.history('agent', 'ann')).toMatchObject([
        { version: 1, by: { type: 'admin' }, entry: { name: 'Ann' } },
        { version: 2, by: { type: 'service' }, entry: { name: 'Anne' }, changedAt: new Date(world.now()) },
      ])
      expect(await failure(agent.putAgent({ id: 'x', name: 'X' }))).toMatchObject({ code: 'FORBIDDEN' })
      expect(await failure(world.as('requester').directory.agents())).toMatchObject({ code: 'FORBIDDEN' })
      expect(await world.as('agent', 'a', 'other').directory.agent('ann')).toBeNull()
    })
  })
}
