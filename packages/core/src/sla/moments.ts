import type { Instant } from '../kernel/clock.js'
import type { TicketView } from '../store/record-types.js'
import { stepName } from './evolve.js'
import type { StepDefinition } from './policy-types.js'
import type { PromiseAtHand, RunningTarget } from './promise.js'
import { runsOf } from './promise.js'
import { instantAt, shareMs } from './target-clock.js'

/** The promises of a ticket with their definitions at hand. */
export interface PromisesAtHand {
  readonly current: PromiseAtHand | null
  readonly former: PromiseAtHand | null
}

/** Something that happens by itself when its time comes: a due date passes, or a step of a ladder is to be taken. */
export interface SlaMoment {
  readonly at: Instant
  readonly run: RunningTarget
  readonly former: boolean
  /** Null for the passing of the due date. */
  readonly step: StepDefinition | null
}

/** What lies ahead of a ticket, or behind it and not done yet, in the order in which it is to happen. */
export function momentsOf(view: TicketView, { current, former }: PromisesAtHand): SlaMoment[] {
  if (view.sla === null) return []
  const moments = current ? runsOf(view, current).flatMap((run) => momentsOfRun(run, view, false)) : []
  if (former) moments.push(...runsOf(view, former, 'former').flatMap((run) => momentsOfRun(run, view, true)))
  // The sort keeps the order of what happens at one instant: by target, the due date first, then steps as declared.
  return moments.sort((a, b) => a.at - b.at)
}

/** When something next happens by itself; null for never. */
export function nextMomentAt(view: TicketView, promises: PromisesAtHand): Instant | null {
  return momentsOf(view, promises)[0]?.at ?? null
}

/** The earliest due date that has not been met; null while none runs. */
export function earliestDueAt(view: TicketView, { current }: PromisesAtHand): Instant | null {
  if (view.sla === null || current === null) return null
  const due = runsOf(view, current).flatMap(({ cycle, dueAt }) => (cycle.to === null && dueAt !== null ? [dueAt] : []))
  return due.length > 0 ? Math.min(...due) : null
}

function momentsOfRun(run: RunningTarget, view: TicketView, former: boolean): SlaMoment[] {
  if (run.cycle.to !== null) return []
  const { dueAt, known } = run
  const breach = dueAt === null || known?.verdict === 'breached' ? [] : [momentOf(run, former, dueAt + 1, null)]
  // A former promise is judged; its steps are no longer taken.
  const steps = former ? [] : run.definition.steps.filter((step) => !isTaken(run, step))
  return [
    ...breach,
    ...steps.flatMap((step) => {
      const at = instantOfStep(run, view, step)
      return at === null ? [] : [momentOf(run, former, at, step)]
    }),
  ]
}

function momentOf(run: RunningTarget, former: boolean, at: Instant, step: StepDefinition | null): SlaMoment {
  return { at, run, former, step }
}

function isTaken({ known, policy }: RunningTarget, { id }: StepDefinition): boolean {
  return known?.steps.includes(stepName(policy, id)) === true
}

function instantOfStep(run: RunningTarget, view: TicketView, { moment, wall }: StepDefinition): Instant | null {
  const { clock, total, dueAt, cycle } = run
  switch (moment.kind) {
    case 'used':
      return instantAt(clock, shareMs(total, moment.share))
    case 'before':
      if (!wall) return instantAt(clock, Math.max(0, total - moment.ms))
      return dueAt === null ? null : Math.max(cycle.from, dueAt - moment.ms)
    case 'after': {
      if (dueAt === null) return null
      // No time at all passes also in a pause that begins just then.
      const at = wall || moment.ms === 0 ? dueAt + moment.ms : instantAt({ ...clock, from: dueAt }, moment.ms)
      // What comes after the due date comes after it has passed.
      return at === null ? null : Math.max(at, dueAt + 1)
    }
    case 'idle': {
      const since = Math.max(cycle.from, view.facts.lastActedAt ?? cycle.from)
      return instantAt({ ...clock, from: since, calendar: wall ? null : clock.calendar }, moment.ms)
    }
  }
}
