import assert from 'node:assert/strict'
import { handlerGroup } from '../handler-case.js'
import { within } from '../waiting.js'

const answers = handlerGroup('answers')

/** What is between the server and the next hop, and not the handler's. */
const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date'])

/** That an answer leaves as the handler gave it. */
export const answerCases = [
  answers('status', 'A status leaves as it is', async ({ ask, answerNext }) => {
    for (const status of [200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 429, 500, 503]) {
      answerNext(async () => new Response(status === 204 ? null : 'x', { status }))
      const answer = await ask('GET /health')
      assert.equal(answer.status, status)
      await answer.text()
    }
  }),
  answers('headers', 'Every header of the handler leaves with its value', async ({ ask, last, ticket }) => {
    const { id } = await ticket()
    for (const on of [
      'GET /health',
      `GET /tickets/${id}`,
      'GET /none',
      'PUT /health',
      'GET /docs',
      'GET /openapi.json',
    ]) {
      const answer = await ask(on)
      await answer.text()
      for (const [name, value] of last().answer?.headers ?? [])
        if (!HOP.has(name)) assert.equal(answer.headers.get(name), value, `${name} of ${on}`)
    }
  }),
  answers('several', 'Headers that come several times stay several', async ({ ask, answerNext }) => {
    answerNext(async () => {
      const headers = new Headers({ vary: 'origin' })
      headers.append('vary', 'accept-language')
      headers.append('set-cookie', 'a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT')
      headers.append('set-cookie', 'b=2; HttpOnly')
      return new Response('x', { headers })
    })
    const { headers } = await ask('GET /health')
    assert.deepEqual(headers.getSetCookie(), ['a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2; HttpOnly'])
    const vary = (headers.get('vary') ?? '').toLowerCase().split(/,\s*/)
    for (const name of ['origin', 'accept-language']) assert.ok(vary.includes(name), `vary has ${name}`)
  }),
  answers('problem', 'What went wrong is told in the words of the handler', async ({ ask }) => {
    for (const [on, as, status, code] of [
      ['GET /tickets/none', 'agent', 404, 'NOT_FOUND'],
      ['GET /none', 'agent', 404, 'NOT_FOUND'],
      ['GET /tickets', 'nobody', 401, 'UNAUTHENTICATED'],
      ['PUT /tickets', 'agent', 405, 'METHOD'],
      ['GET /tickets?limit=x', 'agent', 400, 'INVALID_INPUT'],
    ] as const) {
      const answer = await ask(on, { as })
      const text = await answer.text()
      assert.equal(answer.status, status, on)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json', on)
      assert.equal((JSON.parse(text) as { code?: unknown }).code, code, on)
    }
  }),
  answers('bytes', 'A body leaves byte for byte, unpacked and of its length', async ({ ask, answerNext }) => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, place) => (place * 7) % 256)
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(bytes.byteLength) }
    answerNext(async () => new Response(bytes, { headers }))
    const answer = await ask('GET /health')
    assert.equal(answer.headers.get('content-length'), headers['content-length'])
    assert.equal(answer.headers.get('content-encoding'), null)
    assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), bytes)
  }),
  answers('pieces', 'A body leaves as it is made, before its end', async ({ ask, answerNext, patienceMs }) => {
    const made: { end?: () => void } = {}
    answerNext(async () => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('first'))
          made.end = () => controller.close()
        },
      })
      return new Response(body, { headers: { 'content-type': 'text/plain' } })
    })
    const reader = (await ask('GET /health')).body?.getReader()
    const first = await within(patienceMs, 'the first piece', reader?.read() ?? Promise.resolve(undefined))
    assert.equal(new TextDecoder().decode(first?.value), 'first')
    made.end?.()
    const last = await within(patienceMs, 'the end', reader?.read() ?? Promise.resolve(undefined))
    assert.equal(last?.done, true)
  }),
]
