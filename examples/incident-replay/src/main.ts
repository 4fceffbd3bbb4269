import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DocketError } from '@docket/core'
import { generateLog } from './generate/log.js'
import { fileLog, generatedLog, type Log, usualLog } from './log/open-log.js'
import { openStore } from './open-store.js'
import { HELP, parseOptions, type ReplayOptions } from './options.js'
import { showProgress } from './progress.js'
import { ReplayError } from './replay-error.js'
import { capacityToJson, formatCapacity } from './routing/capacity-table.js'
import { formatExplained } from './routing/explained-text.js'
import { formatRouting, routingToJson } from './routing/routing-table.js'
import { run } from './run.js'
import { formatSla, slaToJson } from './sla/sla-table.js'
import { formatTable, toJson } from './table.js'

const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)

// Ends in order, so that the embedded server is stopped with its parent.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

try {
  await main(parseOptions(process.argv.slice(2), process.env))
} catch (error) {
  if (!isExpected(error)) throw error
  const why = error.cause instanceof Error ? error.cause.message : ''
  say(error.message.includes(why) ? error.message : `${error.message} (${why})`)
  process.exitCode = 1
}

async function main(options: ReplayOptions): Promise<void> {
  if (options.help) {
    process.stdout.write(HELP)
    return
  }
  if (options.write !== null && options.generate !== null) {
    await pipeline(Readable.from(generateLog(options.generate)), createWriteStream(options.write))
    say(`Wrote ${options.write}.`)
    return
  }
  const log = chosenLog(options)
  say(`Replaying ${log.title}.`)
  const { store, title, close } = await openStore(options)
  say(`The tickets go to ${title}.`)
  try {
    const progress = (total: number) => showProgress(total, process.stderr)
    const { matrix, at } = options
    const { figures, sla, routing, lived, commandsPerSecond } = await run({ log, matrix, store, at, say, progress })
    if (options.json) {
      const decided = { routing: routingToJson(routing), capacity: capacityToJson(lived?.figures ?? null) }
      const json = { ...toJson(figures), sla: slaToJson(sla, at), ...decided, commandsPerSecond }
      process.stdout.write(`${JSON.stringify(json)}\n`)
    } else {
      const parts = [
        formatTable(figures),
        ...(sla ? [formatSla(sla)] : []),
        ...(routing ? [formatRouting(routing)] : []),
        ...(lived ? [formatCapacity(lived.figures), formatExplained(lived.explained)] : []),
        `${paceOf(commandsPerSecond)}\n`,
      ]
      process.stdout.write(`\n${parts.join('\n')}`)
    }
  } finally {
    await close()
  }
}

function chosenLog({ file, generate }: ReplayOptions): Log {
  if (file !== null) return fileLog(file)
  return generate === null ? usualLog() : generatedLog(generate)
}

/** What the person at the keyboard can do something about: their input, the desk's refusal, the file system. */
function isExpected(error: unknown): error is Error {
  return error instanceof ReplayError || DocketError.is(error) || (error instanceof Error && 'syscall' in error)
}

function paceOf(commandsPerSecond: number): string {
  if (commandsPerSecond === 0) return 'Nothing new to import: every row was there from an earlier run.'
  return `${commandsPerSecond.toLocaleString('en-US')} commands per second`
}
