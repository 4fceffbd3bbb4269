import { describe, expect, it } from 'vitest'
import { NAMES } from '../../test/promises.js'
import { thrown } from '../../test/thrown.js'
import { defineRules } from './define-rules.js'

const tag = [{ action: 'tag', add: ['x'] }]
const rule = (changes: object = {}) => ({ id: 'r', on: 'ticket.created', do: tag, ...changes })
const timed = (changes: object = {}) => ({ id: 'r', after: { hours: 4 }, since: 'created', do: tag, ...changes })

/** What is wrong, as `path: message`; read from JSON too, which must be refused alike. */
function refusals(given: unknown): string[] {
  const tell = (rules: unknown) => {
    const { details, message } = thrown('INVALID_DEFINITION', () => defineRules(rules, NAMES))
    const issues = details.issues ?? []
    expect(message).toContain(`The rules are wrong: ${issues[0]?.path.join('.')} `)
    return issues.map(({ path, message: said }) => `${path.join('.')}: ${said}`)
  }
  const told = tell(given)
  expect(tell(JSON.parse(JSON.stringify(given)))).toEqual(told)
  return told
}

describe('a rule that is complete', () => {
  it('has its defaults filled in', () => {
    expect(defineRules([rule()], NAMES)).toEqual([
      {
        id: 'r',
        version: 1,
        label: null,
        on: ['ticket.created'],
        by: null,
        after: null,
        when: null,
        actions: tag,
        stop: false,
      },
    ])
  })

  it('has its time in milliseconds; wall time is no calendar', () => {
    const [office, wall] = [
      timed({ calendar: 'office' }),
      timed({ id: 'w', after: { days: 1, minutes: 1 }, calendar: 'wall' }),
    ]
    expect(defineRules([office, wall], NAMES).map(({ after }) => after)).toEqual([
      { ms: 4 * 3_600_000, since: 'created', calendar: 'office' },
      { ms: 86_460_000, since: 'created', calendar: null },
    ])
  })
})

describe('is refused with its place and what to do:', () => {
  it.each<[string, object, string]>([
    ['neither event nor time', { id: 'r', do: tag }, 'rules.0: needs either `on` or `after`'],
    ['both', timed({ on: 'ticket.created' }), 'rules.0: needs either `on` or `after`'],
    ['time since nothing', { id: 'r', after: { hours: 1 }, do: tag }, 'rules.0: needs `since` with `after`'],
    ['a calendar without a time', rule({ calendar: 'office' }), 'rules.0: has `calendar` without `after`'],
    ['somebody who is time', timed({ by: 'agent' }), 'rules.0: has `by`, but time is nobody; leave it out'],
    ['business days', timed({ after: { days: 1 }, calendar: 'office' }), 'rules.0: has days by a calendar; pass hours'],
    ['no time at all', timed({ after: { hours: 0 } }), 'rules.0.after: must be longer than nothing'],
    [
      'an unknown calendar',
      timed({ calendar: 'moon' }),
      'rules.0.calendar: names moon, which is no calendar; there are office',
    ],
    ['an unknown trigger', rule({ on: 'ticket.exploded' }), 'rules.0.on'],
    ['an event of rules themselves', rule({ on: 'rules.evaluated' }), 'rules.0.on'],
    ['an unknown instant', timed({ since: 'yesterday' }), 'rules.0.since'],
    ['a missing field', rule({ when: { fields: { nothing: 1 } } }), 'rules.0.when.fields.nothing: is no custom field'],
    [
      'a field deep within',
      rule({ when: { any: [{}, { not: { fields: { nothing: 1 } } }] } }),
      'rules.0.when.any.1.not.fields.nothing: is no custom field',
    ],
    ['a personal field', rule({ when: { fields: { phone: 'x' } } }), 'rules.0.when.fields.phone: is a personal field'],
    [
      'an inherited field',
      rule({ when: { fields: { constructor: 'x' } } }),
      'rules.0.when.fields: has the key constructor, which is refused',
    ],
    [
      'a name that conditions lack',
      rule({ when: { color: 'red' } }),
      'rules.0.when.color: is nothing that a condition can read',
    ],
    ['an unknown state', rule({ when: { state: 'asleep' } }), 'rules.0.when.state: names asleep'],
    [
      'an unknown level',
      rule({ do: [{ action: 'setPriority', priority: 'hot' }] }),
      'rules.0.do.0.priority: names the level hot',
    ],
    [
      'an unknown effect',
      rule({ do: [{ action: 'effect', effect: 'fax' }] }),
      'rules.0.do.0.effect: names the effect fax',
    ],
    [
      'an unknown event',
      rule({ do: [{ action: 'send', event: 'jump' }] }),
      'rules.0.do.0.event: names the event jump, which the desk does not have; it has solve, reopen, close',
    ],
    [
      'an unknown field to set',
      rule({ do: [{ action: 'setFields', fields: { nothing: 1 } }] }),
      'rules.0.do.0.fields: names the field nothing',
    ],
    [
      'an unknown variable',
      rule({ do: [{ action: 'reply', body: '{{constructor}}' }] }),
      'rules.0.do.0.body: names the variable constructor',
    ],
    [
      'an unknown role',
      rule({ do: [{ action: 'notify', to: [{ role: 'king' }] }] }),
      'rules.0.do.0.to: names the role king',
    ],
    ['an unknown action', rule({ do: [{ action: 'explode' }] }), 'rules.0.do.0'],
    ['no action', rule({ do: [] }), 'rules.0.do'],
    [
      'an action among relatives',
      rule({ do: [{ action: 'forChildren', do: [{ action: 'send', event: 'jump' }] }] }),
      'rules.0.do.0.do.0.event: names the event jump',
    ],
    ['something else', rule({ than: 'x' }), 'rules.0'],
    ['version 0', rule({ version: 0 }), 'rules.0.version'],
  ])('%s', (_, given, told) => {
    expect(refusals([given])[0]).toContain(told)
  })

  it('an id twice, and all that is wrong at once', () => {
    expect(refusals([rule(), rule({ when: { state: 'asleep' } })])).toEqual([
      expect.stringContaining('rules.1.when.state: names asleep'),
      'rules.1.id: is the id of an earlier rule; rename one',
    ])
  })

  it('what is no list, a circle, and too much', () => {
    expect(() => defineRules({}, NAMES)).toThrow('The rules are wrong')
    const circle: Record<string, unknown> = rule()
    circle['when'] = { all: [circle] }
    expect(() => defineRules([circle], NAMES)).toThrow('The rules are wrong')
    expect(() =>
      defineRules(
        Array.from({ length: 1_001 }, (_, index) => rule({ id: `r${index}` })),
        NAMES,
      ),
    ).toThrow('The rules are wrong')
  })

  it('a chain without end, with its rules and the events by which they set each other off', () => {
    const told = refusals([
      rule({ id: 'one', on: 'ticket.tagged', do: [{ action: 'note', body: 'x' }] }),
      rule({ id: 'two', on: 'message.added' }),
    ])
    expect(told).toEqual([
      'rules.0: would set each other off without end: one (by message.added) → two (by ticket.tagged) → one; let a condition of one end it',
    ])
  })
})

describe('names in a rule that the desk does not have', () => {
  const known = 'requester, agent, lead, admin, service, system'
  it.each<[string, object, string]>([
    [
      'a role that nobody has',
      rule({ by: ['agent', 'pope'] }),
      `by: names the role pope, which the desk does not have; it has ${known}`,
    ],
    [
      'a value that a field never has',
      rule({ when: { fields: { severity: 'lethal' } } }),
      'when.fields.severity: is never "lethal"; it is one of "low", "high"',
    ],
    [
      'one that is to be set',
      rule({ do: [{ action: 'setFields', fields: { severity: 'lethal' } }] }),
      'do.0.fields.severity: is never "lethal"; it is one of "low", "high"',
    ],
    [
      'a state to which nothing goes',
      rule({ on: 'ticket.transitioned', when: { event: { to: 'gone' } } }),
      'when.event.to: names gone, which the desk does not have; it has open, waiting, solved, closed',
    ],
    [
      'a fact that none of its events tells',
      rule({ on: ['ticket.created', 'ticket.tagged'], when: { not: { event: { visibility: 'public' } } } }),
      'when.not.event.visibility: is told by no event of `on`; only message.added tell it',
    ],
    [
      'an event where time sets it off',
      timed({ when: { any: [{ event: { to: 'open' } }] } }),
      'when.any.0.event.to: reads an event, but time sets the rule off; only ticket.transitioned, ticket.overridden, ticket.migrated tell it',
    ],
  ])('%s', (_what, given, message) => {
    expect(refusals([given])).toEqual([`0.${message}`].map((one) => `rules.${one}`))
  })

  it('are allowed where the desk cannot know them', () => {
    const when = { category: 'any', team: 'any', assignee: 'any', tag: 'any', fields: { city: 'any' } }
    const given = rule({ when, by: 'system', do: [{ action: 'setFields', fields: { severity: null, city: 'Ulm' } }] })
    expect(defineRules([given], NAMES)).toHaveLength(1)
    const event = { visibility: 'internal' }
    expect(defineRules([rule({ on: ['ticket.created', 'message.added'], when: { event } })], NAMES)).toHaveLength(1)
  })
})
