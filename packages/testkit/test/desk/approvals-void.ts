import { defaultAccess, defineWorkflow, type Store } from '@docket/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Definition } from './changing-desk.js'
import { deciding, expectSound, log, request } from './deciding-desk.js'
import { context, openStaged, stagedDesk } from './staged-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const REFUND = { approval: 'refund' }
const PRICE = { approval: 'price' }

const code = async (call: Promise<unknown>) => (await failure(call)).details.reasons?.[0]?.code

/** Opens a desk with a ticket in the stage of the finance, which the workshop sent on. */
async function inFinance(create: CreateDeskFixture, options: Parameters<typeof openStaged>[1] = {}) {
  const world = await openStaged(create, options)
  const { id } = await world.sam.create(request({ fields: { serial: 'X1' } }))
  await world.sam.send(id, { type: 'toWorkshop', reason: 'Broken.' })
  await world.sam.send(id, { type: 'skip' })
  const of = (who: string) => world.as('agent', who)
  /** Why approvals were void, in the order of the log. */
  const voids = async () =>
    (await log(world, id)).filter(({ type }) => type === 'approval.voided').map(({ data }) => data)
  const told = async (who: string) => {
    const { items } = await of(who).inbox.list({ limit: 100 })
    return items.filter(({ kind }) => kind === 'approval.voided').map(({ data }) => data['code'])
  }
  return { world, id, of, voids, told }
}

const job = (more: object = {}) =>
  defineWorkflow({
    id: 'job',
    version: 1,
    initial: 'open',
    approvals: { refund: { by: [{ team: 'bosses' }] } },
    states: {
      open: { tags: ['open'], on: { pay: { target: 'paid', requires: [REFUND] }, ...more } },
      paid: { tags: ['solved'], on: { close: 'closed' } },
      closed: { tags: ['terminal'] },
    },
  } as never)

/** Approvals that count no more, with an event that says why. */
export function voidApprovalScenarios(create: CreateDeskFixture): void {
  describe('an approval that counts no more', () => {
    it('is one whose field has changed since it was given, by whomever', async () => {
      const { world, id, of, voids, told } = await inFinance(create)
      await of('fay').askApproval(id, PRICE)
      // Nobody has seen it yet.
      await of('fay').update(id, { fields: { serial: 'X2' } } as never)
      await of('pia').approve(id, PRICE)
      await of('fay').update(id, { fields: { phone: '1', serial: 'X2' } } as never)
      await of('fay').tag(id, { add: ['x'] })
      expect(await voids()).toEqual([])
      await of('fay').update(id, { fields: { serial: 'X3' } } as never)
      expect(await voids()).toEqual([{ approval: 'price', code: 'subject-changed' }])
      expect((await of('fay').get(id)).approvals).toMatchObject([{ state: 'voided', voided: 'subject-changed' }])
      expect(await code(of('pia').approve(id, PRICE))).toBe('approval-decided')
      await world.work({ minutes: 1 })
      expect(await told('fay')).toEqual(['subject-changed'])
      expect((await of('fay').askApproval(id, PRICE)).approvals).toMatchObject([
        { state: 'open', round: 2, voided: null },
      ])
      await expectSound(world)
    })

    it('never stands beside what changed after it, when people approve and change at once, from two nodes', async () => {
      const { world, id, of, voids } = await inFinance(create)
      const other = await world.node(stagedDesk, { context })
      await of('fay').askApproval(id, PRICE)
      const calls = Array.from({ length: 32 }, (_, index) => {
        const node = index % 2 === 0 ? world : other
        if (index % 8 === 3) return node.as('agent', 'pia').approve(id, PRICE)
        return node.as('agent', 'fay').update(id, { fields: { serial: `X${index}` } } as never)
      })
      const results = await Promise.allSettled(calls)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(29)
      const events = await log(world, id)
      const given = events.findIndex(({ type }) => type === 'approval.given')
      const changed = events.slice(given).some(({ type }) => type === 'ticket.updated')
      expect(await voids()).toEqual(changed ? [{ approval: 'price', code: 'subject-changed' }] : [])
      expect((await of('fay').get(id)).approvals[0]?.state).toBe(changed ? 'voided' : 'approved')
      await expectSound(world)
    })

    it('is void before a later step of the same macro can rely on it', async () => {
      const world = await openStaged(create, {}, deciding({ workflows: [job() as never], forms: {} } as never))
      const [fay, bea] = [world.as('agent', 'fay'), world.as('agent', 'bea')]
      const { id } = await fay.create(request({ category: 'goods', fields: { amount: 1 } }))
      await fay.askApproval(id, REFUND)
      await bea.approve(id, REFUND)
      const steps = [
        { action: 'setCategory', category: 'else' },
        { action: 'send', event: 'pay' },
      ] as never
      for await (const result of fay.batch({ tickets: [id], do: steps })) {
        expect(result).toMatchObject({ ok: false, code: 'TRANSITION_REFUSED' })
      }
      // Nothing was done, so it still counts.
      expect((await fay.get(id)).approvals[0]?.state).toBe('approved')
      await fay.setCategory(id, { category: 'else' })
      expect((await fay.get(id)).approvals[0]).toMatchObject({ state: 'voided', voided: 'category-changed' })
      expect(await code(fay.send(id, { type: 'pay' } as never))).toBe('approval-missing')
    })

    it('is of the fields of the form, where it names none', async () => {
      const forms = { goods: { fields: { amount: 'optional' } } }
      const world = await openStaged(create, {}, deciding({ workflows: [job() as never], forms } as never))
      const [fay, bea] = [world.as('agent', 'fay'), world.as('agent', 'bea')]
      await world.as('admin').categories.add({ id: 'goods', label: { en: 'Goods' } })
      await world.as('admin').categories.add({ id: 'lamps', label: { en: 'Lamps' }, parent: 'goods' })
      const { id } = await fay.create(request({ category: 'lamps', fields: { amount: 1 } }))
      expect((await fay.askApproval(id, REFUND)).approvals[0]?.of).toEqual(['amount'])
      await bea.approve(id, REFUND)
      await fay.update(id, { fields: { severity: 'high' } } as never)
      expect((await fay.get(id)).approvals[0]?.state).toBe('approved')
      await fay.update(id, { fields: { amount: 1_000_000 } } as never)
      expect(await code(fay.send(id, { type: 'pay' } as never))).toBe('approval-missing')
    })

    it('names fields that the desk has', () => {
      const wrong = defineWorkflow({
        id: 'wrong',
        version: 1,
        initial: 'open',
        approvals: { refund: { by: ['lead'], of: ['nothing'] } },
        states: { open: { tags: ['open'], on: { end: 'done' } }, done: { tags: ['terminal'] } },
      })
      expect(() => deciding({ workflows: [wrong as never] })).toThrow(
        'approvals.refund.of.0: the desk has no field nothing',
      )
    })

    it('is one that still waits when its stage ends or the ticket is solved; the asked ones are told', async () => {
      for (const [type, expected] of [
        ['close', 'stage-left'],
        ['pay', 'ticket-done'],
      ] as const) {
        const { world, id, of, voids, told } = await inFinance(create)
        let ticket = id
        if (type === 'pay') {
          const second = await openStaged(create, {}, deciding({ workflows: [job({ end: 'paid' }) as never] }))
          const fay = second.as('agent', 'fay')
          ticket = (await fay.create(request())).id
          await fay.askApproval(ticket, REFUND)
          await fay.send(ticket, { type: 'end' } as never)
          expect((await fay.get(ticket)).approvals[0]).toMatchObject({ state: 'voided', voided: expected })
          await second.work({ minutes: 1 })
          const { items } = await second.as('agent', 'ben').inbox.list({})
          expect(items.map(({ kind }) => kind)).toContain('approval.voided')
          continue
        }
        await of('fay').askApproval(ticket, REFUND)
        await of('fay').send(ticket, { type })
        expect(await voids()).toEqual([{ approval: 'refund', code: expected }])
        await world.work({ days: 1 })
        for (const who of ['fay', 'bea', 'ben', 'bob']) expect(await told(who)).toEqual([expected])
        expect(await code(of('bea').approve(ticket, REFUND))).toBe('approval-decided')
        // Its time ends nothing any more.
        expect((await log(world, ticket)).some(({ type: one }) => one === 'approval.expired')).toBe(false)
        await expectSound(world)
      }
    })

    it('is one that still waits when the ticket is merged; one that was given counts again after a separation', async () => {
      const { world, id, of, voids, told } = await inFinance(create)
      const { id: into } = await world.sam.create(request())
      await of('fay').askApproval(id, PRICE)
      await of('pia').approve(id, PRICE)
      await of('fay').askApproval(id, REFUND)
      await world.sam.merge(id, { into })
      expect(await voids()).toEqual([{ approval: 'refund', code: 'ticket-done' }])
      await world.work({ minutes: 1 })
      for (const who of ['fay', 'bea', 'ben', 'bob']) expect(await told(who)).toEqual(['ticket-done'])
      await world.sam.unmerge(id)
      const states = (await of('fay').get(id)).approvals.map(({ approval, state }) => [approval, state])
      expect(states.sort()).toEqual([
        ['price', 'approved'],
        ['refund', 'voided'],
      ])
      await expectSound(world)
    })

    it('is one of a stage to which the ticket comes back, said in the log and shown', async () => {
      const { world, id, of, voids } = await inFinance(create)
      await of('fay').askApproval(id, REFUND)
      for (const boss of ['bea', 'bob']) await of(boss).approve(id, REFUND)
      await world.as('lead', 'lea').override(id, { state: 'intake', reason: 'Look again.' })
      expect(await voids()).toEqual([{ approval: 'refund', code: 'stage-again' }])
      expect((await of('fay').get(id)).approvals).toMatchObject([{ state: 'voided', voided: 'stage-again', stage: 3 }])
      await expectSound(world)
    })

    it('is one of another stage: it cannot be asked for where nothing requires it', async () => {
      const { world, id, of } = await inFinance(create)
      const refused = await failure(of('fay').askApproval(id, { approval: 'parts' }))
      expect(refused.details.reasons).toEqual([{ code: 'approval-not-here', approval: 'parts', stages: ['intake'] }])
      const stage = { owner: 'finance', within: { hours: 8 } }
      const requires = [REFUND]
      const twice = defineWorkflow({
        id: 'twice',
        version: 1,
        initial: 'first',
        approvals: { refund: { by: [{ team: 'bosses' }] } },
        states: {
          first: { tags: ['open'], stage, on: { on: { target: 'second', requires } } },
          second: { tags: ['open'], stage, on: { end: { target: 'done', requires } } },
          done: { tags: ['terminal'] },
        },
      })
      const other = await openStaged(create, {}, deciding({ workflows: [twice as never] }))
      const [fay, bea] = [other.as('agent', 'fay'), other.as('agent', 'bea')]
      const { id: ticket } = await fay.create(request())
      await fay.askApproval(ticket, REFUND)
      await bea.approve(ticket, REFUND)
      await fay.send(ticket, { type: 'on' } as never)
      expect(await code(fay.send(ticket, { type: 'end' } as never))).toBe('approval-of-another-stage')
      expect((await fay.askApproval(ticket, REFUND)).approvals[0]).toMatchObject({ round: 2, stage: 2 })
      await bea.approve(ticket, REFUND)
      await fay.send(ticket, { type: 'end' } as never)
      await expectSound(other)
      await expectSound(world)
    })

    it('is one of an agent who was removed since, whoever relies on it', async () => {
      const { world, id, of, voids, told } = await inFinance(create)
      await of('fay').askApproval(id, REFUND)
      for (const boss of ['bea', 'bob']) await of(boss).approve(id, REFUND)
      await world.directory.putAgent({ id: 'bea', name: 'bea', teams: ['bosses'], status: 'removed' })
      const { transitions } = (await of('fay').stage(id)) ?? { transitions: [] }
      expect(transitions.find(({ event }) => event === 'pay')).toMatchObject({
        allowed: false,
        reasons: [{ code: 'approval-missing', state: 'voided' }],
      })
      expect(await code(of('fay').send(id, { type: 'pay' }))).toBe('approval-missing')
      await of('fay').tag(id, { add: ['x'] })
      expect(await voids()).toEqual([{ approval: 'refund', code: 'approver-left', agent: 'bea' }])
      await world.work({ minutes: 1 })
      expect([await told('fay'), await told('bea')]).toEqual([['approver-left'], []])
      await expectSound(world)
    })

    it('cannot be given by an agent who was removed, nor by a namesake who does not work at the desk', async () => {
      const access = defaultAccess({
        roles: { partner: { tickets: 'all', actions: ['read', 'approve'], staff: false } },
      })
      const desk = deciding({ access, workflows: [job() as never], fields: z.object({}), personal: [] } as never)
      const world = await openStaged(create, {}, desk)
      const fay = world.as('agent', 'fay')
      const { id } = await fay.create({ subject: 'x', requester: { id: 'bea' } })
      await fay.askApproval(id, REFUND)
      for (const call of [
        () => world.as('partner', 'bea').approve(id, REFUND),
        () => world.as('partner', 'bea').refuseApproval(id, REFUND),
        () => world.as('partner', 'bea').delegateApproval(id, { ...REFUND, to: 'pia' }),
      ]) {
        expect(await code(call())).toBe('not-an-approver')
      }
      expect((await failure(world.as('requester', 'bea').approve(id, REFUND))).code).toBe('FORBIDDEN')
      await world.directory.putAgent({ id: 'bea', name: 'bea', teams: ['bosses'], status: 'removed' })
      expect(await code(world.as('agent', 'bea').approve(id, REFUND))).toBe('agent-removed')
      expect(await code(world.as('agent', 'bea').delegateApproval(id, { ...REFUND, to: 'pia' }))).toBe('agent-removed')
      await world.as('agent', 'ben').approve(id, REFUND)
      expect((await fay.send(id, { type: 'pay' } as never)).state).toBe('paid')
    })

    it('is one for which not enough of those who are asked are left', async () => {
      const { world, id, of, voids } = await inFinance(create)
      await of('fay').askApproval(id, REFUND)
      for (const gone of ['ben', 'bob']) {
        await world.directory.putAgent({ id: gone, name: gone, teams: ['bosses'], status: 'removed' })
      }
      expect(await code(of('bea').approve(id, REFUND))).toBe('approval-decided')
      await of('fay').tag(id, { add: ['x'] })
      expect(await voids()).toEqual([{ approval: 'refund', code: 'too-few-approvers' }])
      expect(await code(of('fay').askApproval(id, REFUND))).toBe('too-few-approvers')
    })

    it('asks the directory once for each who counts, and for nobody once nothing depends on them', async () => {
      let asked = 0
      const wrap = (store: Store): Store => ({
        ...store,
        directoryEntry(tenant, kind, id) {
          if (kind === 'agent') asked += 1
          return store.directoryEntry(tenant, kind, id)
        },
      })
      const reads = async (call: () => Promise<unknown>) => {
        const before = asked
        await call()
        return asked - before
      }
      const crowd = Array.from({ length: 20 }, (_, index) => `boss-${index}`)
      const tell = async (desk: Definition) => {
        const world = await openStaged(create, { wrap }, desk)
        for (const boss of crowd) await world.directory.putAgent({ id: boss, name: boss, teams: ['crowd'] })
        const fay = world.as('agent', 'fay')
        const { id } = await fay.create(request())
        await fay.askApproval(id, REFUND)
        for (const boss of crowd) await world.as('agent', boss).approve(id, REFUND)
        const told: unknown[] = []
        for (const type of ['', 'pay']) {
          if (type !== '') await fay.send(id, { type } as never)
          const tag = await reads(() => fay.tag(id, { add: [`at-${type}`] }))
          told.push([type, tag, await reads(() => fay.events(id)), await reads(() => fay.stage(id))])
        }
        return told
      }
      const approvals = { refund: { by: [{ team: 'crowd' }], needs: 'all' } }
      const plain = deciding({ workflows: [{ ...job({ end: 'paid' }), approvals } as never] })
      expect(await tell(plain)).toEqual([
        ['', 20, 20, 0],
        ['pay', 0, 0, 0],
      ])
      const stage = { owner: 'finance', within: { hours: 1 } }
      const { states } = job()
      const staged = { ...states, open: { ...states['open'], stage }, paid: { ...states['paid'], stage } }
      const inStages = deciding({ workflows: [{ ...job(), approvals, states: staged } as never] })
      expect(await tell(inStages)).toEqual([
        ['', 20, 20, 20],
        ['pay', 0, 0, 0],
      ])
    })

    it('is one that was given on another version of the workflow', async () => {
      const world = await openStaged(create, {}, deciding({ workflows: [job() as never] }))
      const [fay, bea] = [world.as('agent', 'fay'), world.as('agent', 'bea')]
      const { id } = await fay.create(request())
      await fay.askApproval(id, REFUND)
      await bea.approve(id, REFUND)
      const next = await world.node(deciding({ workflows: [{ ...job(), version: 2 } as never] }))
      const from = { workflow: 'job', version: 1 }
      const migration = { from, to: { ...from, version: 2 }, states: { open: 'open', paid: 'paid', closed: 'closed' } }
      await next.as('admin').migrateWorkflow({ ...migration, dryRun: false } as never)
      expect((await next.as('agent', 'fay').get(id)).approvals[0]).toMatchObject({
        state: 'voided',
        voided: 'migrated',
      })
      expect(await code(next.as('agent', 'fay').send(id, { type: 'pay' } as never))).toBe('approval-missing')
    })
  })
}
