import { afterEach, expect, it, vi } from 'vitest'
import type { HandlerOptions } from '../src/index.js'
import { progressLinks } from '../src/index.js'
import { DAY, identityWorld } from './identity/identity-world.js'
import { mounted } from './world/mounted.js'

afterEach(() => void vi.useRealTimers())

type NamesAgents = Required<HandlerOptions>['agentName']
const requester = { as: 'a:requester:c1' }

/** What a host's own function may do besides giving a name. */
const BROKEN: readonly (readonly [does: string, agentName: NamesAgents])[] = [
  [
    'throws',
    () => {
      throw new Error('no directory')
    },
  ],
  ['rejects', async () => Promise.reject(new Error('no directory'))],
  ['gives nothing', (() => undefined) as never],
  ['gives a number', (() => 5) as never],
  ['gives an object', (async () => ({ first: 'Ada' })) as never],
]

it.each(BROKEN)('names nobody where the function of the host %s, and shows the rest', async (does, agentName) => {
  const { call, tenants, errors } = await mounted({ agentName })
  const { status, json } = await call(`GET /tickets/${tenants.a.own}/timeline`, requester)
  expect([status, json.names, json.agents]).toEqual([200, {}, expect.arrayContaining(['ag1'])])
  expect(errors.length > 0, 'the host hears of it').toBe(does !== 'gives nothing')

  const linked = await identityWorld({ options: { agentName } })
  const expires = new Date(linked.clock.now + DAY)
  const link = { tenant: 'a', ticketId: linked.tenants.a.own, requester: 'c1', expires }
  const { token } = await progressLinks(linked).issue(link)
  expect(await linked.post('/progress', { token })).toMatchObject({ status: 200, json: { handler: null } })
})

it('waits two seconds for a name, not longer, and not for one after the other', async () => {
  const { call, tenants, errors } = await mounted({ agentName: () => new Promise(() => {}) })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const told = call(`GET /tickets/${tenants.a.own}/timeline`, requester)
  await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await told).toMatchObject({ status: 200, json: { names: {} } })
  expect(errors.map(String)).toContain('Error: `agentName` did not answer within 2000 ms.')
})
