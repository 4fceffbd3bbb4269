import { createHash } from 'node:crypto'
import type { Store } from '@docket/core/store'
import { openDesk, putDirectory } from './desk.js'
import { type Figures, FiguresFold } from './figures/figures.js'
import type { Log } from './log/open-log.js'
import { type Survey, survey } from './log/survey.js'
import type { Matrix } from './matrix.js'
import { replay } from './replay.js'

/** What to replay, where to, and whom to tell. */
export interface RunInput {
  readonly log: Log
  readonly matrix: Matrix
  readonly store: Store
  /** Is told, in sentences, what goes on. */
  readonly say: (sentence: string) => void
  /** Is told after each row how many are done. */
  readonly progress: (total: number) => { update(rows: number): void; stop(): void }
}

/** What came of it. */
export interface RunResult {
  readonly figures: Figures
  /** Import commands carried out by this run, per second. */
  readonly commandsPerSecond: number
}

/** Replays a log into a desk on the store and gives the figures. Run again on the same store, it goes on where it was. */
export async function run({ log, matrix, store, say, progress }: RunInput): Promise<RunResult> {
  const found = await survey(log.rows())
  say(`${count(found.rows, 'row')} of ${count(found.incidents, 'incident')}; ${peopleOf(found)}.`)
  const desk = await openDesk(store, matrix, tenantOf(found, matrix))
  await putDirectory(desk, found)
  const earlier = await desk.list({ limit: 1 })
  if (earlier.items.length > 0) say('This log was begun here before; going on where it was.')

  const fold = new FiguresFold(matrix, found.scattered)
  const shown = progress(found.rows)
  const start = performance.now()
  let rows = 0
  let commands = 0
  try {
    for await (const step of replay(desk, 'incident-log', log.rows(), found.scattered)) {
      fold.add(step.replayed)
      commands += step.commands
      rows += 1
      shown.update(rows)
    }
  } finally {
    shown.stop()
  }
  const seconds = (performance.now() - start) / 1_000
  return { figures: fold.finish(), commandsPerSecond: Math.round(commands / seconds) }
}

/** Each log is a tenant of its own, under each matrix: nothing of another log can get into its table. */
function tenantOf({ fingerprint }: Survey, matrix: Matrix): string {
  const entries = Object.entries(matrix).sort()
  const hash = createHash('sha256').update(fingerprint).update(JSON.stringify(entries)).digest('hex')
  return `incidents-${hash.slice(0, 16)}`
}

const peopleOf = ({ groups, agents }: Survey) => `${count(groups.length, 'group')}, ${count(agents.size, 'agent')}`

const count = (number: number, noun: string) => `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`
