import { describe, expect, it } from 'vitest'
import {
  expectSound,
  hours,
  openSla,
  type Policy,
  promising,
  request,
  type SlaNode,
  standard,
} from './changing-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const tells = (to: NonNullable<NonNullable<Policy['targets']['resolution']>['escalate']>[number]['do']): Policy =>
  standard(1, {
    targets: { resolution: { within: { hours: 1 }, calendar: 'wall', escalate: [{ after: {}, do: to }] } },
  })

/** A ticket in time, late by now, and what its ladder told to whom. */
async function lateTicket(create: CreateDeskFixture, ...to: Parameters<typeof tells>[0]) {
  const world = await openSla(create, promising([tells(to)]))
  const { id } = await world.as('agent', 'ann').create(request())
  await world.as('agent', 'bob').assign(id, { agent: 'ann' })
  await world.as('agent', 'ann').watch(id, { watcher: 'wei' })
  await world.pass({ hours: 2 })
  await world.desk.system.tick()
  return { world, id }
}

const kinds = async (node: SlaNode, role: string, id: string, tenant?: string) =>
  (await node.as(role, id, tenant).inbox.list()).items.map(({ kind }) => kind)

/** Who is told, and who learns of it. */
export function slaInboxScenarios(create: CreateDeskFixture): void {
  describe('the inbox', () => {
    it('shows what is to oneself, and to nobody else: not to a namesake of another kind or tenant', async () => {
      const { world } = await lateTicket(create, { action: 'notify', to: ['assignee'] })
      for (const role of ['agent', 'lead', 'admin', 'service']) expect(await kinds(world, role, 'ann')).toHaveLength(1)
      for (const role of ['requester', 'collaborator', 'partner']) expect(await kinds(world, role, 'ann')).toEqual([])
      for (const id of ['bob', 'lea', 'wei', 'cem', 'Ann'])
        expect([id, await kinds(world, 'agent', id)]).toEqual([id, []])
      expect(await kinds(world, 'agent', 'ann', 'other')).toEqual([])
      await expectSound(world)
    })

    it('tells what it is about, when, and nothing that anybody wrote', async () => {
      const { world, id } = await lateTicket(create, { action: 'notify', to: ['assignee'] })
      const [item] = (await world.as('agent', 'ann').inbox.list()).items
      const [at, dueAt] = [hours(1).getTime() + 1, hours(1).getTime()]
      const policy = { id: 'standard', version: 1 }
      expect(item).toMatchObject({ ticketId: id, kind: 'sla.breached', createdAt: new Date(at), readAt: null })
      expect(item?.data).toEqual({ seq: 6, target: 'resolution', cycle: 1, step: 'after 0s', at, dueAt, policy })
      expect(JSON.stringify(item)).not.toMatch(/hums|actions/)
    })

    it('tells a requester as requester, a watcher as watcher, and everybody else nothing', async () => {
      const { world } = await lateTicket(create, { action: 'notify', to: ['requester', 'watchers'], kind: 'late' })
      expect(await kinds(world, 'requester', 'cem')).toEqual(['late'])
      expect(await kinds(world, 'agent', 'cem')).toEqual([])
      for (const role of ['agent', 'collaborator']) expect(await kinds(world, role, 'wei')).toEqual(['late'])
      expect(await kinds(world, 'requester', 'wei')).toEqual([])
      expect(await kinds(world, 'agent', 'ann')).toEqual([])
    })

    it('is shared by those of a role: what one has read, all have', async () => {
      const { world } = await lateTicket(create, { action: 'notify', to: [{ role: 'lead' }, 'lead'] })
      // The ticket has no team: its lead is whoever has the role, told once.
      const [lea, leo] = [world.as('lead', 'lea'), world.as('lead', 'leo')]
      const [item, ...others] = (await leo.inbox.list()).items
      expect(others).toEqual([])
      expect((await lea.inbox.list()).items).toEqual([item])
      expect(await kinds(world, 'agent', 'lea')).toEqual([])
      expect(await lea.inbox.markRead([item?.id ?? ''])).toBe(1)
      expect((await leo.inbox.list()).items).toMatchObject([{ readAt: new Date(world.now()) }])
      expect(await leo.inbox.markRead([item?.id ?? ''])).toBe(0)
      expect((await leo.inbox.list({ unreadOnly: true })).items).toEqual([])
    })

    it('marks as read what is one’s own, and passes over what is not', async () => {
      const { world } = await lateTicket(create, { action: 'notify', to: ['assignee', { agent: 'bob' }] })
      const [ann, bob] = [world.as('agent', 'ann'), world.as('agent', 'bob')]
      const idOf = async (desk: typeof ann) => (await desk.inbox.list()).items[0]?.id ?? ''
      const [own, foreign] = [await idOf(ann), await idOf(bob)]
      const far = world.as('agent', 'ann', 'other')
      expect([await far.inbox.markRead([own]), await world.as('requester', 'ann').inbox.markRead([own])]).toEqual([
        0, 0,
      ])
      expect(await ann.inbox.markRead([own, own, foreign, 'no-such-id', ''.padEnd(2_000, 'x')])).toBe(1)
      expect(await ann.inbox.markRead([])).toBe(0)
      expect((await bob.inbox.list({ unreadOnly: true })).items).toHaveLength(1)
    })

    it('comes in pages, the latest first, each once, while more comes in', async () => {
      const policy = tells([{ action: 'notify', to: ['assignee', { role: 'agent' }] }])
      const world = await openSla(create, promising([policy]))
      const ann = world.as('agent', 'ann')
      const late = async () => {
        const { id } = await ann.create(request())
        await ann.assign(id, { agent: 'ann' })
        await world.pass({ hours: 2 })
        await world.desk.system.tick()
      }
      // Each is told twice: to ann, and to everybody with her role.
      for (let index = 0; index < 4; index += 1) await late()
      const all = (await ann.inbox.list()).items
      expect(all).toHaveLength(8)
      const seen = []
      for (let after: string | null = null, pages = 0; ; pages += 1) {
        const page = await ann.inbox.list({ limit: 3, after })
        seen.push(...page.items)
        if (pages === 0) await late()
        after = page.next
        if (after === null) break
        expect(page.items).toHaveLength(3)
      }
      expect(seen).toEqual(all)
      const instants = seen.map(({ createdAt }) => createdAt.getTime())
      expect(instants).toEqual(instants.toSorted((a, b) => b - a))
    })

    it('forgets what is old, read or not', async () => {
      const { world } = await lateTicket(create, { action: 'notify', to: ['assignee'] })
      await world.pass({ days: 1 })
      expect(await world.desk.system.forgetNotifications({ olderThanDays: 2 })).toBe(0)
      await world.pass({ days: 2 })
      expect(await world.desk.system.forgetNotifications({ olderThanDays: 2 })).toBe(1)
      expect(await kinds(world, 'agent', 'ann')).toEqual([])
    })

    it('takes the right to read it', async () => {
      const world = await openSla(create, promising([standard()]))
      for (const call of [() => world.as('ghost').inbox.list(), () => world.as('ghost').inbox.markRead(['x'])]) {
        expect(await failure(call)).toMatchObject({ code: 'FORBIDDEN' })
      }
    })
  })
}
