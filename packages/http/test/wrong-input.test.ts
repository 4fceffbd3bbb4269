import { describe, expect, it } from 'vitest'
import { createHandler } from '../src/index.js'
import { authenticate } from './probes/callers.js'
import { caseWorld } from './world/case-world.js'
import { mounted, SECRET } from './world/mounted.js'

// A form finds the field by its path, whoever refused it: the schema of the route, or the desk.
describe('where an input is wrong', () => {
  it('is said from the input itself, in body, query and path, as the desk says it', async () => {
    const { call, tenants } = await mounted()
    const wrong = [
      ['POST /tickets', { subject: '', requester: { id: 'c1' } }, ['subject']],
      ['POST /tickets', { subject: 'x', requester: { id: ' c1' } }, ['requester', 'id']],
      ['POST /tickets', { subject: 'x', requester: { id: 'c1' }, sub: 1 }, ['sub']],
      ['GET /tickets?limit=101', undefined, ['limit']],
      ['GET /tickets?where={"phase":"opn"}', undefined, ['where', 'phase']],
      [`GET /tickets/${'x'.repeat(300)}`, undefined, ['ticketId']],
      [`POST /tickets/${tenants.a.own}/messages`, { body: 1 }, ['body']],
    ] as const
    for (const [on, body, path] of wrong) {
      const { status, json } = await call(on, { body })
      expect([on, status, json.issues?.[0].path]).toEqual([on, 400, path])
    }
  })

  it('is said with what is taken', async () => {
    const { call } = await mounted()
    const detail = async (on: string, body?: object) => (await call(on, { body })).json.detail
    expect(await detail('GET /tickets?where={"phase":"opn"}')).toBe(
      'The query is wrong: where.phase must be one of open, waiting, solved, terminal.',
    )
    expect(await detail('GET /tickets?where={"phase":["opn"]}')).toBe(
      'The query is wrong: where.phase.0 must be one of open, waiting, solved, terminal.',
    )
    expect(await detail('POST /tickets', { requester: { id: 'c1' } })).toBe('The body is wrong: subject is missing.')
    expect(await detail('POST /tickets', { subject: 'x', sub: 1 })).toBe('The body is wrong: sub is not known here.')
  })

  it('is said in a few words, whatever was sent', async () => {
    const { call } = await mounted()
    const keys = Object.fromEntries(Array.from({ length: 49_000 }, (_, index) => [`k${index}`, 1]))
    const long = { subject: 'x', fields: { ['k'.repeat(500_000)]: 1 } }
    for (const body of [keys, long]) {
      const { status, text } = await call('POST /tickets', { body })
      expect([status, text.length < 20_000]).toEqual([400, true])
    }
  })
})

it('takes no files where there is no file store, says so beforehand, and tells the host', async () => {
  const { desk } = await caseWorld()
  const errors: unknown[] = []
  const onError = (error: unknown) => errors.push(error)
  const handle = createHandler({ ...desk, takesFiles: false }, { authenticate, secret: SECRET, onError })
  const headers = { authorization: 'Bearer a:agent:ag1', 'content-type': 'application/octet-stream' }
  const meta = await handle(new Request('https://desk.test/meta', { headers }))
  expect(await meta.json()).toMatchObject({ uploads: false })
  const sent = await handle(new Request('https://desk.test/files?name=x', { method: 'POST', body: 'x', headers }))
  expect([sent.status, await sent.json()]).toMatchObject([501, { code: 'NO_FILES', retryable: false }])
  expect(errors.map(String)).toEqual([
    'Error: A file was sent, and the desk has no file store. Give `files` to createDesk.',
  ])
})

it('does not tell anybody to ask again who is told that it would not help', async () => {
  const { call } = await mounted({
    suggest: async () => [],
    authenticate: () => ({ tenant: '*', actor: { type: 'agent', id: 'ag1' } }),
  })
  const { status, json } = await call('GET /tickets')
  expect([status, json.retryable, json.detail]).toEqual([
    500,
    false,
    'Something went wrong here, of which the desk was told.',
  ])
})
