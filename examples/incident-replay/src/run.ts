import { createHash } from 'node:crypto'
import type { Store } from '@docket/core/store'
import { asImport, asLead, openDesk, putDirectory } from './desk.js'
import { type Figures, FiguresFold } from './figures/figures.js'
import type { Log } from './log/open-log.js'
import { type Survey, survey } from './log/survey.js'
import type { Matrix } from './matrix.js'
import { replay } from './replay.js'
import { ReplayError } from './replay-error.js'
import { incidentsOf } from './routing/incidents.js'
import { type Lived, liveThrough } from './routing/live-through.js'
import { learnAndJudge, type RoutingFigures } from './routing/routing-figures.js'
import { workOf } from './routing/work.js'
import { type SlaFigures, slaFigures } from './sla/sla-figures.js'
import { incidentWorkflow } from './workflow.js'

/** What to replay, where to, and whom to tell. */
export interface RunInput {
  readonly log: Log
  readonly matrix: Matrix
  readonly store: Store
  /** When to look at the lights; when the log's last incident began, if null. */
  readonly at: Date | null
  /** Is told, in sentences, what goes on. */
  readonly say: (sentence: string) => void
  /** Is told after each row how many are done. */
  readonly progress: (total: number) => { update(rows: number): void; stop(): void }
}

/** What came of it. */
export interface RunResult {
  readonly figures: Figures
  /** Null for an empty log, and for one that is too long to be rehearsed. */
  readonly sla: SlaFigures | null
  /** Null for a log that is too long to be learnt from. */
  readonly routing: RoutingFigures | null
  /** What became of the later incidents on a desk whose agents can be full; null like `routing`. */
  readonly lived: Lived | null
  /** Import commands carried out by this run, per second. */
  readonly commandsPerSecond: number
}

/** Replays a log into a desk on the store and gives the figures. Run again on the same store, it goes on where it was. */
export async function run({ log, matrix, store, at, say, progress }: RunInput): Promise<RunResult> {
  const found = await survey(log.rows())
  say(`${count(found.rows, 'row')} of ${count(found.incidents, 'incident')}; ${peopleOf(found)}.`)
  const { span } = found
  if (at !== null && span !== null && at < span.begin) {
    throw new ReplayError(
      `--at lies before the log, which begins at ${span.begin.toISOString()}; name a later instant.`,
    )
  }
  const [running, tenant] = [await openDesk(store, matrix), tenantOf(found, matrix)]
  const desk = asImport(running, tenant)
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
  const sla = span && (await slaFigures(asLead(running, tenant), { matrix, span, at }, say))
  const incidents = await incidentsOf(log.rows(), MOST_LEARNT_FROM)
  if (incidents === null) say(`Routing is left out: the log has more than ${MOST_LEARNT_FROM} incidents.`)
  const lesson = incidents && learnAndJudge(incidents)
  const lived = lesson && (await liveThrough(lesson, { matrix, work: await workOf(log.rows()) }))
  const routing = lesson?.figures ?? null
  return { figures: fold.finish(), sla, routing, lived, commandsPerSecond: Math.round(commands / seconds) }
}

/** As many as can be rehearsed. */
const MOST_LEARNT_FROM = 100_000

/** Each log is a tenant of its own, under each matrix and workflow: nothing of another can get into its table. */
function tenantOf({ fingerprint }: Survey, matrix: Matrix): string {
  const meaning = [Object.entries(matrix).sort(), incidentWorkflow.version]
  const hash = createHash('sha256').update(fingerprint).update(JSON.stringify(meaning)).digest('hex')
  return `incidents-${hash.slice(0, 16)}`
}

const peopleOf = ({ groups, agents }: Survey) => `${count(groups.length, 'group')}, ${count(agents.size, 'agent')}`

const count = (number: number, noun: string) => `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`
