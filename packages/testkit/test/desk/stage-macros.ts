import type { BatchResult, Reason } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, log, request, toldOf } from './deciding-desk.js'
import { openStaged, stagedWith } from './staged-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const macros = {
  take: {
    do: [
      { action: 'reply', body: 'We have it.' },
      { action: 'check', item: 'looked' },
      { action: 'check', item: 'sealed' },
    ],
  },
  parts: {
    do: [
      { action: 'check', item: 'looked' },
      { action: 'assign', team: 'workshop' },
      { action: 'askApproval', approval: 'parts' },
      { action: 'askApproval', approval: 'price' },
    ],
  },
  serial: {
    do: [
      { action: 'check', item: 'looked' },
      { action: 'check', item: 'serial' },
    ],
  },
  far: {
    do: [
      { action: 'tag', add: ['x'] },
      { action: 'askApproval', approval: 'refund' },
    ],
  },
}
const desk = stagedWith({ macros })

const reasons = async (call: Promise<unknown>) => (await failure(call)).details.reasons as readonly Reason[]

async function results(run: AsyncGenerator<BatchResult, void, undefined>) {
  const found: BatchResult[] = []
  for await (const result of run) found.push(result)
  return found
}

/** Steps of macros that check items and ask for approvals. */
export function stageMacroScenarios(create: CreateDeskFixture): void {
  describe('a macro in a stage', () => {
    it('checks and confirms in the name of whoever runs it, in one commit with the rest', async () => {
      const world = await openStaged(create, {}, desk)
      const [ann, ada] = [world.as('agent', 'ann'), world.as('agent', 'ada')]
      const { id, version } = await world.sam.create(request())
      const done = await ann.runMacro(id, 'take', { idempotencyKey: 'k' })
      expect(done.checks).toMatchObject([
        { item: 'looked', by: { type: 'agent', id: 'ann' } },
        { item: 'sealed', by: { type: 'agent', id: 'ann' }, confirmedBy: null },
      ])
      expect((await ann.runMacro(id, 'take', { idempotencyKey: 'k' })).version).toBe(done.version)
      const written = (await log(world, id)).filter(({ seq }) => seq > version).map(({ type }) => type)
      expect(written.filter((type) => type !== 'coordinator.changed')).toEqual([
        'message.added',
        'item.checked',
        'item.checked',
      ])
      // Nobody is the second person of their own work, by a macro neither.
      expect(await reasons(ann.runMacro(id, 'take'))).toEqual([
        { code: 'second-person-is-the-first', item: 'sealed', by: 'ann', step: 2, action: 'check' },
      ])
      expect((await ada.runMacro(id, 'take')).checks[1]).toMatchObject({ confirmedBy: { id: 'ada' } })
      await expectSound(world)
    })

    it('asks whom the ticket means after the steps before, and all of them hear of it once', async () => {
      const world = await openStaged(create, {}, desk)
      const ann = world.as('agent', 'ann')
      const { id } = await world.sam.create(request())
      const done = await ann.runMacro(id, 'parts')
      expect(done).toMatchObject({
        team: 'workshop',
        approvals: [
          { approval: 'parts', askedBy: { id: 'ann' }, approvers: ['workshop-lead', 'pia'] },
          { approval: 'price', approvers: ['pia'], of: ['serial'] },
        ],
      })
      await world.work({ minutes: 1 })
      const told = await toldOf(world, 'agent', 'pia')
      expect(told.filter(([kind]) => kind === 'approval.asked')).toHaveLength(2)
      expect(await reasons(ann.runMacro(id, 'parts'))).toMatchObject([{ code: 'approval-open', step: 2 }])
      await expectSound(world)
    })

    it('does nothing where an item lacks something, the approval belongs elsewhere, or the right is missing', async () => {
      const world = await openStaged(create, {}, desk)
      const ann = world.as('agent', 'ann')
      const { id } = await world.sam.create(request({ requester: { id: 'cem' } }))
      const { version } = await ann.get(id)
      expect(await reasons(ann.runMacro(id, 'serial'))).toEqual([
        { code: 'field-missing', field: 'serial', item: 'serial', step: 1, action: 'check' },
      ])
      expect(await reasons(ann.runMacro(id, 'far'))).toMatchObject([{ code: 'approval-not-here', step: 1 }])
      const cem = world.as('requester', 'cem')
      for (const step of [
        { action: 'check', item: 'looked' },
        { action: 'uncheck', item: 'looked' },
        { action: 'askApproval', approval: 'parts' },
        { action: 'withdrawApproval', approval: 'parts' },
      ]) {
        expect(await results(cem.batch({ tickets: [id], do: [step] as never }))).toMatchObject([{ code: 'FORBIDDEN' }])
      }
      expect((await ann.get(id)).version).toBe(version)
    })

    it('is undone: checks are taken back, and questions that nobody has answered', async () => {
      const world = await openStaged(create, {}, desk)
      const ann = world.as('agent', 'ann')
      const { id } = await world.sam.create(request())
      await ann.check(id, { item: 'sealed' })
      const input = { tickets: [id], do: 'parts', idempotencyKey: 'k' }
      const done = await results(ann.batch(input))
      expect(done).toMatchObject([
        {
          undo: [
            { action: 'withdrawApproval', approval: 'price' },
            { action: 'withdrawApproval', approval: 'parts' },
            { action: 'uncheck', item: 'looked' },
            { action: 'assign', team: 'desk' },
          ],
          stays: [],
        },
      ])
      expect(await results(ann.batch(input))).toEqual(done)
      expect(await results(ann.undo(done))).toMatchObject([{ ok: true }])
      const back = await ann.get(id)
      expect(back.checks.map(({ item }) => item)).toEqual(['sealed'])
      expect(back.approvals.map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn'])
      const anew = await results(ann.batch({ tickets: [id], do: [{ action: 'askApproval', approval: 'parts' }] }))
      await world.as('agent', 'pia').approve(id, { approval: 'parts' })
      expect(await results(ann.undo(anew))).toMatchObject([{ ok: false, code: 'VERSION_CONFLICT' }])
      await expectSound(world)
    })

    it.each([
      [{ action: 'check', item: 'nothing' }, 'names the item nothing'],
      [{ action: 'check', items: ['looked'] }, 'item is missing'],
      [{ action: 'askApproval', approval: 'nothing' }, 'names the approval nothing'],
      [{ action: 'askApproval' }, 'approval'],
      [{ action: 'approve', approval: 'refund' }, 'must be one of the steps'],
    ])('with the step %j is refused at definition', (step, named) => {
      expect(() => stagedWith({ macros: { wrong: { do: [step] } } })).toThrow(named)
    })

    it('checks nothing where no checklist is', () => {
      const wrong = { do: [{ action: 'check', item: 'looked' }] }
      expect(() => deciding({ macros: { wrong } } as never)).toThrow('it has none')
    })
  })
}
