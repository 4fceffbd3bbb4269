import { seededRandom } from '@docket/core/testing'
import { expect, it } from 'vitest'
import { signedTokens, tokenAuthenticate } from '../../src/index.js'
import { mounted } from '../world/mounted.js'

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_250_303)
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 100_000)
const admin = { tenant: 'a', actor: { type: 'admin', id: 'ad1' } }

async function world() {
  const tokens = signedTokens({ keys: { k1: 'n0sBq4wYxT8gKf2LrVd6ZpUe1JhMc9Xa' }, current: 'k1' })
  const { token } = await tokens.issue({ tenant: 'a', actor: { type: 'requester', id: 'c1' } })
  return { authenticate: tokenAuthenticate(tokens, () => admin), token }
}

// GHSA-xmf8-cvqr-rfgj: whatever stands in the header, it is an answer and no fault.
it('takes any header for what it is', { timeout: 120_000 }, async () => {
  const { authenticate, token } = await world()
  // A header that no fetch would send, but that another server may hand on.
  const asked = (authorization: string) => {
    const headers = { get: (name: string) => (name === 'authorization' ? authorization : null) }
    return authenticate({ headers } as unknown as Request)
  }
  const short = ['', ' ', 'Bearer', 'Bearer ', 'bearer null', 'Bearer undefined', 'Basic YTpi', `Basic ${token}`, token]
  const odd = [`Bearer ${token} `, `Bearer ${token},${token}`, `Bearer  ${token}`, `Bearer\t${token}`, `Token ${token}`]
  const long = [`Bearer ${'.'.repeat(100_000)}`, `Bearer ${'a.'.repeat(50_000)}`, `Bearer ${'['.repeat(100_000)}`]
  for (const header of [...short, ...odd, ...long]) expect(await asked(header), header.slice(0, 99)).toBeNull()
  const random = seededRandom(SEED)
  const alphabet = `${token}Bearer .,=%\u0000\u00ff\n"'{}[]`
  console.log(`${ROUNDS} headers, FUZZ_SEED=${SEED}`)
  for (let round = 0; round < ROUNDS; round += 1) {
    const length = Math.floor(random.next() * 40)
    const text = Array.from({ length }, () => alphabet[Math.floor(random.next() * alphabet.length)]).join('')
    if ((await asked(round % 2 ? text : `Bearer ${text}`)) !== null)
      throw new Error(`Let in by ${JSON.stringify(text)}`)
  }
  expect(await asked(`Bearer ${token}`)).toMatchObject({ actor: { type: 'requester', id: 'c1' }, verified: true })
})

it('asks the host where there is no header at all, and never where one is wrong', async () => {
  const { authenticate, token } = await world()
  const { call } = await mounted({ authenticate })
  expect((await call('GET /agents', { as: null })).status).toBe(200)
  expect((await call('GET /agents', { as: `${token}x` })).status).toBe(401)
  expect((await call('GET /agents', { as: token })).status).toBe(403)
  // A token in an address, a cookie or another header is none.
  for (const headers of [
    { cookie: `token=${token}` },
    { 'x-token': token },
    { 'x-authorization': `Bearer ${token}` },
  ]) {
    const { call: ask } = await mounted({ authenticate: tokenOnly })
    expect((await ask('GET /tickets', { as: null, headers })).status).toBe(401)
    expect((await ask(`GET /tickets?token=${token}`, { as: null })).status).toBe(401)
  }
})

const tokenOnly = tokenAuthenticate(signedTokens({ keys: { k1: 'n0sBq4wYxT8gKf2LrVd6ZpUe1JhMc9Xa' }, current: 'k1' }))
