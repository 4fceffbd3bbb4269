import { expect, it } from 'vitest'
import { NAMES, OFFICE } from '../../test/promises.js'
import { ticketRecord } from '../../test/records.js'
import { defineRules } from './define-rules.js'
import { compileRules, NO_RULES } from './rule-set.js'

const tag = [{ action: 'tag', add: ['x'] }]
const after = (id: string, hours: number, more: object = {}) => ({
  id,
  after: { hours },
  since: 'created',
  do: tag,
  ...more,
})
const on = (id: string, types: readonly string[]) => ({ id, on: types, do: tag })
const setOf = (rules: readonly object[], defaults = {}) =>
  compileRules(
    defineRules(rules, NAMES),
    new Map([
      ['office', OFFICE],
      ['night', OFFICE],
    ]),
    defaults,
  )

it('finds rules by what sets them off, in declared order', () => {
  const { byTrigger } = setOf([
    on('a', ['ticket.created', 'ticket.tagged']),
    on('b', ['ticket.created']),
    after('c', 1),
  ])
  const ids = (type: string) => byTrigger.get(type)?.map(({ definition }) => definition.id)
  expect([ids('ticket.created'), ids('ticket.tagged'), ids('message.added')]).toEqual([['a', 'b'], ['a'], undefined])
  expect(setOf([])).toBe(NO_RULES)
})

it('reads the default of a field that a ticket does not have, and what it has before it', () => {
  const { rules } = setOf([{ ...on('a', ['ticket.created']), when: { fields: { severity: 'low' } } }], {
    severity: 'low',
  })
  const fits = (fields: object) => rules[0]?.fits(ticketRecord({ fields: fields as never }))
  expect([fits({}), fits({ severity: 'high' }), fits({ severity: 'low' })]).toEqual([true, false, true])
  expect(rules[0]?.unmet(ticketRecord({ fields: { severity: 'high' } }))).toEqual([
    { code: 'condition-not-met', part: 'fields.severity', found: 'high' },
  ])
})
