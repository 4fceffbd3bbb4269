import { randomBytes } from 'node:crypto'
import { createApp } from './app.js'
import { memorySessions } from './sessions.js'
import { createSupport } from './support.js'

const desk = await createSupport(({ type, ticketId }) => console.log(`${type} ${ticketId}`))
const secret = process.env['DOCKET_SECRET'] ?? randomBytes(32).toString('base64url')
const stop = new AbortController()
const app = createApp({ desk, sessions: memorySessions(), secret, signal: stop.signal })
const worker = desk.system.startWorker()
const server = app.listen(Number(process.env['PORT'] ?? 3000), () => console.log('Support is at /api/support/docs'))

process.once('SIGTERM', () => {
  // No new connections; streams end, whose clients go on elsewhere; then the worker finishes what it has begun.
  server.close(() => void worker.stop())
  stop.abort()
})
