import assert from 'node:assert/strict'
import { handlerGroup } from '../handler-case.js'

const commands = handlerGroup('commands')

/** That a desk is worked on through the mount as it is without. */
export const commandCases = [
  commands('words', 'What is written is read again, whatever its script', async ({ ask, ticket }) => {
    const subject = '灯坏了 🔦 — “flickers” \u202eé'
    const { id } = await ticket(subject)
    const { status } = await ask(`POST /tickets/${id}/messages`, { json: { body: subject } })
    assert.equal(status, 201)
    const read = (await (await ask(`GET /tickets/${id}`)).json()) as { subject: string }
    assert.equal(read.subject, subject)
  }),
  commands('once', 'An idempotency key lets a command take effect once', async ({ ask, ticket }) => {
    const { id } = await ticket()
    const headers = { 'idempotency-key': 'suite-key-1' }
    const send = () => ask(`POST /tickets/${id}/messages`, { json: { body: 'Once' }, headers })
    const [first, second] = [await (await send()).json(), await (await send()).json()]
    assert.deepEqual(second, first)
    const { items } = (await (await ask(`GET /tickets/${id}/messages`)).json()) as {
      items: readonly { readonly body: string }[]
    }
    assert.equal(items.filter(({ body }) => body === 'Once').length, 1)
    const other = await ask(`POST /tickets/${id}/messages`, { json: { body: 'Other' }, headers })
    assert.equal(other.status, 422)
  }),
  commands('versions', 'An etag lets a command take effect only on what was seen', async ({ ask, ticket }) => {
    const { id, etag } = await ticket()
    assert.match(etag, /^"\d+"$/)
    const change = (subject: string, match: string) =>
      ask(`PATCH /tickets/${id}`, { json: { subject }, headers: { 'if-match': match } })
    const changed = await change('Seen', etag)
    assert.equal(changed.status, 200, 'a change of what was seen')
    assert.equal((await change('Stale', etag)).status, 412, 'a change of what is no more')
    assert.equal((await change('Ahead', '"99"')).status, 412, 'a change of what is not yet')
    const read = await ask(`GET /tickets/${id}`)
    assert.equal(((await read.json()) as { subject: string }).subject, 'Seen')
    assert.equal(read.headers.get('etag'), changed.headers.get('etag'))
    assert.notEqual(read.headers.get('etag'), etag)
  }),
  commands('fresh', 'What was changed is read anew, and kept by nobody between', async ({ ask, ticket }) => {
    const { id } = await ticket()
    for (const subject of ['First', 'Second']) {
      const changed = await ask(`PATCH /tickets/${id}`, { json: { subject } })
      await changed.text()
      const read = await ask(`GET /tickets/${id}`)
      assert.equal(((await read.json()) as { subject: string }).subject, subject)
      assert.equal(read.headers.get('cache-control'), 'no-store')
    }
  }),
]
