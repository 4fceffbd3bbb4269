import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { nodeListener } from '@docket/http/node'
import { createApp } from './app.js'
import { openDesk } from './desk/support.js'
import { openStore } from './open-store.js'
import { type DemoOptions, HELP, OptionError, parseOptions } from './options.js'
import { seed } from './seed/seed.js'

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)

try {
  const options = parseOptions(process.argv.slice(2), process.env)
  if (options.help) process.stdout.write(HELP)
  else await serve(options)
} catch (error) {
  if (!isExpected(error)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function serve(options: DemoOptions): Promise<void> {
  const { store, files, secret, title, close } = await openStore(options)
  const isNew = await seed(store, files)
  const desk = await openDesk({ store, files })
  const ending = new AbortController()
  const server = createServer(nodeListener(await createApp({ desk, secret, signal: ending.signal })))
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const worker = desk.system.startWorker()
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  say(`The tickets are ${title}${isNew ? ', with eight to begin with' : ', as they were left'}.`)
  say(`Shop:      ${base}/`)
  say(`Customer:  ${base}/?customer=emma`)
  say(`Agent:     ${base}/agent?as=mei`)
  say('Open both side by side. Ctrl+C ends it.')

  const end = async () => {
    if (ending.signal.aborted) return
    ending.abort()
    server.close()
    server.closeIdleConnections()
    await worker.stop()
    // What has not come to an end by then has no store any more.
    server.closeAllConnections()
    await close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end())
}

/** What the person at the keyboard can do something about: what they wrote, or a port that is taken. */
function isExpected(error: unknown): error is Error {
  return error instanceof OptionError || (error instanceof Error && 'syscall' in error)
}
