import { manualClock } from '@docket/core/testing'
import { memoryStore } from '@docket/store-memory'
import { HELP, OptionError, parseOptions } from './options.js'
import { collect } from './report/collect.js'
import { writeReport } from './report/write.js'
import { BEGIN, tell } from './story/tell.js'

try {
  process.stdout.write(await main(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof OptionError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function main(args: readonly string[]): Promise<string> {
  const { help, json, language, seed } = parseOptions(args)
  if (help) return HELP
  const clock = manualClock(BEGIN)
  const story = await tell(memoryStore({ clock }), clock, seed)
  const report = await collect(story, seed)
  return json ? `${JSON.stringify(report)}\n` : writeReport(report, language)
}
