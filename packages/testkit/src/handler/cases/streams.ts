import assert from 'node:assert/strict'
import { type HandlerCaseContext, handlerGroup } from '../handler-case.js'
import { until, within } from '../waiting.js'

const streams = handlerGroup('streams')

/** Opens a stream and reads on until a text has come. */
async function open({ ask, patienceMs }: HandlerCaseContext, headers: Readonly<Record<string, string>> = {}) {
  const leaving = new AbortController()
  const response = await ask('GET /stream', { headers, signal: leaving.signal })
  assert.equal(response.status, 200, 'the status of a stream')
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  const untilHas = async (wanted: string): Promise<string> => {
    while (!text.includes(wanted)) {
      const piece = await within(patienceMs, `${wanted} in a stream`, reader?.read() ?? Promise.resolve(undefined))
      assert.ok(piece && !piece.done, `a stream should not end before ${wanted}`)
      text += decoder.decode(piece.value, { stream: true })
    }
    return text
  }
  return { response, untilHas, leave: () => leaving.abort() }
}

/** That live updates flow, and end when nobody is there. */
export const streamCases = [
  streams('at-once', 'What happens is told at once, while the stream goes on', async (context) => {
    const { response, untilHas, leave } = await open(context)
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
    assert.match(response.headers.get('cache-control') ?? '', /no-transform/)
    await untilHas('event: ready')
    for (let number = 0; number < 3; number += 1) {
      const { id } = await context.ticket()
      await untilHas(id)
    }
    leave()
  }),
  streams('resume', 'A stream goes on behind the last event that was read', async (context) => {
    const first = await open(context)
    await first.untilHas('event: ready')
    const seen = await context.ticket()
    const text = await first.untilHas(seen.id)
    const lastId = [...text.matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? ''
    first.leave()
    const missed = await context.ticket()
    const again = await open(context, { 'last-event-id': lastId })
    const resumed = await again.untilHas(missed.id)
    assert.ok(!resumed.includes('event: resync'), 'nothing has to be read anew')
    assert.ok(!resumed.includes(seen.id), 'what was read does not come again')
    again.leave()
  }),
  streams('left', 'The handler is told when whoever listens has gone', async (context) => {
    const { untilHas, leave } = await open(context)
    await untilHas('event: ready')
    const request = context.last()
    assert.equal(request.gone, false)
    leave()
    await until(context.patienceMs, 'the handler should be told that nobody listens', () => request.gone)
  }),
  streams.advice('left-early', 'The handler is told when whoever asks does not wait', async (context) => {
    context.answerNext(async ({ signal }) => {
      await until(context.patienceMs * 2, 'nobody left', () => signal.aborted).catch(() => {})
      return new Response(null, { status: 204 })
    })
    const leaving = new AbortController()
    const asked = context.ask('GET /health', { signal: leaving.signal }).catch(() => null)
    await until(context.patienceMs, 'the request should come', () => context.seen.length > 0)
    leaving.abort()
    await until(context.patienceMs, 'the handler should be told that nobody waits', () => context.last().gone)
    await asked
  }),
]
