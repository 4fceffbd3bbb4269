import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ticketRecord } from '../../test/records.js'
import type { Json } from '../kernel/json.js'
import type { TicketRecord } from '../store/record-types.js'
import { compileCondition } from './compile-condition.js'
import type { Condition } from './condition-types.js'

const fits = (condition: Condition | null, changes: Partial<TicketRecord> = {}) =>
  compileCondition(condition)(ticketRecord(changes))
const withField = (test: unknown, value?: Json) =>
  fits({ fields: { city: test } } as Condition, { fields: value === undefined ? {} : { city: value } })

it('none fits every ticket, and so does one that names nothing', () => {
  expect([fits(null), fits({}), fits({ fields: {} })]).toEqual([true, true, true])
})

describe('each name reads its own of the ticket', () => {
  const whole: Partial<TicketRecord> = {
    priority: 'high',
    channel: 'email',
    category: 'lamps',
    team: 'nights',
    workflow: 'repair',
    phase: 'waiting',
    requester: { id: 'c7', tier: 'gold', locale: 'zh-Hant' },
  }
  it.each<[keyof Condition, string, string]>([
    ['priority', 'high', 'low'],
    ['channel', 'email', 'web'],
    ['category', 'lamps', 'desks'],
    ['team', 'nights', 'days'],
    ['workflow', 'repair', 'support'],
    ['phase', 'waiting', 'open'],
    ['requester', 'c7', 'c8'],
    ['tier', 'gold', 'silver'],
    ['locale', 'zh-Hant', 'zh'],
  ])('%s', (name, value, other) => {
    expect(fits({ [name]: value }, whole)).toBe(true)
    expect(fits({ [name]: other }, whole)).toBe(false)
    expect(fits({ [name]: [other, value] }, whole)).toBe(true)
    expect(fits({ [name]: [other, 'x'] }, whole)).toBe(false)
  })

  it('tag, of which one must be there', () => {
    expect(fits({ tag: 'vip' }, { tags: ['new', 'vip'] })).toBe(true)
    expect(fits({ tag: ['vip', 'late'] }, { tags: ['late'] })).toBe(true)
    expect(fits({ tag: 'vip' }, { tags: [] })).toBe(false)
  })

  it('what is not there is null', () => {
    for (const name of ['category', 'team', 'tier', 'locale'] as const) {
      expect(fits({ [name]: null })).toBe(true)
      expect(fits({ [name]: [null, 'x'] })).toBe(true)
      expect(fits({ [name]: 'x' })).toBe(false)
      expect(fits({ [name]: null }, whole)).toBe(false)
    }
  })

  it('and all that it names must hold', () => {
    expect(fits({ priority: 'high', team: 'nights' }, whole)).toBe(true)
    expect(fits({ priority: 'high', team: 'days' }, whole)).toBe(false)
  })
})

describe('a custom field', () => {
  it('must be the value, or one of several; a text is no number', () => {
    expect([withField('x', 'x'), withField('x', 'y'), withField('x')]).toEqual([true, false, false])
    expect([withField([1, 2], 2), withField([1, 2], 3), withField(1, '1')]).toEqual([true, false, false])
    expect([withField(true, true), withField(true, false), withField(false, false)]).toEqual([true, false, true])
    expect([withField('x', null), withField('x', { x: 'x' })]).toEqual([false, false])
  })

  it('that holds a list fits by one of its items', () => {
    expect(withField('red', ['blue', 'red'])).toBe(true)
    expect(withField(['red', 'green'], ['blue', 'green'])).toBe(true)
    expect(withField('red', [])).toBe(false)
    expect(withField({ above: 3 }, [1, 4])).toBe(true)
    expect(withField({ above: 3, below: 5 }, [1, 9])).toBe(false)
  })

  it('must be there, or not; null is not there, and an empty list is', () => {
    const present = (value?: Json) => [withField({ present: true }, value), withField({ present: false }, value)]
    expect(present()).toEqual([false, true])
    expect(present(null)).toEqual([false, true])
    for (const value of [0, '', false, [], {}]) expect(present(value)).toEqual([true, false])
  })

  it('must lie within bounds, each with its own end', () => {
    const within = (bounds: object) => [1, 2, 3].map((value) => withField(bounds, value))
    expect(within({ atLeast: 2 })).toEqual([false, true, true])
    expect(within({ above: 2 })).toEqual([false, false, true])
    expect(within({ atMost: 2 })).toEqual([true, true, false])
    expect(within({ below: 2 })).toEqual([true, false, false])
    expect(within({ above: 1, below: 3 })).toEqual([false, true, false])
    expect(within({ above: 3, below: 1 })).toEqual([false, false, false])
  })

  it('of another kind than the bound lies within none', () => {
    for (const value of ['2', true, null, {}, undefined]) expect(withField({ atLeast: 1 }, value)).toBe(false)
    expect(withField({ atLeast: '1' }, 2)).toBe(false)
    expect(withField({ below: 'b' })).toBe(false)
  })

  it('that is a text is compared by code point', () => {
    expect(withField({ atLeast: 'b', below: 'd' }, 'c')).toBe(true)
    expect(withField({ above: 'b' }, 'ba')).toBe(true)
    expect(withField({ atMost: 'ba' }, 'b')).toBe(true)
    expect(withField({ below: '' }, '')).toBe(false)
    // U+FFFD comes before U+1F600, whose first UTF-16 unit is smaller.
    expect([withField({ above: '\ufffd' }, '😀'), withField({ below: '😀' }, '\ufffd')]).toEqual([true, true])
    expect([withField({ above: '😀' }, '😁'), withField({ above: '😁' }, '😀')]).toEqual([true, false])
  })

  it.each(['toString', 'constructor', '__proto__'])('%s is there only where the ticket has it', (name) => {
    const condition = compileCondition({ fields: Object.fromEntries([[name, { present: true }]]) })
    expect(condition(ticketRecord())).toBe(false)
    expect(condition(ticketRecord({ fields: Object.fromEntries([[name, 1]]) }))).toBe(true)
  })
})

describe('conditions of conditions', () => {
  const [yes, no] = [{ priority: 'normal' }, { priority: 'low' }]

  it('all, any and not mean what they say, also nested', () => {
    expect([fits({ all: [yes, yes] }), fits({ all: [yes, no] })]).toEqual([true, false])
    expect([fits({ any: [no, yes] }), fits({ any: [no, no] })]).toEqual([true, false])
    expect([fits({ not: no }), fits({ not: yes })]).toEqual([true, false])
    expect(fits({ any: [{ all: [yes, { not: yes }] }, { not: { any: [no, { not: yes }] } }] })).toBe(true)
  })

  it('beside other names must hold with them', () => {
    expect(fits({ priority: 'normal', any: [no] })).toBe(false)
    expect(fits({ priority: 'low', not: no })).toBe(false)
    expect(fits({ priority: 'normal', not: no, all: [yes], any: [no, yes] })).toBe(true)
  })

  it('obey the laws of De Morgan', () => {
    const anyCondition = fc.letrec<{ one: Condition }>((tie) => ({
      one: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<Condition>(
          { priority: 'low' },
          { priority: ['normal', 'low'] },
          { team: null },
          { tag: 'vip' },
        ),
        fc.record({ not: tie('one') }),
        fc.record({ all: fc.array(tie('one'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('one'), { minLength: 1, maxLength: 3 }) }),
      ),
    })).one
    const anyTicket = fc.record({
      priority: fc.constantFrom('normal', 'low', 'high'),
      team: fc.constantFrom(null, 'x'),
      tags: fc.constantFrom<string[]>([], ['vip']),
    })
    fc.assert(
      fc.property(anyCondition, anyCondition, anyTicket, (a, b, ticket) => {
        expect(fits({ not: { all: [a, b] } }, ticket)).toBe(fits({ any: [{ not: a }, { not: b }] }, ticket))
        expect(fits({ not: { any: [a, b] } }, ticket)).toBe(fits({ all: [{ not: a }, { not: b }] }, ticket))
        expect(fits({ not: { not: a } }, ticket)).toBe(fits(a, ticket))
      }),
    )
  })
})
