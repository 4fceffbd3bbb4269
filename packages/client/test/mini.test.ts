import { afterEach, expect, it, vi } from 'vitest'
import { ClientError, createClient } from '../src/index.js'
import { type MiniRequest, miniTransport } from '../src/mini/index.js'
import { servedDesk, type support, until } from './client-world.js'

let end = () => {}
afterEach(() => {
  end()
  vi.unstubAllGlobals()
})

/** A mini program's own way to send requests: callbacks, its own names, no streams. */
async function miniProgram() {
  const served = await servedDesk()
  const kept = new Map<string, string>()
  const sent: MiniRequest[] = []
  let down = false
  const request = (asked: MiniRequest) => {
    sent.push(asked)
    if (asked.method === 'PATCH') throw new TypeError('request:fail method is invalid')
    const { url, method, header, data, success, fail } = asked
    const init = { method, headers: header, ...(data !== undefined && { body: data }) }
    const answer = async () => {
      if (down) return fail({ errMsg: 'request:fail' })
      const response = await served.handle(new Request(url, init))
      const headers = Object.fromEntries([...response.headers].map(([name, value]) => [name.toUpperCase(), value]))
      success({ statusCode: response.status, header: headers, data: await response.text() })
    }
    void answer()
    return { abort: () => fail({ errMsg: 'request:fail abort' }) }
  }
  // The desk is elsewhere; what follows has none of these.
  const missing = ['fetch', 'AbortController', 'AbortSignal', 'ReadableStream', 'queueMicrotask', 'localStorage']
  const none = () => {
    for (const name of [...missing, 'BroadcastChannel', 'navigator']) vi.stubGlobal(name, undefined)
    vi.stubGlobal('crypto', { subtle: crypto.subtle, getRandomValues: crypto.getRandomValues.bind(crypto) })
  }
  const client = () => {
    const made = createClient<typeof support>({
      baseUrl: 'https://desk.test',
      user: 'c1',
      token: () => 'requester:c1',
      transport: miniTransport(request),
      storage: {
        getItem: (name) => kept.get(name) ?? null,
        setItem: (name, value) => void kept.set(name, value),
        removeItem: (name) => void kept.delete(name),
        keys: () => [...kept.keys()],
      },
      setTimer: (run, ms) => {
        // What is read anew every 30 seconds is so every 20 ms here; an answer is waited for as long as ever.
        const timer = setTimeout(run, ms === 30_000 ? 2_000 : ms / 100)
        return () => clearTimeout(timer)
      },
    })
    end = () => made.close()
    return made
  }
  const setDown = (is: boolean) => {
    down = is
  }
  return { ...served, client, sent, kept, none, setDown }
}

it('works in a mini program, which has neither fetch, nor streams, nor what stops a request', async () => {
  const { client, as, sent, kept, setDown } = await miniProgram()
  const own = client()
  const ticket = await own.create({ subject: 'Broken' })
  const file = await own.upload({
    name: 'a.txt',
    type: 'text/plain',
    bytes: new TextEncoder().encode('xx').subarray(1),
  })
  expect(file.size).toBe(1)
  expect(sent.at(-1)?.data).toBeInstanceOf(ArrayBuffer)
  setDown(true)
  const reply = own.reply(ticket.id, { body: 'It is dark.' })
  await until(() => sent.filter(({ url }) => url.endsWith('/messages')).length > 2, 'it is tried again')
  expect([...kept.keys()]).toHaveLength(1)
  setDown(false)
  await reply
  const thread = own.thread(ticket.id)
  thread.subscribe(() => {})
  await until(() => thread.get().data?.length === 1, 'it is shown')
  await as('agent', 'a1').reply(ticket.id, { body: 'Turn it on.' })
  await until(() => thread.get().data?.length === 2, 'what is new is shown without streams')
  expect(sent.some(({ url }) => url.endsWith('/stream'))).toBe(false)
  const refused = await own.send(ticket.id, { type: 'reopen' }).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(ClientError)
  expect(refused).toMatchObject({ code: 'TRANSITION_REFUSED' })
})

it('touches nothing that a mini program lacks', async () => {
  const { client, none, sent, setDown } = await miniProgram()
  setDown(true)
  none()
  const own = client()
  const thread = own.thread('t1')
  const stop = thread.subscribe(() => {})
  const draft = own.draft('new')
  draft.set('It is dark.')
  expect(draft.key).toMatch(/^\d+-[\d.e-]+$/)
  own.create({ subject: 'x' }).catch(() => {})
  await until(() => sent.length >= 2, 'requests left')
  stop()
  own.wake()
  own.close()
  expect(new Set(sent.map(({ method }) => method))).toEqual(new Set(['GET', 'POST']))
})
