import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { nodeListener } from '@docket/http/node'
import { createApp } from './app.js'
import { openDesk } from './desk/support.js'
import { openStore } from './open-store.js'
import { type DemoOptions, OptionError } from './options.js'
import { seed } from './seed/seed.js'

/** The shop while it is open. */
export interface OpenShop {
  /** Such as `http://127.0.0.1:4400`. */
  readonly base: string
  /** Where the tickets are, as a sentence. */
  readonly kept: string
  /** Closes it wholly: requests, worker, store. */
  readonly close: () => Promise<void>
}

/** Opens the shop. Throws an {@link OptionError} when the port is taken. */
export async function serve(options: DemoOptions): Promise<OpenShop> {
  // The port first: who starts it twice hears so before anything is opened.
  const server = await listen(options.port)
  try {
    return await open(server, options)
  } catch (error) {
    await closed(server)
    throw error
  }
}

async function open(server: Server, options: DemoOptions): Promise<OpenShop> {
  const { store, files, secret, title, close } = await openStore(options)
  try {
    const isNew = await seed(store, files)
    const desk = await openDesk({ store, files })
    const ending = new AbortController()
    const shop = nodeListener(await createApp({ desk, secret, signal: ending.signal }))
    server.removeAllListeners('request').on('request', shop)
    const worker = desk.system.startWorker()
    return {
      base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      kept: `The tickets are ${title}${isNew ? ', with eight to begin with' : ', as they were left'}.`,
      async close() {
        // Streams end here; what else has not come to an end when the worker has would have no store any more.
        ending.abort()
        await worker.stop()
        await closed(server)
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function listen(port: number): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(503, { 'retry-after': '2', refresh: '2' }).end('The shop opens in a moment.')
  })
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') {
      throw new OptionError(
        `Port ${port} is in use, perhaps by another start of the demo. End that one, or take any free port: npm run demo -- --port 0.`,
      )
    }
    if (code === 'EACCES') throw new OptionError(`Port ${port} is not ours to take; choose one above 1023 with --port.`)
    throw error
  }
  return server
}

async function closed(server: Server): Promise<void> {
  const done = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await done
}
