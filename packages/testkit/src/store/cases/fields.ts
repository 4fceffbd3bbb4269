import assert from 'node:assert/strict'
import type { Json, Store, TicketCondition } from '@docket/core/store'
import { given, idsOf } from '../assertions.js'
import type { CONFORMANCE_FIELDS } from '../fixture.js'
import { TENANT, ticketRecord } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('fields')

type FieldName = (typeof CONFORMANCE_FIELDS)[number]
type FieldCondition = Omit<Extract<TicketCondition, { on: 'field' }>, 'on' | 'name'>

/** Stores a ticket per value, under the value's place in the list. */
async function values(store: Store, name: FieldName, ...list: readonly Json[]): Promise<void> {
  for (const [index, value] of list.entries())
    await given(store, ticketRecord(`${index}`, { fields: { [name]: value } }))
}

/** The places of the values that meet the condition. */
async function places(store: Store, name: FieldName, condition: FieldCondition): Promise<number[]> {
  const where = [{ on: 'field', name, ...condition } as TicketCondition]
  const page = { tenant: TENANT, sort: 'createdAt', direction: 'asc', limit: 100, after: null } as const
  return idsOf(await store.query({ ...page, where }))
    .map(Number)
    .sort((a, b) => a - b)
}

export const fieldCases = [
  test('text', 'a text is found exactly', async ({ store }) => {
    await values(store, 'product', 'router', 'Router', 'router ', 'routers', '', 'ро́утер', '😀')
    assert.deepEqual(await places(store, 'product', { is: 'router' }), [0])
    assert.deepEqual(await places(store, 'product', { is: '' }), [4])
    assert.deepEqual(await places(store, 'product', { is: 'ро́утер' }), [5])
    assert.deepEqual(await places(store, 'product', { is: '😀' }), [6])
  }),

  test('number', 'a number is found by its value', async ({ store }) => {
    await values(store, 'amount', 1, 1.5, -1, 0, 1e21, 0.1, 10)
    assert.deepEqual(await places(store, 'amount', { is: 1 }), [0])
    assert.deepEqual(await places(store, 'amount', { is: 0 }), [3])
    assert.deepEqual(await places(store, 'amount', { is: 1e21 }), [4])
    assert.deepEqual(await places(store, 'amount', { is: 0.1 }), [5])
  }),

  test('boolean', 'a boolean is found by its value', async ({ store }) => {
    await values(store, 'urgent', true, false, 'true', 1, 0, null)
    assert.deepEqual(await places(store, 'urgent', { is: true }), [0])
    assert.deepEqual(await places(store, 'urgent', { is: false }), [1])
  }),

  test('kinds-apart', 'a text never equals a number, a boolean, a list or null', async ({ store }) => {
    await values(store, 'severity', 1, '1', true, 'true', null, 'null', [1], ['1'], { '1': 1 })
    assert.deepEqual(await places(store, 'severity', { is: 1 }), [0])
    assert.deepEqual(await places(store, 'severity', { is: '1' }), [1])
    assert.deepEqual(await places(store, 'severity', { is: true }), [2])
    assert.deepEqual(await places(store, 'severity', { is: 'true' }), [3])
    assert.deepEqual(await places(store, 'severity', { is: 'null' }), [5])
  }),

  test('absent', 'a ticket without the field meets no condition on it', async ({ store }) => {
    await given(store, ticketRecord('0', { fields: { product: 'x' }, personal: { severity: 1 } }))
    await given(store, ticketRecord('1', { fields: { severity: null } }))
    for (const condition of [{ is: 1 }, { is: '' }, { is: false }, { from: -1e9 }, { before: 1e9 }, { from: '' }]) {
      assert.deepEqual(await places(store, 'severity', condition), [], JSON.stringify(condition))
    }
  }),

  test('number-range', 'numbers are compared by value: from belongs, before does not', async ({ store }) => {
    await values(store, 'amount', -5, 0, 2, 9.5, 10, 100, 1e300)
    assert.deepEqual(await places(store, 'amount', { from: 2, before: 10 }), [2, 3])
    assert.deepEqual(await places(store, 'amount', { from: 10 }), [4, 5, 6])
    assert.deepEqual(await places(store, 'amount', { before: 0 }), [0])
    assert.deepEqual(await places(store, 'amount', { from: 10, before: 10 }), [])
  }),

  test('text-range', 'texts are compared by code point: from belongs, before does not', async ({ store }) => {
    await values(store, 'product', 'B', 'a', 'b', 'aa', 'é', 'z', '10', '9')
    assert.deepEqual(await places(store, 'product', { from: 'a', before: 'b' }), [1, 3])
    assert.deepEqual(await places(store, 'product', { from: 'b' }), [2, 4, 5])
    assert.deepEqual(await places(store, 'product', { before: 'B' }), [6, 7])
    assert.deepEqual(await places(store, 'product', { from: '10', before: '9' }), [6])
  }),

  test('astral-range', 'texts beyond the basic plane come after all within it', async ({ store }) => {
    await values(store, 'product', '\ufffd', '😀', '\ue000')
    assert.deepEqual(await places(store, 'product', { from: '\ufffd' }), [0, 1])
    assert.deepEqual(await places(store, 'product', { before: '😀' }), [0, 2])
  }),

  test('range-kinds', 'a range of numbers holds no text, a range of texts no number', async ({ store }) => {
    await values(store, 'severity', 5, '5', true, null, [5], 'x')
    assert.deepEqual(await places(store, 'severity', { from: 0 }), [0])
    assert.deepEqual(await places(store, 'severity', { before: 1e9 }), [0])
    assert.deepEqual(await places(store, 'severity', { from: '' }), [1, 5])
    assert.deepEqual(await places(store, 'severity', { before: '\u{10ffff}' }), [1, 5])
  }),

  test('several', 'conditions on several fields must all be met', async ({ store }) => {
    await given(store, ticketRecord('0', { fields: { severity: 3, product: 'router', urgent: true } }))
    await given(store, ticketRecord('1', { fields: { severity: 3, product: 'switch', urgent: true } }))
    await given(store, ticketRecord('2', { fields: { severity: 1, product: 'router', urgent: true } }))
    const tickets = await store.query({
      tenant: TENANT,
      where: [
        { on: 'field', name: 'severity', from: 2 },
        { on: 'field', name: 'product', is: 'router' },
        { on: 'field', name: 'urgent', is: true },
      ],
      sort: 'createdAt',
      direction: 'asc',
      limit: 10,
      after: null,
    })
    assert.deepEqual(idsOf(tickets), ['0'])
  }),
]
