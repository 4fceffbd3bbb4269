import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Connections that stay open, each with one request under way at most. */
export interface Connections {
  /** Sends so many requests over all connections, as they become free. */
  send(count: number, requestOf: (number: number) => Buffer): Promise<void>
  close(): void
}

const HEAD_END = Buffer.from('\r\n\r\n')
const CHUNKS_END = Buffer.from('0\r\n\r\n')

/** Opens connections to a server: plain sockets, so that the client takes little of the machine. */
export async function openConnections(port: number, count: number): Promise<Connections> {
  const sockets = await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(port, '127.0.0.1')
      socket.setNoDelay(true)
      await once(socket, 'connect')
      return socket
    }),
  )
  let sent = 0
  return {
    async send(times, requestOf) {
      const end = sent + times
      await Promise.all(
        sockets.map(async (socket) => {
          while (sent < end) {
            const request = requestOf(sent)
            sent += 1
            await exchange(socket, request)
          }
        }),
      )
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}

function exchange(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let got: Buffer = Buffer.alloc(0)
    const leave = (error?: Error) => {
      socket.off('data', take)
      socket.off('close', closed)
      if (error) reject(error)
      else resolve()
    }
    const closed = () => leave(new Error('The server has closed a connection.'))
    const take = (chunk: Buffer) => {
      got = got.length === 0 ? chunk : Buffer.concat([got, chunk])
      const head = got.indexOf(HEAD_END)
      if (head === -1) return
      const text = got.toString('latin1', 0, head)
      if (!text.startsWith('HTTP/1.1 2')) return leave(new Error(`${text}\n${got.toString().slice(head, head + 500)}`))
      const [, length] = /\r\ncontent-length: (\d+)/i.exec(text) ?? []
      const whole = length === undefined ? got.subarray(-5).equals(CHUNKS_END) : got.length >= head + 4 + Number(length)
      if (whole) leave()
    }
    socket.on('data', take)
    socket.on('close', closed)
    socket.write(request)
  })
}
