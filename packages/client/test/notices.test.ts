import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { createHandler } from '@docket/http'
import { memoryStore } from '@docket/store-memory'
import { afterEach, expect, it } from 'vitest'
import { createClient, fetchTransport } from '../src/index.js'
import { fastTimer, until } from './client-world.js'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** A desk that notifies requesters of answers: what makes the number on a widget's launcher. */
const telling = defineDesk({
  workflows: [supportWorkflow],
  access: defaultAccess(),
  rules: [
    {
      id: 'answered',
      on: 'message.added',
      by: ['agent', 'lead', 'admin', 'service'],
      when: { event: { visibility: 'public' } },
      do: [{ action: 'notify', to: ['requester'], kind: 'answered' }],
    },
  ],
})

/** A desk that has notified its requesters, and a client of one of them. */
async function notified() {
  const desk = await createDesk(telling, { store: memoryStore() })
  const handle = createHandler(desk, {
    authenticate: () => ({ tenant: 'acme', actor: { type: 'requester', id: 'c1' } }),
    secret: 'hT4kW9zQ2mX7rB1vN6cY8pL3sJ5dF0gE',
    rateLimiter: { take: async () => ({ allowed: true, retryAfterMs: 0 }) },
  })
  const asked: string[] = []
  const client = createClient<typeof telling>({
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
  /** Begins a ticket of somebody, which an agent answers and writes a note on; the desk notifies by itself. */
  const answered = async (requester: string) => {
    const ticket = await desk
      .as({ tenant: 'acme', actor: { type: 'requester', id: requester } })
      .create({ subject: 'x' })
    const agent = desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a1' } })
    await agent.reply(ticket.id, { body: 'It is on its way.' })
    await agent.note(ticket.id, { body: 'It is not.' })
    await desk.system.tick()
    return ticket.id
  }
  return { client, asked, answered }
}

it('gives what its user has not read, by one request: of answers, of no notes, and nobody else’s', async () => {
  const { client, asked, answered } = await notified()
  const ticketId = await answered('c1')
  await answered('c2')
  const { items } = await client.notices().load()
  expect(items).toMatchObject([{ ticketId, kind: 'answered', readAt: null }])
  expect(items).toHaveLength(1)
  expect(asked).toEqual(['GET /inbox?unreadOnly=true&limit=100'])
})

it('shows what is read no more, and what comes later, while somebody listens', async () => {
  const { client, answered } = await notified()
  const first = await answered('c1')
  const notices = client.notices()
  ends.push(notices.subscribe(() => {}))
  const shown = () => notices.get().data?.items.map(({ ticketId }) => ticketId)
  await until(() => shown()?.join() === first, 'the first is shown')
  const [notice] = notices.get().data?.items ?? []
  expect(await client.markRead([notice?.id ?? '', 'of another'])).toBe(1)
  await until(() => shown()?.length === 0, 'what was read is gone')
  const second = await answered('c1')
  await until(() => shown()?.join() === second, 'the next is shown')
})
