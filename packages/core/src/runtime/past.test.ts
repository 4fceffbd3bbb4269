import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLog } from '../../test/random-log.js'
import { created, eventRecord, START, ticketRecord } from '../../test/records.js'
import type { Store } from '../store/port.js'
import type { ContentRecord, EventRecord, TicketRecord } from '../store/record-types.js'
import { replay } from '../ticket/evolve.js'
import { recordAt, recordAtVersion } from './past.js'

const minute = (count: number) => START + count * 60_000

/** A store that holds one ticket: what its log folds to, with this content. */
function storeOf(log: readonly EventRecord[], content: Partial<TicketRecord> = {}, earlier: ContentRecord[] = []) {
  const pages: number[] = []
  const current = { ...ticketRecord(), ...replay(log), ...content }
  const parts: Pick<Store, 'load' | 'history' | 'contents'> = {
    load: async () => current,
    contents: async () => earlier,
    async history({ afterSeq, limit }) {
      pages.push(afterSeq)
      return log.filter(({ seq }) => seq > afterSeq).slice(0, limit)
    },
  }
  return { store: parts as Store, current, pages }
}

describe('a ticket as of an instant', () => {
  const tags = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      eventRecord(index + 2, 'ticket.tagged', { added: [`tag${index + 2}`], removed: [] }),
    )

  it('does not exist before its first event, and exists from its very millisecond', async () => {
    const { store, current } = storeOf([created(), ...tags(1)])
    expect(await recordAt(store, current, minute(1) - 1)).toBeNull()
    expect(await recordAt(store, current, minute(1))).toMatchObject({ version: 1, tags: [], subject: 'Screen broken' })
    expect(await recordAt(store, current, minute(2) - 1)).toMatchObject({ version: 1 })
    expect(await recordAt(store, current, minute(2))).toEqual(current)
    expect(await recordAt(store, current, Number.MAX_SAFE_INTEGER)).toEqual(current)
  })

  it('is found in a history of many pages, reading no further than needed', async () => {
    const { store, current, pages } = storeOf([created(), ...tags(1_700)])
    expect(await recordAt(store, current, minute(1_200))).toMatchObject({ version: 1_200, updatedAt: minute(1_200) })
    expect(pages).toEqual([0, 500, 1_000])
    expect(await recordAt(store, current, minute(5_000))).toEqual(current)
  })

  it('of any log is the fold of a prefix, and a later instant never gives an earlier version', async () => {
    const instants = fc.tuple(fc.integer({ min: -1_100, max: 1_100 }), fc.nat(500))
    await fc.assert(
      fc.asyncProperty(anyLog, instants, async (log, [early, more]) => {
        const { store, current } = storeOf(log)
        const before = await recordAt(store, current, minute(early))
        const after = await recordAt(store, current, minute(early + more))
        const views = [null, ...log.map((_, index) => replay(log.slice(0, index + 1)))]
        expect(views[before?.version ?? 0]?.state ?? null).toBe(before?.state ?? null)
        expect(after?.version ?? 0).toBeGreaterThanOrEqual(before?.version ?? 0)
      }),
    )
  })

  it('where imported times step back, counts an event from the latest time so far, so that the log stays whole', async () => {
    const [late, early] = tags(2) as [EventRecord, EventRecord]
    const log = [created(), { ...late, occurredAt: minute(100) }, { ...early, occurredAt: minute(50) }]
    const { store, current } = storeOf(log)
    expect(await recordAt(store, current, minute(60))).toMatchObject({ version: 1 })
    expect(await recordAt(store, current, minute(100))).toMatchObject({ version: 3, tags: ['tag2', 'tag3'] })
  })
})

describe('its content', () => {
  const log = [
    created({ revisions: { subject: 1, 'field:phone': 1 } }),
    eventRecord(2, 'ticket.updated', { fields: {}, removed: [], revisions: { subject: 2 } }),
    eventRecord(3, 'ticket.updated', { fields: {}, removed: [], revisions: { 'field:phone': 2, 'field:email': 1 } }),
    eventRecord(4, 'ticket.updated', { fields: {}, removed: [], revisions: { subject: 3 } }),
  ]
  const content = (name: string, revision: number, value: string | null): ContentRecord => ({
    tenant: 'acme',
    ticketId: 't1',
    name,
    revision,
    value,
  })
  const current = { subject: 'third', personal: { phone: '222', email: 'e@example.com' } }
  const earlier = [content('subject', 2, 'second'), content('field:phone', 1, '111'), content('subject', 1, 'first')]
  const contents = async (at: ReturnType<typeof storeOf>) => {
    const versions = [1, 2, 3, 4].map((version) => recordAtVersion(at.store, 'acme', 't1', version))
    return (await Promise.all(versions)).map((record) => [record?.subject, record?.personal])
  }

  it('is what it was then', async () => {
    expect(await contents(storeOf(log, current, earlier))).toEqual([
      ['first', { phone: '111' }],
      ['second', { phone: '111' }],
      ['second', { phone: '222', email: 'e@example.com' }],
      ['third', { phone: '222', email: 'e@example.com' }],
    ])
  })

  it('stays erased for every instant once it was erased', async () => {
    const erased = storeOf(
      log,
      { subject: null, personal: { phone: null, email: null } },
      earlier.map((record) => ({ ...record, value: null })),
    )
    expect(await contents(erased)).toEqual([
      [null, { phone: null }],
      [null, { phone: null }],
      [null, { phone: null, email: null }],
      [null, { phone: null, email: null }],
    ])
  })
})
