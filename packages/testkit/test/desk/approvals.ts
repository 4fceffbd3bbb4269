import { defineWorkflow } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { MONDAY } from './changing-desk.js'
import { type DecidingWorld, deciding, expectSound, log, request, toldOf } from './deciding-desk.js'
import { context, openStaged, stagedDesk } from './staged-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const REFUND = { approval: 'refund' }

/** The code of the first reason with which a call is refused. */
const code = async (call: Promise<unknown> | (() => unknown)) => (await failure(call)).details.reasons?.[0]?.code

const approvals = async (world: DecidingWorld, id: string) => (await world.sam.get(id)).approvals

const story = async (world: DecidingWorld, id: string) =>
  (await log(world, id)).filter(({ type }) => type.startsWith('approval.'))

/** What somebody was told of approvals, and how they ended. */
async function heard(world: DecidingWorld, id: string) {
  const { items } = await world.as('agent', id).inbox.list({ limit: 100 })
  const told = items.toReversed().filter(({ kind }) => kind.startsWith('approval.'))
  return told.map(({ kind, data }) => [kind, data['approval'], data['state']].filter((one) => one !== undefined))
}

/** Opens a desk with a ticket in the stage of the finance. */
async function inFinance(create: CreateDeskFixture) {
  const world = await openStaged(create)
  const { id } = await world.sam.create(request({ fields: { serial: 'X1' } }))
  await world.sam.send(id, { type: 'toWorkshop', reason: 'Broken.' })
  await world.sam.send(id, { type: 'skip' })
  return { world, id, of: (who: string) => world.as('agent', who) }
}

/** Approvals that people ask for and give. */
export function approvalScenarios(create: CreateDeskFixture): void {
  describe('an approval', () => {
    it('opens the way once enough have given it, and everybody who is concerned hears of it once', async () => {
      const { world, id, of } = await inFinance(create)
      expect((await failure(of('fay').send(id, { type: 'pay' }))).details.reasons).toEqual([
        { code: 'approval-missing', approval: 'refund', state: null },
      ])
      const asked = await of('fay').askApproval(id, REFUND)
      expect(asked.approvals).toEqual([
        {
          approval: 'refund',
          state: 'open',
          round: 1,
          askedBy: { type: 'agent', id: 'fay' },
          askedAt: new Date(MONDAY),
          until: new Date(MONDAY + 4 * 3_600_000),
          approvers: ['bea', 'ben', 'bob'],
          needed: 2,
          approvedBy: [],
          refusedBy: [],
          voided: null,
          stage: 3,
          of: [],
        },
      ])
      await world.work({ minutes: 10 })
      for (const boss of ['bea', 'ben', 'bob']) expect(await heard(world, boss)).toEqual([['approval.asked', 'refund']])
      expect((await of('bea').approve(id, { ...REFUND, note: 'Fine with me.' })).approvals[0]).toMatchObject({
        state: 'open',
        approvedBy: ['bea'],
      })
      expect(await code(of('fay').send(id, { type: 'pay' }))).toBe('approval-missing')
      expect((await of('bob').approve(id, REFUND)).approvals[0]).toMatchObject({ state: 'approved' })
      expect(await code(of('ben').approve(id, REFUND))).toBe('approval-decided')
      expect(await code(of('ben').refuseApproval(id, REFUND))).toBe('approval-decided')
      await world.work({ days: 3 })
      expect(await heard(world, 'fay')).toEqual([['approval.decided', 'refund', 'approved']])
      expect(await heard(world, 'bea')).toHaveLength(1)
      // The words are an internal note; no event holds them.
      const { items } = await world.sam.thread(id)
      expect(items.filter(({ body }) => body === 'Fine with me.')).toMatchObject([
        { visibility: 'internal', author: { id: 'bea' } },
      ])
      expect(JSON.stringify(await log(world, id))).not.toContain('Fine')
      expect((await world.as('requester', 'cem').get(id)).approvals).toEqual([])
      expect(await of('fay').send(id, { type: 'pay' })).toMatchObject({ state: 'done' })
      expect((await story(world, id)).map(({ type }) => type)).toEqual([
        'approval.asked',
        'approval.given',
        'approval.given',
      ])
      await expectSound(world)
    })

    it('is refused as soon as not enough are left who can give it, and can be asked for again', async () => {
      const { world, id, of } = await inFinance(create)
      await of('fay').askApproval(id, REFUND)
      await of('bea').refuseApproval(id, { ...REFUND, note: 'Too dear.' })
      expect((await approvals(world, id))[0]).toMatchObject({ state: 'open', refusedBy: ['bea'] })
      expect((await of('ben').refuseApproval(id, REFUND)).approvals[0]).toMatchObject({ state: 'refused' })
      expect(await code(of('bob').approve(id, REFUND))).toBe('approval-decided')
      await world.work({ minutes: 1 })
      expect(await heard(world, 'fay')).toEqual([['approval.decided', 'refund', 'refused']])
      expect((await of('fay').askApproval(id, REFUND)).approvals[0]).toMatchObject({
        state: 'open',
        round: 2,
        approvedBy: [],
        refusedBy: [],
      })
      await world.work({ minutes: 1 })
      expect(await heard(world, 'bob')).toHaveLength(2)
    })

    it('of all needs each one of them, and of any the first', async () => {
      const { world, id, of } = await inFinance(create)
      const { approvals: asked } = await of('fay').askApproval(id, { approval: 'all' })
      // Whoever is meant twice is asked once.
      expect(asked[0]).toMatchObject({ approvers: ['bea', 'ben', 'bob'], needed: 3, until: null })
      for (const boss of ['bea', 'ben']) await of(boss).approve(id, { approval: 'all' })
      expect((await approvals(world, id))[0]?.state).toBe('open')
      expect((await of('bob').approve(id, { approval: 'all' })).approvals[0]?.state).toBe('approved')
      await of('fay').askApproval(id, { approval: 'either' })
      const decided = (await of('pia').approve(id, { approval: 'either' })).approvals
      expect(decided.find(({ approval }) => approval === 'either')).toMatchObject({
        approvers: ['finance-lead', 'pia'],
        state: 'approved',
      })
    })

    it('is given by nobody but those who are asked, each once, and never by whoever asks', async () => {
      const { world, id, of } = await inFinance(create)
      expect(await code(of('bea').approve(id, REFUND))).toBe('approval-not-asked')
      const { approvals: asked } = await of('bea').askApproval(id, REFUND)
      expect(asked[0]?.approvers).toEqual(['ben', 'bob'])
      expect(await code(of('bea').approve(id, REFUND))).toBe('not-an-approver')
      expect(await code(world.as('admin', 'boss').approve(id, REFUND))).toBe('not-an-approver')
      await of('ben').approve(id, REFUND)
      for (const again of [() => of('ben').approve(id, REFUND), () => of('ben').refuseApproval(id, REFUND)]) {
        expect(await code(again)).toBe('already-answered')
      }
      expect(await code(of('ben').delegateApproval(id, { ...REFUND, to: 'pia' }))).toBe('already-answered')
      // Of three who are all asked, two are not enough for those who ask themselves.
      expect(await code(of('fay').askApproval(id, REFUND))).toBe('approval-open')
      await world.as('lead', 'bob').approve(id, REFUND)
      expect((await approvals(world, id))[0]?.state).toBe('approved')
    })

    it('cannot be asked for where the directory has nobody for it, too few, or a crowd', async () => {
      const { world, id, of } = await inFinance(create)
      expect(await code(of('fay').askApproval(id, { approval: 'nobody' }))).toBe('nobody-meant')
      await world.directory.putAgent({ id: 'bea', name: 'bea', teams: ['bosses'], status: 'removed' })
      const few = await failure(of('ben').askApproval(id, REFUND))
      expect(few.details.reasons).toEqual([{ code: 'too-few-approvers', approval: 'refund', needed: 2, approvers: 1 }])
      for (let index = 0; index <= 100; index += 1) {
        await world.directory.putAgent({ id: `c${index}`, name: 'c', teams: ['crowd'] })
      }
      expect((await failure(of('fay').askApproval(id, { approval: 'crowd' }))).code).toBe('LIMIT_EXCEEDED')
      expect((await of('c7').askApproval(id, { approval: 'crowd' })).approvals[0]?.approvers).toHaveLength(100)
    })

    it('can be delegated to an agent who has nothing to do with it yet', async () => {
      const { world, id, of } = await inFinance(create)
      await of('fay').askApproval(id, REFUND)
      const to = (agent: string) => ({ ...REFUND, to: agent })
      expect(await code(of('pia').delegateApproval(id, to('wim')))).toBe('not-an-approver')
      expect(await code(of('bea').delegateApproval(id, to('nobody')))).toBe('agent-unknown')
      expect(await code(of('bea').delegateApproval(id, to('fay')))).toBe('delegate-is-the-asker')
      for (const approver of ['bea', 'bob']) {
        expect(await code(of('bea').delegateApproval(id, to(approver)))).toBe('delegate-is-an-approver')
      }
      const { approvals: now } = await of('bea').delegateApproval(id, to('pia'))
      expect(now[0]?.approvers).toEqual(['pia', 'ben', 'bob'])
      expect(await code(of('bea').approve(id, REFUND))).toBe('not-an-approver')
      // Neither back to whoever delegated, nor to oneself.
      expect(await code(of('pia').delegateApproval(id, to('bea')))).toBe('delegate-has-delegated')
      expect(await code(of('pia').delegateApproval(id, to('pia')))).toBe('delegate-is-an-approver')
      await world.directory.putAgent({ id: 'wes', name: 'wes', teams: ['workshop'], status: 'removed' })
      expect(await code(of('pia').delegateApproval(id, to('wes')))).toBe('agent-unknown')
      await world.work({ minutes: 1 })
      expect(await heard(world, 'pia')).toEqual([['approval.asked', 'refund']])
      expect(await heard(world, 'bob')).toHaveLength(1)
      await of('pia').approve(id, REFUND)
      await of('bob').approve(id, REFUND)
      expect((await approvals(world, id))[0]).toMatchObject({ state: 'approved', approvedBy: ['pia', 'bob'] })
    })

    it('is withdrawn by whoever asked, a lead or an admin', async () => {
      const { world, id, of } = await inFinance(create)
      expect(await code(of('fay').withdrawApproval(id, REFUND))).toBe('approval-not-asked')
      for (const desk of [of('fay'), world.as('lead', 'lea'), world.as('admin', 'max')]) {
        await of('fay').askApproval(id, REFUND)
        expect(await code(of('bea').withdrawApproval(id, REFUND))).toBe('not-the-asker')
        expect((await desk.withdrawApproval(id, REFUND)).approvals[0]?.state).toBe('withdrawn')
        expect(await code(of('bea').approve(id, REFUND))).toBe('approval-decided')
        expect(await code(desk.withdrawApproval(id, REFUND))).toBe('approval-decided')
      }
      await world.work({ days: 2 })
      // It ended by a person: its time ends nothing.
      expect((await story(world, id)).some(({ type }) => type === 'approval.expired')).toBe(false)
      expect(await heard(world, 'fay')).toEqual([])
      await expectSound(world)
    })

    it('ends without an answer at its instant, however late a worker or a command looks', async () => {
      for (const late of ['worker', 'command'] as const) {
        const { world, id, of } = await inFinance(create)
        await of('fay').askApproval(id, REFUND)
        await of('bea').approve(id, REFUND)
        await world.pass({ days: 2 })
        if (late === 'worker') await world.desk.system.tick()
        else expect(await code(of('ben').approve(id, REFUND))).toBe('approval-decided')
        if (late === 'command') await of('fay').tag(id, { add: ['late'] })
        expect((await story(world, id)).at(-1)).toMatchObject({
          type: 'approval.expired',
          occurredAt: new Date(MONDAY + 4 * 3_600_000),
          recordedAt: new Date(world.now()),
          actor: { type: 'system' },
          cause: { kind: 'timer', id: 'approval' },
        })
        expect(await code(of('fay').send(id, { type: 'pay' }))).toBe('approval-missing')
        await world.work({ minutes: 1 })
        expect(await heard(world, 'fay')).toEqual([['approval.decided', 'refund', 'expired']])
        await expectSound(world)
      }
    })

    it('counts what is said a millisecond before its end, and nothing from its end on', async () => {
      const { world, id, of } = await inFinance(create)
      await of('fay').askApproval(id, REFUND)
      await of('bea').approve(id, REFUND)
      await world.pass({ hours: 3, minutes: 59, seconds: 59.999 })
      expect((await of('ben').approve(id, REFUND)).approvals[0]?.state).toBe('approved')
      await world.work({ minutes: 1 })
      expect((await approvals(world, id))[0]?.state).toBe('approved')
      const second = await inFinance(create)
      await second.of('fay').askApproval(second.id, REFUND)
      await second.world.pass({ hours: 4 })
      expect(await code(second.of('bea').approve(second.id, REFUND))).toBe('approval-decided')
    })

    it('of work that is done again is asked for again; what was said before no longer counts', async () => {
      const { world, id, of } = await inFinance(create)
      await of('fay').askApproval(id, REFUND)
      for (const boss of ['bea', 'bob']) await of(boss).approve(id, REFUND)
      await of('fay').send(id, { type: 'close' })
      await of('fay').send(id, { type: 'reopen' })
      expect(await approvals(world, id)).toMatchObject([
        { state: 'voided', voided: 'reopened', approvedBy: ['bea', 'bob'] },
      ])
      await of('wim').send(id, { type: 'skip' })
      expect((await failure(of('fay').send(id, { type: 'pay' }))).details.reasons).toEqual([
        { code: 'approval-missing', approval: 'refund', state: 'voided' },
      ])
      expect(await code(of('bea').approve(id, REFUND))).toBe('approval-decided')
    })

    it('of a ticket without stages is asked for again once the ticket was reopened', async () => {
      const refund = defineWorkflow({
        id: 'refund',
        version: 1,
        initial: 'open',
        approvals: { refund: { by: [{ team: 'bosses' }] } },
        states: {
          open: { tags: ['open'], on: { wait: 'waiting', pay: { target: 'paid', requires: [REFUND] } } },
          waiting: { tags: ['waiting'], on: { go: 'open' } },
          paid: { tags: ['solved'], on: { reopen: 'open', close: 'closed' } },
          closed: { tags: ['terminal'] },
        },
      })
      const world = await openStaged(create, {}, deciding({ workflows: [refund as never] }))
      const [fay, bea] = [world.as('agent', 'fay'), world.as('agent', 'bea')]
      const { id } = await fay.create(request())
      await fay.askApproval(id, REFUND)
      await bea.approve(id, REFUND)
      // A wait in between takes nothing back.
      for (const type of ['wait', 'go', 'pay', 'reopen']) await fay.send(id, { type })
      expect(await code(fay.send(id, { type: 'pay' }))).toBe('approval-missing')
      expect((await fay.askApproval(id, REFUND)).approvals[0]?.state).toBe('open')
    })

    it('is asked of whom the ticket means by now, though no worker has taken what came due', async () => {
      const stage = (owner: string) => ({ owner, within: { hours: 8 } })
      const passedOn = defineWorkflow({
        id: 'passedOn',
        version: 1,
        initial: 'here',
        approvals: { lead: { by: ['lead'] } },
        states: {
          here: {
            tags: ['open'],
            stage: stage('desk'),
            on: { pass: 'there' },
            timeout: { after: { hours: 1 }, send: 'pass' },
          },
          there: { tags: ['open'], stage: stage('finance'), on: { end: 'done' } },
          done: { tags: ['terminal'] },
        },
      })
      const world = await openStaged(create, {}, deciding({ workflows: [passedOn as never] }))
      const { id } = await world.sam.create(request())
      await world.pass({ hours: 2 })
      const { approvals: asked } = await world.sam.askApproval(id, { approval: 'lead' })
      expect(asked[0]).toMatchObject({ approvers: ['finance-lead'], askedAt: new Date(world.now()) })
    })

    it('is decided once when all answer at once, each counted once, from two nodes', async () => {
      const { world, id, of } = await inFinance(create)
      const other = await world.node(stagedDesk, { context })
      await of('fay').askApproval(id, REFUND)
      const calls = ['bea', 'ben', 'bob'].flatMap((who) =>
        [world, other].map((node) => node.as('agent', who).approve(id, REFUND)),
      )
      const results = await Promise.allSettled(calls)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
      const [state] = await approvals(world, id)
      expect(state).toMatchObject({ state: 'approved' })
      expect(new Set(state?.approvedBy).size).toBe(2)
      await world.work({ minutes: 1 })
      expect(await heard(world, 'fay')).toEqual([['approval.decided', 'refund', 'approved']])
      await expectSound(world)
    })

    it('is asked for once when 32 ask at once', async () => {
      const { world, id } = await inFinance(create)
      const calls = Array.from({ length: 32 }, (_, index) => world.as('agent', `a${index}`).askApproval(id, REFUND))
      const results = await Promise.allSettled(calls)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect((await story(world, id)).map(({ type }) => type)).toEqual(['approval.asked'])
    })

    it('keeps to its key, refuses wrong input, and is for those who work at the desk', async () => {
      const { world, id, of } = await inFinance(create)
      for (const approval of ['nothing', '__proto__', 'constructor']) {
        expect(await code(of('fay').askApproval(id, { approval }))).toBe('approval-unknown')
        expect(await code(of('fay').approve(id, { approval }))).toBe('approval-not-asked')
      }
      for (const input of [
        {},
        { approval: '' },
        { approval: 7 },
        { ...REFUND, by: ['fay'] },
        { ...REFUND, note: '' },
      ]) {
        expect((await failure(of('bea').approve(id, input as never))).code).toBe('INVALID_INPUT')
      }
      await of('fay').watch(id, { watcher: 'col' })
      await of('fay').askApproval(id, REFUND, { idempotencyKey: 'k' })
      for (const [role, who, expected] of [
        ['requester', 'cem', 'FORBIDDEN'],
        ['collaborator', 'col', 'FORBIDDEN'],
        ['requester', 'bea', 'NOT_FOUND'],
        ['collaborator', 'bea', 'NOT_FOUND'],
      ] as const) {
        const desk = world.as(role, who)
        const calls = [
          () => desk.askApproval(id, REFUND),
          () => desk.approve(id, REFUND),
          () => desk.refuseApproval(id, REFUND),
          () => desk.delegateApproval(id, { ...REFUND, to: 'pia' }),
          () => desk.withdrawApproval(id, REFUND),
        ]
        for (const call of calls) expect((await failure(call)).code).toBe(expected)
      }
      expect((await failure(world.as('agent', 'bea', 'other').approve(id, REFUND))).code).toBe('NOT_FOUND')
      const answer = await of('bea').approve(id, REFUND, { idempotencyKey: 'k' })
      expect((await of('bea').approve(id, REFUND, { idempotencyKey: 'k' })).version).toBe(answer.version)
      // Sent again with its key, the question is not asked twice.
      expect((await of('fay').askApproval(id, REFUND, { idempotencyKey: 'k' })).approvals[0]?.round).toBe(1)
      expect(await toldOf(world, 'agent', 'col')).toEqual([])
    })
  })
}
