import { describe, expect, it } from 'vitest'
import { NAMES } from '../../test/promises.js'
import { thrown } from '../../test/thrown.js'
import { defineRules } from './define-rules.js'

const tag = [{ action: 'tag', add: ['x'] }]
const rule = (changes: object = {}) => ({ id: 'r', on: 'ticket.created', do: tag, ...changes })
const timed = (changes: object = {}) => ({ id: 'r', after: { hours: 4 }, since: 'created', do: tag, ...changes })

/** What is wrong, as `path: message` after the rule's id, which each must name; from JSON it must be refused alike. */
function refusals(given: unknown): string[] {
  const tell = (rules: unknown) => {
    const { details, message } = thrown('INVALID_DEFINITION', () => defineRules(rules, NAMES))
    const issues = details.issues ?? []
    expect(message).toContain(`The rules are wrong: ${issues[0]?.path.join('.')} ${issues[0]?.message}`)
    const ids = (given as readonly { readonly id: string }[]).map(({ id }) => `(${id}) `)
    return issues.map(({ path, message: said }) => {
      const id = ids[Number(path[1])] ?? 'no rule at all'
      expect(said.slice(0, id.length)).toBe(id)
      return `${path.join('.')}: ${said.slice(id.length)}`
    })
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
    [
      'an unknown trigger',
      rule({ on: 'ticket.tag' }),
      'rules.0.on: names ticket.tag, which sets no rule off; did you mean one of ticket.tagged, ',
    ],
    [
      'one of several triggers',
      rule({ on: ['ticket.created', 'sla.breach'] }),
      'rules.0.on.1: names sla.breach, which sets no rule off; did you mean one of sla.breached, ',
    ],
    ['no trigger at all', rule({ on: 5 }), 'rules.0.on: must be one of these: string, array'],
    ['an event of rules themselves', rule({ on: 'rules.evaluated' }), 'rules.0.on: names rules.evaluated'],
    ['a time in letters', timed({ after: '4h' }), 'rules.0.after: must be a time such as { hours: 4 }'],
    [
      'a time by an unknown unit',
      timed({ after: { hour: 4 } }),
      'rules.0.after.hour: is not known here; there are days, hours, minutes, seconds',
    ],
    [
      'an unknown phase',
      rule({ when: { phase: 'pending' } }),
      'rules.0.when.phase: must be one of open, waiting, solved, terminal',
    ],
    [
      'one of several phases',
      rule({ when: { any: [{ phase: ['open', 'shut'] }] } }),
      'rules.0.when.any.0.phase.1: must be one of open, waiting, solved, terminal',
    ],
    [
      'an unknown bound',
      rule({ when: { fields: { amount: { min: 5 } } } }),
      'rules.0.when.fields.amount.min: is not known here; there are atLeast, above, atMost, below',
    ],
    [
      'something else of an action',
      rule({ do: [{ action: 'tag', tags: ['x'] }] }),
      'rules.0.do.0.tags: is not known here; there are action, add, remove',
    ],
    [
      'something else of an event',
      rule({ when: { event: { tag: 'x' } } }),
      'rules.0.when.event.tag: is not known here; there are visibility, from, to, added, removed, changed',
    ],
    ['an unknown instant', timed({ since: 'yesterday' }), 'rules.0.since: must be one of created, requesterWrote'],
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
    ['something else', rule({ than: 'x' }), 'rules.0.than: is not known here; there are id, version, label, on, by'],
    [
      'a field of another type',
      rule({ when: { not: { fields: { amount: ['5', 5] } } } }),
      'rules.0.when.not.fields.amount: is never "5"; its values are of the type number',
    ],
    [
      'a bound of another type',
      rule({ when: { fields: { amount: { atLeast: '5' } } } }),
      'rules.0.when.fields.amount.atLeast: cannot be compared with "5"; its values are of the type number',
    ],
    [
      'a value of another type to set',
      rule({ do: [{ action: 'setFields', fields: { amount: 'many' } }] }),
      'rules.0.do.0.fields.amount: must be of the type number',
    ],
    [
      'one item of a list to set, and a personal field',
      rule({ do: [{ action: 'forParents', do: [{ action: 'setFields', fields: { colors: ['red', 5] } }] }] }),
      'rules.0.do.0.do.0.fields.colors.1: must be of the type string',
    ],
    [
      'a personal field of another type',
      rule({ do: [{ action: 'setFields', fields: { phone: 5 } }] }),
      'rules.0.do.0.fields.phone: must be of the type string',
    ],
    [
      'a variable that nothing closes',
      rule({ do: [{ action: 'reply', body: 'Dear {{ticket.id}},\nwe {{ fields.city. Bye' }] }),
      'rules.0.do.0.body: has a {{ that no }} closes, in line 2, at "{{ fields.city. Bye"',
    ],
    [
      'braces that nothing opens',
      rule({ do: [{ action: 'note', body: 'x }} y' }] }),
      'rules.0.do.0.body: has a }} that no {{ opens, in line 1, at "}} y"',
    ],
    ['version 0', rule({ version: 0 }), 'rules.0.version'],
  ])('%s', (_, given, told) => {
    expect(refusals([given])[0]).toContain(told)
  })

  it('an id twice, and all that is wrong at once', () => {
    expect(refusals([rule(), rule({ when: { state: 'asleep' } }), rule({ id: 'late' })])).toEqual([
      expect.stringContaining('rules.1.when.state: names asleep'),
      'rules.1.id: is the id of an earlier rule; rename one',
    ])
    expect(refusals([rule({ on: 'x', stop: 1 }), rule({ id: 'late', when: { state: 'asleep' } })])).toEqual([
      expect.stringContaining('rules.0.on: names x'),
      expect.stringContaining('rules.0.stop: must be of the type boolean'),
      expect.stringContaining('rules.1.when.state: names asleep'),
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
      'a change that none of its events tells',
      rule({ on: ['ticket.updated', 'message.added'], when: { event: { added: 'pay' } } }),
      'when.event.added: is told by no event of `on`; only ticket.tagged tell it',
    ],
    [
      'a field that the desk does not have',
      rule({ on: 'ticket.updated', when: { event: { changed: ['amount', 'sum'] } } }),
      'when.event.changed: names sum, which is no custom field of the desk; it has severity, amount, colors, city',
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
    const changed = { event: { changed: 'amount' }, fields: { amount: { atLeast: 5 }, colors: 'red', city: 'U' } }
    expect(defineRules([rule({ on: 'ticket.updated', when: changed })], NAMES)).toHaveLength(1)
    const body = '{"braces": {{ticket.id}}} { } {{ fields.city | there }}'
    expect(defineRules([rule({ do: [{ action: 'reply', body }] })], NAMES)).toHaveLength(1)
  })
})
