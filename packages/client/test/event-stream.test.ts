import { seededRandom } from '@docket/core/testing'
import { createParser } from 'eventsource-parser'
import { expect, it } from 'vitest'
import { eventReader, type StreamEvent } from '../src/event-stream.js'
import { servedDesk, until } from './client-world.js'

const SEED = Number(process.env['CLIENT_SEED'] ?? 20_261_123)

function readAll(pieces: readonly string[]) {
  const events: StreamEvent[] = []
  const retries: number[] = []
  const read = eventReader(
    (event) => events.push(event),
    (ms) => retries.push(ms),
  )
  for (const piece of pieces) read(piece)
  return { events, retries }
}

it('tells of an id that comes without an event, as a sign of life brings it', () => {
  const { events } = readAll(['id: 7\n:\n\n', ':\n\n', 'id: 8\nid: 9\0\nevent: change\ndata: {}\n\n'])
  expect(events).toEqual([
    { type: '', data: '', id: '7' },
    { type: 'change', data: '{}', id: '8' },
  ])
})

it('reads streams as a parser of others does, in whatever pieces they come', () => {
  const random = seededRandom(SEED)
  const parts = ['data: one', 'data:two', 'data', 'data:  x', 'event: change', 'event', 'id: 4', 'retry: 12']
  const lines = [...parts, 'retry: 1x', ': note', '', '', 'odd: 1', 'data: 屏幕 🙂']
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random.next() * items.length)] as Item
  let told = 0
  for (let round = 0; round < 2_000; round += 1) {
    const ends = pick([['\n'], ['\r\n'], ['\n', '\r\n']])
    const text = `${Array.from({ length: 12 }, () => pick(lines) + pick(ends)).join('')}\n\n`
    const pieces: string[] = []
    for (let rest = text; rest !== ''; ) {
      const size = 1 + Math.floor(random.next() * 9)
      pieces.push(rest.slice(0, size))
      rest = rest.slice(size)
    }
    const wanted: object[] = []
    const waits: number[] = []
    const parser = createParser({
      onEvent: ({ event = '', data, id = null }) => wanted.push({ type: event, data, id }),
      onRetry: (ms) => waits.push(ms),
    })
    for (const piece of pieces) parser.feed(piece)
    const { events, retries } = readAll(pieces)
    const own = events.filter(({ data, id }) => data !== '' || id === null)
    const theirs = wanted.filter((event) => (event as StreamEvent).data !== '' || (event as StreamEvent).id === null)
    expect(own, `seed ${SEED}, round ${round}: ${JSON.stringify(text)}`).toEqual(theirs)
    expect(retries).toEqual(waits)
    told += own.length
  }
  expect(told).toBeGreaterThan(2_000)
})

it('goes on behind the last sign of life, so that nothing that others did is asked for again', async () => {
  const { client, as, closeAll } = await servedDesk()
  try {
    const { id } = await as('requester', 'c1').create({ subject: 'Broken' })
    const after: (string | null)[] = []
    let cut = () => {}
    const own = client({ setTimer: (run, ms) => timer(run, ms < 30_000 ? ms / 100 : ms) }, async (request, handle) => {
      const asked = request()
      if (!asked.url.endsWith('/stream')) return handle(asked)
      after.push(asked.headers.get('last-event-id'))
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          const text =
            after.length === 1 ? 'id: a\nevent: ready\ndata: {}\n\nid: b\n:\n\n' : 'event: ready\ndata: {}\n\n'
          controller.enqueue(new TextEncoder().encode(text))
          cut = () => controller.close()
        },
      })
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    })
    own.ticket(id).subscribe(() => {})
    await until(() => after.length === 1 && own.ticket(id).get().loading === false, 'there is a stream')
    await new Promise((resolve) => setTimeout(resolve, 20))
    cut()
    await until(() => after.length === 2, 'there is another')
    expect(after).toEqual([null, 'b'])
  } finally {
    closeAll()
  }
})

it('asks ever more seldom for a stream that is none, such as a page that answers for every address', async () => {
  const { client, closeAll } = await servedDesk()
  try {
    const waits: number[] = []
    const setTimer = (run: () => void, ms: number) => {
      if (ms !== 45_000) waits.push(ms)
      return timer(run, ms < 45_000 ? 1 : ms)
    }
    const page = async () => new Response('<!doctype html>\n\n<p>data: none</p>\n\n')
    client({ setTimer }, page)
      .thread('t1')
      .subscribe(() => {})
    await until(() => waits.filter((ms) => ms > 15_000 && ms < 30_000).length > 3, 'it waits longer')
  } finally {
    closeAll()
  }
})

function timer(run: () => void, ms: number): () => void {
  const set = setTimeout(run, ms)
  return () => clearTimeout(set)
}
