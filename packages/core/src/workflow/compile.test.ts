import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { AGENT, ticketRecord } from '../../test/records.js'
import { thrown } from '../../test/thrown.js'
import { solving, stepContext } from '../../test/workflows.js'
import { defineGuard, type GuardContext, type GuardVerdict } from './guard.js'

const enough = defineGuard({
  id: 'enough',
  params: z.strictObject({ times: z.number().default(2) }),
  test: ({ ticket }, { times }) =>
    ticket.facts.agentMessages >= times || { code: 'not-answered', needed: times, found: ticket.facts.agentMessages },
})
const guardThat = (test: (context: GuardContext) => unknown) =>
  defineGuard({ id: 'odd', params: z.strictObject({}), test: (context) => test(context) as GuardVerdict })
const answered = (times: number) => {
  const ticket = ticketRecord()
  return stepContext({ ticket: { ...ticket, facts: { ...ticket.facts, agentMessages: times } } })
}
const GUARDED = { guards: [{ type: 'enough' }] }

describe('guards', () => {
  it('must all agree, are given their parameters, and say who refused and why', () => {
    const workflow = solving([enough], { guards: [{ type: 'enough' }, { type: 'enough', params: { times: 3 } }] })
    expect(workflow.step('open', 'solve', answered(3))).toEqual({ ok: true, state: 'solved', effects: [] })
    const refusal = (needed: number, found: number) => ({ code: 'not-answered', needed, found, guard: 'enough' })
    expect(workflow.step('open', 'solve', answered(2))).toEqual({ ok: false, reasons: [refusal(3, 2)] })
    expect(workflow.step('open', 'solve', answered(0))).toEqual({
      ok: false,
      reasons: [refusal(2, 0), refusal(3, 0)],
    })
  })

  it('are given the ticket, the actor and the instant, and nothing else', () => {
    const seen: GuardContext[] = []
    const watching = guardThat((context) => seen.push(context) > 0)
    const workflow = solving([watching], { guards: [{ type: 'odd' }] })
    const context = stepContext({ now: 7 })
    workflow.step('open', 'solve', context)
    expect(seen).toEqual([{ ticket: context.ticket, actor: AGENT, now: 7 }])
  })

  it('that throw are named as what failed, with the cause', () => {
    const cause = new TypeError('no such property')
    const broken = guardThat(() => {
      throw cause
    })
    const workflow = solving([broken], { guards: [{ type: 'odd' }] })
    for (const call of [
      () => workflow.step('open', 'solve', stepContext()),
      () => workflow.available('open', stepContext()),
    ]) {
      const error = thrown('POLICY_FAILED', call)
      expect(error.message).toContain('The guard odd threw')
      expect(error.cause).toBe(cause)
    }
    // One failure leaves nothing behind.
    expect(workflow.step('solved', 'close', stepContext())).toMatchObject({ ok: true, state: 'closed' })
  })

  it.each<[string, unknown]>([
    ['false', false],
    ['nothing', undefined],
    ['null', null],
    ['a text', 'no'],
    ['no reasons', []],
    ['a reason without code', { why: 'no' }],
    ['one reason of several without code', [{ code: 'a' }, {}]],
    ['a promise', Promise.resolve(true)],
    ['something truthy', 1],
  ])('that give %s are never taken for a yes', (_name, verdict) => {
    const workflow = solving([guardThat(() => verdict)], { guards: [{ type: 'odd' }] })
    const error = thrown('POLICY_FAILED', () => workflow.step('open', 'solve', stepContext()))
    expect(error.message).toContain('The guard odd must return true or reasons with a code')
  })

  it('cannot pass for another guard by what they return', () => {
    const workflow = solving([guardThat(() => ({ code: 'no', guard: 'enough' }))], { guards: [{ type: 'odd' }] })
    expect(workflow.step('open', 'solve', stepContext())).toEqual({
      ok: false,
      reasons: [{ code: 'no', guard: 'odd' }],
    })
  })

  it('that the desk does not have, or whose parameters do not fit, are refused at start-up, all at once', () => {
    const error = thrown('INVALID_DEFINITION', () =>
      solving([enough], {
        guards: [{ type: 'photo' }, { type: 'toString' }, { type: 'enough', params: { often: 3 } }],
      }),
    )
    expect(error.details.issues?.map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([
      'states.open.on.solve unknown_guard',
      'states.open.on.solve unknown_guard',
      'states.open.on.solve guard_params',
    ])
    expect(error.message).toContain('the desk has no guard photo; it has enough')
  })

  it.each(['Photo', 'has photo', '1st', '', 'a.b'])('cannot be named %j', (id) => {
    const error = thrown('INVALID_DEFINITION', () => defineGuard({ id, params: z.object({}), test: () => true }))
    expect(error.message).toContain('must begin with a lower-case letter')
  })
})

describe('roles', () => {
  it('come first: an actor without them does not learn what guards would say', () => {
    const never = guardThat(() => {
      throw new Error('was asked')
    })
    const workflow = solving([never], { guards: [{ type: 'odd' }], roles: ['lead'] })
    const context = stepContext({ permits: (roles) => roles?.includes('agent') === true })
    expect(workflow.step('open', 'solve', context)).toEqual({
      ok: false,
      reasons: [{ code: 'role', role: 'agent', roles: ['lead'] }],
    })
  })

  it('are handed to the access policy as they are, null for none', () => {
    const asked: unknown[] = []
    const workflow = solving([], { roles: ['requester', 'agent'] }, {})
    workflow.step('open', 'solve', stepContext({ permits: (roles) => asked.push(roles) < 0 }))
    expect(asked.slice(0, 2)).toEqual([['requester', 'agent'], null])
  })
})

describe('of several transitions of an event', () => {
  const workflow = solving(
    [enough],
    { ...GUARDED, target: 'closed', effects: ['celebrate', 'notify'] },
    { roles: ['lead'] },
    { target: 'open' },
  )
  const agent = { permits: (roles: readonly string[] | null) => roles === null }

  it('the first that is allowed is taken, with its effects alone', () => {
    expect(workflow.step('open', 'solve', { ...answered(2), ...agent })).toEqual({
      ok: true,
      state: 'closed',
      effects: ['celebrate', 'notify'],
    })
    expect(workflow.step('open', 'solve', answered(0))).toEqual({ ok: true, state: 'solved', effects: [] })
    // Back to the same state is a move too.
    expect(workflow.step('open', 'solve', { ...answered(0), ...agent })).toEqual({
      ok: true,
      state: 'open',
      effects: [],
    })
  })

  it('a refusal gives the reasons of each, in order', () => {
    const nobody = { ...answered(0), permits: () => false }
    const { ok, ...rest } = workflow.step('open', 'solve', nobody)
    expect([ok, rest]).toEqual([
      false,
      {
        reasons: [
          { code: 'role', role: 'agent', roles: null },
          { code: 'role', role: 'agent', roles: ['lead'] },
          { code: 'role', role: 'agent', roles: null },
        ],
      },
    ])
  })
})

describe('an event that the state does not have', () => {
  const workflow = solving([], {})

  it.each(['close', 'nope', 'xstate.init', 'xstate.stop', '*', 'toString', ''])(
    '%j is refused with those it has',
    (event) => {
      expect(workflow.step('open', event, stepContext())).toEqual({
        ok: false,
        reasons: [{ code: 'not-in-this-state', state: 'open', event, events: ['solve'] }],
      })
    },
  )

  it('is not among the events of the workflow unless another state has it', () => {
    expect([...workflow.events]).toEqual(['solve', 'close'])
  })
})

describe('available', () => {
  it('lists the events of a state in order, each with where it leads or why not', () => {
    const workflow = solving([enough], { ...GUARDED, target: 'closed' }, { roles: ['lead'], target: 'open' })
    const agent = { permits: (roles: readonly string[] | null) => roles === null }
    expect(workflow.available('open', { ...answered(2), ...agent })).toEqual([
      { event: 'solve', target: 'closed', allowed: true, reasons: [] },
    ])
    expect(workflow.available('open', answered(0))).toEqual([
      { event: 'solve', target: 'open', allowed: true, reasons: [] },
    ])
    expect(workflow.available('open', { ...answered(0), ...agent })).toEqual([
      {
        event: 'solve',
        target: 'closed',
        allowed: false,
        reasons: [
          { code: 'not-answered', needed: 2, found: 0, guard: 'enough' },
          { code: 'role', role: 'agent', roles: ['lead'] },
        ],
      },
    ])
    expect(workflow.available('closed', stepContext())).toEqual([])
  })
})
