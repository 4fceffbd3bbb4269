import { DocketError } from '@docket/core/store'
import { expect, it } from 'vitest'
import { postgresStore } from '../store.js'
import { literal, quotedSchema } from './identifier.js'

it('quotes a plain schema name', () => {
  expect(quotedSchema('docket_2')).toBe('"docket_2"')
})

it.each(['', 'Docket', '2desk', 'a-b', 'a b', 'a"b', 'x;drop table y', 'pg_catalog', 'a'.repeat(49), 'ä', '%schema%'])(
  'refuses the schema name %j',
  (name) => {
    let thrown: unknown
    try {
      quotedSchema(name)
    } catch (error) {
      thrown = error
    }
    expect(DocketError.is(thrown, 'INVALID_DEFINITION')).toBe(true)
  },
)

it.each([[['docket']], [null], [7], [{ toString: () => 'docket' }]])(
  'refuses the schema name %j, which is no text',
  (name) => {
    let thrown: unknown
    try {
      postgresStore({ schema: name as never, executor: { query: async () => ({ rows: [] }) } })
    } catch (error) {
      thrown = error
    }
    expect(DocketError.is(thrown, 'INVALID_INPUT')).toBe(true)
    expect(String(thrown)).toContain('Give the schema as a text')
  },
)

it('doubles what would end a literal', () => {
  expect(literal("it's")).toBe("'it''s'")
  expect(literal("\\' or 1=1 --")).toBe(" E'\\\\'' or 1=1 --'")
})
