import type { Store } from '@docket/core/store'
import { type Replay, readHistory, ticketProblems } from '../world/check-ticket.js'
import type { PathStep, WorkflowPath } from './workflow-paths.js'

/** What a path is played on: a desk on any store, as an actor who may do everything. */
export interface PathStage {
  readonly store: Store
  readonly tenant: string
  /** Folds a log to a view: `replay` of `@docket/core`. */
  readonly replay: Replay
  /** Begins a ticket of the workflow, which must be in its initial state then. */
  create(): Promise<{ readonly id: string }>
  /** Sends the event; rejects when the desk refuses it. */
  send(ticketId: string, event: string): Promise<unknown>
  /** Brings about what the step's guards ask for. */
  prepare?(ticketId: string, step: PathStep): Promise<void>
}

/** How much was played. */
export interface PathReport {
  readonly paths: number
  readonly steps: number
}

/**
 * Plays each path on a ticket of its own. After each step the ticket is in the state that the workflow says, and its
 * record is the fold of its log.
 *
 * @throws Error that names the path and the step when that does not hold
 */
export async function runPaths(stage: PathStage, paths: readonly WorkflowPath[]): Promise<PathReport> {
  let steps = 0
  for (const path of paths) {
    const { id } = await stage.create()
    await expectState(stage, id, path[0]?.from ?? null, 'the beginning')
    for (const [index, step] of path.entries()) {
      const where = `step ${index + 1} of ${path.map(({ event }) => event).join(' → ')}`
      await stage.prepare?.(id, step)
      await stage.send(id, step.event).catch((cause: unknown) => {
        throw new Error(`The desk refused ${step.event} in ${step.from} (${where}).`, { cause })
      })
      await expectState(stage, id, step.to, where)
      steps += 1
    }
  }
  return { paths: paths.length, steps }
}

async function expectState(stage: PathStage, id: string, state: string | null, where: string): Promise<void> {
  const history = await readHistory(stage.store, stage.tenant, id)
  if (history === null) throw new Error(`The ticket ${id} is not in the store after ${where}.`)
  if (state !== null && history.record.state !== state) {
    throw new Error(`The ticket is in ${history.record.state} instead of ${state} after ${where}.`)
  }
  const problems = ticketProblems(history, stage.replay)
  if (problems.length > 0) throw new Error(`After ${where}: ${problems.join('; ')}`)
}
