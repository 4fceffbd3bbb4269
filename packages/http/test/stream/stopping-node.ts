import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDesk, type Desk } from '@docket/core'
import { postgresStore } from '@docket/store-postgres'
import pg from 'pg'
import { createHandler } from '../../src/index.js'
import { nodeListener } from '../../src/node/index.js'
import { definition, principalOf, SECRET } from './stream-desk.js'

// A process that serves a desk until it is told to stop; its arguments are the address of the database and the schema.
const [connectionString = '', schema = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString, max: 5 })
const desk = (await createDesk(definition, { store: postgresStore({ pool, schema }) })) as unknown as Desk
const stop = new AbortController()
const handle = createHandler(desk, {
  authenticate: (request) => principalOf(request.headers.get('authorization') ?? ''),
  secret: SECRET,
  signal: stop.signal,
  rateLimiter: { take: async () => ({ allowed: true, retryAfterMs: 0 }) },
  streams: { mostPerPrincipal: 1_000 },
})
const server = createServer(nodeListener(handle))

process.once('SIGTERM', () => {
  server.close(() => void pool.end())
  stop.abort()
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
console.log(`listening on ${(server.address() as AddressInfo).port}`)
