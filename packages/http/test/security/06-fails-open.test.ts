import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { memoryStore } from '@docket/store-memory'
import { describe, expect, it } from 'vitest'
import { handlerOf } from '../../src/handler/create-handler.js'
import { createHandler } from '../../src/index.js'
import { ROUTES } from '../../src/routes/index.js'
import { mounted, SECRET } from '../world/mounted.js'
import { KNOWN_SECRETS } from './known-secrets.js'

// CVE-2026-72555, CVE-2026-126539, GHSA-8fpg-xm3f-6cx3: checks that were off by default, or failed open.
describe('a handler', () => {
  it('does not start without knowing who asks', async () => {
    const { desk } = await mounted()
    for (const options of [undefined, {}, { secret: SECRET }, { secret: SECRET, authenticate: 'yes' }]) {
      expect(() => createHandler(desk, options as never)).toThrow(/authenticate/)
    }
  })

  it('does not start with a route whose access nobody can have', async () => {
    const { desk } = await mounted()
    const [first, ...rest] = ROUTES
    if (!first) throw new Error('There are no routes.')
    const routes = [{ ...first, access: 'fly' as never }, ...rest]
    const options = { authenticate: () => null, secret: SECRET }
    expect(() => handlerOf(desk, options, routes)).toThrow('The route createTicket has the access fly')
    expect(() => handlerOf(desk, options, [first, first])).toThrow('Two routes are called createTicket')
    const hidden = { ...first, id: 'hidden', path: '/tickets/mine', method: 'GET' as const, body: null, keyed: false }
    expect(() => handlerOf(desk, options, [...ROUTES, hidden])).toThrow('both ids and fixed parts')
  })

  it('tells nobody anything: without a token, and with one that is not known, alike', async () => {
    const { call, tenants } = await mounted()
    const answers = await Promise.all(
      [null, '', ' ', 'a:admin', 'null', 'a:admin:ad1 ', 'A:ADMIN:AD1', '[object Object]'].map(
        async (as) => (await call(`GET /tickets/${tenants.a.own}`, { as })).text,
      ),
    )
    // Leading and trailing space is no part of a header's value.
    expect(new Set(answers.filter((_, index) => index !== 5)).size).toBe(1)
    expect(answers[0]).toContain('UNAUTHENTICATED')
  })

  it('reads nothing when it cannot be found out who asks', async () => {
    const authenticate = () => {
      throw new Error('CANARY of the session store')
    }
    const { call, tenants, errors } = await mounted({ authenticate })
    const { status, text, headers } = await call(`GET /tickets/${tenants.a.own}`)
    expect([status, headers.get('retry-after'), text.includes('CANARY')]).toEqual([503, '1', false])
    expect(errors).toHaveLength(1)
  })

  it.each([
    ['an empty tenant', { tenant: '', actor: { type: 'agent', id: 'a' } }],
    ['every tenant', { tenant: '*', actor: { type: 'agent', id: 'a' } }],
    ['the desk itself', { tenant: 'a', actor: { type: 'system', id: 'a' } }],
    ['no actor', { tenant: 'a' }],
    ['an actor without id', { tenant: 'a', actor: { type: 'admin', id: '' } }],
    ['true', true],
  ])('takes %s for a fault of the host, and reads nothing', async (_, principal) => {
    const { call, tenants, errors } = await mounted({ authenticate: () => principal as never })
    const { status, text } = await call(`GET /tickets/${tenants.a.own}`)
    expect([status, text.includes('CANARY'), errors.length]).toEqual([500, false, 1])
  })

  it('takes nobody for nobody, also as undefined', async () => {
    const { call } = await mounted({ authenticate: () => undefined as never })
    expect((await call('GET /tickets')).status).toBe(401)
  })

  it('gives nothing when the access policy throws', async () => {
    const policy = defaultAccess()
    const access = {
      ...policy,
      can: () => {
        throw new Error('CANARY')
      },
    } // prettier-ignore
    const desk = await createDesk(defineDesk({ workflows: [supportWorkflow], access: access as never }), {
      store: memoryStore(),
    })
    const errors: unknown[] = []
    const handle = createHandler(desk, {
      authenticate: () => ({ tenant: 'a', actor: { type: 'admin', id: 'a' } }),
      secret: SECRET,
      onError: (error) => errors.push(error),
    })
    for (const path of ['/tickets', '/inbox', '/agents', '/search?text=x', '/meta']) {
      const response = await handle(new Request(`https://desk.test${path}`))
      expect([response.status, (await response.text()).includes('CANARY')], path).toEqual([500, false])
    }
    expect(errors).toHaveLength(5)
  })
})

// CVE-2026-85391, CVE-2025-47945, CVE-2023-27584: secrets that everybody knows.
it.each([...KNOWN_SECRETS, ['x'.repeat(40)]])('does not start with the secret %j', async (secret) => {
  const { desk } = await mounted()
  expect(() => createHandler(desk, { authenticate: () => null, secret: secret as never })).toThrow(/`secret`/)
})
