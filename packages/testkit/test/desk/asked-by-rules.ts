import type { RuleInput } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { expectSound, log, request, toldOf } from './deciding-desk.js'
import { openStaged, stagedWith } from './staged-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const asks = (id: string, approval: string, more: object = {}): RuleInput =>
  ({ id, on: 'stage.begun', do: [{ action: 'askApproval', approval }], ...more }) as RuleInput

const rules = [
  asks('refund', 'refund', { when: { stage: 'finance' } }),
  asks('parts', 'parts', { when: { stage: 'intake' } }),
]

const evaluated = async (...given: Parameters<typeof log>) =>
  (await log(...given)).filter(({ type }) => type === 'rules.evaluated').map(({ data }) => data)

/** Approvals that rules ask for. */
export function askedByRulesScenarios(create: CreateDeskFixture): void {
  describe('an approval that a rule asks for', () => {
    it('is asked for in the commit that begins its stage, of whom the ticket means then', async () => {
      const world = await openStaged(create, {}, stagedWith({ rules }))
      const { id, version, approvals } = await world.sam.create(request({ fields: { serial: 'X1' } }))
      // The lead of the team that the stage has given the new ticket to.
      expect(approvals).toMatchObject([
        { approval: 'parts', state: 'open', askedBy: { type: 'system' }, approvers: ['desk-lead', 'pia'], stage: 1 },
      ])
      const asked = (await log(world, id)).find(({ type }) => type === 'approval.asked')
      expect(asked).toMatchObject({ actor: { type: 'system' }, cause: { kind: 'rule', id: 'parts' } })
      expect(asked?.seq).toBeLessThanOrEqual(version)
      const wim = world.as('agent', 'wim')
      await wim.send(id, { type: 'toWorkshop', reason: 'Broken.' })
      // Whoever sends it on is asked too, if it is for them to say: the rule asks in nobody's name.
      const there = await world.as('agent', 'bea').send(id, { type: 'skip' })
      expect(there.approvals.find(({ approval }) => approval === 'refund')).toMatchObject({
        state: 'open',
        approvers: ['bea', 'ben', 'bob'],
        stage: 3,
      })
      await world.work({ minutes: 10 })
      const kinds = (await toldOf(world, 'agent', 'ben')).map(([kind]) => kind)
      expect(kinds.filter((kind) => kind === 'approval.asked')).toHaveLength(1)
      for (const boss of ['bea', 'bob']) await world.as('agent', boss).approve(id, { approval: 'refund' })
      expect(await world.as('agent', 'fay').send(id, { type: 'pay' })).toMatchObject({ state: 'done' })
      await expectSound(world)
    })

    it('lets whoever answers for the whole hear how it ended', async () => {
      const world = await openStaged(create, {}, stagedWith({ rules }))
      const { id } = await world.sam.create(request())
      await world.sam.setCoordinator(id, { agent: 'ada' })
      // It is nobody's own question: only those who may override states take it back.
      for (const who of ['wim', 'ada']) {
        const refused = await failure(world.as('agent', who).withdrawApproval(id, { approval: 'parts' }))
        expect(refused.details.reasons?.[0]?.code).toBe('not-the-asker')
      }
      await world.as('agent', 'pia').approve(id, { approval: 'parts' })
      await world.work({ minutes: 1 })
      const told = (await toldOf(world, 'agent', 'ada')).map(([kind]) => kind)
      expect(told.filter((kind) => kind === 'approval.decided')).toHaveLength(1)
      const second = await world.sam.create(request())
      await world.as('lead', 'lea').withdrawApproval(second.id, { approval: 'parts' })
      expect((await world.sam.get(second.id)).approvals).toMatchObject([{ state: 'withdrawn' }])
      await expectSound(world)
    })

    it('is refused into the log of the rule, and the ticket goes on', async () => {
      const wrong = [
        asks('nobody', 'nobody', { when: { stage: 'workshop' } }),
        asks('far', 'refund', { when: { stage: 'workshop' } }),
        asks('twice', 'either', {
          when: { stage: 'workshop' },
          do: [1, 2].map(() => ({ action: 'askApproval', approval: 'either' })),
        }),
      ]
      const world = await openStaged(create, {}, stagedWith({ rules: wrong }))
      const { id } = await world.sam.create(request())
      const moved = await world.as('agent', 'ann').send(id, { type: 'toWorkshop', reason: 'Broken.' })
      expect(moved).toMatchObject({ state: 'workshop', approvals: [{ approval: 'either', round: 1, state: 'open' }] })
      const codes = (await evaluated(world, id)).flatMap((data) =>
        (data['matched'] as { rule: string; failed: { code: string; reasons: { code: string }[] }[] }[]).map(
          ({ rule, failed }) => [rule, failed.map(({ reasons }) => reasons[0]?.code)],
        ),
      )
      expect(codes).toEqual([
        ['nobody', ['nobody-meant']],
        ['far', ['approval-not-here']],
        ['twice', ['approval-open']],
      ])
      await expectSound(world)
    })

    it('is asked for by a rule of time at its instant, by worker and command alike', async () => {
      const later = {
        id: 'later',
        after: { hours: 2 },
        since: 'stageBegun',
        do: [{ action: 'askApproval', approval: 'parts' }],
      }
      for (const late of ['worker', 'command'] as const) {
        const world = await openStaged(create, {}, stagedWith({ rules: [later] }))
        const { id, createdAt } = await world.sam.create(request())
        await world.pass({ days: 2 })
        if (late === 'worker') await world.desk.system.tick()
        else await world.sam.tag(id, { add: ['late'] })
        const { approvals } = await world.sam.get(id)
        expect(approvals).toMatchObject([{ approval: 'parts', approvers: ['desk-lead', 'pia'] }])
        expect(approvals[0]?.askedAt).toEqual(new Date(createdAt.getTime() + 2 * 3_600_000))
      }
    })

    it('is asked for once when 32 begin the stage at once, under a key too', async () => {
      const world = await openStaged(create, {}, stagedWith({ rules }))
      const { id } = await world.sam.create(request({ fields: { serial: 'X1' } }))
      await world.sam.send(id, { type: 'toWorkshop', reason: 'Broken.' })
      const calls = Array.from({ length: 32 }, (_, index) =>
        world.as('agent', `a${index}`).send(id, { type: 'skip' }, { idempotencyKey: `k${index}` }),
      )
      const results = await Promise.allSettled(calls)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const asked = (await log(world, id)).filter(({ type }) => type === 'approval.asked')
      expect(asked.map(({ data }) => data['approval'])).toEqual(['parts', 'refund'])
      await expectSound(world)
    })

    it('checks no item: nobody would answer for it', () => {
      for (const action of [
        { action: 'check', item: 'looked' },
        { action: 'withdrawApproval', approval: 'parts' },
      ]) {
        const rule = { id: 'wrong', on: 'stage.begun', do: [action] }
        expect(() => stagedWith({ rules: [rule] })).toThrow('must be one of the actions')
      }
      expect(() => stagedWith({ rules: [asks('wrong', 'nothing')] })).toThrow('names the approval nothing')
    })
  })
}
