import { describe, expect, it } from 'vitest'
import { thrown } from '../../test/thrown.js'
import { defineWorkflow } from './define.js'
import { supportWorkflow } from './ready-made/support.js'

const small = {
  id: 'small',
  version: 1,
  initial: 'open',
  states: { open: { tags: ['open'], on: { close: 'closed' } }, closed: { tags: ['terminal'] } },
}
const open = small.states.open

/** The findings of a definition, as `path: message`. */
function findings(input: unknown): string[] {
  const error = thrown('INVALID_DEFINITION', () => defineWorkflow(input as never))
  const listed = (error.details.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
  for (const finding of listed) expect(error.message).toContain(finding)
  return listed
}

const withOpen = (more: object) => ({ ...small, states: { ...small.states, open: { ...open, ...more } } })
const withTransition = (more: object) => withOpen({ on: { close: { target: 'closed', ...more } } })

describe('what statecharts have and a ticket must not is refused with the reason', () => {
  it.each<[string, object, string, RegExp]>([
    [
      'a delay',
      withOpen({ after: { 1000: 'closed' } }),
      'states.open.after',
      /would not survive a restart; use `timeout`/,
    ],
    ['an eventless transition', withOpen({ always: 'closed' }), 'states.open.always', /moves by an event/],
    ['an invoked actor', withOpen({ invoke: { src: 'x' } }), 'states.open.invoke', /name an `effect`/],
    ['an entry action', withOpen({ entry: 'x' }), 'states.open.entry', /put `effects` on the transitions/],
    ['an exit action', withOpen({ exit: 'x' }), 'states.open.exit', /put `effects` on the transitions/],
    ['a nested state', withOpen({ states: {}, initial: 'x' }), 'states.open.states', /workflows are flat/],
    ['a final state', withOpen({ type: 'final' }), 'states.open.type', /tag the last states `terminal`/],
    ['a history state', withOpen({ type: 'history', history: 'deep' }), 'states.open.history', /history states/],
    ['an end of a child machine', withOpen({ onDone: 'closed' }), 'states.open.onDone', /no child machine/],
    ['an error of a child machine', withOpen({ onError: 'closed' }), 'states.open.onError', /no child machine/],
    ['a parallel machine', { ...small, type: 'parallel' }, 'type', /final, parallel and history states are not used/],
    ['a context', { ...small, context: {} }, 'context', /guards read the ticket/],
    ['an action', withTransition({ actions: 'x' }), 'states.open.on.close.actions', /name `effects`/],
    ['an assignment', withTransition({ assign: {} }), 'states.open.on.close.assign', /changes nothing but the state/],
    ['an XState guard', withTransition({ guard: 'x' }), 'states.open.on.close.guard', /guards: \[\{ type, params \}\]/],
    ['a condition', withTransition({ cond: 'x' }), 'states.open.on.close.cond', /guards: \[\{ type, params \}\]/],
    ['anything else', withTransition({ reenter: true }), 'states.open.on.close.reenter', /is not part of a/],
    ['a global event', { ...small, on: {} }, 'on', /is not part of a workflow/],
    ['a wildcard', withOpen({ on: { ...open.on, '*': 'closed' } }), 'states.open.on.*', /the name \* must begin with/],
    [
      'an event of XState',
      withOpen({ on: { ...open.on, 'xstate.init': 'closed' } }),
      'states.open.on.xstate.init',
      /the name/,
    ],
    ['code', withOpen({ entry: () => 1 }), 'states.open.entry', /is a function, which JSON cannot carry/],
  ])('%s', (_name, input, path, why) => {
    const found = findings(input).find((finding) => finding.startsWith(`${path}: `))
    expect(found).toMatch(why)
  })

  it('also where an event has several transitions', () => {
    const several = withOpen({ on: { close: [{ target: 'closed', actions: ['x'] }, { target: 'closed' }] } })
    expect(findings(several)).toEqual(['states.open.on.close.0.actions: name `effects` instead'])
    const noTransition = withOpen({ on: { close: { actions: ['x'], cond: 'y' } } })
    expect(findings(noTransition).join('; ')).toMatch(/actions: name `effects` instead; .*cond: write `guards/)
  })
})

describe('the shape', () => {
  it.each<[string, unknown]>([
    ['no object', 'workflow'],
    ['no id', { ...small, id: undefined }],
    ['an id that is no name', { ...small, id: 'Support Desk' }],
    ['no whole version', { ...small, version: 1.5 }],
    ['a version of nought', { ...small, version: 0 }],
    ['no state', { ...small, states: {} }],
    ['a state named like a sentence', { ...small, states: { ...small.states, 'On hold': { tags: ['open'] } } }],
    ['a prototype as state', JSON.parse('{"id":"a","version":1,"initial":"a","states":{"__proto__":{"tags":[]}}}')],
    ['no tags', withOpen({ tags: undefined })],
    ['an event without transitions', withOpen({ on: { close: [] } })],
    ['a transition without target', withOpen({ on: { close: {} } })],
    ['roles that nobody has', withTransition({ roles: [] })],
    ['a guard without type', withTransition({ guards: [{}] })],
    [
      'a guard with parameters that JSON cannot carry',
      withTransition({ guards: [{ type: 'x', params: { at: new Date(0) } }] }),
    ],
  ])('is refused with %s', (_name, input) => {
    expect(findings(input).length).toBeGreaterThan(0)
  })

  it('names every finding at once', () => {
    const wrong = { ...withOpen({ entry: 'x', exit: 'y' }), version: 0, context: {} }
    const paths = findings(wrong).map((finding) => finding.split(': ')[0])
    expect(paths.sort()).toEqual(['context', 'states.open.entry', 'states.open.exit', 'version'])
  })

  it.each([{}, { days: 0 }, { days: -1, hours: 30 }, { weeks: 1 }, { seconds: 0.0001 }, { days: 1e12 }])(
    'is refused with a time-out of %j',
    (after) => {
      const path = findings(withOpen({ timeout: { after, send: 'close' } })).map((finding) => finding.split(': ')[0])
      expect(path.join()).toContain('states.open.timeout.after')
    },
  )
})

describe('the structure', () => {
  it.each<[string, object, string]>([
    [
      'an initial state that does not exist',
      { ...small, initial: 'new' },
      'initial: new is not a state; the states are open, closed',
    ],
    [
      'a target that does not exist',
      withOpen({ on: { close: 'gone' } }),
      'states.open.on.close: gone is not a state; the states are open, closed',
    ],
    [
      'a state without phase',
      withOpen({ tags: ['vip'] }),
      'states.open.tags: must hold exactly one of open, waiting, solved, terminal, and holds none',
    ],
    [
      'a state of two phases',
      withOpen({ tags: ['solved', 'open'] }),
      'states.open.tags: must hold exactly one of open, waiting, solved, terminal, and holds open, solved',
    ],
    [
      'a time-out that sends an unknown event',
      withOpen({ timeout: { after: { days: 1 }, send: 'expire' } }),
      'states.open.timeout.send: the state has no event expire',
    ],
    [
      'a time-out that sends what every object has',
      withOpen({ timeout: { after: { days: 1 }, send: 'toString' } }),
      'states.open.timeout.send: the state has no event toString',
    ],
    [
      'no terminal state',
      { ...small, states: { open: { tags: ['open'], on: { again: 'open' } } } },
      'states: no state is tagged terminal',
    ],
  ])('is refused with %s', (_name, input, finding) => {
    expect(findings(input)).toEqual([finding])
  })

  it('is refused when a circle of states has no way to a terminal one', () => {
    const circle = { left: { tags: ['open'], on: { go: 'right' } }, right: { tags: ['waiting'], on: { go: 'left' } } }
    expect(findings({ ...small, states: { ...small.states, ...circle } })).toEqual([
      'states.left: no path leads from here to a state tagged terminal',
      'states.right: no path leads from here to a state tagged terminal',
    ])
  })

  it('allows a terminal state to be left, so that reopening works', () => {
    const states = { ...small.states, closed: { tags: ['terminal'], on: { reopen: 'open' } } }
    expect(defineWorkflow({ ...small, states } as never).states['closed']?.on['reopen']?.[0]?.target).toBe('open')
  })
})

it('completes a definition to plain data that JSON carries whole', () => {
  const workflow = defineWorkflow({ ...small, label: { en: 'Small' } } as never)
  expect(workflow).toEqual({
    id: 'small',
    version: 1,
    label: { en: 'Small' },
    initial: 'open',
    states: {
      open: {
        phase: 'open',
        tags: ['open'],
        label: null,
        color: null,
        on: { close: [{ target: 'closed', guards: [], effects: [], roles: null }] },
        timeout: null,
      },
      closed: { phase: 'terminal', tags: ['terminal'], label: null, color: null, on: {}, timeout: null },
    },
  })
  for (const definition of [workflow, supportWorkflow]) {
    expect(JSON.parse(JSON.stringify(definition))).toEqual(definition)
  }
})

describe('what is wrong in a place of many shapes is said by what can stand there', () => {
  const stage = (more: object) => withOpen({ stage: { owner: 'x', within: { hours: 1 }, ...more } })
  it.each<[string, object, RegExp]>([
    ['evidence', stage({ checklist: [{ id: 'p', needs: [{ attachement: 'x' }] }] }), /needs\.0: must be \{ field \}/],
    ['a media type', stage({ checklist: [{ id: 'p', needs: [{ attachment: '?' }] }] }), /must be a media type/],
    ['an item', stage({ checklist: ['photo'] }), /checklist\.0: must be of the type object/],
    [
      'a requirement',
      withOpen({ on: { close: { target: 'closed', requires: ['x'] } } }),
      /requires\.0: must be one of checklist/,
    ],
  ])('%s', (_name, input, message) => {
    expect(findings(input).join('; ')).toMatch(message)
  })
})
