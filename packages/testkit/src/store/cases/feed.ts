import assert from 'node:assert/strict'
import { type EventRecord, FEED_REACH, type Store, type TicketRecord } from '@docket/core/store'
import { apply, given, range } from '../assertions.js'
import { presentOf, readFeed } from '../read-feed.js'
import { change, commitOf, creation, eventRecord, nextVersion, TENANT, ticketRecord } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('feed')

const namesOf = (events: readonly EventRecord[]) => events.map(({ ticketId, seq }) => `${ticketId} ${seq}`)

/** A ticket with so many events after its first, all of one commit. */
async function grown(store: Store, ticket: TicketRecord, count: number): Promise<void> {
  const last = { ...ticket, version: ticket.version + count }
  const events = range(count).map((index) => eventRecord({ ...ticket, version: ticket.version + 1 + index }))
  const expect = [{ ticketId: ticket.id, version: ticket.version }]
  await apply(store, commitOf({ tenant: ticket.tenant, expect, tickets: [last], events }))
}

export const feedCases = [
  test('present', 'it begins at the present, and gives what comes after whole', async ({ store, other }) => {
    const first = await given(store, ticketRecord('t1'))
    const after = await presentOf(store, TENANT)
    const second = nextVersion(first)
    const event = { ...eventRecord(second), cause: { kind: 'rule', id: 'r1' }, data: { list: [1, null, '😀'] } }
    await apply(other, change(second, { events: [event as EventRecord] }))
    const { events } = await readFeed(store, { tenant: TENANT, after, count: 1 })
    // What came before may be held back by an older transaction, and then comes behind the present.
    const [last] = events.slice(-1)
    assert.deepEqual(last, (await store.history({ tenant: TENANT, ticketId: 't1', afterSeq: 1, limit: 1 }))[0])
    assert.ok(events.length <= 2)
  }),

  test('pages', 'each event comes once, whatever the page size', async ({ store }) => {
    const after = await presentOf(store, TENANT)
    // By code point, which for the last two is not the order of UTF-16 units.
    for (const id of ['b', 'a', 'B', '\u{ff5e}', '\u{1f3ab}'])
      await grown(store, await given(store, ticketRecord(id)), 3)
    const whole = await readFeed(store, { tenant: TENANT, after, count: 20 })
    assert.equal(new Set(namesOf(whole.events)).size, 20)
    for (const limit of [1, 3, 19, 20, 21, 1000]) {
      const paged = await readFeed(store, { tenant: TENANT, after, count: 20, limit })
      assert.deepEqual(namesOf(paged.events), namesOf(whole.events), `pages of ${limit}`)
    }
  }),

  test('positions', 'reading goes on right behind any event, and up to any', async ({ store, other }) => {
    const after = await presentOf(store, TENANT)
    for (const id of ['t1', 't2', 't3']) await grown(store, await given(store, ticketRecord(id)), 2)
    const { events, positions, next } = await readFeed(other, { tenant: TENANT, after, count: 9 })
    for (const [place, position] of positions.entries()) {
      const rest = await readFeed(store, { tenant: TENANT, after: position, count: 8 - place })
      assert.deepEqual(namesOf(rest.events), namesOf(events.slice(place + 1)))
      for (const limit of [2, 9, 100]) {
        const seen = (await readFeed(store, { tenant: TENANT, after, until: position, limit })).events
        assert.deepEqual(namesOf(seen), namesOf(events.slice(0, place + 1)))
      }
    }
    const empty = await store.feed({ tenant: TENANT, after: next, until: positions[3] ?? '', limit: 10 })
    assert.deepEqual([empty.entries, empty.more, empty.behind], [[], false, false])
  }),

  test('writers', 'while many write, a reader misses none and sees none twice', async ({ store, other }) => {
    const after = await presentOf(store, TENANT)
    const tickets = 8
    const changes = 12
    const write = async (index: number): Promise<void> => {
      const through = index % 2 === 0 ? store : other
      let ticket = await given(through, ticketRecord(`t${index}`))
      for (let count = 0; count < changes; count += 1) {
        ticket = nextVersion(ticket)
        await apply(through, change(ticket))
      }
    }
    const count = tickets * (changes + 1)
    let written = false
    const writing = () => !written
    const reading = [3, 50].map((limit) => readFeed(other, { tenant: TENANT, after, count, limit, writing }))
    await Promise.all(range(tickets).map(write))
    written = true
    for (const { events } of await Promise.all(reading)) {
      assert.equal(events.length, count)
      for (const index of range(tickets)) {
        const own = events.filter(({ ticketId }) => ticketId === `t${index}`).map(({ seq }) => seq)
        assert.deepEqual(
          own,
          range(changes + 1).map((place) => place + 1),
        )
      }
    }
  }),

  test('tenants', 'it has no foreign tenant’s events, whosever the position', async ({ store }) => {
    const after = await presentOf(store, TENANT)
    const foreign = await presentOf(store, 'beta')
    await given(store, ticketRecord('t1'))
    await given(store, ticketRecord('t2', { tenant: 'beta' }))
    await given(store, ticketRecord('t3'))
    assert.deepEqual(namesOf((await readFeed(store, { tenant: TENANT, after, count: 2 })).events), ['t1 1', 't3 1'])
    assert.deepEqual(namesOf((await readFeed(store, { tenant: 'beta', after: foreign, count: 1 })).events), ['t2 1'])
    assert.deepEqual((await readFeed(store, { tenant: 'stranger', after })).events, [])
    const { positions } = await readFeed(store, { tenant: TENANT, after, count: 2 })
    const page = await store.feed({ tenant: 'beta', after: positions[1] ?? '', limit: 10 })
    assert.ok(page.entries.every(({ event }) => event.tenant === 'beta'))
  }),

  test('refused', 'what was not committed is not in it', async ({ store }) => {
    const ticket = await given(store, ticketRecord('t1'))
    const { next } = await readFeed(store, { tenant: TENANT, after: await presentOf(store, TENANT) })
    await Promise.all(range(5).map(() => store.commit(change(nextVersion(ticket)))))
    await store.commit(creation(ticket))
    const { events } = await readFeed(store, { tenant: TENANT, after: next, count: 1 })
    assert.deepEqual(namesOf(events.filter(({ seq }) => seq > 1)), ['t1 2'])
  }),

  test('reach', 'who is too far behind is told so, and goes on from the present', async ({ store }) => {
    const after = await presentOf(store, TENANT)
    const share = FEED_REACH / 10
    for (const index of range(10)) await grown(store, await given(store, ticketRecord(`t${index}`)), share - 1)
    const all = await readFeed(store, { tenant: TENANT, after, count: FEED_REACH, limit: 1000 })
    assert.equal(all.events.length, FEED_REACH)
    await given(store, ticketRecord('more'))
    const { next } = await readFeed(store, { tenant: TENANT, after: all.next, count: 1 })
    const late = await store.feed({ tenant: TENANT, after, limit: 10 })
    assert.deepEqual([late.behind, late.entries, late.more], [true, [], false])
    assert.deepEqual((await readFeed(store, { tenant: TENANT, after: late.next })).events, [])
    const within = await store.feed({ tenant: TENANT, after: all.positions[0] ?? '', limit: 10 })
    assert.deepEqual([within.behind, within.entries.length], [false, 10])
    const upTo = await store.feed({ tenant: TENANT, after, until: all.positions[5] ?? '', limit: 10 })
    assert.deepEqual([upTo.behind, upTo.entries.length], [false, 6])
    assert.ok(next.length <= 1000)
  }),

  test('odd-positions', 'a position that it never gave is told as too far behind', async ({ store }) => {
    await given(store, ticketRecord('t1'))
    const position = await presentOf(store, TENANT)
    const nothings = [
      '',
      ' ',
      '0',
      '-1',
      'null',
      '[]',
      '{}',
      '"',
      '%00',
      '[1,2,3]',
      '["1","a"]',
      "'; select 1",
      '\u{1f3ab}',
    ]
    const numbers = [
      '["99999999999999999999","",0]',
      '["18446744073709551615","",0]',
      '["1e3","",0]',
      '["-1","",0]',
      '["1","",-1]',
    ]
    const altered = [`${position} `, `${position}0`, position.slice(1), `${position}${position}`, 'x'.repeat(5000)]
    for (const odd of [...nothings, ...numbers, ...altered]) {
      const page = await store.feed({ tenant: TENANT, after: odd, limit: 10 })
      if (odd.trim() === position) continue
      assert.deepEqual([page.behind, page.entries], [true, []], odd)
      assert.equal((await store.feed({ tenant: TENANT, after: page.next, limit: 10 })).behind, false)
    }
    const until = await store.feed({ tenant: TENANT, after: position, until: 'x', limit: 10 })
    assert.equal(until.behind, true)
  }),

  test('copies', 'what it gives is the caller’s own', async ({ store }) => {
    const after = await presentOf(store, TENANT)
    await given(store, ticketRecord('t1'))
    const [first] = (await readFeed(store, { tenant: TENANT, after, count: 1 })).events
    Object.assign(first?.data ?? {}, { changed: true })
    Object.assign(first?.actor ?? {}, { id: 'changed' })
    const [again] = (await readFeed(store, { tenant: TENANT, after, count: 1 })).events
    const [kept] = await store.history({ tenant: TENANT, ticketId: 't1', afterSeq: 0, limit: 1 })
    assert.deepEqual(again, kept)
    assert.notDeepEqual(again, first)
  }),
]
