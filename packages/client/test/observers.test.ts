import { afterEach, expect, it } from 'vitest'
import { servedDesk, until, type Way } from './client-world.js'

let end = () => {}
afterEach(() => end())

async function world(options: Parameters<typeof servedDesk>[0] = {}) {
  const served = await servedDesk(options)
  end = served.closeAll
  const { id } = await served.as('requester', 'c1').create({ subject: 'Broken', body: 'It is dark.' })
  return { ...served, id }
}

it('shows what others do as it happens, without being asked', async () => {
  const { client, as, id } = await world()
  const own = client()
  const [ticket, thread, list] = [own.ticket(id), own.thread(id), own.list({ where: { phase: 'open' } })]
  for (const observer of [ticket, thread, list]) observer.subscribe(() => {})
  await until(() => thread.get().data?.length === 1 && list.get().data?.items.length === 1, 'all is read')
  await as('agent', 'a1').reply(id, { body: 'Turn it on.' })
  await until(() => thread.get().data?.[1]?.body === 'Turn it on.', 'the reply is there')
  await as('agent', 'a1').send(id, { type: 'solve' })
  await until(() => ticket.get().data?.state === 'solved', 'it is solved')
  await until(() => list.get().data?.items.length === 0, 'the list has it no more')
})

it('shows the past of a ticket, page by page, as it grows', async () => {
  const { client, as, id } = await world({ agentName: (_, agent) => `Agent ${agent}` })
  await as('admin', 'b1').directory.putAgent({ id: 'a1', name: 'For the desk alone' })
  const timeline = client().timeline(id)
  timeline.subscribe(() => {})
  const last = () => timeline.get().data?.items.at(-1)
  await until(() => last()?.type === 'created', 'it has begun')
  for (let round = 0; round < 60; round += 1) {
    for (const type of ['solve', 'reopen'] as const) await as('agent', 'a1').send(id, { type, reason: 'Again.' })
  }
  await as('agent', 'a1').assign(id, { agent: 'a1' })
  await until(() => last()?.type === 'assigned', 'all is there')
  const { items = [], names } = timeline.get().data ?? {}
  expect(items.filter(({ type }) => type === 'state')).toHaveLength(120)
  expect(items.map(({ seq }) => seq)).toEqual(items.map(({ seq }) => seq).sort((one, other) => one - other))
  expect(names).toEqual({ a1: 'Agent a1' })
})

it('gives the same object until something changes', async () => {
  const { client, id } = await world()
  const own = client()
  const ticket = own.ticket(id)
  expect(ticket.get()).toBe(ticket.get())
  expect(ticket.get()).toEqual({ data: undefined, error: null, loading: false, pending: [] })
  await ticket.load()
  const known = ticket.get()
  expect(known).toBe(own.ticket(id).get())
  expect(known).toMatchObject({ data: { id, subject: 'Broken', createdAt: expect.any(String) }, loading: false })
})

it('tells of nothing else than what concerns a ticket', async () => {
  const { client, as, id } = await world()
  const other = await as('requester', 'c1').create({ subject: 'Other' })
  const own = client()
  const observers = [own.ticket(id), own.thread(id)]
  await Promise.all(observers.map((observer) => observer.load()))
  let told = 0
  for (const observer of observers)
    observer.subscribe(() => {
      told += 1
    })
  await until(() => observers.every((observer) => !observer.get().loading), 'all is read')
  const before = observers.map((observer) => observer.get())
  told = 0
  await own.reply(other.id, { body: 'Elsewhere.' })
  await own.ticket(other.id).load()
  expect(told).toBe(0)
  for (const [place, observer] of observers.entries()) expect(observer.get()).toBe(before[place])
  // What is read again and is as before stays the same.
  for (const [place, observer] of observers.entries())
    expect([await observer.load(), observer.get().data].map((data) => data === before[place]?.data)).toEqual([
      true,
      true,
    ])
  const { data } = own.ticket(id).get()
  await own.reply(id, { body: 'Here.' })
  await until(() => own.thread(id).get().data?.length === 2 && own.ticket(id).get().data !== data, 'both have changed')
})

it('shows a reply, a rating, an urging and an event before they are answered, and each once after', async () => {
  const { client, as, id } = await world()
  let go = () => {}
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  const way: Way = async (request, handle) => {
    const asked = request()
    if (asked.method !== 'GET') await gate
    return handle(asked)
  }
  const own = client({}, way)
  const [ticket, thread] = [own.ticket(id), own.thread(id)]
  await Promise.all([ticket.load(), thread.load()])
  const lengths: number[] = []
  thread.subscribe(() => lengths.push(thread.get().data?.length ?? 0))
  const all = [
    own.reply(id, { body: 'Still dark.' }, { idempotencyKey: 'k' }),
    own.nudge(id),
    own.rate(id, { score: 5 }),
  ]
  const refused = all[2]?.catch((error: unknown) => error)
  expect(thread.get().data?.at(-1)).toMatchObject({ pending: true, id: 'k', body: 'Still dark.', error: null })
  expect(ticket.get().data).toMatchObject({ nudges: 1, rating: { score: 5 } })
  expect(ticket.get().pending.map(({ method }) => method)).toEqual(['reply', 'nudge', 'rate'])
  go()
  await Promise.all(all.slice(0, 2))
  // Refused: it was never solved. What was shown of it is taken back.
  expect(await refused).toMatchObject({ code: 'COMMAND_REFUSED' })
  expect(ticket.get()).toMatchObject({ pending: [], data: { nudges: 1, rating: null } })
  const written = thread.get().data ?? []
  expect(written.map(({ body, pending = false }) => [body, pending])).toEqual([
    ['It is dark.', false],
    ['Still dark.', false],
  ])
  expect(Math.max(...lengths)).toBe(2)
  const agent = as('agent', 'a1')
  expect((await agent.get(id)).nudges).toBe(1)
  const solving = client({ token: () => 'agent:a1', user: 'a1' })
  await solving.ticket(id).load()
  const solved = solving.send(id, { type: 'solve' })
  expect(solving.ticket(id).get().pending).toMatchObject([{ method: 'send', input: { type: 'solve' } }])
  await solved
  expect(solving.ticket(id).get()).toMatchObject({ pending: [], data: { state: 'solved' } })
})

it('goes on where the stream was cut off, and reads anew where it cannot', async () => {
  const { client, as, id, asked } = await world()
  const lastIds: (string | null)[] = []
  const streams: AbortController[] = []
  const way: Way = async (request, handle) => {
    const one = request()
    if (!one.url.endsWith('/stream')) return handle(one)
    lastIds.push(one.headers.get('last-event-id'))
    const cut = new AbortController()
    streams.push(cut)
    return handle(new Request(one, { signal: AbortSignal.any([one.signal, cut.signal]) }))
  }
  const own = client({ setTimer: (run, ms) => fastExcept(run, ms) }, way)
  const thread = own.thread(id)
  const stop = thread.subscribe(() => {})
  // Read once, and again when the stream was there.
  await until(() => asked.filter((one) => one.endsWith('/messages')).length === 2, 'the stream is ready')
  for (let cuts = 1; cuts <= 5; cuts += 1) {
    streams.at(-1)?.abort()
    await as('agent', 'a1').reply(id, { body: `${cuts}` })
    await until(() => thread.get().data?.length === cuts + 1, `reply ${cuts} is there`)
  }
  expect(lastIds[0]).toBe(null)
  expect(lastIds.slice(1).every((one) => one !== null)).toBe(true)
  await until(() => !thread.get().loading, 'nothing is read any more')
  stop()
  const before = asked.length
  await as('agent', 'a1').reply(id, { body: 'unheard' })
  await new Promise((resolve) => setTimeout(resolve, 100))
  // Nobody listens: nothing is asked, and the next who listens gets all.
  expect(asked.length).toBe(before)
  thread.subscribe(() => {})
  await until(() => thread.get().data?.at(-1)?.body === 'unheard', 'it is read anew')
})

it('shows no more what one may not read any more', async () => {
  const { client, as, id } = await world()
  const own = client({ token: () => 'requester:c2', user: 'c2' })
  await expect(own.ticket(id).load()).rejects.toMatchObject({ status: 404, code: 'NOT_FOUND' })
  expect(own.ticket(id).get()).toMatchObject({ data: undefined, error: { status: 404 }, loading: false })
  const other = await as('requester', 'c2').create({ subject: 'Other' })
  expect(await own.ticket(other.id).load()).toMatchObject({ subject: 'Other' })
})

// A second and less passes at once; a stream's silence takes its time.
function fastExcept(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms > 5_000 ? ms : ms / 100)
  return () => clearTimeout(timer)
}
