import { createDesk } from '@docket/core'
import { createHandler } from '@docket/http'
import { memoryStore } from '@docket/store-memory'
import { afterEach, expect, it } from 'vitest'
import { createClient, fetchTransport } from '../src/index.js'
import { fastTimer, support, until } from './client-world.js'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** A desk that has notified its requesters, and a client of one of them. */
async function notified() {
  const store = memoryStore()
  const desk = await createDesk(support, { store })
  const handle = createHandler(desk, {
    authenticate: () => ({ tenant: 'acme', actor: { type: 'requester', id: 'c1' } }),
    secret: 'hT4kW9zQ2mX7rB1vN6cY8pL3sJ5dF0gE',
    rateLimiter: { take: async () => ({ allowed: true, retryAfterMs: 0 }) },
  })
  const asked: string[] = []
  const client = createClient<typeof support>({
    baseUrl: 'https://desk.test',
    user: 'c1',
    transport: fetchTransport({
      fetch: (url, init) => {
        asked.push(`${init.method} ${new URL(url).pathname}${new URL(url).search}`)
        return handle(new Request(url, init))
      },
    }),
    storage: null,
    tabs: null,
    setTimer: fastTimer,
  })
  ends.push(() => client.close())
  const notify = async (id: string, to = 'c1') => {
    const { id: ticketId } = await desk
      .as({ tenant: 'acme', actor: { type: 'requester', id: to } })
      .create({ subject: id })
    await store.putNotifications([
      {
        tenant: 'acme',
        id,
        recipient: { type: 'requester', id: to },
        ticketId,
        kind: 'answered',
        data: {},
        createdAt: 1_735_689_600_000,
        readAt: null,
      },
    ])
    return ticketId
  }
  return { client, asked, notify }
}

it('gives what its user has not read, by one request, and nobody else’s', async () => {
  const { client, asked, notify } = await notified()
  const ticketId = await notify('n1')
  await notify('n2', 'c2')
  const { items } = await client.notices().load()
  expect(items).toMatchObject([{ id: 'n1', ticketId, kind: 'answered', readAt: null }])
  expect(asked).toEqual(['GET /inbox?unreadOnly=true&limit=100'])
})

it('shows what is read no more, and what comes later, while somebody listens', async () => {
  const { client, notify } = await notified()
  await notify('n1')
  const notices = client.notices()
  ends.push(notices.subscribe(() => {}))
  const ids = () => notices.get().data?.items.map(({ id }) => id)
  await until(() => ids()?.join() === 'n1', 'the first is shown')
  expect(await client.markRead(['n1', 'of another'])).toBe(1)
  await until(() => ids()?.length === 0, 'what was read is gone')
  // The desk notifies later than it tells of the change.
  await notify('n3')
  await until(() => ids()?.join() === 'n3', 'the next is shown')
})
