import { writeFile } from 'node:fs/promises'
import { DocketError } from '@docket/core'
import { ReplayError } from '@docket/example-incident-replay'
import { CHANGES } from './changes.js'
import { attainmentChart } from './chart/attainment-chart.js'
import { chosenLog, importHistory } from './history.js'
import { HELP, type LabOptions, parseOptions } from './options.js'
import { type Outcome, rehearseChange } from './outcome.js'
import { formatReport } from './report.js'

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

async function main({ help, file, out, json }: LabOptions): Promise<void> {
  if (help) {
    process.stdout.write(HELP)
    return
  }
  const log = chosenLog(file)
  say(`Importing ${log.title}.`)
  const history = await importHistory(log)
  const outcomes: Outcome[] = []
  for (const change of CHANGES) {
    say(`Rehearsing: ${change.title}.`)
    outcomes.push(await rehearseChange(history, change))
  }
  await writeFile(out, attainmentChart(outcomes))
  say(`The chart is in ${out}.`)
  if (json) process.stdout.write(`${JSON.stringify({ history: log.title, span: history.span, changes: outcomes })}\n`)
  else process.stdout.write(`\n${formatReport(outcomes)}`)
}
