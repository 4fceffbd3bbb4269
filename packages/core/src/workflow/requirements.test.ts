import { describe, expect, it } from 'vitest'
import { AGENT, START, ticketRecord } from '../../test/records.js'
import type { ApprovalState, CheckedItem } from '../store/record-types.js'
import { defineWorkflow } from './define.js'
import type { Evidence, Requirement } from './definition-types.js'
import { missingOf, missingOfItem, stageOf } from './requirements.js'

const checked = (more: Partial<CheckedItem> = {}): CheckedItem => ({ by: AGENT, at: START, ...more })
const approval = (state: ApprovalState['state']): ApprovalState => ({
  round: 1,
  state,
  askedBy: AGENT,
  askedAt: START,
  until: null,
  approvers: ['b'],
  needed: 1,
  approvedBy: [],
  refusedBy: [],
})

const workflow = defineWorkflow({
  id: 'small',
  version: 1,
  initial: 'work',
  states: {
    work: { tags: ['open'], stage: { owner: 'desk', within: { hours: 1 } }, on: { ask: 'asking', end: 'done' } },
    asking: { tags: ['waiting'], partOf: 'work', on: { back: 'work' } },
    done: { tags: ['terminal'] },
  },
})

describe('the stage of a state', () => {
  it('is the state itself, or the one that it is part of', () => {
    expect(stageOf(workflow, 'work')).toMatchObject({ name: 'work', stage: { owner: 'desk' } })
    expect(stageOf(workflow, 'asking')).toMatchObject({ name: 'work', stage: { owner: 'desk' } })
  })

  it.each(['done', 'gone', 'constructor', '__proto__'])('is none of %s', (state) => {
    expect(stageOf(workflow, state)).toBeNull()
  })
})

describe('an item', () => {
  const missing = (needs: readonly Evidence[], check: CheckedItem | null, more = {}) =>
    missingOfItem({ id: 'x', needs }, ticketRecord({ flow: { checks: check ? { x: check } : {} }, ...more }))

  it('is open until it is checked', () => {
    expect(missing([], null)).toEqual([{ code: 'item-open', item: 'x' }])
    expect(missing([], checked())).toEqual([])
    expect(missingOfItem({ id: 'constructor' }, ticketRecord({ flow: { checks: {} } }))).toHaveLength(1)
  })

  it('lacks a file that was not given with the check', () => {
    const needs = [{ attachment: 'image/*' }]
    expect(missing(needs, checked())).toEqual([{ code: 'attachment-missing', type: 'image/*', item: 'x' }])
    expect(missing(needs, checked({ attachmentId: 'f' }))).toEqual([])
  })

  it('lacks a second person once the first has looked', () => {
    const needs = [{ secondPerson: true }] as const
    expect(missing(needs, null)).toEqual([{ code: 'item-open', item: 'x' }])
    expect(missing(needs, checked())).toEqual([{ code: 'second-person-missing', by: 'a1', item: 'x' }])
    expect(missing(needs, checked({ confirmedBy: { type: 'agent', id: 'b' } }))).toEqual([])
  })

  it('is open again when what proved it is gone from the ticket', () => {
    const needs = [{ field: 'serial' }]
    expect(missing(needs, checked(), { fields: { serial: 'X' } })).toEqual([])
    expect(missing(needs, checked())).toEqual([{ code: 'field-missing', field: 'serial', item: 'x' }])
  })
})

describe('requirements', () => {
  const missing = (requires: readonly Requirement[], more = {}, hasReason = false) =>
    missingOf(requires, [{ id: 'x' }, { id: 'y' }], { ticket: ticketRecord(more), hasReason })

  it('are named thing by thing, in their order', () => {
    expect(missing(['reason', 'checklist', { approval: 'pay' }, { field: 'serial' }])).toEqual([
      { code: 'reason-missing' },
      { code: 'item-open', item: 'x' },
      { code: 'item-open', item: 'y' },
      { code: 'approval-missing', approval: 'pay', state: null },
      { code: 'field-missing', field: 'serial' },
    ])
    expect(missing(['reason'], {}, true)).toEqual([])
  })

  it.each(['open', 'refused', 'expired', 'withdrawn'] as const)('want an approval that is not %s', (state) => {
    expect(missing([{ approval: 'pay' }], { flow: { approvals: { pay: approval(state) } } })).toEqual([
      { code: 'approval-missing', approval: 'pay', state },
    ])
  })

  it('are there with an approval that was given', () => {
    expect(missing([{ approval: 'pay' }], { flow: { approvals: { pay: approval('approved') } } })).toEqual([])
    expect(missing([{ approval: 'toString' }], { flow: { approvals: {} } })).toHaveLength(1)
  })

  it.each([
    [null, 1],
    ['', 1],
    [0, 0],
    [false, 0],
    [[], 0],
  ])('find the field with %j: %i missing', (serial, count) => {
    expect(missing([{ field: 'serial' }], { fields: { serial } })).toHaveLength(count)
    expect(missing([{ field: 'serial' }], { personal: { serial } })).toHaveLength(count)
  })
})
