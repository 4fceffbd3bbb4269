import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { AGENT, START, ticketRecord } from '../../test/records.js'
import { stepContext } from '../../test/workflows.js'
import { compileWorkflow } from './compile.js'
import { defineWorkflow } from './define.js'
import { defineGuard } from './guard.js'

const never = defineGuard({ id: 'never', params: z.strictObject({}), test: () => ({ code: 'never' }) })

const workflow = compileWorkflow(
  defineWorkflow({
    id: 'small',
    version: 1,
    initial: 'work',
    states: {
      work: {
        tags: ['open'],
        stage: { owner: 'desk', within: { hours: 1 }, checklist: [{ id: 'seen' }] },
        on: {
          ask: 'asking',
          end: { target: 'done', requires: ['checklist', 'reason'], guards: [{ type: 'never' }] },
          either: [
            { target: 'done', requires: ['reason'] },
            { target: 'asking', requires: [{ field: 'serial' }] },
          ],
          lead: { target: 'done', requires: ['reason'], roles: ['lead'] },
        },
      },
      asking: { tags: ['waiting'], partOf: 'work', on: { end: { target: 'done', requires: ['checklist'] } } },
      done: { tags: ['terminal'] },
    },
  }),
  [never],
)
const seen = { flow: { checks: { seen: { by: AGENT, at: START } } } }

describe('a transition with requirements', () => {
  it('is refused with all that is missing and all that guards say', () => {
    expect(workflow.step('work', 'end', stepContext())).toEqual({
      ok: false,
      reasons: [{ code: 'item-open', item: 'seen' }, { code: 'reason-missing' }, { code: 'never', guard: 'never' }],
    })
  })

  it('is taken once all is there, also from a state that is part of the stage', () => {
    expect(workflow.step('asking', 'end', stepContext())).toMatchObject({ ok: false })
    expect(workflow.step('asking', 'end', stepContext({ ticket: ticketRecord(seen) }))).toMatchObject({ state: 'done' })
  })

  it('gives way to the next one of its event', () => {
    const serial = ticketRecord({ fields: { serial: 'X' } })
    expect(workflow.step('work', 'either', stepContext({ ticket: serial }))).toMatchObject({ state: 'asking' })
    const both = stepContext({ ticket: serial, hasReason: true })
    expect(workflow.step('work', 'either', both)).toMatchObject({ state: 'done' })
    expect(workflow.step('work', 'either', stepContext())).toEqual({
      ok: false,
      reasons: [{ code: 'reason-missing' }, { code: 'field-missing', field: 'serial' }],
    })
  })

  it('says nothing of what is missing to those who may not take it', () => {
    const context = stepContext({ permits: (roles) => roles === null })
    expect(workflow.step('work', 'lead', context)).toMatchObject({ reasons: [{ code: 'role' }] })
    expect(workflow.available('work', context).map(({ event, allowed }) => [event, allowed])).toEqual([
      ['ask', true],
      ['end', false],
      ['either', false],
      ['lead', false],
    ])
  })
})
