import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDesk } from '@docket/core'
import { diskFileStore } from '@docket/files/disk'
import { memoryStore } from '@docket/store-memory'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { createHandler } from '../../src/index.js'
import { filesWorld } from '../identity/files-world.js'
import { caseDesk } from '../world/case-desk.js'
import { SECRET } from '../world/mounted.js'

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

const CUSTOMER = { tenant: 'a', actor: { type: 'requester', id: 'c1' } }
/** Signatures are checked apart from the clock of a test; where that stands still, who asks is known at once. */
const AT_ONCE = { options: { authenticate: () => CUSTOMER } }

/** A body without an end that comes a byte at a time. */
function drops(every: number, state = { sent: 0 }) {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, every))
      state.sent += 1
      controller.enqueue(new Uint8Array(1))
    },
  })
}

/** A body without an end, and how much of it was taken. */
function endless(size = 65_536, most = 10 * 2 ** 30) {
  const chunk = new Uint8Array(size)
  const state = { sent: 0, cancelled: false }
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      state.sent += chunk.byteLength
      if (state.sent > most) controller.close()
      else controller.enqueue(chunk)
    },
    cancel: () => {
      state.cancelled = true
    },
  })
  return { body, state }
}

// CVE-2025-59139, CVE-2026-44456, GHSA-8225-6cvr-8pqp: uploads that nobody counted.
describe('an upload', () => {
  it('of 10 GB in chunks is given up at the largest size of a file, and little is kept in memory', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'docket-uploads-'))
    folders.push(directory)
    const desk = await createDesk(caseDesk, {
      store: memoryStore(),
      files: diskFileStore({ directory }),
      effects: { crm: async () => {} },
    })
    const handle = createHandler(desk, {
      authenticate: () => ({ tenant: 'a', actor: { type: 'agent', id: 'ag1' } }),
      secret: SECRET,
    })
    const before = process.memoryUsage().rss
    const { body, state } = endless()
    const headers = { 'content-type': 'application/octet-stream' }
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    const response = await handle(new Request('https://desk.test/files?name=big', init))
    const grown = process.memoryUsage().rss - before
    expect([response.status, await response.json()]).toMatchObject([413, { code: 'BODY_TOO_LARGE', limit: 26_214_400 }])
    expect(state.sent).toBeLessThan(27 * 2 ** 20)
    expect(state.cancelled).toBe(true)
    console.log(`${state.sent} bytes taken, ${Math.round(grown / 2 ** 20)} MiB more memory`)
    expect(grown).toBeLessThan(64 * 2 ** 20)
    expect(await readdir(directory)).toEqual([])
  })

  it.each(['gzip', 'br', 'deflate', 'identity, gzip'])('that is packed as %s is refused unread', async (encoding) => {
    const { upload, as } = await filesWorld()
    const { body, state } = endless()
    expect((await upload(body, 'a', as.c1, { 'content-encoding': encoding })).status).toBe(415)
    expect(state.sent).toBeLessThan(2 ** 20)
  })

  it.each([
    'application/json',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    '',
  ])('as %j is refused, so that no page can send one by a form', async (type) => {
    const { upload, as } = await filesWorld()
    expect((await upload('x', 'a', as.c1, { 'content-type': type })).status).toBe(415)
  })

  it('from another site’s page is refused', async () => {
    const { upload, as } = await filesWorld()
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await upload('x', 'a', as.c1, headers)).status).toBe(403)
    }
  })

  it('by nobody is not read', async () => {
    const { upload, handle } = await filesWorld()
    const { body, state } = endless()
    expect((await upload(body, 'a', 'none')).status).toBe(401)
    expect(state.sent).toBeLessThan(2 ** 20)
    const init = { method: 'POST', body: 'x' } as RequestInit
    expect((await handle(new Request('https://desk.test/files?name=a', init))).status).toBe(401)
  })

  it('that stalls is given up, and nothing is kept', async () => {
    const { upload, writes } = await filesWorld(AT_ONCE)
    vi.useFakeTimers()
    try {
      let begin = () => {}
      const begun = new Promise<void>((resolve) => {
        begin = resolve
      })
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new Uint8Array(9)),
        pull: () => {
          begin()
          return new Promise(() => {})
        },
      })
      const answer = upload(body)
      await begun
      await vi.advanceTimersByTimeAsync(16_000)
      expect([(await answer).status, writes()]).toEqual([408, 0])
    } finally {
      vi.useRealTimers()
    }
  })

  it('that comes in drops is given up after a quarter of an hour', async () => {
    const { upload, writes } = await filesWorld(AT_ONCE)
    vi.useFakeTimers()
    try {
      const body = drops(10_000)
      const answer = upload(body)
      await vi.advanceTimersByTimeAsync(16 * 60_000)
      expect([(await answer).status, writes()]).toEqual([408, 0])
    } finally {
      vi.useRealTimers()
    }
  })

  it('that breaks off is no fault of the desk', async () => {
    const { upload, errors, writes } = await filesWorld()
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error('reset')) })
    expect([(await upload(body)).status, errors, writes()]).toEqual([400, [], 0])
  })

  it.each([
    ['before the last byte', 2],
    ['with the last byte', 3],
  ])('whose token ends on the way, %s, is cut off, and nothing is kept', async (_, chunks) => {
    const { upload, clock, writes } = await filesWorld()
    let sent = 0
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          sent += 1
          if (sent === chunks) clock.now += 20 * 60_000
          if (sent > 3) controller.close()
          else controller.enqueue(new Uint8Array(9))
        },
      },
      { highWaterMark: 0 },
    )
    const { status } = await upload(body)
    expect([status, writes()]).toEqual([401, 0])
  })

  it('whose sender is revoked while it goes on is cut off', async () => {
    let revoked = false
    const authenticate = () => (revoked ? null : CUSTOMER)
    const { upload, writes } = await filesWorld({ options: { authenticate } })
    vi.useFakeTimers()
    try {
      const state = { sent: 0 }
      const answer = upload(drops(1_000, state))
      await vi.advanceTimersByTimeAsync(10_000)
      const before = state.sent
      revoked = true
      await vi.advanceTimersByTimeAsync(10_000)
      expect([(await answer).status, writes()]).toEqual([401, 0])
      expect(before).toBeGreaterThan(5)
      expect(state.sent - before).toBeLessThan(8)
    } finally {
      vi.useRealTimers()
    }
  })

  it.each([
    ['no name', ''],
    ['an empty name', '?name='],
    ['a name that is too long', `?name=${'x'.repeat(1_001)}`],
    ['two names', '?name=a&name=b'],
    ['a type that is none', '?name=a&type=x'],
    ['a type with a line end', '?name=a&type=text/html%0d%0aset-cookie:x'],
    ['something else', '?name=a&path=/etc'],
  ])('with %s is refused unread', async (_, query) => {
    const { handle, as } = await filesWorld()
    const { body, state } = endless()
    const headers = { authorization: `Bearer ${as.c1}`, 'content-type': 'application/octet-stream' }
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    expect((await handle(new Request(`https://desk.test/files${query}`, init))).status).toBe(400)
    expect(state.sent).toBeLessThan(2 ** 20)
  })
})
