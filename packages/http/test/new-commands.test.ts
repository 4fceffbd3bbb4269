import { expect, it } from 'vitest'
import { mounted } from './world/mounted.js'

// What a route passes on is seen only by what the desk then has: a field that a schema forgets would be lost in silence.
it('splits a ticket: its message goes on in a new one, which is answered', async () => {
  const { call, tenants } = await mounted()
  const { own, message } = tenants.a
  const etag = (await call(`GET /tickets/${own}`)).headers.get('etag') ?? ''
  const body = { subject: 'Another thing', messages: [message], tags: ['apart'] }
  const stale = await call(`POST /tickets/${own}/splits`, { body, headers: { 'if-match': '"1"' } })
  expect([stale.status, stale.json.code]).toEqual([412, 'VERSION_CONFLICT'])
  const headers = { 'if-match': etag, 'idempotency-key': 'k1' }
  const { status, json } = await call(`POST /tickets/${own}/splits`, { body, headers })
  expect([status, json.splitFrom, json.subject, json.tags]).toEqual([201, own, 'Another thing', ['apart']])
  const again = await call(`POST /tickets/${own}/splits`, { body, headers })
  expect([again.status, again.json.id]).toEqual([201, json.id])
  expect((await call(`GET /tickets/${own}`)).json.splitInto).toEqual([json.id])
  const { items } = (await call(`GET /tickets/${json.id}/messages`)).json
  expect(items.map(({ id }: { id: string }) => id)).toEqual([message])
})

it('tries again what was given up, once', async () => {
  const { call } = await mounted()
  const as = 'a:lead:le1'
  const { items } = (await call('GET /dead-letters', { as })).json
  expect(items).not.toEqual([])
  const body = { items: items.map(({ ticketId, kind, id }: Record<string, string>) => ({ ticketId, kind, id })) }
  const retry = () => call('POST /dead-letters/retries', { as, body })
  expect((await retry()).json).toEqual({ retried: items.length })
  expect((await call('GET /dead-letters', { as })).json.items).toEqual([])
  expect((await retry()).json).toEqual({ retried: 0 })
})

it('checks several items at once: all, or none', async () => {
  const { call, tenants } = await mounted()
  const { own, attached } = tenants.a
  const check = (items: readonly object[]) => call(`POST /tickets/${own}/checks`, { body: { items } })
  const refused = await check([{ item: 'look' }, { item: 'proof' }])
  expect(refused.json.reasons).toMatchObject([{ code: 'attachment-missing' }])
  expect((await call(`GET /tickets/${own}`)).json.checks).toEqual([])
  const { json } = await check([{ item: 'look' }, { item: 'proof', attachmentId: attached }])
  expect(json.checks).toMatchObject([{ item: 'look' }, { item: 'proof', attachmentId: attached }])
})

it('says what a note is about', async () => {
  const { call, tenants } = await mounted()
  const { own, message, attached } = tenants.a
  for (const about of [{ message }, { attachment: attached }, { item: 'look' }]) {
    const note = await call(`POST /tickets/${own}/notes`, { body: { body: 'About it', about } })
    expect(note.status, note.text).toBe(201)
    const { items } = (await call(`GET /tickets/${own}/history?limit=100`)).json
    const event = items.find(({ seq }: { seq: number }) => seq === note.json.seq)
    expect(event.data.about).toEqual(about)
  }
})

it('lists what is put off by itself, and tells those of it who see what is internal', async () => {
  const { call, tenants } = await mounted()
  const { own } = tenants.a
  await call(`PUT /tickets/${own}/snooze`, { body: { until: '2025-03-10T09:00:00Z' } })
  const list = async (snoozed: boolean, as = 'a:agent:ag1') => {
    const { json } = await call(`GET /tickets?limit=100&where=${encodeURIComponent(JSON.stringify({ snoozed }))}`, {
      as,
    })
    return json.items?.map(({ id }: { id: string }) => id)
  }
  expect(await list(true)).toEqual([own])
  expect(await list(false)).not.toContain(own)
  expect(await list(true, 'a:requester:c1')).toBe(undefined)
})

it('plans when a category is looked at again', async () => {
  const { call } = await mounted()
  const as = 'a:admin:ad1'
  const reviewAt = '2025-02-01T00:00:00.000Z'
  expect((await call('PUT /categories/a-cat/review', { as, body: { reviewAt } })).json.reviewAt).toBe(reviewAt)
  const review = await call('GET /category-review?since=2025-01-01T00:00:00Z&until=2025-03-01T00:00:00Z', { as })
  expect(review.json.due).toEqual([{ category: 'a-cat', reviewAt }])
  const late = await call('POST /categories', { as, body: { id: 'late', label: { en: 'Late' }, reviewAt } })
  expect(late.json.reviewAt).toBe(reviewAt)
  expect((await call('PUT /categories/a-cat/review', { as, body: { reviewAt: null } })).json.reviewAt).toBe(null)
})

it('undoes the check and the question of a batch by its steps', async () => {
  const { call, tenants } = await mounted()
  const { sameTeam } = tenants.a
  const steps = [
    { action: 'check', item: 'look' },
    { action: 'askApproval', approval: 'payout' },
  ]
  const done = await call('POST /batches', { body: { tickets: [sameTeam], do: steps } })
  expect(done.json.items).toMatchObject([{ ok: true, stays: [], rules: [] }])
  const undone = await call('POST /batches/undo', { body: { items: done.json.items } })
  expect(undone.json.items).toMatchObject([{ ok: true }])
  const { checks, approvals } = (await call(`GET /tickets/${sameTeam}`)).json
  expect([checks, approvals]).toMatchObject([[], [{ state: 'withdrawn' }]])
})
