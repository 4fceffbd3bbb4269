import { afterEach, expect, it } from 'vitest'
import { type ClientError, type ClientStorage, fetchTransport } from '../src/index.js'
import { fastTimer, servedDesk, until, type Way } from './client-world.js'
import { fakeBrowser } from './fake-browser.js'

let end = () => {}
afterEach(() => end())

async function world() {
  const served = await servedDesk()
  end = served.closeAll
  const { id } = await served.as('requester', 'c1').create({ subject: 'Broken' })
  const bodies = async () => (await served.as('agent', 'a1').thread(id)).items.map(({ body }) => body)
  return { ...served, id, bodies }
}

const offline: Way = async () => {
  throw new TypeError('offline')
}

const start = 'docket:https%3A%2F%2Fdesk.test:c1:send:'

it('heeds nothing in storage that is no command as it keeps them, and goes on in order', async () => {
  const { client, id, bodies } = await world()
  const { storage, kept } = fakeBrowser()
  const good = {
    key: 'k',
    method: 'reply',
    ticketId: id,
    input: { body: 'good' },
    expectedVersion: null,
    place: 7,
    tab: 'gone',
    triedAt: null,
    error: null,
    attempts: 0,
    lastError: null,
  }
  const nameOf = ({ tab, method, key }: typeof good) => `${start}${tab}:${method}:${key}`
  const put = (entry: object) => kept.set(nameOf(entry as typeof good), JSON.stringify(entry))
  for (const text of ['', '{', 'null', '[]', '"text"', '7', '{"place":1}']) kept.set(`${start}odd ${text}`, text)
  for (const method of ['constructor', '__proto__', 'toString', 'explode']) put({ ...good, method })
  for (const place of ['NaN', null, {}, -1, undefined]) put({ ...good, key: `place ${typeof place}`, place })
  for (const input of [null, undefined]) put({ ...good, key: `input ${input}`, input })
  // Under a name that is not its own it would never be forgotten, and be sent anew by each page.
  kept.set(`${start}else`, JSON.stringify({ ...good, key: 'else' }))
  for (const key of ['订单-42', 'two\nlines', '', ' ']) put({ ...good, key })
  put(good)
  const own = client({ storage })
  const replies = ['one', 'two'].map((body) => own.reply(id, { body }))
  expect(own.thread(id).get().error).toBe(null)
  expect(own.outbox.get().map(({ key }) => key)[0]).toBe('k')
  await Promise.all(replies)
  expect(await bodies()).toEqual(['good', 'one', 'two'])
  expect(own.outbox.get()).toEqual([])
  expect(kept.has(nameOf(good))).toBe(false)
})

it('keeps what it takes over when storage is full', async () => {
  const { client, id, bodies } = await world()
  const { storage, kept } = fakeBrowser()
  const first = client({ storage, tabs: null }, offline)
  for (const body of ['one', 'two']) first.reply(id, { body }).catch(() => {})
  await until(() => first.outbox.get().length === 2, 'both wait')
  first.close()
  const size = () => [...kept].join().length
  const full = size()
  const tight: ClientStorage = {
    ...storage,
    setItem(name, value) {
      if (size() + name.length + value.length > full + 20) throw new Error('QuotaExceededError')
      storage.setItem(name, value)
    },
  }
  client({ storage: tight }, offline).close()
  await client({ storage: tight }).reply(id, { body: 'three' })
  expect(await bodies()).toEqual(['one', 'two', 'three'])
})

it.each([
  ['nothing', new Response(null, { status: 200 })],
  ['{}', new Response('{}', { status: 200 })],
  ['null', new Response('null', { status: 200 })],
  ['[]', new Response('[]', { status: 201 })],
  ['no content', new Response(null, { status: 204 })],
  ['a page', new Response('<html>Sign in to the network</html>', { status: 200 })],
  // As a transport brings it that cannot refuse to follow.
  ['another place', new Response(null, { status: 302, headers: { location: '/login' } })],
  // As browsers tell of it.
  ['a redirect', Object.defineProperty(new Response(null), 'status', { value: 0 })],
  ['a request that never came whole', new Response('<html>timeout</html>', { status: 408 })],
  ['a server of a proxy that is down', new Response('error code: 522', { status: 522 })],
])('sends again what was answered by %s', async (_, answer) => {
  const { client, id, bodies } = await world()
  let answers = 0
  const way: Way = async (request, handle) => {
    answers += 1
    const asked = request()
    expect(asked.redirect).toBe('manual')
    return answers === 1 ? answer : handle(asked)
  }
  expect(await client({ setTimer: fastTimer }, way).reply(id, { body: 'words' })).toHaveProperty('id')
  expect(await bodies()).toEqual(['words'])
})

it('refuses at once what would be refused for ever', async () => {
  const { client, deskClient, as, id, asked } = await world()
  const own = client({ setTimer: fastTimer })
  // No header takes it: fetch would refuse it without an answer, again and again.
  for (const idempotencyKey of ['ключ', 'two\nlines', '', ' ', 'k '])
    await expect(own.reply(id, { body: 'x' }, { idempotencyKey })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(asked).toEqual([])
  const admin = as('admin', 'ad1')
  await admin.directory.putAgent({ id: 'a1', name: 'Ann', capacity: 0 })
  const desk = deskClient({ setTimer: fastTimer })
  await expect(desk.assign(id, { agent: 'a1' })).rejects.toMatchObject({ code: 'CAPACITY_EXCEEDED', retryable: true })
  await expect(desk.setPriority(id, { priority: 'high' }, { expectedVersion: 999 })).rejects.toMatchObject({
    status: 412,
  })
  expect(asked).toHaveLength(2)
})

it('sends what is uncertain again when it is asked to, by its own key', async () => {
  const { client, id, bodies } = await world()
  const { storage, kept } = fakeBrowser()
  const before = client({ storage }, offline)
  before.reply(id, { body: 'old' }, { idempotencyKey: 'k' }).catch(() => {})
  await until(() => [...kept.values()].some((text) => /"triedAt":\d/.test(text)), 'it was tried')
  before.close()
  for (const [name, text] of kept) kept.set(name, text.replace(/"triedAt":\d+/, '"triedAt":1'))
  const after = client({ storage })
  await until(() => after.outbox.get()[0]?.error?.code === 'UNCERTAIN', 'it is uncertain')
  await after.reply(id, { body: 'old' }, { idempotencyKey: 'k' })
  expect([await bodies(), after.outbox.get(), kept.size]).toEqual([['old'], [], 0])
})

it('takes nothing of another user, whatever ids are', async () => {
  const served = await servedDesk({
    authenticate: (request) => ({
      tenant: 'acme',
      actor: { type: 'requester', id: (request.headers.get('authorization') ?? '').replace('Bearer ', '') },
    }),
  })
  end = served.closeAll
  const { storage, kept } = fakeBrowser()
  // `c1%3Asend` is what `c1:send` is written as.
  for (const user of ['c1:send', 'c1:draft', 'c1%3Asend', 'c1:send:x']) {
    const other = served.client({ storage, user, token: () => user }, offline)
    other.create({ subject: 'secret' }).catch(() => {})
    other.draft('x').set('secret')
    other.close()
  }
  const before = [...kept]
  const own = served.client({ storage, user: 'c1', token: () => 'c1' })
  expect([own.outbox.get(), own.draft('x').get(), own.draft('draft:x').get()]).toEqual([[], '', ''])
  await own.create({ subject: 'own' })
  expect((await own.list().load()).items.map(({ subject }) => subject)).toEqual(['own'])
  expect([...kept]).toEqual(before)
  const theirs = served.client({ storage, user: 'c1:send', token: () => 'c1:send' })
  expect(theirs.draft('x').get()).toBe('secret')
  expect(theirs.outbox.get()).toHaveLength(1)
})

it('sends nothing in the name of whoever has signed in since', async () => {
  let who = 'c1'
  const { client, as, closeAll } = await servedDesk({
    authenticate: () => ({ tenant: 'acme', actor: { type: 'requester', id: who } }),
  })
  end = closeAll
  const { storage } = fakeBrowser()
  const page = { storage, token: undefined as never, setTimer: fastTimer }
  const first = client(page, offline)
  first.create({ subject: 'words of c1' }).catch(() => {})
  await until(() => first.outbox.get()[0]?.lastError != null, 'it was tried')
  first.close()
  who = 'c2'
  const second = client(page)
  await until(() => second.outbox.get()[0]?.lastError?.code === 'OTHER_USER', 'it is refused')
  expect(second.outbox.get()).toMatchObject([{ error: null }])
  expect((await as('requester', 'c2').list()).items).toEqual([])
  who = 'c1'
  await until(() => second.outbox.get().length === 0, 'it is sent when the user is back')
  expect((await as('requester', 'c1').list()).items).toHaveLength(1)
})

it('asks for another token when the one it has is of somebody else', async () => {
  const { client, id, bodies } = await world()
  const tokens = ['requester:c2', 'requester:c1']
  await client({ setTimer: fastTimer, token: () => tokens.shift() ?? '' }).reply(id, { body: 'words' })
  expect(await bodies()).toEqual(['words'])
})

it('says what it waits for, and how often it tried', async () => {
  const { client, id, asked } = await world()
  const answers = [
    new Response(null, { status: 302, headers: { location: '/login' } }),
    new Response('{}', { status: 200 }),
    new Response(null, { status: 503 }),
  ]
  const way: Way = async (request, handle) => answers.shift() ?? handle(request())
  let tokens = 0
  const token = () => {
    tokens += 1
    return tokens === 1 ? Promise.reject(new Error('no session')) : 'requester:c1'
  }
  const own = client({ token, setTimer: fastTimer }, way)
  const seen = new Map<number, unknown>()
  own.outbox.subscribe(() => {
    for (const { attempts, lastError, error } of own.outbox.get()) seen.set(attempts, [lastError?.code ?? null, error])
  })
  await own.reply(id, { body: 'words' })
  expect([...seen.values()]).toEqual([
    [null, null],
    ['TOKEN', null],
    ['HTTP', null],
    ['NETWORK', null],
    ['HTTP', null],
  ])
  expect(asked).toHaveLength(4)
})

it('refuses at once where there is no such address', async () => {
  const { client, id } = await world()
  expect(() => client({ baseUrl: undefined as never })).toThrow('Give `baseUrl`.')
  for (const baseUrl of ['/api/support', 'http://desk.test:99999']) {
    const own = client({ baseUrl, transport: fetchTransport() })
    await expect(own.reply(id, { body: 'x' })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(own.ticket(id).load()).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  }
})

it('says of what was not answered whether it is kept', async () => {
  const { client, id } = await world()
  const { storage } = fakeBrowser()
  for (const [more, message] of [
    [{ storage }, 'The client was closed; this is kept, and will be sent.'],
    [{ storage: null }, 'The client was closed; this was not kept.'],
  ] as const) {
    const own = client(more, offline)
    const reply = expect(own.reply(id, { body: 'x' })).rejects.toMatchObject({ code: 'CLOSED', message })
    own.close()
    await reply
  }
})

it('tells of each place of an input that does not fit', async () => {
  const { client, id } = await world()
  const refused = await client()
    .reply(id, { body: 7 as unknown as string })
    .catch((error: unknown) => error)
  expect((refused as ClientError).issues).toEqual([
    { path: expect.arrayContaining(['body']), code: expect.any(String), message: expect.any(String) },
  ])
})

it('waits an hour at most, whatever the desk says', async () => {
  const { client, id } = await world()
  const waits: number[] = []
  const setTimer = (run: () => void, ms: number) => {
    waits.push(ms)
    // Like that of browsers, which take too long a wait for none.
    return fastTimer(run, ms > 2_147_483_647 ? 1 : ms > 100_000 ? 10 : ms)
  }
  const refusals = ['2592000', '1e99', 'Infinity', 'Fri, 31 Dec 9999 23:59:59 GMT']
  const way: Way = async (request, handle) => {
    const asked = request()
    if (asked.url.endsWith('/stream')) return new Response('retry: 9999999999\n\n', { status: 200 })
    const refusal = refusals.shift()
    return refusal ? new Response(null, { status: 429, headers: { 'retry-after': refusal } }) : handle(asked)
  }
  const own = client({ setTimer }, way)
  await own.reply(id, { body: 'x' })
  own.ticket(id).subscribe(() => {})
  await until(() => waits.filter((ms) => ms === 3_600_000).length >= 6, 'it waits for each')
  expect(Math.max(...waits)).toBe(3_600_000)
})

it('sends it once from two tabs that have the same key and no locks', async () => {
  const { client, id, bodies } = await world()
  const { storage, kept } = fakeBrowser()
  let up = false
  const way: Way = async (request, handle) => (up ? handle(request()) : offline(request, handle))
  const page = { storage, tabs: null, setTimer: fastTimer }
  const first = client(page, way)
  const one = first.reply(id, { body: 'words' }, { idempotencyKey: 'k' })
  const second = client(page, way)
  const two = second.reply(id, { body: 'words' }, { idempotencyKey: 'k' })
  up = true
  const answers = await Promise.all([one, two])
  expect(answers[0]).toEqual(answers[1])
  expect(await bodies()).toEqual(['words'])
  await until(() => first.outbox.get().length + second.outbox.get().length === 0, 'nothing is left')
  expect(kept.size).toBe(0)
})

it('asks for another token where one never comes', async () => {
  const { client, id, bodies } = await world()
  let asked = 0
  const token = () => {
    asked += 1
    return asked === 1 ? new Promise<string>(() => {}) : 'requester:c1'
  }
  const setTimer = (run: () => void, ms: number) => fastTimer(run, ms === 30_000 && asked < 2 ? 30 : ms)
  await client({ token, setTimer }).reply(id, { body: 'words' })
  expect(await bodies()).toEqual(['words'])
})
