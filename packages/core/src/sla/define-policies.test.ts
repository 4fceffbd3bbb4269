import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, NAMES, policyOf } from '../../test/promises.js'
import { thrown } from '../../test/thrown.js'
import { definePolicies } from './define-policies.js'

const targets = { resolution: { within: { hours: 1 } } }
const laddered = (...steps: object[]) => ({ resolution: { within: { hours: 1 }, escalate: steps } })
const tell = [{ action: 'notify', to: ['lead'] }]

/** The first issue of the only policy, as `path: message`. */
function issue(policy: unknown): string {
  const issues = refusals([policy])
  return issues[0] ?? ''
}
function refusals(given: unknown): string[] {
  const error = thrown('INVALID_DEFINITION', () => definePolicies(given, NAMES))
  const { issues = [] } = error.details
  expect(error.message).toContain(`The SLA policies are wrong: ${issues[0]?.path.join('.')} `)
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

describe('a policy that is complete', () => {
  it('has its defaults filled in: the first version, wall time, lights, and a reminder of the assignee', () => {
    expect(policyOf({ targets })).toEqual({
      id: 'standard',
      version: 1,
      when: null,
      targets: {
        resolution: {
          within: HOUR,
          byPriority: {},
          calendar: 'wall',
          steps: [
            {
              id: 'used 0.8',
              moment: { kind: 'used', share: 0.8 },
              wall: false,
              actions: [{ action: 'notify', to: ['assignee'], kind: 'sla.dueSoon' }],
            },
          ],
        },
      },
      lights: { amber: 0.5, red: 0.8 },
    })
  })

  it('reminds when the light turns red, and not at all where the ladder is empty', () => {
    const steps = (given: object) => policyOf({ targets, ...given }).targets.resolution?.steps.map(({ id }) => id)
    expect(steps({ lights: { amber: 0.2, red: 0.3 } })).toEqual(['used 0.3'])
    expect(steps({ lights: { red: 0.9 } })).toEqual(['used 0.9'])
    expect(steps({ targets: laddered() })).toEqual([])
  })

  it('has its spans in milliseconds, by priority too, and parts that add up', () => {
    const within = { hours: 1, minutes: 1.5, seconds: 0.001 }
    const target = { within, byPriority: { urgent: { minutes: 15 }, low: { hours: 1_000_000 } } }
    expect(policyOf({ targets: { resolution: target } }).targets.resolution).toMatchObject({
      within: HOUR + 1.5 * MINUTE + 1,
      byPriority: { urgent: 15 * MINUTE, low: 1_000_000 * HOUR },
    })
  })

  it('names each step by its moment, so that it is known again in the next version', () => {
    const steps = [
      { used: 0.5, do: tell },
      { before: { minutes: 30 }, do: tell },
      { after: {}, do: tell },
      { after: { hours: 1 }, wall: true, do: tell },
      { idle: { hours: 2 }, do: tell },
      { after: {}, do: tell },
      { after: { seconds: 0 }, do: tell },
    ]
    const [policy] = definePolicies([{ id: 'a', targets: laddered(...steps) }], NAMES)
    const ids = policy?.targets.resolution?.steps.map(({ id, moment, wall }) => [id, moment.kind, wall])
    expect(ids).toEqual([
      ['used 0.5', 'used', false],
      ['before 1800s', 'before', false],
      ['after 0s', 'after', false],
      ['after 3600s wall', 'after', true],
      ['idle 7200s', 'idle', false],
      ['after 0s #2', 'after', false],
      ['after 0s #3', 'after', false],
    ])
  })

  it('says what a notification is about by its moment, unless the step does', () => {
    const notify = (kind?: string) => [{ action: 'notify', to: ['lead'], ...(kind && { kind }) }]
    const steps = [
      { used: 0.5, do: notify() },
      { before: {}, do: notify() },
      { after: {}, do: notify() },
      { idle: { hours: 1 }, do: notify() },
      { used: 0.9, do: [...notify('own'), { action: 'raisePriority' }] },
    ]
    const [policy] = definePolicies([{ id: 'a', targets: laddered(...steps) }], NAMES)
    const kinds = policy?.targets.resolution?.steps.map(({ actions }) =>
      actions.map((one) => 'kind' in one && one.kind),
    )
    expect(kinds).toEqual([['sla.dueSoon'], ['sla.dueSoon'], ['sla.breached'], ['sla.idle'], ['own', false]])
  })

  it('is plain data, that comes back from a store as it was', () => {
    const calendar = { by: 'team', of: { nights: 'night' }, otherwise: 'office' } as const
    const policy = policyOf({ when: { not: { team: null } }, calendar, targets })
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy)
    expect(policy.targets.resolution?.calendar).toEqual(calendar)
  })
})

describe('a policy is refused', () => {
  it.each<[string, unknown, string]>([
    ['no policies', { id: 'a', targets }, 'sla: '],
    ['no object', [7], 'sla.0: '],
    ['no id', [{ targets }], 'sla.0.id: '],
    ['an empty id', [{ id: '', targets }], 'sla.0.id: '],
    ['an unknown key', [{ id: 'a', targets, calender: 'office' }], 'sla.0.calender: is not known here'],
    ['a version of nought', [{ id: 'a', version: 0, targets }], 'sla.0.version: '],
    ['half a version', [{ id: 'a', version: 1.5, targets }], 'sla.0.version: '],
    ['a version that no store keeps', [{ id: 'a', version: 2 ** 31, targets }], 'sla.0.version: '],
    ['no targets', [{ id: 'a' }], 'sla.0.targets: '],
    ['no target', [{ id: 'a', targets: {} }], 'sla.0.targets: has no target'],
    [
      'an unknown target',
      [{ id: 'a', targets: { ...targets, closing: {} } }],
      'sla.0.targets.closing: is not known here',
    ],
    [
      'more policies than anybody can read',
      Array.from({ length: 10_000 }, (_, id) => ({ id: `${id}`, targets })),
      'sla: ',
    ],
  ])('with %s', (_what, given, start) => {
    expect(refusals(given)[0]).toContain(start)
  })

  it.each<[string, unknown]>([
    ['none', undefined],
    ['nothing', {}],
    ['zero', { hours: 0, minutes: 0 }],
    ['less than a millisecond', { seconds: 0.0001 }],
    ['a negative part', { hours: 2, minutes: -1 }],
    ['days', { days: 1 }],
    ['a number', 3600],
    ['not a number', { hours: Number.NaN }],
    ['no end', { hours: Number.POSITIVE_INFINITY }],
    ['more than a century', { hours: 1_000_001 }],
    ['a text', { hours: '1' }],
  ])('with a span of %s', (_what, span) => {
    const place = 'sla.0.targets.resolution'
    expect(issue({ id: 'a', targets: { resolution: { within: span } } })).toContain(`${place}.within`)
    if (span === undefined) return
    expect(issue({ id: 'a', targets: { resolution: { within: { hours: 1 }, byPriority: { low: span } } } })).toContain(
      `${place}.byPriority.low`,
    )
    expect(issue({ id: 'a', targets: laddered({ idle: span, do: tell }) })).toContain(`${place}.escalate.0.idle`)
  })

  it.each<[string, object, string]>([
    ['no moment', {}, ': needs exactly one'],
    ['two moments', { used: 0.5, after: {} }, ': needs exactly one'],
    ['nothing to do', { used: 0.5, do: [] }, '.do: '],
    ['a share of nothing', { used: 0 }, '.used: '],
    ['a share of everything, which `before: {}` is', { used: 1 }, '.used: '],
    ['a share by the wall', { used: 0.5, wall: true }, ': cannot have `wall`'],
    ['a negative span', { before: { hours: -1 } }, '.before.hours: '],
    ['an unknown key', { used: 0.5, when: 1 }, '.when: is not known here'],
    ['an unknown action', { used: 0.5, do: [{ action: 'shout' }] }, '.do.0.action: '],
    ['more to do than is sane', { used: 0.5, do: Array.from({ length: 10_000 }, () => tell[0]) }, '.do: '],
  ])('with a step that has %s', (_what, step, found) => {
    expect(issue({ id: 'a', targets: laddered({ do: tell, ...step }) })).toContain(
      `sla.0.targets.resolution.escalate.0${found}`,
    )
  })

  it.each<[string, object, string]>([
    [
      'a calendar',
      { calendar: 'holidays' },
      'calendar: names holidays, which is no calendar; there are office, night, wall',
    ],
    [
      'a calendar of a team',
      { calendar: { by: 'team', of: { x: 'office', y: 'day' }, otherwise: 'night' } },
      'calendar: names day, ',
    ],
    ['another calendar otherwise', { calendar: { by: 'tier', of: {}, otherwise: 'day' } }, 'calendar: names day, '],
    [
      "a target's calendar",
      { targets: { resolution: { within: { hours: 1 }, calendar: 'constructor' } } },
      'targets.resolution.calendar: names constructor, ',
    ],
    [
      'a level',
      { targets: { resolution: { within: { hours: 1 }, byPriority: { hot: { hours: 1 } } } } },
      'targets.resolution.byPriority.hot: names hot, which is no priority of the desk; it has urgent, high, normal, low',
    ],
    ['a level in the condition', { when: { priority: ['low', 'hot'] } }, 'when.priority: names hot, '],
    [
      'a personal field',
      { when: { any: [{ fields: { phone: '1' } }] } },
      'when.any.0.fields.phone: is a personal field',
    ],
    [
      'an effect',
      { targets: laddered({ used: 0.5, do: [{ action: 'effect', effect: 'fax' }] }) },
      'targets.resolution.escalate.0.do.0.effect: names the effect fax, ',
    ],
    [
      'a role',
      { targets: laddered({ used: 0.5, do: [tell[0], { action: 'notify', to: [{ role: 'boss' }] }] }) },
      'targets.resolution.escalate.0.do.1.to: names the role boss, ',
    ],
  ])('that names %s which the desk does not have', (_what, change, found) => {
    expect(issue({ id: 'a', targets, ...change })).toContain(`sla.0.${found}`)
  })

  it('whose choice of a calendar is by something else', () => {
    expect(issue({ id: 'a', targets, calendar: { by: 'channel', of: {}, otherwise: 'office' } })).toContain(
      'sla.0.calendar',
    )
    expect(issue({ id: 'a', targets, calendar: { by: 'team', of: { x: 'office' } } })).toContain('sla.0.calendar')
  })

  it('whose lights are reversed, equal, or no share', () => {
    const lights = (given: object) => issue({ id: 'a', targets, lights: given })
    expect(lights({ amber: 0.8, red: 0.5 })).toBe('sla.0.lights: has amber at 0.8 and red at 0.5; amber comes first')
    expect(lights({ amber: 0.5, red: 0.5 })).toContain('sla.0.lights: has amber at 0.5 and red at 0.5')
    // What is left out has its usual share.
    expect(lights({ amber: 0.9 })).toContain('has amber at 0.9 and red at 0.8')
    expect(lights({ red: 0.4 })).toContain('has amber at 0.5 and red at 0.4')
    expect([lights({ red: 1 }), lights({ amber: 0 })]).toEqual([
      expect.stringContaining('sla.0.lights.red'),
      expect.stringContaining('sla.0.lights.amber'),
    ])
  })

  it('that has the id of an earlier one', () => {
    const twice = [
      { id: 'a', when: { tag: 'x' }, targets },
      { id: 'b', when: { tag: 'y' }, targets },
      { id: 'a', version: 2, targets },
    ]
    expect(refusals(twice)).toEqual(['sla.2.id: is the id a of an earlier policy; rename one'])
  })

  it('that stands before others and is for all tickets, so that they could never apply', () => {
    const unreachable = [
      { id: 'a', targets },
      { id: 'b', when: { tag: 'y' }, targets },
    ]
    expect(refusals(unreachable)).toEqual([
      'sla.0.when: is for all tickets, so that no later policy can apply; put a last, or give it a condition',
    ])
  })

  it('with all that is wrong at once, each with its place', () => {
    const wrong = { id: 'a', when: { priority: 'hot' }, calendar: 'day', targets, lights: { amber: 0.9 } }
    expect(refusals([wrong, { ...wrong, id: 'b' }])).toHaveLength(6)
  })
})

describe('a policy is refused that is no plain data, which no store would keep', () => {
  const own = (text: string): unknown => JSON.parse(text)

  it.each<[string, object, string]>([
    [
      'a condition on __proto__',
      { when: { fields: own('{"__proto__":1}') } },
      'sla.0.when.fields: has the key __proto__',
    ],
    [
      'a calendar for __proto__',
      { calendar: own('{"by":"team","of":{"__proto__":"x"},"otherwise":"office"}') },
      'sla.0.calendar.of: ',
    ],
    [
      'a priority __proto__',
      { targets: { resolution: { within: { hours: 1 }, byPriority: own('{"__proto__":{"hours":1}}') } } },
      'sla.0.targets.resolution.byPriority: ',
    ],
    ['a condition that is a date', { when: new Date(0) }, 'sla.0.when: '],
    ['a function', { when: () => true }, 'sla.0.when: '],
    ['the character U+0000', { id: 'a\u0000' }, 'sla.0.id: '],
    ['half a surrogate pair', { when: { tag: '\ud800' } }, 'sla.0.when.tag: '],
  ])('%s', (_what, change, found) => {
    expect(issue({ id: 'a', targets, ...change })).toContain(found)
  })

  it('nested deeper than a stack holds', () => {
    const nested = (key: string, innermost: unknown) => {
      let value = innermost
      for (let depth = 0; depth < 10_000; depth += 1) value = { [key]: value }
      return value
    }
    expect(issue({ id: 'a', targets, when: nested('not', { tag: 'x' }) })).toContain('is nested deeper than')
    const step = { used: 0.5, do: [{ action: 'notify', to: [nested('managerOf', 'lead')] }] }
    expect(issue({ id: 'a', targets: laddered(step) })).toContain('is nested deeper than')
  })
})
