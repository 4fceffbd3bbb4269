import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a server that can swallow what is sent, as a firewall does that has forgotten a connection. */
export interface BlackHole {
  readonly port: number
  /** From now on nothing passes on the connections that are open; new ones work. */
  swallow(): void
  /** How many connections were made so far. */
  readonly connections: () => number
  close(): Promise<void>
}

/** Opens a way to a server. */
export async function blackHole(target: { readonly host: string; readonly port: number }): Promise<BlackHole> {
  const open = new Set<{ readonly sockets: readonly Socket[]; swallowed: boolean }>()
  let connections = 0
  const server = createServer((near) => {
    connections += 1
    const far = connect(target.port, target.host)
    const pair = { sockets: [near, far], swallowed: false }
    open.add(pair)
    const pass = (from: Socket, to: Socket) => {
      from.on('data', (bytes) => {
        if (!pair.swallowed) to.write(bytes)
      })
      from.on('error', () => {})
      from.on('close', () => {
        if (!pair.swallowed) to.destroy()
      })
    }
    pass(near, far)
    pass(far, near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    swallow: () => {
      for (const pair of open) pair.swallowed = true
    },
    connections: () => connections,
    close: async () => {
      for (const { sockets } of open) for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
