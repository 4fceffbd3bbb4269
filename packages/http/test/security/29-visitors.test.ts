import { expect, it } from 'vitest'
import { memoryRateLimiter, type Principal } from '../../src/index.js'
import { mounted } from '../world/mounted.js'

/** Who asks, as `authorization` says; from where, as a header says that only the proxy of these tests sets. */
async function visited(options: Parameters<typeof mounted>[0] = {}) {
  const { handle } = await mounted({
    clientAddress: (request) => request.headers.get('x-address'),
    authenticate: (request): Principal => {
      const id = request.headers.get('authorization') ?? ''
      return { tenant: 'a', actor: { type: 'requester', id }, verified: !id.startsWith('visitor-') }
    },
    ...options,
  })
  return (path: string, id: string, address: string) =>
    handle(new Request(`https://desk.test${path}`, { headers: { authorization: id, 'x-address': address } }))
}

// A visitor costs its maker one request: who makes a hundred must not have a hundred shares.
it('charges visitors to the address from which they come as well, and nobody else to it', async () => {
  const ask = await visited({ rateLimiter: memoryRateLimiter({ burst: 4, perSecond: 0.001, now: () => 0 }) })
  const statuses: number[] = []
  for (let index = 0; index < 6; index += 1) {
    statuses.push((await ask('/inbox', `visitor-${index}`, '192.0.2.1')).status)
  }
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429])
  expect((await ask('/inbox', 'visitor-9', '192.0.2.2')).status).toBe(200)
  expect((await ask('/inbox', 'c1', '192.0.2.1')).status).toBe(200)
})

it('charges a visitor its own share too, wherever it comes from', async () => {
  const ask = await visited({ rateLimiter: memoryRateLimiter({ burst: 2, perSecond: 0.001, now: () => 0 }) })
  const statuses: number[] = []
  for (let index = 0; index < 4; index += 1) {
    statuses.push((await ask('/inbox', 'visitor-1', `192.0.2.${index}`)).status)
  }
  expect(statuses).toEqual([200, 200, 429, 429])
})

it('counts the streams of visitors by their address as well, five times as many as one has', async () => {
  const ask = await visited({ streams: { mostPerPrincipal: 2 } })
  const open: Response[] = []
  const statuses: number[] = []
  for (let index = 0; index < 12; index += 1) {
    const response = await ask('/stream', `visitor-${index}`, '192.0.2.1')
    statuses.push(response.status)
    if (response.status === 200) open.push(response)
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429, 429])
  for (const [id, address] of [
    ['c1', '192.0.2.1'],
    ['visitor-0', '192.0.2.2'],
  ] as const) {
    const response = await ask('/stream', id, address)
    expect([id, response.status]).toEqual([id, 200])
    open.push(response)
  }
  await open[0]?.body?.cancel()
  const again = await ask('/stream', 'visitor-20', '192.0.2.1')
  expect(again.status).toBe(200)
  for (const response of [...open.slice(1), again]) await response.body?.cancel()
})
