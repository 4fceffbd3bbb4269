import { expect, it } from 'vitest'
import { sealOf } from '../../src/handler/seal.js'
import { mounted, SECRET } from '../world/mounted.js'

it('takes a cursor back only from whom it was given to, for the list that it is of', async () => {
  const { call, tenants } = await mounted()
  const first = await call('GET /tickets?limit=1')
  const { next } = first.json
  const again = `GET /tickets?limit=1&after=${next}`
  expect((await call(again)).json.items[0].id).not.toBe(first.json.items[0].id)
  const bytes = Buffer.from(next, 'base64url')
  // It says nothing of what it holds, and is not the same twice.
  expect(bytes.toString('latin1')).not.toContain('createdAt')
  expect((await call('GET /tickets?limit=1')).json.next).not.toBe(next)
  const flipped = [0, 11, 12, bytes.length >> 1, bytes.length - 1].map((at) => {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    return changed.toString('base64url')
  })
  const forged = Buffer.from('["createdAt","desc",9999999999999,"zz"]').toString('base64url')
  // What opened a cursor would open a link or a stream, if they were sealed alike.
  const elsewhere = await Promise.all(
    (['stream position', 'download link'] as const).map((use) => sealOf(SECRET, use).close([], 'x')),
  )
  const wrong = [
    { on: again, as: 'a:agent:ag2' },
    { on: again, as: 'b:admin:ad1' },
    { on: again, as: 'a:requester:c1' },
    { on: `GET /search?text=lamp&after=${next}` },
    { on: `GET /inbox?after=${next}` },
    { on: `GET /tickets/${tenants.a.own}/messages?after=${next}` },
    ...[
      ...flipped,
      ...elsewhere,
      forged,
      `${forged}${next}`,
      `${next}${next}`,
      `${next}A`,
      `${next}=`,
      `${next}.x`,
      next.slice(1),
      next.slice(0, -1),
      next.slice(0, 16),
      'x',
      '%00',
      '.',
      '..',
    ].map((after) => ({ on: `GET /tickets?limit=1&after=${after}` })),
  ]
  for (const { on, ...rest } of wrong) {
    const { status, json } = await call(on, rest)
    expect([status, json.code], on).toEqual([400, 'CURSOR_INVALID'])
  }
})

it('keeps the cursor of one ticket from another', async () => {
  const { call, tenants } = await mounted()
  const { own, sameTeam } = tenants.a
  for (const list of ['messages', 'history', 'timeline']) {
    const { json } = await call(`GET /tickets/${own}/${list}?limit=1`)
    const second = await call(`GET /tickets/${own}/${list}?limit=1&after=${json.next}`)
    expect(second.json.items[0]).not.toEqual(json.items[0])
    expect((await call(`GET /tickets/${sameTeam}/${list}?limit=1&after=${json.next}`)).status).toBe(400)
  }
})

it('goes through whole lists by cursors: each ticket, message and event once', async () => {
  const { call, tenants } = await mounted()
  for (const list of ['/tickets', `/tickets/${tenants.a.own}/messages`, `/tickets/${tenants.a.own}/history`]) {
    const whole = (await call(`GET ${list}?limit=100`)).json.items
    const found: unknown[] = []
    for (let after = ''; ; ) {
      const { json } = await call(`GET ${list}?limit=2${after}`)
      found.push(...json.items)
      if (json.next === null) break
      after = `&after=${encodeURIComponent(json.next)}`
    }
    expect(found).toEqual(whole)
    expect(found.length).toBeGreaterThan(3)
  }
})
