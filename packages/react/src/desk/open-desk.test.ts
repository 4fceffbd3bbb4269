import type { Transport } from '@docket/client'
import { expect, test } from 'vitest'
import { fakeDesk } from '../../test/fake-desk.js'
import { openDesk } from './open-desk.js'

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
  const kept = new Map<string, string>()
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
    names: () => [...kept.keys()],
  }
  const desk = openDesk({ baseUrl: '/api/support', transport: heard, storage, tabs: null, ...options })
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
