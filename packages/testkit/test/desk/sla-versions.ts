import { DocketError, type Store } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { expectSound, hours, office, openSla, type Policy, promising, request, standard } from './changing-desk.js'
import { type CreateDeskFixture, everything, failure } from './world.js'

const ladder = (version: number, within: number, kind: string): Policy =>
  standard(version, {
    targets: {
      firstResponse: { within: { hours: 2 }, escalate: [] },
      resolution: {
        within: { hours: within },
        escalate: [{ after: {}, do: [{ action: 'notify', to: [{ agent: 'ann' }], kind }] }],
      },
    },
  })

const OLD = promising([ladder(1, 3, 'old')])
/** The next version, by a calendar that the old node does not have. */
const NEW = promising([{ ...ladder(2, 5, 'new'), calendar: 'late' }], { late: office(1, '12:00') })

const all = (store: Store) => everything({ store } as Parameters<typeof everything>[0])

/** A store to which nobody ever registered a policy or calendar. */
const withoutPromises = (store: Store): Store =>
  new Proxy(store, {
    get(target, name) {
      if (name !== 'definition') return Reflect.get(target, name, target)
      return async (...[tenant, kind, id, version]: Parameters<Store['definition']>) =>
        kind === 'workflow' ? target.definition(tenant, kind, id, version) : null
    },
  })

/** What nodes with different code do with the promises of one another. */
export function slaVersionScenarios(create: CreateDeskFixture): void {
  describe('versions of promises', () => {
    it('that the code has no more are kept by a new node: it reads, judges and escalates by them', async () => {
      const old = await openSla(create, OLD)
      const { id } = await old.as('agent', 'ann').create(request())
      const young = await old.node(NEW)
      const ann = young.as('agent', 'ann')
      const mine = await ann.create(request())
      expect((await ann.get(id)).sla).toMatchObject({
        policy: { id: 'standard', version: 1 },
        targets: [{ dueAt: hours(2) }, { dueAt: hours(3) }],
      })
      expect(mine.sla).toMatchObject({ policy: { version: 2 }, targets: [{ dueAt: hours(2) }, { dueAt: hours(26) }] })
      await ann.tag(id, { add: ['seen by the new node'] })
      await old.pass({ hours: 4 })
      await young.desk.system.tick()
      expect((await ann.verdicts(id)).map(({ target, policy }) => [target, policy.version])).toEqual([
        ['firstResponse', 1],
        ['resolution', 1],
      ])
      expect((await ann.inbox.list()).items.map(({ kind }) => kind)).toEqual(['old'])
      expect(young.errors).toEqual([])
      await expectSound(old)
    })

    it('that the code does not have yet are kept by an old node, calendars included', async () => {
      const old = await openSla(create, OLD)
      const young = await old.node(NEW)
      const { id } = await young.as('agent', 'ann').create(request())
      const ann = old.as('agent', 'ann')
      const dates = { policy: { version: 2 }, targets: [{ dueAt: hours(2) }, { dueAt: hours(26) }] }
      expect(await ann.note(id, { body: 'The old node' })).toMatchObject({ ticketId: id })
      expect((await ann.get(id)).sla).toMatchObject(dates)
      expect((await ann.setPriority(id, { priority: 'urgent' })).sla).toMatchObject(dates)
      await old.pass({ hours: 27 })
      await old.desk.system.tick()
      expect((await ann.verdicts(id)).map(({ policy }) => policy.version)).toEqual([2, 2])
      expect((await ann.inbox.list()).items.map(({ kind }) => kind)).toEqual(['new'])
      await expectSound(old)
    })

    // While nodes are replaced one by one, tickets would change their promise with every command of the other kind.
    it('are not changed by a command that changes nothing which policies read', async () => {
      const vip = { ...ladder(1, 8, 'vip'), id: 'vip', when: { tier: 'gold' } } as const
      const old = await openSla(create, OLD)
      const young = await old.node(promising([vip, ladder(1, 3, 'old')]))
      const promises = async (id: string) =>
        (await old.as('agent').history(id)).items.filter(({ type }) => type === 'sla.applied').length
      const [before, gold] = [
        (await old.as('agent').create(request('before', { tier: 'gold' }))).id,
        (await young.as('agent').create(request('after', { tier: 'gold' }))).id,
      ]
      for (const node of [old, young, old, young]) {
        for (const id of [before, gold]) await node.as('agent', 'ann').note(id, { body: 'x' })
      }
      expect((await old.as('agent').get(before)).sla?.policy.id).toBe('standard')
      expect((await old.as('agent').get(gold)).sla?.policy.id).toBe('vip')
      expect([await promises(before), await promises(gold)]).toEqual([1, 1])
      await expectSound(old)
    })

    it('are carried on while old and new nodes take turns', async () => {
      const old = await openSla(create, OLD)
      const young = await old.node(NEW)
      const ids: string[] = []
      for (const node of [old, young, old, young]) ids.push((await node.as('agent', 'ann').create(request())).id)
      for (const [turn, node] of [young, old, young, old, young, old].entries()) {
        await node.as('agent', 'ann').tag(ids[turn % 4] ?? '', { add: [`turn-${turn}`] })
        await old.pass({ hours: 5 })
        await node.desk.system.tick()
      }
      const versions = await Promise.all(
        ids.map(async (id) => (await old.as('agent').verdicts(id)).map(({ policy }) => policy.version)),
      )
      expect(versions).toEqual([
        [1, 1],
        [2, 2],
        [1, 1],
        [2, 2],
      ])
      expect(young.errors).toEqual([])
      await expectSound(old)
    })

    it('with other content under the same number are refused at the start, and what was registered stays', async () => {
      const world = await openSla(create, OLD)
      const { id } = await world.as('agent', 'ann').create(request())
      const changed = promising([ladder(1, 4, 'old')])
      expect(await failure(world.node(changed))).toMatchObject({
        code: 'DEFINITION_CHANGED',
        details: { kind: 'slaPolicy', id: 'standard', version: 1 },
      })
      const moved = promising([ladder(1, 3, 'old')], { office: office(1, '18:00') })
      expect(await failure(world.node(moved))).toMatchObject({
        code: 'DEFINITION_CHANGED',
        details: { kind: 'calendar', id: 'office', version: 1 },
      })
      expect((await world.as('agent').get(id)).sla).toMatchObject({ targets: [{}, { dueAt: hours(3) }] })
      await world.node(OLD)
      await expectSound(world)
    })

    it('are registered by many nodes that start at once', async () => {
      const world = await openSla(create, OLD)
      const nodes = await Promise.all(Array.from({ length: 8 }, () => world.node(NEW)))
      const [first] = nodes
      expect((await first?.as('agent', 'ann').create(request()))?.sla?.policy.version).toBe(2)
    })
  })

  describe('a promise that a node knows nothing of', () => {
    const open = async () => {
      const world = await openSla(create, NEW)
      const { id } = await world.as('agent', 'ann').create(request())
      await world.as('agent', 'ann').watch(id, { watcher: 'wei' })
      const ignorant = await world.node(promising([]), withoutPromises)
      return { world, id, ignorant }
    }

    it('does not keep the ticket from being read: it is shown without one, and the operator hears of it', async () => {
      const { world, id, ignorant } = await open()
      const ann = ignorant.as('agent', 'ann')
      const empty = { answer: null, solution: null }
      expect(await ann.get(id)).toMatchObject({ sla: null, expected: empty, watchers: ['wei'] })
      expect((await ann.list({ sort: 'dueAt' })).items.map((ticket) => [ticket.id, ticket.sla])).toEqual([[id, null]])
      expect((await ann.explain(id)).dates).toEqual([])
      expect((await ann.history(id)).items).toHaveLength(3)
      expect(await ann.verdicts(id)).toEqual([])
      expect(await ignorant.as('requester', 'cem').get(id)).toMatchObject({ sla: null, expected: empty })
      expect(ignorant.errors.length).toBeGreaterThan(0)
      for (const error of ignorant.errors) expect(DocketError.is(error, 'DEFINITION_UNKNOWN')).toBe(true)
      expect((await world.as('agent').get(id)).sla?.policy.version).toBe(2)
    })

    it('keeps commands from that node, which change nothing and may succeed elsewhere', async () => {
      const { world, id, ignorant } = await open()
      const before = await all(world.store)
      const ann = ignorant.as('agent', 'ann')
      for (const call of [
        () => ann.reply(id, { body: 'x' }),
        () => ann.send(id, { type: 'solve' }),
        () => ann.setPriority(id, { priority: 'urgent' }),
        () => ignorant.as('requester', 'cem').reply(id, { body: 'x' }),
      ]) {
        expect(await failure(call)).toMatchObject({ code: 'DEFINITION_UNKNOWN', kind: 'unavailable', retryable: true })
      }
      const { items, failed, examined } = await ignorant.as('admin').recomputeSla({ mode: 'recompute', dryRun: false })
      expect([items, failed.map(({ code }) => code), examined]).toEqual([[], ['DEFINITION_UNKNOWN'], 1])
      expect(await all(world.store)).toEqual(before)
      expect((await world.as('agent', 'ann').reply(id, { body: 'x' })).body).toBe('x')
    })

    it('leaves its timers to nodes that know it, and is never given up', async () => {
      const { world, id, ignorant } = await open()
      await world.pass({ hours: 27 })
      for (let turn = 0; turn < 40; turn += 1) {
        await ignorant.desk.system.tick()
        await world.pass({ seconds: 15 })
      }
      expect(await ignorant.as('lead').deadLetters()).toEqual([])
      expect(await ignorant.as('agent').verdicts(id)).toEqual([])
      await world.desk.system.tick()
      expect((await world.as('agent').verdicts(id)).map(({ verdict }) => verdict)).toEqual(['breached', 'breached'])
      await expectSound(world)
    })
  })
}
