import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { CERTIFICATE, KEY } from './certificate.js'

/** What a receiver got. */
export interface Received {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** How a receiver answers; 204 when it is not said. */
export type Answering = (response: ServerResponse, received: Received, reset: () => void) => void | Promise<void>

const open = new Set<() => Promise<void>>()

/** A receiver on the loopback, over TLS. */
export async function receiver(answering: Answering = (response) => void response.writeHead(204).end()) {
  const received: Received[] = []
  let connections = 0
  let answers = answering
  const sockets = new Set<Socket>()
  const server = createServer({ cert: CERTIFICATE, key: KEY }, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = request.headers as Record<string, string>
      const one = { url: request.url ?? '', headers, body: Buffer.concat(chunks).toString() }
      received.push(one)
      void answers(response, one, () => {
        for (const socket of sockets) socket.resetAndDestroy()
      })
    })
  })
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  open.add(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((done) => server.close(done))
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    received,
    connections: () => connections,
    answer(next: Answering) {
      answers = next
    },
  }
}

/** Closes all receivers; for `afterEach`. */
export async function closeReceivers(): Promise<void> {
  const all = [...open]
  open.clear()
  await Promise.all(all.map((close) => close()))
}

/** Answers with a status and headers. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}): Answering {
  return (response) => void response.writeHead(code, headers).end()
}
