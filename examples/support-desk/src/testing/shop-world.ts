import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { memoryFileStore } from '@docket/files'
import { nodeListener } from '@docket/http/node'
import { memoryStore } from '@docket/store-memory'
import { createApp } from '../app.js'
import { openDesk } from '../desk/support.js'
import { seed } from '../seed/seed.js'

/** The shop on a loopback port, with its stories told and a worker. */
export async function servedShop() {
  const store = memoryStore()
  const files = memoryFileStore()
  await seed(store, files)
  const desk = await openDesk({ store, files })
  const server = createServer(nodeListener(await createApp({ desk, secret: 'iG7rT2kW9zQ4mX1vN6cY8pL3sJ5dF0hB' })))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const worker = desk.system.startWorker({ pollMs: 50 })
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await worker.stop()
    },
  }
}
