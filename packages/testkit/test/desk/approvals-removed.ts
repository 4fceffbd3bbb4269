import { defineWorkflow, type RuleInput } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, log, request } from './deciding-desk.js'
import { openStaged } from './staged-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const REFUND = { approval: 'refund' }

/** Pays with an approval, after three days by itself where a time-out says so. */
const job = (timeout?: object) =>
  defineWorkflow({
    id: 'job',
    version: 1,
    initial: 'open',
    approvals: { refund: { by: [{ team: 'bosses' }] } },
    states: {
      open: { tags: ['open'], on: { pay: { target: 'paid', requires: [REFUND] } }, ...(timeout && { timeout }) },
      paid: { tags: ['solved'], on: { close: 'closed' } },
      closed: { tags: ['terminal'] },
    },
  } as never)

const pay = [{ action: 'send', event: 'pay' }] as const
const inTime: RuleInput = { id: 'in-time', after: { days: 3 }, since: 'created', do: pay }

/** Approvals of agents who were removed from the directory, which nothing that happens by itself relies on. */
export function removedApproverScenarios(create: CreateDeskFixture): void {
  describe('an approval of an agent who was removed', () => {
    const approved = async (rules: readonly RuleInput[], timeout?: object) => {
      const world = await openStaged(
        create,
        {},
        deciding({ workflows: [job(timeout) as never], rules: rules as never }),
      )
      const [fay, bea] = [world.as('agent', 'fay'), world.as('agent', 'bea')]
      const { id } = await fay.create(request())
      await fay.askApproval(id, REFUND)
      await bea.approve(id, REFUND)
      await world.pass({ days: 1 })
      await world.directory.putAgent({ id: 'bea', name: 'bea', teams: ['bosses'], status: 'removed' })
      return { world, fay, id }
    }

    it.each([
      ['a rule of time', [inTime], undefined],
      ['a time-out', [], { after: { days: 3 }, send: 'pay' }],
    ] as const)('moves nothing by %s, whoever looks first, and the log is the same', async (_, rules, timeout) => {
      const courses = []
      for (const looks of [true, false]) {
        const { world, fay, id } = await approved(rules, timeout)
        if (looks) await world.work({ days: 5 })
        else await world.pass({ days: 5 })
        await fay.tag(id, { add: ['seen'] })
        expect(await fay.get(id)).toMatchObject({ state: 'open', approvals: [{ voided: 'approver-left' }] })
        const told = (await log(world, id)).filter(({ type }) => type !== 'ticket.tagged')
        courses.push(told.map(({ type, occurredAt, data }) => [type, occurredAt, data]))
        // What refuses a time-out, its own timer tells the host of.
        if (timeout === undefined) await expectSound(world)
      }
      if (timeout === undefined) expect(courses[1]).toEqual(courses[0])
    })

    it('moves no second ticket of a command either, as one that is linked', async () => {
      const { world, fay, id } = await approved([{ id: 'linked', on: 'ticket.linked', do: pay }])
      const other = await fay.create(request())
      await fay.link(other.id, { kind: 'related', ticketId: id })
      expect(await fay.get(id)).toMatchObject({ state: 'open', approvals: [{ voided: 'approver-left' }] })
      const voids = (await log(world, id)).filter(({ type }) => type === 'approval.voided')
      expect(voids.map(({ data }) => data)).toEqual([{ ...REFUND, code: 'approver-left', agent: 'bea' }])
      await expectSound(world)
    })
  })

  it('no service answers for an agent whose id it has', async () => {
    const world = await openStaged(create, {}, deciding({ workflows: [job() as never] }))
    const fay = world.as('agent', 'fay')
    const { id } = await fay.create(request())
    await fay.askApproval(id, REFUND)
    for (const answer of ['approve', 'refuseApproval'] as const) {
      const refused = await failure(world.as('service', 'bea')[answer](id, REFUND))
      expect(refused.details.reasons).toMatchObject([{ code: 'not-an-approver', role: 'service' }])
    }
    expect((await world.as('lead', 'bea').approve(id, REFUND)).approvals[0]?.state).toBe('approved')
  })
}
