import type { DeadLetter } from '@docket/core'
import { seededRandom } from '@docket/core/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { hookedDesk, type NewStore, ordinaryLife } from './hooked-desk.js'
import { closeReceivers, type Received, receiver, status } from './receivers.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

interface Payload {
  readonly type: string
  readonly timestamp: string
  readonly data: { readonly ticketId: string; readonly sequence: number; readonly event: object }
}

const payloadOf = ({ body }: Received) => JSON.parse(body) as Payload

/** What a receiver makes of what it got: each message once, by its id, in the order of the ticket. */
function rebuilt(received: readonly Received[]): Payload[] {
  const once = new Map(received.map((one) => [one.headers['webhook-id'], payloadOf(one)]))
  return [...once.values()].sort((a, b) => a.data.sequence - b.data.sequence)
}

/** What a desk with webhooks does on a store. */
export function sentByADesk(newStore: NewStore): void {
  afterEach(closeReceivers)

  // Reliability X26.
  it('a receiver that gets everything late and in any order rebuilds the exact history', async () => {
    const seed = 26
    const random = seededRandom(seed)
    const { as, admin, put, pass, errors } = await hookedDesk(newStore)
    const accepted: Received[] = []
    const to = await receiver((response, one) => {
      if (random.next() < 0.4) return void response.writeHead(503).end()
      accepted.push(one)
      // Now and then it took the message, and nobody hears of it.
      if (random.next() < 0.1) return void response.socket?.destroy()
      response.writeHead(200).end()
    })
    await put('w1', to.port)
    const id = await ordinaryLife(as)
    await pass(10, MINUTE)
    await pass(40, HOUR)
    const history = (await admin.history(id, { limit: 500 })).items
    expect(history.length).toBeGreaterThan(12)
    const arrived = accepted.map((one) => payloadOf(one).data.sequence)
    expect(arrived, `seed ${seed}`).not.toEqual([...arrived].sort((a, b) => a - b))
    expect(arrived.length).toBeGreaterThan(history.length)
    expect(
      rebuilt(accepted).map(({ type, timestamp, data }) => [data.sequence, type, timestamp]),
      `seed ${seed}`,
    ).toEqual(history.map(({ seq, type, occurredAt }) => [seq, type, occurredAt.toISOString()]))
    const { items } = await admin.webhooks.attempts('w1', { limit: 100 })
    expect(items).toHaveLength(to.received.length)
    expect(errors).toEqual([])
  })

  it('a webhook that is gone has its letters kept, and gets them under the same ids when it is enabled again', async () => {
    const { as, admin, put, pass } = await hookedDesk(newStore)
    const to = await receiver(status(503))
    await put('w1', to.port)
    const { id } = await as('requester', 'c1').create({ subject: 'Lamp' })
    await as('agent').tag(id, { add: ['x'] })
    await pass(2, 10_000)
    const tried = new Set(to.received.map(({ headers }) => headers['webhook-id']))
    to.answer(status(410))
    await pass(8, 5 * MINUTE)
    expect((await admin.webhooks.get('w1')).disabled?.reason).toBe('gone')
    const letters: readonly DeadLetter[] = await admin.deadLetters()
    expect(letters).toHaveLength(tried.size)
    const known = to.received.length
    await as('agent').tag(id, { add: ['missed'] })
    await pass(2, MINUTE)
    expect(to.received).toHaveLength(known)

    to.answer(status(204))
    await put('w1', to.port)
    expect(
      await admin.retryDeadLetters(letters.map(({ kind, ticketId, id: letter }) => ({ kind, ticketId, id: letter }))),
    ).toBe(letters.length)
    await pass(2, MINUTE)
    const again = to.received.slice(known).map(({ headers }) => headers['webhook-id'])
    for (const one of tried) expect(again).toContain(one)
    expect(await admin.deadLetters()).toEqual([])
    // What came through under its former ids is in the log too.
    const { items } = await admin.webhooks.attempts('w1', { limit: 100 })
    expect(items).toHaveLength(to.received.length)
    expect(items.slice(0, again.length).every(({ succeeded, attempt }) => succeeded && attempt === 1)).toBe(true)
  })

  it('ten failures in three days disable it, once, and nobody loses what others get', async () => {
    const { admin, as, put, pass } = await hookedDesk(newStore)
    const [down, up] = [await receiver(status(500)), await receiver()]
    await put('down', down.port)
    await put('up', up.port)
    await as('requester', 'c1').create({ subject: 'Lamp' })
    await pass(100, HOUR)
    expect((await admin.webhooks.list()).map(({ id, status: is }) => [id, is])).toEqual([
      ['down', 'disabled'],
      ['up', 'active'],
    ])
    const ids = new Set(down.received.map(({ headers }) => headers['webhook-id']))
    for (const one of ids) {
      const times = down.received.filter(({ headers }) => headers['webhook-id'] === one).length
      expect(times).toBeLessThanOrEqual(10)
    }
    const told = (await admin.inbox.list()).items.filter(({ kind }) => kind === 'webhook.disabled')
    expect(told).toHaveLength(1)
    for (const one of ids) expect(up.received.map(({ headers }) => headers['webhook-id'])).toContain(one)
  })

  describe('reliability class 8', () => {
    it('no text, name or personal value of anybody is in a payload or in the log', async () => {
      const { as, admin, put, pass } = await hookedDesk(newStore)
      const to = await receiver((response) => void response.writeHead(200).end('CANARY_answer'))
      await put('w1', to.port)
      const id = await ordinaryLife(as, 'CANARY_text')
      await pass(10, MINUTE)
      await admin.erase(id)
      await pass(10, MINUTE)
      const types = new Set(to.received.map((one) => payloadOf(one).type))
      for (const one of ['message.added', 'ticket.updated', 'request.asked', 'ticket.rated', 'ticket.erased']) {
        expect([...types]).toContain(one)
      }
      expect(JSON.stringify(to.received)).not.toContain('CANARY')
      const { items } = await admin.webhooks.attempts('w1', { limit: 100 })
      expect(JSON.stringify([items, await admin.inbox.list()])).not.toContain('CANARY')
      expect(items.length).toBe(to.received.length)
    })
  })
}
