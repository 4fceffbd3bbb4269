import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, expect, it, vi } from 'vitest'
import { openTicket } from '../app/actions'
import { GET, OPTIONS, POST } from '../app/api/support/[...path]/route'
import Page from '../app/page'
import { signIn, signOut } from '../app/session'
import { SESSION, sessionFor } from '../lib/session'

const cookie = vi.hoisted(() => ({ value: undefined as string | undefined, options: {} as object }))
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: () => (cookie.value === undefined ? undefined : { value: cookie.value }),
    set: (_name: string, value: string, options: object) => Object.assign(cookie, { value, options }),
    delete: () => Object.assign(cookie, { value: undefined }),
  }),
}))
vi.mock('next/navigation', () => ({
  redirect: (path: string) => {
    throw new Error(`redirected to ${path}`)
  },
}))

const root = fileURLToPath(new URL('../../../', import.meta.url))
const here = fileURLToPath(new URL('..', import.meta.url))
const before = { ticketId: null, problem: null }

beforeAll(() => {
  vi.stubEnv('DOCKET_SECRET', randomBytes(32).toString('base64url'))
  vi.stubEnv('SESSION_SECRET', randomBytes(32).toString('base64url'))
})

const address = 'https://shop.example/api/support/tickets'
const form = (subject: string, key: string) => {
  const filled = new FormData()
  filled.set('subject', subject)
  filled.set('body', 'All night')
  filled.set('key', key)
  return filled
}

it('has right types', { timeout: 120_000 }, async () => {
  const checked = promisify(execFile)(`${root}node_modules/.bin/tsc`, ['-p', here], { cwd: here })
  expect(await checked.catch(({ stdout }: { stdout: string }) => stdout)).toEqual({ stdout: '', stderr: '' })
})

it('begins a ticket by a server action, once for each form, and only for whoever is signed in', async () => {
  cookie.value = undefined
  expect(await openTicket(before, form('The lamp flickers', 'k1'))).toMatchObject({ problem: 'Sign in first.' })
  cookie.value = sessionFor('requester', 'ann')
  const first = await openTicket(before, form('The lamp flickers', 'k1'))
  expect(first.problem).toBe(null)
  expect(await openTicket(before, form('The lamp flickers', 'k1'))).toEqual(first)
  expect((await openTicket(before, form('', 'k2'))).problem).toMatch(/subject/)
  cookie.value = `${cookie.value}x`
  expect((await openTicket(before, form('Other', 'k3'))).problem).toBe('Sign in first.')
})

it('signs somebody in by the form, and out', async () => {
  const as = (name: string, role: string) => {
    const filled = new FormData()
    filled.set('name', name)
    filled.set('role', role)
    return signIn({ problem: null }, filled)
  }
  cookie.value = undefined
  for (const [name, role] of [
    ['', 'requester'],
    ['ann', 'admin'],
    ['visitor-1', 'requester'],
  ] as const) {
    expect((await as(name, role)).problem).toMatch(/name/)
  }
  expect(cookie.value).toBe(undefined)

  await expect(as('ann', 'requester')).rejects.toThrow('redirected to /')
  expect(cookie.options).toMatchObject({ httpOnly: true, sameSite: 'lax' })
  expect((await openTicket(before, form('Signed in', 'k4'))).problem).toBe(null)
  const list = await GET(new Request(address, { headers: { cookie: `${SESSION}=${cookie.value}` } }))
  expect(await list.text()).toContain('Signed in')

  await expect(signOut()).rejects.toThrow('redirected to /sign-in')
  expect((await openTicket(before, form('Signed out', 'k5'))).problem).toBe('Sign in first.')
})

it('keeps files that are uploaded', async () => {
  const headers = { cookie: `${SESSION}=${sessionFor('requester', 'cy')}`, 'content-type': 'application/octet-stream' }
  const bytes = new Uint8Array([1, 2, 3])
  const files = 'https://shop.example/api/support/files?name=lamp.bin'
  const kept = await POST(new Request(files, { method: 'POST', headers, body: bytes }))
  expect(kept.status).toBe(201)
  expect(await kept.json()).toMatchObject({ name: 'lamp.bin', size: 3 })
})

it('has the widget in a server page, for customers', async () => {
  cookie.value = sessionFor('requester', 'dee')
  // Drawn on a server the widget is nothing; what it is given tells that it is there.
  const widgetIn = (page: Awaited<ReturnType<typeof Page>>) => JSON.stringify(page).includes('"baseUrl":"/api/support"')
  expect(widgetIn(await Page())).toBe(true)
  cookie.value = sessionFor('agent', 'max')
  expect(widgetIn(await Page())).toBe(false)
})

it('serves the desk below the route', async () => {
  const headers = { cookie: `theme=dark; ${SESSION}=${sessionFor('requester', 'bo')}` }
  const body = JSON.stringify({ subject: 'By HTTP' })
  const begun = await POST(
    new Request(address, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body }),
  )
  expect(begun.status).toBe(201)
  const list = await GET(new Request(address, { headers }))
  const { items } = (await list.json()) as { items: { subject: string }[] }
  expect(items.map(({ subject }) => subject)).toEqual(['By HTTP'])
  expect((await GET(new Request(address))).status).toBe(401)
  expect((await OPTIONS(new Request(address, { method: 'OPTIONS' }))).headers.get('allow')).toContain('POST')
})
