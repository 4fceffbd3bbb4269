import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { candidate, rankContext, waiting } from '../../test/candidates.js'
import { thrown } from '../../test/thrown.js'
import { defaultAccess } from '../access/default-access.js'
import { defineDesk } from '../desk/define-desk.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import { defineRouting } from './define-routing.js'
import { deskRouting } from './desk-routing.js'
import type { RoutingInput, RoutingOf } from './routing-input.js'
import { leastLoad } from './strategies/least-load.js'
import { skillsMatch } from './strategies/skills-match.js'

const by = [leastLoad()]

/** The issues of a routing, as `path: message`. */
function issues(given: object): string[] {
  const error = thrown('INVALID_DEFINITION', () => defineRouting({ id: 'own', ...given } as RoutingInput))
  const { issues: found = [] } = error.details
  expect(error.message).toContain(`The routing policy own is wrong: ${found[0]?.path.join('.')} ${found[0]?.message}`)
  return found.map(({ path, message }) => `${path.join('.')}: ${message}`)
}
const tier = (changes: object) => ({ tiers: [{ by, ...changes }] })
const NO_STRATEGY = 'is no strategy: pass leastLoad() or another, or an object with an `id` and a function `rank`'

describe('a routing is refused', () => {
  it.each<[string, object]>([
    ['tiers: must not be empty', { tiers: [] }],
    ['tiers: is missing', {}],
    ['tiers.0.by: must not be empty', tier({ by: [] })],
    ['tiers.0.by: is missing', { tiers: [{}] }],
    [`tiers.0.by.0: ${NO_STRATEGY}`, tier({ by: [leastLoad] })],
    [`tiers.0.by.0: ${NO_STRATEGY}`, tier({ by: ['least-load'] })],
    [`tiers.0.by.0: ${NO_STRATEGY}`, tier({ by: [null] })],
    [`tiers.0.by.0: ${NO_STRATEGY}`, tier({ by: [{ id: 'x', rank: 5 }] })],
    [`tiers.0.by.0: ${NO_STRATEGY}`, tier({ by: [{ rank: () => 5 }] })],
    [`tiers.0.by.0: ${NO_STRATEGY}`, tier({ by: [{ id: '__proto__', rank: () => 5 }] })],
    ['tiers.0.ifSaturated: must be a share above 0 and at most 1', tier({ ifSaturated: 0 })],
    ['tiers.0.ifSaturated: must be a share above 0 and at most 1', tier({ ifSaturated: 1.01 })],
    ['tiers.0.ifSaturated: must be of the type number', tier({ ifSaturated: Number.NaN })],
    ['tiers.0.ifSaturated: must be of the type number', tier({ ifSaturated: Number.POSITIVE_INFINITY })],
    ['tiers.0.teams: must not be empty', tier({ teams: [] })],
    ['tiers.0.teams.0: must not be empty', tier({ teams: [''] })],
    ['tiers.0.name: must not be empty', tier({ name: '' })],
    ['tiers.0.weight: is not known here', tier({ weight: 1 })],
    ['offer: must be longer than nothing', { ...tier({}), offer: { minutes: 0 } }],
    ['offer: must be longer than nothing', { ...tier({}), offer: {} }],
    ['offer.minutes: must be at least 0', { ...tier({}), offer: { minutes: -1, hours: 1 } }],
    ['offer.minutes: must be of the type number', { ...tier({}), offer: { minutes: Number.NaN } }],
    ['offer: must be of the type object', { ...tier({}), offer: 60_000 }],
    ['requires: must be a function', { ...tier({}), requires: { skills: {} } }],
    ['team: must be a function', { ...tier({}), team: 'lamps' }],
    ['version: must be at least 1', { ...tier({}), version: 0 }],
    ['select: is not known here', { ...tier({}), select: () => null }],
    [
      'tiers.0.when.mood: is nothing that a condition can read; custom fields go under `fields`; there are priority, channel, category, team, workflow, state, stage, assignee, phase, tag, requester, tier, locale, rating, reopenings, nudges, inputs, fields, all, any, not',
      tier({ when: { mood: 'bad' } }),
    ],
    ['handsBack.priority: must be one of these: string, array', { ...tier({}), handsBack: { priority: 5 } }],
  ])('%s', (issue, given) => {
    expect(issues(given)).toEqual([issue])
  })

  it('with two tiers of a name, or a strategy twice in a tier, by what repeats', () => {
    const twice = [{ name: 'a', by }, { by }, { name: 'a', by: [...by, ...by] }]
    expect(issues({ tiers: twice })).toEqual([
      'tiers.2.name: is a a second time; reasons would name both alike',
      'tiers.2.by.1: is least-load a second time; reasons would name both alike',
    ])
    const both = [skillsMatch(), skillsMatch({ prefer: 'closest' })]
    expect(defineRouting({ id: 'own', tiers: [{ by: both }, { by }] }).id).toBe('own')
  })

  it('with all that is wrong at once', () => {
    expect(
      issues({
        tiers: [
          { by: [], teams: [] },
          { by, ifSaturated: 2 },
        ],
      }).length,
    ).toBe(3)
  })

  it.each([null, undefined, 5, 'own', []])('as %j', (given) => {
    const error = thrown('INVALID_DEFINITION', () => defineRouting(given as unknown as RoutingInput))
    expect(error.message).toMatch(/^The routing policy is wrong: it (must be of the type object|is missing)\.$/)
  })

  it('with a condition that no stack holds, or that throws when it is read', () => {
    const deep: { not?: object } = {}
    let last = deep
    for (let depth = 0; depth < 20_000; depth += 1) {
      const next = {}
      last.not = next
      last = next
    }
    const circle: { not?: object } = {}
    circle.not = circle
    const plain = 'tiers.0.when: must be plain data, nested at most 40 deep'
    expect(issues(tier({ when: deep }))).toEqual([plain])
    expect(issues(tier({ when: circle }))).toEqual([plain])
    const trap = {
      id: 'own',
      get tiers(): never {
        throw new Error('trap')
      },
    }
    const error = thrown('INVALID_DEFINITION', () => defineRouting(trap))
    expect(error.message).toBe(
      'The routing policy is wrong: it cannot be read: something in it throws; pass plain data.',
    )
  })
})

describe('a desk’s routing', () => {
  const names = {
    fields: new Set(['city']),
    personal: new Set(['phone']),
    levels: ['high', 'low'],
    workflows: ['support'],
    states: ['open'],
    stages: [],
    options: new Map(),
    types: new Map(),
  }
  const refused = (given: unknown) => thrown('INVALID_DEFINITION', () => deskRouting(given as RoutingOf<never>, names))

  it('is a policy as it is, or tiers, which are made into one', () => {
    const policy = leastLoad()
    expect(deskRouting(null, names)).toBeNull()
    expect(deskRouting(policy, names)).toBe(policy)
    const defined = defineRouting({ id: 'own', tiers: [{ when: { fields: { city: 'Ulm' } }, by }] })
    expect(deskRouting(defined as never, names)).toBe(defined)
    const made = deskRouting({ id: 'own', tiers: [{ when: { priority: 'high' }, by }] }, names)
    expect(made?.select(waiting({ priority: 'high' }) as never, [candidate('a')], rankContext()).assignee).toBe('a')
  })

  it('is refused where its conditions name what the desk does not have, each with its place', () => {
    const tiers = [{ by }, { when: { any: [{ priority: 'hot' }, { fields: { phone: '5' } }] }, by }]
    const input = { id: 'own', tiers, handsBack: { fields: { colour: 'red' } } }
    const places = ['tiers.1.when.any.0.priority', 'tiers.1.when.any.1.fields.phone', 'handsBack.fields.colour']
    for (const given of [input, defineRouting(input)]) {
      const { message, details } = refused(given)
      expect(details.issues?.map(({ path }) => path.join('.'))).toEqual(places)
      expect(message).toContain('The routing policy own is wrong: tiers.1.when.any.0.priority names hot')
    }
  })

  it('is checked when the desk is defined', () => {
    const desk = (when: object) =>
      defineDesk({
        fields: z.object({ city: z.string() }),
        workflows: [supportWorkflow],
        access: defaultAccess(),
        routing: { id: 'own', tiers: [{ when, by }] },
      }).model.routing
    expect(desk({ fields: { city: 'Ulm' } })).toMatchObject({ id: 'own', version: 1 })
    expect(thrown('INVALID_DEFINITION', () => desk({ priority: 'hot' })).message).toContain('tiers.0.when.priority')
  })

  it.each([{ id: 'own' }, leastLoad, 'least-load', 5])('is refused when it is neither: %j', (given) => {
    expect(refused(given).message).toContain('is no routing policy: pass leastLoad() or another, tiers, or an object')
  })
})
