import { afterEach, expect, it } from 'vitest'
import { ClientError } from '../src/index.js'
import { fastTimer, servedDesk, until, type Way } from './client-world.js'
import { fakeBrowser } from './fake-browser.js'

let end = () => {}
afterEach(() => end())

async function world() {
  const served = await servedDesk()
  end = served.closeAll
  const net = { up: true }
  const way: Way = async (request, handle) => {
    if (!net.up) throw new TypeError('offline')
    return handle(request())
  }
  const { id } = await served.as('requester', 'c1').create({ subject: 'Broken' })
  const bodies = async () => (await served.as('agent', 'a1').thread(id)).items.map(({ body }) => body)
  return { ...served, net, way, id, bodies }
}

it('sends what was written offline in its order, each once, when the network is back', async () => {
  const { client, net, way, id, bodies } = await world()
  const own = client({}, way)
  net.up = false
  const replies = ['one', 'two', 'three'].map((body) => own.reply(id, { body }))
  await until(() => own.outbox.get().length === 3, 'all wait')
  net.up = true
  own.wake()
  await Promise.all(replies)
  expect(await bodies()).toEqual(['one', 'two', 'three'])
  expect(own.outbox.get()).toEqual([])
})

it.each([true, false])('sends it after a reload, in its order, each once (with locks of tabs: %s)', async (locks) => {
  const { client, net, way, id, bodies } = await world()
  const { storage, tabs } = fakeBrowser()
  const page = { storage, tabs: locks ? tabs : null, setTimer: fastTimer }
  net.up = false
  const before = client(page, way)
  for (const body of ['one', 'two']) before.reply(id, { body }).catch(() => {})
  before.close()
  net.up = true
  const after = client(page, way)
  await after.reply(id, { body: 'three' })
  await until(() => after.outbox.get().length === 0, 'all was sent')
  expect(await bodies()).toEqual(['one', 'two', 'three'])
})

it('takes nothing from another tab that lives, nor from another user', async () => {
  const { client, net, way, id, bodies } = await world()
  const { storage, tabs } = fakeBrowser()
  net.up = false
  const first = client({ storage, tabs }, way)
  const reply = first.reply(id, { body: 'mine' })
  const second = client({ storage, tabs }, way)
  const other = client({ storage, tabs: null, user: 'c2', token: () => 'requester:c2' }, way)
  await new Promise(setImmediate)
  expect([second.outbox.get(), other.outbox.get()]).toEqual([[], []])
  net.up = true
  first.wake()
  await reply
  expect(await bodies()).toEqual(['mine'])
})

it('makes one ticket of a draft that was sent, reloaded and sent again', async () => {
  const { client, as, id } = await world()
  const { storage, tabs } = fakeBrowser()
  let cut = true
  const way: Way = async (request, handle) => {
    const response = await handle(request())
    if (cut) throw new TypeError('cut')
    return response
  }
  const first = client({ storage, tabs }, way)
  first.draft('new').set('The screen stays dark')
  const give = { idempotencyKey: first.draft('new').key }
  first.create({ subject: first.draft('new').get() }, give).catch(() => {})
  await until(() => first.outbox.get()[0] !== undefined, 'it waits')
  await new Promise((resolve) => setTimeout(resolve, 20))
  first.close()
  cut = false
  const second = client({ storage, tabs }, way)
  const draft = second.draft('new')
  expect(draft.get()).toBe('The screen stays dark')
  const ticket = await second.create({ subject: draft.get() }, { idempotencyKey: draft.key })
  draft.clear()
  expect(draft.get()).toBe('')
  const { items } = await as('agent', 'a1').list()
  expect(items.map((one) => one.id).sort()).toEqual([id, ticket.id].sort())
})

it('rejects what the desk refuses with its code and reasons, and sends it once', async () => {
  const { client, id, asked } = await world()
  const own = client()
  const error = await own.send(id, { type: 'reopen' }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ClientError)
  expect(error).toMatchObject({ status: 409, code: 'TRANSITION_REFUSED', retryable: false })
  expect((error as ClientError).reasons.length).toBeGreaterThan(0)
  expect(own.outbox.get()).toEqual([])
  expect(asked).toHaveLength(1)
  await expect(own.reply('..', { body: 'x' })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(asked).toHaveLength(1)
})

it('keeps what was refused when nobody waited for it any more, to be sent again or given up', async () => {
  const { client, net, way, id } = await world()
  const { storage, tabs, kept } = fakeBrowser()
  net.up = false
  const before = client({ storage, tabs }, way)
  before.send(id, { type: 'reopen' }, { idempotencyKey: 'k' }).catch(() => {})
  before.close()
  net.up = true
  const after = client({ storage, tabs }, way)
  await until(() => after.outbox.get()[0]?.error != null, 'it was refused')
  expect(after.outbox.get()).toMatchObject([{ key: 'k', method: 'send', error: { code: 'TRANSITION_REFUSED' } }])
  after.outbox.discard('k')
  expect([after.outbox.get(), kept.size]).toEqual([[], 0])
})

it('keeps what is to be kept also when it is refused while its page waits for it', async () => {
  const { client, id, asked } = await world()
  const { storage, kept } = fakeBrowser()
  const own = client({ storage })
  const sent = own.send(id, { type: 'reopen' }, { idempotencyKey: 'k' })
  own.outbox.keep('k')
  await expect(sent).rejects.toMatchObject({ code: 'TRANSITION_REFUSED' })
  expect(own.outbox.get()).toMatchObject([{ key: 'k', error: { code: 'TRANSITION_REFUSED' } }])
  own.outbox.retry('k')
  await until(() => asked.length === 2 && own.outbox.get()[0]?.error != null, 'it was refused again')
  own.outbox.discard('k')
  expect([own.outbox.get(), kept.size]).toEqual([[], 0])
  // What is kept and taken leaves as everything does.
  const taken = own.reply(id, { body: 'x' }, { idempotencyKey: 'l' })
  own.outbox.keep('l')
  await taken
  expect(own.outbox.get()).toEqual([])
})

it('does not send again by itself what nobody answered a day ago, whatever the clock does', async () => {
  const { client, net, way, id, bodies, asked } = await world()
  const { storage, tabs, kept } = fakeBrowser()
  net.up = false
  const before = client({ storage, tabs }, way)
  for (const body of ['old', 'future', 'skewed', 'new']) before.reply(id, { body }).catch(() => {})
  await until(() => asked.length === 1, 'the first was tried')
  before.close()
  const now = Date.now()
  const tried: Record<string, number> = { old: now - 86_400_000, future: now + 86_400_000, skewed: now + 600_000 }
  for (const [key, text] of kept) {
    const entry = JSON.parse(text) as { readonly input: { readonly body: string } }
    kept.set(key, JSON.stringify({ ...entry, triedAt: tried[entry.input.body] ?? null }))
  }
  net.up = true
  const after = client({ storage, tabs }, way)
  await until(() => {
    const left = after.outbox.get()
    return left.length === 2 && left.every(({ error }) => error !== null)
  }, 'all is decided')
  expect(after.outbox.get().map(({ error }) => error?.code)).toEqual(['UNCERTAIN', 'UNCERTAIN'])
  // A clock that is ten minutes off changes nothing.
  expect(await bodies()).toEqual(['skewed', 'new'])
})

it('fetches a new token once for all when one is refused, and gives up when that is refused too', async () => {
  const { client, id, refused, asked } = await world()
  let fetched = 0
  const own = client({
    token: async () => {
      fetched += 1
      return `requester:c1 ${fetched}`
    },
  })
  refused.add('Bearer requester:c1 1')
  await Promise.all([own.get(id), own.get(id), own.get(id)])
  expect([fetched, asked.length]).toEqual([2, 6])
  refused.add('Bearer requester:c1 2').add('Bearer requester:c1 3')
  await expect(own.reply(id, { body: 'x' })).rejects.toMatchObject({ status: 401 })
  expect(fetched).toBe(3)
})

it('waits for the time that the desk says, by the clock of whoever says it', async () => {
  const { client, id } = await world()
  const waits: number[] = []
  const headers = [
    { 'retry-after': '7' },
    { 'retry-after': 'Wed, 21 Oct 2015 07:28:09 GMT', date: 'Wed, 21 Oct 2015 07:28:00 GMT' },
  ]
  const way: Way = async (request, handle) => {
    const refusal = headers.shift()
    return refusal ? new Response(null, { status: 503, headers: refusal }) : handle(request())
  }
  const setTimer = (run: () => void, ms: number) => {
    if (ms !== 30_000) waits.push(ms)
    return fastTimer(run, ms)
  }
  await client({ setTimer }, way).get(id)
  expect(waits).toEqual([7_000, 9_000])
})

it('gives up after so many attempts where it was told to', async () => {
  const { client, net, way, id, bodies } = await world()
  net.up = false
  const own = client({ attempts: 3, setTimer: fastTimer }, way)
  await expect(own.reply(id, { body: 'x' })).rejects.toMatchObject({ code: 'NETWORK', status: 0 })
  expect(own.outbox.get()).toEqual([])
  expect(await bodies()).toEqual([])
})
