import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { DocketError } from '@docket/core'
import { REAL_LOG, ReplayError } from '@docket/example-incident-replay'
import { formatFigures } from './figures.js'
import { chosenLog, importHistory } from './history.js'
import { HELP, type Options, parseOptions } from './options.js'
import { rehearseSupport } from './rehearse.js'
import { page } from './report/page.js'

const SAID_EVERY = 500
const say = (sentence: string) => void process.stderr.write(`${sentence}\n`)

try {
  await main(parseOptions(process.argv.slice(2)))
} catch (error) {
  // What the person at the keyboard can do something about: their input, the desk's refusal, the file system.
  const expected = error instanceof ReplayError || DocketError.is(error)
  if (!(error instanceof Error) || !(expected || 'syscall' in error)) throw error
  say(error.message)
  process.exitCode = 1
}

async function main({ help, file, out }: Options): Promise<void> {
  if (help) {
    process.stdout.write(HELP)
    return
  }
  if (file === null && !existsSync(REAL_LOG)) say('NOT RUN on the real log, because it is not here.')
  const log = chosenLog(file)
  say(`Importing ${log.title}.`)
  const history = await importHistory(log)
  say('Rehearsing the new priority and routing.')
  const rehearsed = await rehearseSupport(history, ({ tickets, at }) => {
    if (tickets % SAID_EVERY === 0) say(`  ${tickets} tickets, up to ${at.toISOString().slice(0, 10)}`)
  })
  await writeFile(out, page(rehearsed))
  say(`The page is in ${out}.`)
  process.stdout.write(`\n${formatFigures(rehearsed)}`)
}
