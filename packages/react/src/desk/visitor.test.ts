import { keptIn } from '@docket/client'
import { describe, expect, test } from 'vitest'
import { fakeDesk } from '../../test/fake-desk.js'
import { visitorToken } from './visitor.js'

const LATER = '2099-01-01T00:00:00.000Z'

function place(instead: Parameters<typeof fakeDesk>[1] = () => null, kept: object | null = null) {
  const { transport, asked } = fakeDesk({}, instead)
  const storage = keptIn(null)
  storage.set('docket:%2Fapi%2Fsupport:visitor', kept)
  const visitor = visitorToken({ baseUrl: '/api/support', transport }, storage)
  return { visitor, paths: () => asked.map(({ path }) => path) }
}

describe('a visitor', () => {
  test('is nobody before something is asked, and the same one after', async () => {
    const { visitor, paths } = place()
    expect(visitor.begun()).toBe(false)
    expect(paths()).toEqual([])
    await visitor.token()
    expect(visitor.begun()).toBe(true)
    expect(paths()).toEqual(['/visitors'])
  })

  test('is one, however many ask at once', async () => {
    const { visitor, paths } = place()
    const [one, other] = await Promise.all([visitor.token(), visitor.token()])
    expect(other).toBe(one)
    expect(paths()).toEqual(['/visitors'])
  })

  test('goes on with the token that is kept', async () => {
    const { visitor, paths } = place(undefined, { token: 'kept', expiresAt: LATER })
    expect(await visitor.token()).toBe('kept')
    expect(paths()).toEqual([])
  })

  test('stays the same one when a token was refused or has run out', async () => {
    const refused = place(undefined, { token: 'kept', expiresAt: LATER })
    await refused.visitor.token()
    await refused.visitor.token()
    expect(refused.paths()).toEqual(['/visitors/refresh'])
    const old = place(undefined, { token: 'kept', expiresAt: '2020-01-01T00:00:00.000Z' })
    await old.visitor.token()
    expect(old.paths()).toEqual(['/visitors/refresh'])
  })

  test('is another one when it was too long ago', async () => {
    const over = { status: 401, code: 'UNAUTHENTICATED', detail: 'x' }
    const { visitor, paths } = place(({ path }) => (path.endsWith('refresh') ? over : null), {
      token: 'kept',
      expiresAt: '2020-01-01T00:00:00.000Z',
    })
    await visitor.token()
    expect(paths()).toEqual(['/visitors/refresh', '/visitors'])
  })

  test('does not become another one because the network failed', async () => {
    const { visitor, paths } = place(() => 'unreachable', { token: 'kept', expiresAt: '2020-01-01T00:00:00.000Z' })
    await expect(visitor.token()).rejects.toThrow('unreachable')
    expect(paths()).toEqual(['/visitors/refresh'])
    await expect(visitor.token()).rejects.toThrow('unreachable')
    expect(paths().length).toBe(2)
  })
})
