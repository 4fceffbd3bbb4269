import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Clients that count the events that come to them. */
export interface StreamClients {
  /** Resolves when so many more events than were waited for before have come for each client, counted over all together. */
  waitFor(events: number): Promise<void>
  /** How many events have come to all, together. */
  readonly events: () => number
  readonly bytes: () => number
  close(): void
}

const EVENT = 'event: change'
const OPEN_AT_ONCE = 100

/** Opens streams on a server, each with a token of its own; each has had its first frame. */
export async function openStreams(port: number, count: number): Promise<StreamClients> {
  const sockets: Socket[] = []
  let [events, bytes, ready] = [0, 0, 0]
  let check = () => {}
  const requestOf = (token: string) =>
    `GET /stream HTTP/1.1\r\nhost: desk.test\r\nauthorization: ${token}\r\naccept: text/event-stream\r\n\r\n`
  while (sockets.length < count) {
    const begin = sockets.length
    const batch = Array.from({ length: Math.min(OPEN_AT_ONCE, count - begin) }, async (_, place) => {
      const socket = connect(port, '127.0.0.1')
      await once(socket, 'connect')
      let isReady = false
      socket.setEncoding('latin1')
      socket.on('data', (text: string) => {
        bytes += text.length
        // Servers write whole frames, and loopback hands on whole writes of this size.
        for (let at = text.indexOf(EVENT); at !== -1; at = text.indexOf(EVENT, at + EVENT.length)) events += 1
        if (!isReady && text.includes('event: ready')) {
          isReady = true
          ready += 1
        }
        check()
      })
      socket.write(requestOf(`a${begin + place}`))
      return socket
    })
    sockets.push(...(await Promise.all(batch)))
  }
  await new Promise<void>((resolve) => {
    check = () => ready >= count && resolve()
    check()
  })
  let wanted = 0
  return {
    async waitFor(more) {
      wanted += more * count
      await new Promise<void>((resolve) => {
        check = () => events >= wanted && resolve()
        check()
      })
    },
    events: () => events,
    bytes: () => bytes,
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}
