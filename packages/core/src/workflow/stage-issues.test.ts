import { describe, expect, it } from 'vitest'
import { thrown } from '../../test/thrown.js'
import { defineWorkflow } from './define.js'

const stage = { owner: 'desk', within: { hours: 1 } }
const base = {
  id: 'small',
  version: 1,
  initial: 'work',
  approvals: { pay: { by: ['lead'] } },
  states: {
    work: { tags: ['open'], stage: { ...stage, checklist: [{ id: 'seen' }] }, on: { ask: 'asking', end: 'done' } },
    asking: { tags: ['waiting'], partOf: 'work', on: { back: 'work' } },
    done: { tags: ['terminal'] },
  },
}
const withState = (name: string, more: object) => ({
  ...base,
  states: { ...base.states, [name]: { ...base.states[name as 'work'], ...more } },
})
const withItem = (...checklist: object[]) => withState('work', { stage: { ...stage, checklist } })
const requiring = (requires: unknown) => withState('work', { on: { ask: 'asking', end: { target: 'done', requires } } })

describe('a workflow with stages', () => {
  it('is taken as it is when all that it names is there', () => {
    expect(() => defineWorkflow(base as never)).not.toThrow()
    expect(() =>
      defineWorkflow(requiring(['checklist', 'reason', { approval: 'pay' }, { field: 'x' }]) as never),
    ).not.toThrow()
    const inPart = { on: { back: { target: 'work', requires: ['checklist'] } } }
    expect(() => defineWorkflow(withState('asking', inPart) as never)).not.toThrow()
  })

  it.each<[string, object, string, RegExp]>([
    ['a stage that is no work', withState('done', { stage }), 'states.done.stage', /tagged terminal/],
    ['a part of no state', withState('asking', { partOf: 'gone' }), 'states.asking.partOf', /no stage of the workflow/],
    ['a part of no stage', withState('asking', { partOf: 'done' }), 'states.asking.partOf', /no stage of the workflow/],
    ['a stage in a stage', withState('asking', { stage }), 'states.asking.partOf', /no part of another/],
    ['an item twice', withItem({ id: 'a' }, { id: 'a' }), 'states.work.stage.checklist.1', /has the id a again/],
    [
      'an item of two files',
      withItem({ id: 'a', needs: [{ attachment: '*' }, { attachment: 'image/*' }] }),
      'states.work.stage.checklist.0.needs',
      /an item of its own/,
    ],
    [
      'an item of an unknown approval',
      withItem({ id: 'a', needs: [{ approval: 'toString' }] }),
      'states.work.stage.checklist.0.needs.0',
      /toString is no approval of the workflow; it has pay/,
    ],
    ['an unknown approval', requiring([{ approval: 'x' }]), 'states.work.on.end.0.requires.0', /x is no approval/],
    [
      'a checklist where there is none',
      {
        ...withItem(),
        states: {
          ...withItem().states,
          work: { ...base.states.work, stage, on: { end: { target: 'done', requires: ['checklist'] }, ask: 'asking' } },
        },
      },
      'states.work.on.end.0.requires.0',
      /in no stage with a checklist/,
    ],
    [
      'a media type that is none',
      withItem({ id: 'a', needs: [{ attachment: 'image' }] }),
      'states.work.stage.checklist.0.needs.0.attachment',
      /must be a media type/,
    ],
    [
      'no time',
      withState('work', { stage: { owner: 'desk', within: {} } }),
      'states.work.stage.within',
      /longer than nothing/,
    ],
    ['no owner', withState('work', { stage: { within: { hours: 1 } } }), 'states.work.stage.owner', /./],
    ['an approval by nobody', { ...base, approvals: { pay: { by: [] } } }, 'approvals.pay.by', /./],
    [
      'an approval by customers',
      { ...base, approvals: { pay: { by: ['requester'] } } },
      'approvals.pay.by.0',
      /must be assignee/,
    ],
    ['an approval of none', { ...base, approvals: { pay: { by: ['lead'], needs: 0 } } }, 'approvals.pay.needs', /./],
  ])('is refused with %s', (_what, input, path, message) => {
    const { details } = thrown('INVALID_DEFINITION', () => defineWorkflow(input as never))
    const found = (details.issues ?? []).map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
    expect(found).toContainEqual({ path, message: expect.stringMatching(message) })
  })
})
