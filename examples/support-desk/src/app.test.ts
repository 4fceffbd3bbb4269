import { memoryFileStore } from '@docket/files'
import { memoryStore } from '@docket/store-memory'
import { beforeAll, expect, it } from 'vitest'
import { createApp } from './app.js'
import { openDesk } from './desk/support.js'
import { seed } from './seed/seed.js'

const BASE = 'http://shop.test'
let app: (request: Request) => Promise<Response>

beforeAll(async () => {
  const store = memoryStore()
  const files = memoryFileStore()
  await seed(store, files)
  const desk = await openDesk({ store, files })
  app = await createApp({ desk, secret: 'iG7rT2kW9zQ4mX1vN6cY8pL3sJ5dF0hB' })
})

/** Somebody's browser: it keeps cookies and follows where it is led. */
function browser() {
  const cookies = new Map<string, string>()
  return async function go(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, origin: BASE, ...init.headers }
    const response = await app(new Request(new URL(path, BASE), { redirect: 'manual', ...init, headers }))
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^(\w+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    return response.status === 303 ? go(response.headers.get('location') ?? '/') : response
  }
}

const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) })
const text = async (response: Promise<Response>) => (await response).text()
const json = async (response: Promise<Response>) =>
  (await response).json() as Promise<{ items: { [name: string]: never }[] }>

it('is a shop in two languages with the widget on each page', async () => {
  const visitor = browser()
  const home = await text(visitor('/'))
  expect(home).toContain('src="/docket/docket.js" data-base-url="/api/support"></script>')
  expect(await text(visitor('/help?lang=zh'))).toContain('如何退货')
  expect(await text(visitor('/help/warranty'))).toContain('保修两年')
  expect((await visitor('/help/nothing')).status).toBe(404)
  const response = await visitor('/')
  expect(response.headers.get('content-security-policy')).toContain("trusted-types 'none'")
  const loader = await visitor('/docket/docket.js')
  expect(loader.headers.get('content-type')).toBe('text/javascript')
  const [, widget] = /"\.\/(widget-\w+\.js)"/.exec(await loader.text()) ?? []
  expect((await visitor(`/docket/${widget}`)).headers.get('cache-control')).toContain('immutable')
})

it('suggests its help pages, in the language of whoever asks', async () => {
  const emma = browser()
  await emma('/sign-in', form({ customer: 'emma', path: '/orders' }))
  expect((await json(emma('/api/support/suggestions?text=wrong+item+arrived'))).items[0]).toMatchObject({
    id: 'return',
    title: 'Send something back',
    url: '/help/return?lang=en',
  })
  const linwei = browser()
  await linwei('/?customer=linwei')
  const query = `/api/support/suggestions?text=${encodeURIComponent('包裹一直没到')}`
  expect((await json(linwei(query))).items[0]).toMatchObject({ title: '查询快递到哪里了' })
})

it('lets an agent take, answer, hand over and solve what a customer asks, and the customer follows', async () => {
  const emma = browser()
  expect(await text(emma('/sign-in', form({ customer: 'emma', path: '/orders' })))).toContain('NL-10587')
  const ask = { method: 'POST', headers: { 'content-type': 'application/json' } }
  const words = { subject: 'Does the Vesper work with 5 GHz?', body: 'Mine <b>blinks</b>.', category: 'advice' }
  const begun = await emma('/api/support/tickets', { ...ask, body: JSON.stringify(words) })
  expect(begun.status).toBe(201)
  const { id } = (await begun.json()) as { id: string }

  const mei = browser()
  expect(await text(mei('/agent?as=mei'))).toContain('Does the Vesper work with 5 GHz?')
  expect(await text(mei(`/agent/tickets/${id}/take`, form({})))).toContain('Mei Chen 陈梅 has it.')
  const answered = await text(mei(`/agent/tickets/${id}/reply`, form({ body: 'Only with 2.4 GHz.' })))
  expect(answered).toContain('Only with 2.4 GHz.')
  expect(answered).toContain('Mine &#60;b&#62;blinks&#60;/b&#62;.')
  const handed = await text(
    mei(`/agent/tickets/${id}/hand-over`, form({ to: 'jonas', holder: 'mei', note: 'Look at her router.' })),
  )
  expect(handed).toContain('Jonas Weber has it.')
  expect(handed).toContain('Handed from Mei Chen 陈梅 to Jonas Weber')
  // Whom it goes to is chosen by hand.
  expect(handed).toContain('<select id="to" name="to" required><option value="">Choose somebody</option>')
  const jonas = browser()
  await jonas('/agent?as=jonas')
  expect(await text(jonas(`/agent/tickets/${id}/send`, form({ event: 'solve' })))).toContain('Now: Solved')

  const seen = (await json(emma(`/api/support/tickets/${id}/messages`))).items
  expect(seen.map(({ body }) => body)).toEqual(['Mine <b>blinks</b>.', 'Only with 2.4 GHz.'])
  const rated = await emma(`/api/support/tickets/${id}/rating`, { ...ask, method: 'PUT', body: '{"score":5}' })
  expect(rated.status).toBe(200)
})

it('says why something cannot be done', async () => {
  const mei = browser()
  const queue = await text(mei('/agent?as=mei')).then(() => text(mei('/agent?view=done')))
  const [, id] = /tickets\/([\w-]+)" dir="auto">The invoice/.exec(queue) ?? []
  const refused = await mei(`/agent/tickets/${id}/send`, form({ event: 'solve' }))
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('role="alert"')
  expect((await mei('/agent/tickets/none')).status).toBe(404)
  expect((await mei('/agent/files/none')).status).toBe(404)
  expect(await text(mei('/nothing'))).toContain('There is no such page.')
})

/** Emma's request, and Mei's browser. */
async function asked(words: { subject: string; body: string }) {
  const emma = browser()
  await emma('/?customer=emma')
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ ...words, category: 'advice' })
  const { id } = (await (await emma('/api/support/tickets', { method: 'POST', headers, body })).json()) as {
    id: string
  }
  const write = (text: string) =>
    emma(`/api/support/tickets/${id}/messages`, { method: 'POST', headers, body: JSON.stringify({ body: text }) })
  const mei = browser()
  await mei('/agent?as=mei')
  return { id, mei, write }
}

it('shows what anybody writes as text, whatever it is', async () => {
  const subject = '<img src=x onerror=alert(1)> "\'& \u202egnp.exe 👩‍🔧'
  const { id, mei } = await asked({ subject, body: '</textarea><script>alert(1)</script>' })
  for (const path of ['/agent', `/agent/tickets/${id}`]) {
    const shown = await text(mei(path))
    expect(shown).toContain('&#60;img src=x onerror=alert(1)&#62; &#34;&#39;&#38;')
    expect(shown).not.toMatch(/<img|<script>alert/)
  }
})

it('lets nobody answer what they have not read, nor take from another unawares, and keeps what was written', async () => {
  const { id, mei, write } = await asked({ subject: 'Which fuse?', body: 'The old one is green.' })
  const [, seen = ''] = /name="seen" value="(\d+)"/.exec(await text(mei(`/agent/tickets/${id}`))) ?? []
  await write('No, it is grey.')
  const late = await mei(`/agent/tickets/${id}/reply`, form({ body: 'Take a green one.', seen }))
  expect(late.status).toBe(409)
  const page = await late.text()
  expect(page).toContain('The customer wrote meanwhile.')
  expect(page).toContain('Take a green one.</textarea>')

  const jonas = browser()
  await jonas('/agent?as=jonas')
  await jonas(`/agent/tickets/${id}/take`, form({ holder: '' }))
  const second = await mei(`/agent/tickets/${id}/take`, form({ holder: '' }))
  expect(second.status).toBe(409)
  expect(await second.text()).toContain('Jonas Weber has it by now.')
  const foreign = { ...form({ body: 'x' }), headers: { origin: 'https://evil.example' } }
  expect((await mei(`/agent/tickets/${id}/reply`, foreign)).status).toBe(403)
})

it('says who else looks at a request', async () => {
  const { id, mei } = await asked({ subject: 'Who is here?', body: 'Hello?' })
  const jonas = browser()
  await jonas('/agent?as=jonas')
  const news = async (who: typeof mei) => (await (await who(`/agent/news?ticket=${id}`)).json()) as { others: string[] }
  expect((await news(mei)).others).toEqual([])
  expect((await news(jonas)).others).toEqual(['Mei Chen 陈梅'])
})

it('is a desk in Chinese too', async () => {
  const { id, mei } = await asked({ subject: '插座怎么重置？', body: '请问怎么操作？' })
  expect(await text(mei('/agent?lang=zh'))).toContain('剩余时间')
  expect(await text(mei(`/agent/tickets/${id}`))).toContain('发送给客户')
})

it('lets nobody in by a cookie that is not signed, and takes no form of another site', async () => {
  const api = (cookie: string) => app(new Request(`${BASE}/api/support/tickets`, { headers: { cookie } }))
  expect((await api('customer=emma.AAAA')).status).toBe(401)
  const emma = browser()
  await emma('/?customer=emma')
  expect((await emma('/api/support/tickets')).status).toBe(200)
  // The cookie of one is not that of another, nor opens the other door.
  const foreign = await emma('/sign-in', { ...form({ customer: 'tom' }), headers: { origin: 'https://evil.example' } })
  expect(foreign.status).toBe(403)
  const agent = await app(new Request(`${BASE}/agent`, { headers: { cookie: 'agent=mei.AAAA' } }))
  expect(agent.headers.get('location')).toBe('/agent?as=mei')
  expect((await emma('/sign-in', form({ customer: 'emma', path: '//evil.example' }))).url).not.toContain('evil')
})

it('signs nothing with a secret that is guessed', async () => {
  const desk = await openDesk({ store: memoryStore(), files: memoryFileStore() })
  for (const secret of ['', 'short', 'x'.repeat(31)]) {
    await expect(createApp({ desk, secret })).rejects.toThrow('`secret` has at least 32 characters.')
  }
})

it('takes visitors', async () => {
  const visitor = browser()
  const begun = await visitor('/api/support/visitors', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  // Behind no server of Node's, nobody's address is known; there is a token nevertheless.
  expect([200, 201]).toContain(begun.status)
})
