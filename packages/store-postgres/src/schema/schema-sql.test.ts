import type { defineDesk } from '@docket/core'
import { DocketError } from '@docket/core/store'
import { expect, it } from 'vitest'
import { MIGRATIONS, migrationHash, SCHEMA_VERSION } from './migrations.js'
import { schemaSql } from './schema-sql.js'

// A migration that was released is never changed: databases have it. Add a new one, and its hash here.
const RELEASED = [
  '6da7adb2af91717c08c3c20837bd5c72d73aed27608e3640ed80d6711ddaf429',
  '77deac495fe2a1e0c685821a9a85b908a81399cefea6cda94466f34e4badb1fa',
  'f8d6640177941a2cc9c8bfeb895e4ec103418c6d6c79a2de0243a1f499a0c267',
  '2e10f1a7b8f2c3b1437f8ded296a023f38625980ef06cbf5ac52d70c4ae5c813',
  '6874eee5460163f6d5dc819d3f5d8332421fec3b8fbbf74d7449823aebfc8e33',
  '89afff20dd25d629e655a722c4f99bfe294508173ad34007fee75c02174cdf9c',
]

it('has the migrations that were released, unchanged', () => {
  expect(MIGRATIONS.map(migrationHash)).toEqual(RELEASED)
  expect(MIGRATIONS.map(({ number }) => number)).toEqual(RELEASED.map((_, place) => place + 1))
  expect(SCHEMA_VERSION).toBe(RELEASED.length)
})

it('is one statement that names its schema throughout', () => {
  const text = schemaSql({ schema: 'help' })
  expect(text.startsWith('do $docket$')).toBe(true)
  expect(text).not.toContain('%schema%')
  expect(text).not.toContain('docket.')
  expect(text).toContain('create table "help".ticket')
})

it('is the same text for the same options', () => {
  const indexed = [{ name: 'severity', type: 'text' }] as const
  expect(schemaSql({ indexed })).toBe(schemaSql({ indexed, schema: 'docket' }))
})

it('takes the indexed fields as a desk’s definition offers them', () => {
  const indexed: ReturnType<typeof defineDesk>['model']['fields']['indexed'] = new Map([
    ['severity', 'text'],
    ['amount', 'number'],
    ['urgent', 'boolean'],
  ])
  const listed = [
    { name: 'severity', type: 'text' },
    { name: 'amount', type: 'number' },
    { name: 'urgent', type: 'boolean' },
  ] as const
  expect(schemaSql({ indexed })).toBe(schemaSql({ indexed: listed }))
})

it('finds another quotation when a field’s name ends the usual one', () => {
  expect(schemaSql({ indexed: [{ name: '$docket$; drop', type: 'text' }] }).startsWith('do $docket1$')).toBe(true)
})

it.each([
  { name: '', type: 'text' },
  { name: 'a\u0000b', type: 'text' },
  { name: 'a', type: 'date' },
])('refuses the indexed field %j', (field) => {
  let thrown: unknown
  try {
    schemaSql({ indexed: [field as never] })
  } catch (error) {
    thrown = error
  }
  expect(DocketError.is(thrown, 'INVALID_DEFINITION')).toBe(true)
})
