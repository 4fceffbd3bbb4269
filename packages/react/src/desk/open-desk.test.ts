import type { Transport } from '@docket/client'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { fakeDesk } from '../../test/fake-desk.js'
import type { DeskOptions, FileToSend } from './desk-types.js'
import { openDesk } from './open-desk.js'

afterEach(() => vi.unstubAllGlobals())

/** A browser's storage, with what is in it. */
function storageWith(kept: Map<string, string> = new Map()) {
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
    keys: () => [...kept.keys()],
  }
}

/** What the command of somebody says of whose it is. */
async function named(options: { user?: string; token?: () => string }) {
  const { transport } = fakeDesk({})
  const said: (string | undefined)[] = []
  const heard: Transport = {
    request(asked) {
      if (asked.method === 'POST' && asked.url.endsWith('/tickets')) said.push(asked.headers['docket-user'])
      return transport.request(asked)
    },
  }
  const desk = openDesk({ baseUrl: '/api/support', transport: heard, storage: storageWith(), tabs: null, ...options })
  await desk.client.create({ subject: 'The lid does not close' } as never)
  desk.close()
  return said
}

test('a customer is named, so that nobody sends what they wrote', async () => {
  expect(await named({ user: 'emma' })).toEqual(['emma'])
})

// The desk refused every command of visitors as another user's.
test('a visitor is named by nothing but their token', async () => {
  expect(await named({})).toEqual([undefined])
  expect(await named({ token: () => 'a token' })).toEqual([undefined])
})

/** A desk to which files go; `refused` tells which tokens it refuses. */
function withFiles(options: Partial<DeskOptions> = {}, refused: readonly string[] = []) {
  const { transport, asked } = fakeDesk({})
  const sent: FileToSend[] = []
  const desk = openDesk({
    baseUrl: '/api/support',
    transport,
    storage: storageWith(),
    tabs: null,
    sendFile: async (file) => {
      sent.push(file)
      if (refused.includes(file.headers['authorization'] ?? '')) return { status: 401, body: '{}' }
      return { status: 201, body: JSON.stringify({ id: `f${sent.length}` }) }
    },
    ...options,
  })
  const upload = (name: string, signal = new AbortController().signal) =>
    desk.upload(new File(['x'], name), () => {}, signal)
  return { desk, upload, sent, paths: () => asked.map(({ path }) => path) }
}

describe('files', () => {
  // Each made a visitor of its own, and only who uploads a file may send it along.
  test('of a new visitor, dropped at once, are all that one visitor’s', async () => {
    const { desk, upload, sent, paths } = withFiles()
    await Promise.all([upload('a.png'), upload('b.png'), desk.client.create({ subject: 'Both' } as never)])
    await upload('c.png')
    expect(paths().filter((path) => path.startsWith('/visitors'))).toEqual(['/visitors'])
    expect(new Set(sent.map(({ headers }) => headers['authorization'])).size).toBe(1)
    desk.close()
  })

  test('are sent once more when the token was refused, which is asked for once for all', async () => {
    let tokens = 0
    const { desk, upload, sent } = withFiles({ user: 'emma', token: () => `t${++tokens}` }, ['Bearer t1'])
    expect(await Promise.all([upload('a b.png'), upload('b.png')])).toEqual([{ id: 'f3' }, { id: 'f4' }])
    expect(sent.map(({ headers }) => headers['authorization']?.slice(7))).toEqual(['t1', 't1', 't2', 't2'])
    expect(tokens).toBe(2)
    expect(sent[0]?.url).toBe('/api/support/files?name=a%20b.png&type=application%2Foctet-stream')
    expect(sent[0]?.headers['content-type']).toBe('application/octet-stream')
    desk.close()
  })

  // It was uploaded all the same, and lay at the desk.
  test('that were taken away before the token came are not sent', async () => {
    const abort = new AbortController()
    const { desk, upload, sent } = withFiles({
      user: 'emma',
      token: () => {
        abort.abort()
        return 't'
      },
    })
    await expect(upload('a.png', abort.signal)).rejects.toThrow()
    expect(sent).toEqual([])
    desk.close()
  })
})

describe('what a browser keeps of a visitor', () => {
  test('is nothing where nothing is to be kept', async () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', storageWith(kept))
    const { desk, upload, paths } = withFiles({ storage: null })
    await upload('a.png')
    await upload('b.png')
    expect(desk.isKnown()).toBe(true)
    expect([...kept.keys()]).toEqual([])
    expect(paths()).toEqual(['/visitors'])
    desk.close()
  })

  test('is the browser’s storage by itself, under a name that is no other desk’s', async () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', storageWith(kept))
    const desk = openDesk({ baseUrl: '/api/support/', transport: fakeDesk({}).transport, tabs: null })
    await desk.client.meta()
    expect([...kept.keys()]).toEqual(['docket:%2Fapi%2Fsupport:visitor'])
    desk.close()
  })

  test.each(['{', '5', '{}', '{"token":7}', '[]'])('may be anything, such as %s', async (text) => {
    const kept = new Map([['docket:%2Fapi%2Fsupport:visitor', text]])
    const { desk, upload, paths } = withFiles({ storage: storageWith(kept) })
    expect(desk.isKnown()).toBe(false)
    await upload('a.png')
    expect(paths()).toEqual(['/visitors'])
    desk.close()
  })
})
