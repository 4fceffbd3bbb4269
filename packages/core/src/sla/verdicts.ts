import type { Instant } from '../kernel/clock.js'
import type { TicketView } from '../store/record-types.js'
import type { EventDraft, VerdictData } from '../ticket/event-types.js'
import type { PromisesAtHand, SlaMoment } from './moments.js'
import { type RunningTarget, runsOf } from './promise.js'
import { elapsedMs } from './target-clock.js'

/** An event about a promise, with the instant at which it happened. */
export interface SlaOccurrence {
  readonly at: Instant
  readonly event: EventDraft
}

/** What happens when a moment has come. */
export function occurrenceAt({ at, run, former, step }: SlaMoment, view: TicketView): SlaOccurrence {
  if (step === null) return { at, event: { type: 'sla.breached', data: verdictData(run, view, former) } }
  const { target, cycle, dueAt, policy } = run
  return {
    at,
    event: {
      type: 'sla.escalated',
      data: { target, cycle: cycle.number, step: step.id, at, dueAt, policy, actions: step.actions },
    },
  }
}

/** The verdicts on what was done: every cycle that has ended and is not judged yet. */
export function verdictsDue(view: TicketView, { current, former }: PromisesAtHand): EventDraft[] {
  if (view.sla === null) return []
  const events = current ? runsOf(view, current).flatMap((run) => verdictOn(run, view, false)) : []
  if (former) events.push(...runsOf(view, former, 'former').flatMap((run) => verdictOn(run, view, true)))
  return events
}

function verdictOn(run: RunningTarget, view: TicketView, former: boolean): EventDraft[] {
  const { cycle, clock, total, dueAt, known } = run
  if (cycle.to === null || known?.ended === true) return []
  const data = { ...verdictData(run, view, former), endedAt: cycle.to }
  if (dueAt === null || (known?.verdict !== 'breached' && cycle.to <= dueAt)) {
    const left = Math.max(0, total - elapsedMs(clock, cycle.to)) / 1000
    return [{ type: 'sla.met', data: { ...data, left } }]
  }
  const completed: EventDraft = { type: 'sla.completed', data: { ...data, over: overSeconds(run, cycle.to) } }
  if (known?.verdict === 'breached') return [completed]
  // Nobody looked between the due date and the end, as when a policy comes to a ticket that is done.
  return [{ type: 'sla.breached', data: verdictData(run, view, former) }, completed]
}

/** The time on a run's clock since its due date, in seconds; 0 before it. */
export function overSeconds({ clock, dueAt }: RunningTarget, at: Instant): number {
  return dueAt === null || at <= dueAt ? 0 : elapsedMs({ ...clock, from: dueAt }, at) / 1000
}

function verdictData(
  { target, cycle, dueAt, total, policy, calendar }: RunningTarget,
  { priority, team, flow }: TicketView,
  former: boolean,
): VerdictData {
  const seconds = total / 1000
  const data = {
    target,
    cycle: cycle.number,
    from: cycle.from,
    dueAt,
    seconds,
    policy,
    calendar,
    former,
    priority,
    team,
  }
  return target === 'stage' && flow.stage ? { ...data, stage: flow.stage.name } : data
}
