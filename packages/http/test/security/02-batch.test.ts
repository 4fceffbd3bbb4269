import { describe, expect, it } from 'vitest'
import { everything, mounted } from '../world/mounted.js'

// CVE-2026-114393, CVE-2026-63104, CVE-2026-55460, CVE-2025-26846: batches that skipped the check of each object.
describe('a batch', () => {
  const steps = [
    [{ action: 'tag', add: ['stolen'] }],
    [{ action: 'note', body: 'stolen' }],
    [{ action: 'send', event: 'solve' }],
    [{ action: 'setPriority', priority: 'low' }],
    'greet',
  ]
  it.each(steps.map((step) => [JSON.stringify(step), step]))(
    'does %s to one own ticket and no foreign one',
    async (_, step) => {
      const { call, tenants, ...world } = await mounted()
      const before = await everything(world, 'b')
      const tickets = [tenants.a.own, tenants.b.own, 'zz-missing']
      const { status, json } = await call('POST /batches', { body: { tickets, do: step } })
      expect(status).toBe(200)
      const [own, foreign, missing] = json.items
      expect([own.ok, foreign.ok]).toEqual([true, false])
      expect({ ...foreign, ticketId: '' }).toEqual({ ...missing, ticketId: '' })
      expect(await everything(world, 'b')).toBe(before)
    },
  )

  it('does nothing for whoever may not do its step', async () => {
    const { call, tenants } = await mounted()
    const { json } = await call('POST /batches', {
      as: 'a:requester:c1',
      body: { tickets: [tenants.a.own, tenants.a.sameTeam], do: [{ action: 'tag', add: ['x'] }] },
    })
    expect(json.items.map(({ code }: { code: string }) => code)).toEqual(['FORBIDDEN', 'NOT_FOUND'])
  })

  it('takes no results to undo that whoever asks could not do', async () => {
    const { call, tenants, ...world } = await mounted()
    const before = await everything(world, 'b')
    const version = 1
    const undo = [{ action: 'tag', add: ['stolen'] }]
    const items = [{ ticketId: tenants.b.own, ok: true, version, undo, stays: [], rules: [] }]
    const { json } = await call('POST /batches/undo', { body: { items } })
    expect(json.items[0]).toMatchObject({ ok: false, code: 'NOT_FOUND' })
    expect(await everything(world, 'b')).toBe(before)
  })

  it('of more than 200 tickets is answered line by line alone, each as soon as it is done', async () => {
    const { call, tenants } = await mounted()
    const tickets = [tenants.a.own, ...Array.from({ length: 250 }, (_, index) => `zz-${index}`)]
    const body = { tickets, do: 'greet' }
    expect((await call('POST /batches', { body })).status).toBe(422)
    const headers = { accept: 'application/x-ndjson' }
    const { status, text } = await call('POST /batches', { body, headers })
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { ok: boolean })
    expect([status, lines.length, lines.filter(({ ok }) => ok).length]).toEqual([200, 251, 1])
  })

  it('ends when its reader goes', async () => {
    const { handle, tenants, desk } = await mounted()
    const tickets = [tenants.a.own, tenants.a.sameTeam, tenants.a.otherTeam]
    const response = await handle(
      new Request('https://desk.test/batches', {
        method: 'POST',
        headers: {
          authorization: 'Bearer a:agent:ag1',
          accept: 'application/x-ndjson',
          'content-type': 'application/json',
        },
        body: JSON.stringify({ tickets, do: 'greet' }),
      }),
    )
    // However long it is not read, nothing is done before.
    for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    const admin = desk.as({ tenant: 'a', actor: { type: 'admin', id: 'ad1' } })
    const tags = await Promise.all(tickets.map(async (id) => (await admin.get(id)).tags.includes('greeted')))
    expect(tags).toEqual([true, false, false])
  })
})
