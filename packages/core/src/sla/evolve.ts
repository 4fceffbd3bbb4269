import type { DefinitionReference, SlaProgress, SlaTarget, TicketSla } from '../store/record-types.js'
import type { TicketEvent, VerdictData } from '../ticket/event-types.js'

/** The events that change a ticket's promises. */
export type SlaEvent = Extract<TicketEvent, { type: `sla.${string}` }>

/** A ticket's promises after one more event about them. */
export function slaAfter(sla: TicketSla | null, event: SlaEvent): TicketSla | null {
  if (event.type === 'sla.applied') {
    const { promise, since, keepsFormer } = event.data
    if (sla === null) return { ...NOTHING_SETTLED, promise, since }
    if (!keepsFormer) return { ...sla, promise }
    return { ...sla, promise, progress: unjudged(sla.progress), former: sla.promise, formerProgress: sla.progress }
  }
  // Written by a newer node, or by hand: without a promise there is nothing that it could change.
  if (sla === null) return null
  switch (event.type) {
    case 'sla.inherited': {
      const { cycle, from, unanswered, pauses } = event.data
      return { ...sla, inherited: { cycle, from, unanswered, ...(pauses && { pauses }) } }
    }
    case 'sla.met':
      return settled(sla, event.data, { verdict: 'met', ended: true, left: event.data.left })
    case 'sla.breached':
      return settled(sla, event.data, { verdict: 'breached', ended: false, left: null })
    case 'sla.completed':
      return settled(sla, event.data, { verdict: 'breached', ended: true, left: 0 - event.data.over })
    case 'sla.escalated': {
      const { target, cycle, step, policy } = event.data
      const until = begun(sla.progress, target, cycle)
      return progressed(sla, 'progress', target, { ...until, steps: [...until.steps, stepName(policy, step)] })
    }
  }
}

/** What has been settled of a target in a cycle; of an earlier or later cycle nothing counts. */
export function progressOf(progress: TicketSla['progress'], target: SlaTarget, cycle: number): SlaProgress | null {
  const known = progress[target]
  return known?.cycle === cycle ? known : null
}

/** How a step that was taken is remembered. */
export function stepName(policy: DefinitionReference, step: string): string {
  return `${policy.id} ${step}`
}

const NOTHING_SETTLED = { former: null, inherited: null, progress: {}, formerProgress: {} } as const

const NO_VERDICT = { verdict: null, ended: false, dueAt: null, seconds: null, left: null } as const

/** Progress under a promise that begins beside another: what has ended stays judged, what runs is judged anew. */
function unjudged(progress: TicketSla['progress']): TicketSla['progress'] {
  const fresh = Object.entries(progress).map(([target, known]) => {
    return [target, known.ended ? known : { ...known, ...NO_VERDICT }]
  })
  return Object.fromEntries(fresh) as TicketSla['progress']
}

function begun(progress: TicketSla['progress'], target: SlaTarget, cycle: number): SlaProgress {
  return progressOf(progress, target, cycle) ?? { cycle, ...NO_VERDICT, steps: [] }
}

function settled(
  sla: TicketSla,
  data: VerdictData,
  verdict: Pick<SlaProgress, 'verdict' | 'ended' | 'left'>,
): TicketSla {
  const { target, cycle, former, dueAt, seconds } = data
  const which = former ? 'formerProgress' : 'progress'
  return progressed(sla, which, target, { ...begun(sla[which], target, cycle), ...verdict, dueAt, seconds })
}

function progressed(
  sla: TicketSla,
  which: 'progress' | 'formerProgress',
  target: SlaTarget,
  progress: SlaProgress,
): TicketSla {
  return { ...sla, [which]: { ...sla[which], [target]: progress } }
}
