import type { DefinitionRecord, DirectoryRecord } from '@docket/core/store'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ACME, agent, commitOf, creation, event, message, ticket } from '../test/records.js'
import { memoryStore } from './index.js'

describe('in production', () => {
  afterEach(() => vi.unstubAllEnvs())

  test('it refuses to start, unless told otherwise', () => {
    vi.stubEnv('NODE_ENV', 'production')
    expect(() => memoryStore()).toThrow(expect.objectContaining({ code: 'INVALID_DEFINITION' }))
    expect(memoryStore({ allowInProduction: true }).transaction).toBe('own')
  })
})

describe('a log and a thread', () => {
  test('are read in pages', async () => {
    const store = memoryStore()
    const events = [1, 2, 3, 4].map((seq) => event({ seq }))
    const messages = [4, 2, 3].map((seq) =>
      message({ id: `m${seq}`, seq, visibility: seq === 3 ? 'internal' : 'public' }),
    )
    await store.commit(creation(ticket({ version: 4 }), { events, messages }))
    const page = { tenant: ACME, ticketId: 't1', afterSeq: 1, limit: 2 }
    expect((await store.history(page)).map(({ seq }) => seq)).toEqual([2, 3])
    expect((await store.thread({ ...page, visibility: ['public'] })).map(({ id }) => id)).toEqual(['m2', 'm4'])
    expect((await store.thread({ ...page, visibility: ['internal', 'public'] })).map(({ id }) => id)).toEqual([
      'm2',
      'm3',
    ])
    expect(await store.history({ ...page, ticketId: 'none' })).toEqual([])
  })
})

describe('idempotency records', () => {
  test('made before an instant are forgotten, in every tenant', async () => {
    const store = memoryStore()
    const record = { scope: 's', fingerprint: 'f', ticketId: 't', version: 1, result: {} }
    for (const [tenant, key, createdAt] of [
      [ACME, 'old', 99] as const,
      [ACME, 'new', 100] as const,
      ['b', 'old', 1] as const,
    ]) {
      await store.commit(commitOf({ tenant, idempotency: { ...record, tenant, key, createdAt } }))
    }
    expect(await store.forgetIdempotencyKeys(100)).toBe(2)
    expect(await store.findByIdempotencyKey(ACME, 's', 'old')).toBeNull()
    expect(await store.findByIdempotencyKey(ACME, 's', 'new')).toMatchObject({ key: 'new' })
  })
})

describe('attachments', () => {
  test('are given once', async () => {
    const store = memoryStore()
    const upload = {
      tenant: ACME,
      id: 'f',
      key: 'k',
      uploader: { type: 'agent', id: 'a' },
      name: 'n',
      type: 't',
      size: 1,
      sha256: '',
      createdAt: 1,
    }
    await store.putAttachment(upload)
    expect(await store.attachment(ACME, 'f')).toEqual({ ...upload, ticketId: null, messageId: null })
    expect(await store.attachment('other', 'f')).toBeNull()
    await expect(store.putAttachment(upload)).rejects.toMatchObject({ code: 'INTERNAL' })
  })
})

describe('the directory', () => {
  const team: DirectoryRecord = {
    tenant: ACME,
    version: 1,
    actor: { type: 'admin', id: 'root' },
    changedAt: 1,
    kind: 'team',
    id: 'a1',
    entry: { id: 'a1', name: 'Field', lead: null, department: null, status: 'active' },
  }

  test('takes each version once and keeps all', async () => {
    const store = memoryStore()
    const puts = await Promise.all([1, 1, 3].map((version) => store.putDirectory(agent({}, version))))
    expect(puts).toEqual([true, false, false])
    expect(await store.putDirectory(agent({ name: 'Ada L.' }, 2))).toBe(true)
    expect(await store.putDirectory(team)).toBe(true)
    expect(await store.directoryEntry(ACME, 'agent', 'a1')).toEqual(agent({ name: 'Ada L.' }, 2))
    expect(await store.directoryHistory(ACME, 'agent', 'a1')).toEqual([agent(), agent({ name: 'Ada L.' }, 2)])
    expect(await store.directoryEntry(ACME, 'team', 'a1')).toEqual(team)
    expect(await store.directoryEntry('other', 'agent', 'a1')).toBeNull()
  })

  test('lists agents by id, of some teams or all, without the removed', async () => {
    const store = memoryStore()
    const teams: Record<string, string[]> = { b: ['first-line', 'field'], a: ['first-line'], c: [] }
    for (const id of ['b', 'a', 'c']) await store.putDirectory(agent({ id, teams: teams[id] ?? [] }))
    await store.putDirectory(agent({ id: 'd', status: 'removed' }))
    const ids = async (asked: string[] | null) => (await store.agents(ACME, asked)).map(({ id }) => id)
    expect(await ids(null)).toEqual(['a', 'b', 'c'])
    expect(await ids(['first-line', 'field'])).toEqual(['a', 'b'])
    expect(await ids(['field'])).toEqual(['b'])
    expect(await ids([])).toEqual([])
    expect(await store.agents('other', null)).toEqual([])
  })
})

describe('counters', () => {
  test('are answered in the order asked', async () => {
    const store = memoryStore()
    await store.commit(commitOf({ counters: [{ key: 'load:a', delta: 4 }] }))
    expect(await store.counters(ACME, ['none', 'load:a', 'none', 'load:a'])).toEqual([0, 4, 0, 4])
    expect(await store.counters('other', ['load:a'])).toEqual([0])
  })
})

describe('definitions', () => {
  const definition = (changes: Partial<DefinitionRecord>): DefinitionRecord => ({
    tenant: '*',
    kind: 'workflow',
    id: 'support',
    version: 1,
    hash: 'h1',
    content: {},
    ...changes,
  })

  test('stay as they were first registered, and a tenant’s own goes before that of all', async () => {
    const store = memoryStore()
    const [first, changed, own] = [definition({}), definition({ hash: 'h2' }), definition({ tenant: ACME, hash: 'h3' })]
    expect(await store.registerDefinitions([first, changed, own])).toEqual([first, first, own])
    expect(await store.definition(ACME, 'workflow', 'support', 1)).toEqual(own)
    expect(await store.definition('other', 'workflow', 'support', 1)).toEqual(first)
    expect(await store.definition('other', 'workflow', 'support', 2)).toBeNull()
  })
})
