import assert from 'node:assert/strict'
import { type HandlerCaseContext, handlerGroup } from '../handler-case.js'

const requests = handlerGroup('requests')

/** Has the next request answered with its own body. */
function echo({ answerNext }: HandlerCaseContext): void {
  answerNext(async (request) => new Response(await request.arrayBuffer()))
}

async function problemOf(response: Response): Promise<readonly [status: number, code: unknown]> {
  const type = response.headers.get('content-type')
  const text = await response.text()
  assert.equal(type, 'application/problem+json', `the media type of ${response.status} ${text.slice(0, 80)}`)
  return [response.status, (JSON.parse(text) as { code?: unknown }).code]
}

/** That a request comes to the handler as it was sent. */
export const requestCases = [
  requests(
    'path',
    'The whole path comes, with the place where the handler is mounted',
    async ({ ask, last, basePath }) => {
      assert.equal((await ask('GET /health', { as: 'nobody' })).status, 200, 'the status of /health')
      assert.equal(last().target, `${basePath}/health`)
    },
  ),
  requests('percent', 'What is percent-encoded in a path is left as it is, and read once', async (context) => {
    const { ask, last, basePath, ticket } = context
    for (const path of ['/a%20b', '/a%2Fb', '/%7Ea', '/%E5%95%8F', '/a%252e', '/a+b', "/a'b", '/a;b=c', '/a//b']) {
      context.answerNext(async () => new Response(null, { status: 204 }))
      await ask(`GET ${path}`)
      assert.equal(last().target, `${basePath}${path}`)
    }
    const { id } = await ticket()
    const first = `%${id.charCodeAt(0).toString(16)}`
    assert.equal((await ask(`GET /tickets/${first}${id.slice(1)}`)).status, 200, 'an id that is encoded')
    assert.equal(
      (await ask(`GET /tickets/%25${first.slice(1)}${id.slice(1)}`)).status,
      404,
      'an id that is encoded twice',
    )
    assert.equal((await ask(`GET /tickets%2F${id}`)).status, 404, 'a slash that is encoded')
  }),
  requests('query', 'The query comes as it was written', async (context) => {
    for (const query of ['?a=1&b=2&a=3', '?b&a=', '?q=a+b%20c%2B%26', '?q=%E5%95%8F', '?a[]=1&a[b]=2', '?', '?x=?y']) {
      context.answerNext(async () => new Response(null, { status: 204 }))
      await context.ask(`GET /none${query}`)
      const sent = new URL(`${context.origin}${context.basePath}/none${query}`)
      assert.equal(context.last().target, `${sent.pathname}${sent.search}`)
    }
  }),
  requests('headers', 'Headers come with the values that were sent', async ({ ask, last, answerNext }) => {
    const headers = {
      'idempotency-key': 'key 1, with "signs"',
      'if-match': '"12"',
      'last-event-id': 'a.b-c_d',
      'accept-language': 'zh-CN,zh;q=0.9',
      accept: 'application/x-ndjson',
      'content-type': 'application/json; charset=utf-8',
      cookie: 'a=1; b=2',
      'x-long': 'x'.repeat(4_096),
    }
    answerNext(async () => new Response(null, { status: 204 }))
    await ask('POST /tickets', { headers, body: '{}' })
    for (const [name, value] of Object.entries(headers)) assert.equal(last().headers.get(name), value, name)
    assert.ok(last().headers.get('authorization')?.startsWith('Bearer '), 'authorization')
  }),
  requests('origin', 'The handler knows the origin that was asked', async ({ ask, last, origin }) => {
    await ask('GET /health')
    assert.equal(last().origin, origin)
  }),
  requests('body', 'A body comes byte for byte, whatever is in it', async (context) => {
    const texts = [
      '{ "b":1,\n"a" : "\\u4f60",  "n":1.0, "a":2 }',
      '{"body":"灯坏了 🔦 \\u0000"}',
      '[]',
      '"x"',
      '{"a":',
      '',
    ]
    for (const body of texts) {
      echo(context)
      const answer = await context.ask('POST /tickets', { body, headers: { 'content-type': 'application/json' } })
      assert.equal(await answer.text(), body)
    }
  }),
  requests('json', 'What is no JSON is refused by the handler, in its own words', async ({ ask }) => {
    const headers = { 'content-type': 'application/json' }
    for (const body of ['{"subject":', '{subject}', 'x']) {
      assert.deepEqual(await problemOf(await ask('POST /tickets', { headers, body })), [400, 'INVALID_JSON'])
    }
  }),
  requests('media-types', 'A body of another media type is refused, and nothing is done', async ({ ask }) => {
    const body = JSON.stringify({ subject: 'By a form', requester: { id: 'suite-customer' } })
    const types = [
      'text/plain',
      'text/plain;charset=UTF-8',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]
    for (const type of types) {
      const answer = await ask('POST /tickets', { body, headers: { 'content-type': type } })
      assert.deepEqual(await problemOf(answer), [415, 'MEDIA_TYPE'], type)
    }
    const { items } = (await (await ask('GET /tickets')).json()) as { items: readonly unknown[] }
    assert.deepEqual(items, [])
  }),
  requests('pieces', 'A body comes piece by piece, not only when it is whole', async (context) => {
    const { ask, seen, patienceMs } = context
    const piece = new Uint8Array(1_024).fill(7)
    let sent = 0
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          // The next piece is sent when the one before has come, and none at all when it does not.
          const begun = performance.now()
          while (sent > (seen.at(-1)?.bytes ?? 0) && performance.now() - begun < patienceMs / 2)
            await new Promise((resolve) => setTimeout(resolve, 2))
          if (sent === 4 * piece.byteLength) return controller.close()
          if (sent > (seen.at(-1)?.bytes ?? 0)) return controller.error(new Error('no piece came'))
          sent += piece.byteLength
          controller.enqueue(piece.slice())
        },
      },
      { highWaterMark: 0 },
    )
    const headers = { 'content-type': 'application/octet-stream' }
    const answer = await ask('POST /files?name=a.bin', { body, headers }).catch(() => null)
    assert.equal(answer?.status, 201, 'the status of a file that came in pieces')
  }),
  requests('large', 'A body that is too large is refused while it comes', async ({ ask, seen }) => {
    const most = 64 * 2 ** 20
    const piece = new Uint8Array(65_536).fill(32)
    let sent = 0
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          await new Promise((resolve) => setImmediate(resolve))
          if (sent >= most) return controller.close()
          sent += piece.byteLength
          controller.enqueue(piece.slice())
        },
      },
      { highWaterMark: 0 },
    )
    // Whoever sends on is cut off, and may not see the answer any more.
    const answer = await ask('POST /tickets', { body, headers: { 'content-type': 'application/json' } }).catch(
      () => null,
    )
    assert.ok(answer === null || answer.status === 413, `the status ${answer?.status}`)
    assert.equal(seen.at(-1)?.answer?.status, 413, 'what the handler answered')
    assert.ok(sent < most / 2, `${sent} bytes were taken before it was refused`)
  }),
]
