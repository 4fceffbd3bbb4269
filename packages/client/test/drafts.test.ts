import { afterEach, expect, it } from 'vitest'
import type { ClientStorage } from '../src/index.js'
import { servedDesk } from './client-world.js'
import { fakeBrowser } from './fake-browser.js'

let end = () => {}
afterEach(() => end())

it('keeps a draft over a reload, with its key', async () => {
  const { client, closeAll } = await servedDesk()
  end = closeAll
  const { storage } = fakeBrowser()
  const before = client({ storage }).draft('t1')
  const seen: string[] = []
  before.subscribe(() => seen.push(before.get()))
  before.set('It')
  before.set('It is dark.')
  const { key } = before
  const after = client({ storage }).draft('t1')
  expect([after.get(), after.key]).toEqual(['It is dark.', key])
  expect(seen).toEqual(['It', 'It is dark.'])
})

it('gives another text another key once the key was given away', async () => {
  const { client, closeAll } = await servedDesk()
  end = closeAll
  const draft = client({ storage: fakeBrowser().storage }).draft('t1')
  draft.set('one')
  const { key } = draft
  draft.set('one')
  expect(draft.key).toBe(key)
  draft.set('two')
  expect(draft.key).not.toBe(key)
})

it.each([
  ['full', 'setItem'],
  ['forbidden', 'all'],
])('survives storage that is %s', async (_, what) => {
  const { client, as, closeAll } = await servedDesk()
  end = closeAll
  const given = fakeBrowser().storage
  const refuse = () => {
    throw new DOMException('no', 'QuotaExceededError')
  }
  const storage: ClientStorage =
    what === 'all'
      ? { getItem: refuse, setItem: refuse, removeItem: refuse, keys: refuse }
      : { ...given, setItem: refuse }
  const own = client({ storage })
  own.draft('t1').set('It is dark.')
  expect(own.draft('t1').get()).toBe('It is dark.')
  const ticket = await own.create({ subject: 'x' })
  await own.reply(ticket.id, { body: own.draft('t1').get() })
  expect((await as('agent', 'a1').thread(ticket.id)).items).toHaveLength(1)
  own.draft('t1').clear()
  expect(own.draft('t1').get()).toBe('')
})

// A text that was no text was another one each time it was looked at, so that whoever listened never came to rest.
it.each([
  ['{"text":{}}', ''],
  ['{"text":5,"key":"k"}', ''],
  ['{"text":"x","key":{}}', 'x'],
  ['[]', ''],
  ['5', ''],
  ['"x"', ''],
  ['{', ''],
])('is the text that it is where something else is kept, such as %s', async (text, read) => {
  const { client, closeAll } = await servedDesk()
  end = closeAll
  const { storage, kept } = fakeBrowser()
  const name = () => [...kept.keys()][0] ?? ''
  client({ storage }).draft('t1').set('x')
  kept.set(name(), text)
  const draft = client({ storage }).draft('t1')
  expect(draft.get()).toBe(read)
  expect(draft.key).toMatch(/^\S+$/)
  draft.set('It is dark.')
  expect(draft.get()).toBe('It is dark.')
})

it('takes nothing for its own that is not', async () => {
  const { client, closeAll } = await servedDesk()
  end = closeAll
  const { storage, kept } = fakeBrowser()
  for (const [place, text] of [
    ['send:t:reply:k', '{"key":1}'],
    ['send:x', 'no json'],
    ['draft:d', '[]'],
  ] as const) {
    kept.set(`docket:https%3A%2F%2Fdesk.test:c1:${place}`, text)
  }
  const own = client({ storage })
  expect([own.outbox.get(), own.draft('d').get()]).toEqual([[], ''])
})
