import { DocketError } from '@docket/core'
import { HELP, OptionError, parseOptions } from './options.js'
import { serve } from './serve.js'

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)

try {
  const options = parseOptions(process.argv.slice(2), process.env)
  if (options.help) process.stdout.write(HELP)
  else await run(options)
} catch (error) {
  if (!isExpected(error)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

/** Serves the shop until somebody ends it. */
async function run(options: Parameters<typeof serve>[0]): Promise<void> {
  // Heard from the beginning: whoever is impatient while PostgreSQL starts leaves no server behind.
  const ended = signal()
  const shop = await serve(options)
  say(shop.kept)
  say(`Shop:      ${shop.base}/`)
  say(`Customer:  ${shop.base}/?customer=emma`)
  say(`Agent:     ${shop.base}/agent?as=mei`)
  say('Open both side by side. Ctrl+C ends it.')
  await ended
  await shop.close()
}

function signal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve())
  })
}

/** What the person at the keyboard can do something about: what they wrote, a folder, a server that is not there. */
function isExpected(error: unknown): error is Error {
  const isOfSystem = error instanceof Error && 'syscall' in error
  return error instanceof OptionError || isOfSystem || DocketError.is(error, 'STORE_UNAVAILABLE')
}
