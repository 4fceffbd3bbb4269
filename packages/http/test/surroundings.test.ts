import { expect, it, vi } from 'vitest'
import { createHandler } from '../src/index.js'
import { caseWorld } from './world/case-world.js'
import { mounted, SECRET } from './world/mounted.js'

it('says what the desk is like, as whoever asks may know of it', async () => {
  const { call } = await mounted()
  const agent = (await call('GET /meta')).json
  expect(agent.workflows[0]).toMatchObject({ id: 'case', version: 1, initial: 'open' })
  expect(agent.workflows[0].states[0].stage.checklist).toHaveLength(2)
  expect(agent.priorities).toEqual(['urgent', 'high', 'normal', 'low'])
  expect(agent.locales).toEqual(['de', 'en', 'fr', 'zh'])
  expect(agent.categories.map(({ id }: { id: string }) => id)).toEqual(['a-cat', 'a-cat2'])
  expect(agent.forms.map((form: { 'x-docket': object }) => form['x-docket'])).toMatchObject([
    { category: null },
    { category: 'a-cat', form: 'a-cat' },
  ])
  const requester = (await call('GET /meta', { as: 'a:requester:c1' })).json
  expect(Object.keys(requester.workflows[0].states[0]).sort()).toEqual(['color', 'label', 'name', 'phase'])
  const watcher = (await call('GET /meta', { as: 'a:collaborator:w1' })).json
  expect([watcher.categories, watcher.forms]).toEqual([null, []])
})

it('is alive while it answers, and ready while the store does', async () => {
  const { call } = await mounted()
  for (const path of ['/health', '/ready']) expect((await call(`GET ${path}`, { as: null })).json).toEqual({ ok: true })
})

it('is not ready when the store fails, or does not answer in two seconds; it asks once for however many', async () => {
  const { desk } = await caseWorld()
  const nextWakeupAt = vi.fn(async (): Promise<Date | null> => {
    throw new Error('CANARY of the store')
  })
  const errors: unknown[] = []
  const handle = createHandler(
    { ...desk, system: { ...desk.system, nextWakeupAt } },
    { authenticate: () => null, secret: SECRET, onError: (error) => errors.push(error) },
  )
  const ask = () => handle(new Request('https://desk.test/ready'))
  const failed = await ask()
  expect([failed.status, (await failed.text()).includes('CANARY'), errors.length]).toEqual([503, false, 1])
  expect((await handle(new Request('https://desk.test/health'))).status).toBe(200)
  vi.useFakeTimers()
  try {
    nextWakeupAt.mockClear()
    nextWakeupAt.mockImplementation(() => new Promise(() => {}))
    const late = Array.from({ length: 100 }, ask)
    await vi.advanceTimersByTimeAsync(2_100)
    expect(new Set((await Promise.all(late)).map(({ status }) => status))).toEqual(new Set([503]))
    expect(nextWakeupAt).toHaveBeenCalledTimes(1)
  } finally {
    vi.useRealTimers()
  }
  nextWakeupAt.mockResolvedValue(null)
  expect((await ask()).status).toBe(200)
})

it('describes itself as a page without scripts, whose one style is known by its hash', async () => {
  const { call } = await mounted({ basePath: '/desk' })
  const { text, headers } = await call('GET /desk/docs', { as: null })
  const policy = headers.get('content-security-policy') ?? ''
  const style = /<style>([^<]*)<\/style>/.exec(text)?.[1] ?? ''
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
  expect(policy).toContain(`style-src 'sha256-${Buffer.from(digest).toString('base64')}'`)
  expect(policy).toContain("default-src 'none'")
  expect(text).not.toMatch(/<script|javascript:|\son\w+=|style="/i)
  for (const words of ['POST', '/tickets/{ticketId}/messages', 'Begins a ticket.']) expect(text).toContain(words)
})
