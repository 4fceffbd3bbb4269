import { setTimeout } from 'node:timers/promises'

/** An event of a stream. */
export interface ReadEvent {
  readonly event: string
  readonly data: Readonly<Record<string, unknown>>
  /** The last id when it came. */
  readonly id: string | null
}

/** A client of a stream, as a browser has it. */
export interface EventReader {
  readonly events: ReadEvent[]
  /** The last id, that of heartbeats included. */
  readonly lastId: () => string | null
  /** All that came, as it came. */
  readonly raw: () => string
  /** How many pieces came. */
  readonly pieces: () => number
  /** The names of the changes that came: ticket and version. */
  readonly changes: () => string[]
  /** Whether the stream has ended, or was cut off. */
  readonly over: () => boolean
  stop(): Promise<void>
}

/** Reads a response's events until it ends or is stopped. */
export function readEvents(response: Response): EventReader {
  const events: ReadEvent[] = []
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  let [raw, rest, pieces, over] = ['', '', 0, false]
  let lastId: string | null = null

  function take(block: string): void {
    let [event, data] = ['message', '']
    for (const line of block.split('\n')) {
      const [, name = '', value = ''] = /^([^:]*): ?(.*)$/.exec(line) ?? []
      if (name === 'id') lastId = value
      if (name === 'event') event = value
      if (name === 'data') data += value
    }
    if (data !== '') events.push({ event, data: JSON.parse(data) as ReadEvent['data'], id: lastId })
  }

  async function read(): Promise<void> {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      pieces += 1
      const text = decoder.decode(value, { stream: true })
      raw += text
      const blocks = (rest + text).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) take(block)
    }
  }

  const reading = read()
    .catch(() => {})
    .finally(() => {
      over = true
    })
  return {
    events,
    lastId: () => lastId,
    raw: () => raw,
    pieces: () => pieces,
    changes: () =>
      events
        .filter(({ event }) => event === 'change')
        .map(({ data }) => `${String(data['ticketId'])} ${String(data['version'])}`),
    over: () => over,
    stop: async () => {
      await reader.cancel()
      await reading
    },
  }
}

/** Waits until something holds, patiently, since the machine may be busy. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries > 2_000) throw new Error(`It never came that ${what}.`)
    await setTimeout(10)
  }
}
