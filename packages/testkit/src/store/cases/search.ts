import assert from 'node:assert/strict'
import type { FoundTicket, SearchRecord, Store, TicketRecord, TicketSearch } from '@docket/core/store'
import { apply, given, range } from '../assertions.js'
import { change, commitOf, nextVersion, START, TENANT, ticketRecord } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('search')

/** What a part of the ticket is found by; public unless said otherwise. */
const searchRecord = (ticket: TicketRecord, part: string, terms: string, changes: Partial<SearchRecord> = {}) => ({
  tenant: ticket.tenant,
  ticketId: ticket.id,
  part,
  visibility: 'public' as const,
  terms: terms.split(' ').filter((term) => term !== ''),
  ...changes,
})

const INTERNAL = { visibility: 'internal' } as const

const asked = (terms: string, changes: Partial<TicketSearch> = {}): TicketSearch => ({
  tenant: TENANT,
  terms: terms.split(' '),
  where: [],
  visibility: ['public', 'internal'],
  limit: 100,
  after: null,
  ...changes,
})

const idsFound = async (store: Store, terms: string, changes: Partial<TicketSearch> = {}) =>
  (await store.search(asked(terms, changes))).map(({ ticket }) => ticket.id)

const placeOf = ({ score, ticket: { updatedAt, id } }: FoundTicket) => ({ score, updatedAt, id })

/** A ticket with its subject's terms, and further parts. */
async function written(store: Store, id: string, subject: string, parts: readonly SearchRecord[] = [], changes = {}) {
  const ticket = ticketRecord(id, changes)
  await given(store, ticket, { searches: [searchRecord(ticket, 'subject', subject), ...parts] })
  return ticket
}

export const searchCases = [
  test('all-terms', 'a search finds the tickets that have all its terms, in any of their parts', async ({ store }) => {
    const both = ticketRecord('both')
    await written(store, 'both', 'vpn', [searchRecord(both, 'm1', '连不 不上'), searchRecord(both, 'm2', 'router')])
    await written(store, 'one', 'vpn 连不')
    await written(store, 'other', 'screen')
    assert.deepEqual(await idsFound(store, 'vpn 不上'), ['both'])
    assert.deepEqual((await idsFound(store, 'vpn')).sort(), ['both', 'one'])
    assert.deepEqual(await idsFound(store, 'vpn 不上 连不 router'), ['both'])
    assert.deepEqual(await idsFound(store, 'vpn absent'), [])
    assert.deepEqual(await idsFound(store, 'absent'), [])
  }),

  test('exactly', 'terms are compared as they are, whatever characters they have', async ({ store }) => {
    const terms = [
      'vpn',
      'VPN',
      'vp',
      'vpn1',
      '%',
      '_pn',
      "it's",
      '"',
      '\\',
      '{a,b}',
      '😀',
      'é',
      'e\u0301',
      'null',
      '不上',
    ]
    for (const [place, term] of terms.entries()) await written(store, `t${place}`, term)
    for (const [place, term] of terms.entries()) assert.deepEqual(await idsFound(store, term), [`t${place}`], term)
  }),

  test('whole', 'what is found is the ticket as it is stored, with its score and its best part', async ({ store }) => {
    const ticket = ticketRecord('t1', { tags: ['x'], fields: { a: [1] }, personal: { phone: '1' } })
    const parts = [searchRecord(ticket, 'm1', 'vpn', INTERNAL), searchRecord(ticket, 'm2', 'vpn')]
    await given(store, ticket, { searches: [searchRecord(ticket, 'subject', 'vpn'), ...parts] })
    assert.deepEqual(await store.search(asked('vpn')), [{ ticket, score: 1_003, found: 'subject' }])
  }),

  test('scores', 'a score counts the parts that have a term, and 1,000 for the subject', async ({ store }) => {
    const ticket = ticketRecord('t1')
    const parts = [searchRecord(ticket, 'm1', 'vpn down'), searchRecord(ticket, 'm2', 'down', INTERNAL)]
    await written(store, 't1', 'screen', [...parts, searchRecord(ticket, 'm3', 'other')])
    const scores = async (terms: string, visibility: TicketSearch['visibility']) =>
      (await store.search(asked(terms, { visibility }))).map(({ score, found }) => [score, found])
    assert.deepEqual(await scores('vpn down', ['public', 'internal']), [[2, 'public']])
    assert.deepEqual(await scores('down', ['internal']), [[1, 'internal']])
    assert.deepEqual(await scores('screen down', ['public', 'internal']), [[1_003, 'subject']])
    assert.deepEqual(await scores('screen down', ['public']), [[1_002, 'subject']])
  }),

  test('notes-hidden', 'parts of other visibilities than those asked for find nothing', async ({ store }) => {
    const ticket = ticketRecord('t1')
    await written(store, 't1', 'vpn', [searchRecord(ticket, 'm1', 'secret', INTERNAL)])
    assert.deepEqual(await idsFound(store, 'secret', { visibility: ['public'] }), [])
    assert.deepEqual(await idsFound(store, 'vpn secret', { visibility: ['public'] }), [])
    assert.deepEqual(await idsFound(store, 'vpn', { visibility: ['public'] }), ['t1'])
    assert.deepEqual(await idsFound(store, 'vpn secret'), ['t1'])
    assert.deepEqual(await idsFound(store, 'secret', { visibility: ['internal'] }), ['t1'])
    assert.deepEqual(await idsFound(store, 'vpn', { visibility: [] }), [])
  }),

  test(
    'order',
    'found tickets come by score, then by their last change, then by id, all descending',
    async ({ store }) => {
      await written(store, 'old', 'vpn', [], { updatedAt: START })
      await written(store, 'a', 'vpn', [], { updatedAt: START + 1 })
      await written(store, '\uffee', 'vpn', [], { updatedAt: START + 1 })
      await written(store, '😀', 'vpn', [], { updatedAt: START + 1 })
      const body = ticketRecord('body', { updatedAt: START + 2 })
      await written(store, 'body', 'other', [searchRecord(body, 'm1', 'vpn')], { updatedAt: START + 2 })
      assert.deepEqual(await idsFound(store, 'vpn'), ['😀', '\uffee', 'a', 'old', 'body'])
    },
  ),

  test('pages', 'pages of found tickets give each of them once', async ({ store }) => {
    for (const place of range(23)) {
      const ticket = ticketRecord(`t${place}`, { updatedAt: START + (place % 5) })
      const more = place % 3 === 0 ? [searchRecord(ticket, 'm', 'vpn down')] : []
      await given(store, ticket, { searches: [searchRecord(ticket, 'subject', 'vpn down'), ...more] })
    }
    for (const terms of ['vpn', 'vpn down']) {
      const whole = await idsFound(store, terms)
      const paged: string[] = []
      for (let after: TicketSearch['after'] = null; ; ) {
        const page: FoundTicket[] = await store.search(asked(terms, { limit: 4, after }))
        const last = page.at(-1)
        if (last === undefined) break
        paged.push(...page.map(({ ticket }) => ticket.id))
        after = placeOf(last)
      }
      assert.equal(whole.length, 23)
      assert.deepEqual(paged, whole)
    }
  }),

  test('conditions', 'a search is narrowed by the conditions of a list', async ({ store }) => {
    const open = { tags: ['vip'], watchers: ['w1'], requester: { id: 'r1' }, fields: { severity: 2 }, team: 'x' }
    await written(store, 'open', 'vpn', [], { ...open, dueAt: START })
    const archived = { flow: { archivedAt: START } }
    await written(store, 'closed', 'vpn', [], {
      phase: 'terminal',
      tags: ['vip'],
      requester: { id: 'r2' },
      ...archived,
    })
    const cases = [
      [{ on: 'phase', in: ['open', 'waiting'] }, ['open']],
      [{ on: 'phase', in: ['solved', 'terminal'] }, ['closed']],
      [{ on: 'phase', in: [] }, []],
      [{ on: 'tag', is: 'vip' }, ['open', 'closed']],
      [{ on: 'tag', is: 'VIP' }, []],
      [{ on: 'watcher', is: 'w1' }, ['open']],
      [{ on: 'requester', is: 'r2' }, ['closed']],
      [{ on: 'team', is: null }, ['closed']],
      [{ on: 'archived', is: true }, ['closed']],
      [{ on: 'archived', is: false }, ['open']],
      [{ on: 'dueAt', from: START, before: START + 1 }, ['open']],
      [{ on: 'field', name: 'severity', is: 2 }, ['open']],
      [{ on: 'priorityRank', in: [3] }, ['open', 'closed']],
    ] as const satisfies readonly (readonly [TicketSearch['where'][number], readonly string[]])[]
    for (const [condition, expected] of cases) {
      const found = await idsFound(store, 'vpn', { where: [condition] })
      assert.deepEqual(found.sort(), [...expected].sort(), JSON.stringify(condition))
    }
  }),

  test('replaced', 'new terms of a part replace its former ones, and leave other parts alone', async ({ store }) => {
    const ticket = ticketRecord('t1')
    await written(store, 't1', 'vpn down', [searchRecord(ticket, 'm1', 'router down')])
    const next = nextVersion(ticket)
    await apply(store, change(next, { searches: [searchRecord(next, 'subject', 'screen')] }))
    assert.deepEqual(await idsFound(store, 'vpn'), [])
    assert.deepEqual(await idsFound(store, 'screen'), ['t1'])
    assert.equal((await store.search(asked('down')))[0]?.score, 1)
    const last = nextVersion(next)
    const twice = [searchRecord(last, 'subject', 'first'), searchRecord(last, 'subject', 'second')]
    await apply(store, change(last, { searches: [...twice, searchRecord(last, 'm1', '')] }))
    assert.deepEqual(await idsFound(store, 'first'), [])
    assert.deepEqual(await idsFound(store, 'router'), [])
    assert.deepEqual(await idsFound(store, 'second'), ['t1'])
  }),

  test('refused', 'a refused commit is found by nothing', async ({ store }) => {
    const ticket = await written(store, 't1', 'vpn')
    const late = { ...nextVersion(ticket), version: 9 }
    const result = await store.commit(change(late, { searches: [searchRecord(late, 'subject', 'late')] }))
    assert.equal(result.ok, false)
    assert.deepEqual(await idsFound(store, 'late'), [])
    assert.deepEqual(await idsFound(store, 'vpn'), ['t1'])
  }),

  test('erased', 'an erased ticket is found by nothing of what it had', async ({ store }) => {
    const ticket = ticketRecord('t1')
    await written(store, 't1', 'canary', [
      searchRecord(ticket, 'm1', 'canary'),
      searchRecord(ticket, 'm2', 'note', INTERNAL),
    ])
    await written(store, 't2', 'canary')
    await apply(store, commitOf({ erasures: [{ ticketId: 't1' }] }))
    assert.deepEqual(await idsFound(store, 'canary'), ['t2'])
    assert.deepEqual(await idsFound(store, 'note'), [])
  }),

  test(
    'erased-with',
    'what an erasing commit brings along finds nothing; what is written afterwards does',
    async ({ store }) => {
      const ticket = await written(store, 't1', 'before')
      const next = nextVersion(ticket)
      const searches = [searchRecord(next, 'subject', 'canary'), searchRecord(next, 'm1', 'canary')]
      await apply(store, change(next, { searches, erasures: [{ ticketId: 't1' }] }))
      assert.deepEqual(await idsFound(store, 'canary'), [])
      assert.deepEqual(await idsFound(store, 'before'), [])
      const last = nextVersion(next)
      await apply(store, change(last, { searches: [searchRecord(last, 'm2', 'after')] }))
      assert.deepEqual(await idsFound(store, 'after'), ['t1'])
    },
  ),

  test('tenants', 'a search finds nothing of another tenant', async ({ store }) => {
    await written(store, 't1', 'vpn', [], { tenant: 'other' })
    await written(store, 't2', 'vpn')
    assert.deepEqual(await idsFound(store, 'vpn'), ['t2'])
    assert.deepEqual(await idsFound(store, 'vpn', { tenant: 'other' }), ['t1'])
    assert.deepEqual(await idsFound(store, 'vpn', { tenant: 'stranger' }), [])
    await apply(store, commitOf({ tenant: 'other', erasures: [{ ticketId: 't2' }] }))
    assert.deepEqual(await idsFound(store, 'vpn'), ['t2'])
  }),

  test('many-terms', 'a part has up to 5,000 terms, and 20 are asked for at once', async ({ store }) => {
    const ticket = ticketRecord('t1')
    const terms = range(5_000).map((place) => `w${place}`.padEnd(40, 'x'))
    await given(store, ticket, { searches: [searchRecord(ticket, 'm1', terms.join(' '))] })
    assert.deepEqual(await idsFound(store, terms.slice(-20).join(' ')), ['t1'])
    assert.deepEqual(await idsFound(store, [...terms.slice(0, 19), 'absent'].join(' ')), [])
  }),

  test('visible-at-once', 'another handle finds what was committed', async ({ store, other }) => {
    const ticket = await written(store, 't1', 'vpn')
    assert.deepEqual(await idsFound(other, 'vpn'), ['t1'])
    await apply(other, commitOf({ erasures: [{ ticketId: ticket.id }] }))
    assert.deepEqual(await idsFound(store, 'vpn'), [])
  }),
]
