import assert from 'node:assert/strict'
import { range } from '../assertions.js'
import { definitionRecord, TENANT } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('definitions')

export const definitionCases = [
  test('register', 'new definitions are registered and found', async ({ store, other }) => {
    const given = [
      definitionRecord('support', { content: { states: [{ name: 'new', tags: ['open'] }], nothing: null } }),
      definitionRecord('support', { version: 2, hash: 'hash-2' }),
      definitionRecord('incident'),
    ]
    assert.deepEqual(await store.registerDefinitions(given), given)
    for (const record of given) {
      assert.deepEqual(await other.definition('*', 'workflow', record.id, record.version), record)
    }
    assert.equal(await store.definition('*', 'workflow', 'support', 3), null)
    assert.equal(await store.definition('*', 'workflow', 'none', 1), null)
    assert.deepEqual(await store.registerDefinitions([]), [])
  }),

  test('kinds-apart', 'definitions of several kinds may share id and version', async ({ store, other }) => {
    const kinds = ['slaPolicy', 'workflow', 'calendar'] as const
    const given = kinds.map((kind) => definitionRecord('x', { kind, hash: `hash of ${kind}`, content: { kind } }))
    assert.deepEqual(await store.registerDefinitions(given.slice(0, 2)), given.slice(0, 2))
    assert.equal(await store.definition('*', 'calendar', 'x', 1), null)
    assert.deepEqual(await other.registerDefinitions(given), given)
    for (const record of given) assert.deepEqual(await store.definition('*', record.kind, 'x', 1), record)
    const own = definitionRecord('x', { kind: 'calendar', tenant: TENANT, hash: 'own' })
    await store.registerDefinitions([own])
    assert.deepEqual(await store.definition(TENANT, 'calendar', 'x', 1), own)
    assert.deepEqual(await store.definition(TENANT, 'slaPolicy', 'x', 1), given[0])
  }),

  test('again', 'registering the same again changes nothing', async ({ store }) => {
    const record = definitionRecord('support')
    await store.registerDefinitions([record])
    assert.deepEqual(await store.registerDefinitions([record]), [record])
  }),

  test('changed', 'a registered version is never replaced: the stored one is returned', async ({ store }) => {
    const stored = definitionRecord('support')
    await store.registerDefinitions([stored])
    const changed = definitionRecord('support', { hash: 'hash-2', content: { initial: 'changed' } })
    const added = definitionRecord('incident')
    assert.deepEqual(await store.registerDefinitions([changed, added]), [stored, added])
    assert.deepEqual(await store.definition('*', 'workflow', 'support', 1), stored)
  }),

  test('order', 'the stored definitions come in the order of the given ones', async ({ store }) => {
    const records = ['z', 'a', 'm', 'B'].map((id) => definitionRecord(id))
    await store.registerDefinitions(records.slice(1, 3))
    assert.deepEqual(await store.registerDefinitions(records), records)
  }),

  test('tenant-first', 'a tenant’s own definition goes before that of all tenants', async ({ store }) => {
    const all = definitionRecord('support')
    const own = definitionRecord('support', { tenant: TENANT, hash: 'own', content: { initial: 'own' } })
    await store.registerDefinitions([all])
    assert.deepEqual(await store.definition(TENANT, 'workflow', 'support', 1), all)
    await store.registerDefinitions([own])
    assert.deepEqual(await store.definition(TENANT, 'workflow', 'support', 1), own)
    assert.deepEqual(await store.definition('other', 'workflow', 'support', 1), all)
    assert.deepEqual(await store.definition('*', 'workflow', 'support', 1), all)
  }),

  test('tenants-apart', 'a tenant’s definition is no other tenant’s', async ({ store }) => {
    await store.registerDefinitions([definitionRecord('support', { tenant: TENANT })])
    assert.equal(await store.definition('other', 'workflow', 'support', 1), null)
    assert.equal(await store.definition('*', 'workflow', 'support', 1), null)
  }),

  test(
    'race',
    'of 8 nodes that start at once with different content all learn of the same',
    async ({ store, other }) => {
      const answers = await Promise.all(
        range(8).map((index) =>
          (index % 2 === 0 ? store : other).registerDefinitions(
            ['a', 'b', 'c'].map((id) => definitionRecord(id, { hash: `hash-${index}`, content: { by: index } })),
          ),
        ),
      )
      for (const [place, id] of ['a', 'b', 'c'].entries()) {
        const stored = await store.definition('*', 'workflow', id, 1)
        for (const answer of answers) assert.deepEqual(answer[place], stored)
      }
    },
  ),

  test('opposite-race', 'nodes that register in opposite order never deadlock', async ({ store, other }) => {
    for (const version of range(5)) {
      const records = ['a', 'b', 'c', 'd'].map((id) => definitionRecord(id, { version: version + 1 }))
      const reversed = [...records].reverse()
      const answers = await Promise.all(
        range(8).map((index) =>
          index % 2 === 0 ? store.registerDefinitions(records) : other.registerDefinitions(reversed),
        ),
      )
      for (const [index, answer] of answers.entries()) assert.deepEqual(answer, index % 2 === 0 ? records : reversed)
    }
  }),
]
