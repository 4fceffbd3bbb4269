import assert from 'node:assert/strict'
import { handlerGroup } from '../handler-case.js'

const methods = handlerGroup('methods')

/** That every method comes to the handler. */
export const methodCases = [
  methods('all', 'Every method comes to the handler', async ({ ask, last }) => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await ask(`${method} /health`)
      assert.equal(last().method, method)
      assert.equal(answer.status, method === 'GET' ? 200 : 405, `the status of ${method} /health`)
      if (method !== 'GET') assert.equal(answer.headers.get('allow'), 'GET, HEAD, OPTIONS')
      await answer.body?.cancel()
    }
  }),
  methods('head', 'HEAD is answered like GET, without a body', async ({ ask, ticket, last }) => {
    const { id, etag } = await ticket()
    const whole = await ask(`GET /tickets/${id}`)
    await whole.text()
    const head = await ask(`HEAD /tickets/${id}`)
    assert.equal(last().method, 'HEAD')
    assert.equal(head.status, 200)
    assert.equal(head.headers.get('etag'), etag)
    assert.equal(head.headers.get('content-type'), whole.headers.get('content-type'))
    assert.equal(await head.text(), '')
    assert.equal((await ask('HEAD /tickets/none')).status, 404)
  }),
  methods('head-of-stream', 'HEAD of a stream ends at once', async ({ ask, last }) => {
    const head = await ask('HEAD /stream')
    assert.equal(last().method, 'HEAD')
    assert.equal(head.status, 200)
    assert.equal(await head.text(), '')
  }),
  methods(
    'options',
    'OPTIONS is answered by the handler, which allows no other site anything',
    async ({ ask, last }) => {
      const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
      const answer = await ask('OPTIONS /tickets', { as: 'nobody', headers })
      assert.equal(last().method, 'OPTIONS')
      assert.equal(answer.status, 204)
      assert.equal(answer.headers.get('allow'), 'POST, GET, HEAD, OPTIONS')
      const cors = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))
      assert.deepEqual(cors, [])
    },
  ),
]
