import type { SlaProgress, SlaTarget, TicketSla } from '../store/record-types.js'
import type { TicketEvent } from '../ticket/event-types.js'

/** The events that change a ticket's promises. */
export type SlaEvent = Extract<TicketEvent, { type: `sla.${string}` }>

/** A ticket's promises after one more event about them. */
export function slaAfter(sla: TicketSla | null, event: SlaEvent): TicketSla | null {
  if (event.type === 'sla.applied') {
    const { promise, since, keepsFormer } = event.data
    if (sla === null) return { ...NOTHING_SETTLED, promise, since }
    if (!keepsFormer) return { ...sla, promise }
    return { ...sla, promise, former: sla.promise, formerProgress: sla.progress }
  }
  // Written by a newer node, or by hand: without a promise there is nothing that it could change.
  if (sla === null) return null
  switch (event.type) {
    case 'sla.inherited':
      return { ...sla, inherited: { cycle: event.data.cycle, from: event.data.from } }
    case 'sla.met':
      return settled(sla, event.data, { verdict: 'met', ended: true })
    case 'sla.breached':
      return settled(sla, event.data, { verdict: 'breached', ended: false })
    case 'sla.completed':
      return settled(sla, event.data, { verdict: 'breached', ended: true })
    case 'sla.escalated': {
      const { target, cycle, step } = event.data
      const until = begun(sla.progress, target, cycle)
      return progressed(sla, 'progress', target, { ...until, steps: [...until.steps, step] })
    }
  }
}

/** What has been settled of a target in a cycle; of an earlier or later cycle nothing counts. */
export function progressOf(progress: TicketSla['progress'], target: SlaTarget, cycle: number): SlaProgress | null {
  const known = progress[target]
  return known?.cycle === cycle ? known : null
}

const NOTHING_SETTLED = { former: null, inherited: null, progress: {}, formerProgress: {} } as const

function begun(progress: TicketSla['progress'], target: SlaTarget, cycle: number): SlaProgress {
  return progressOf(progress, target, cycle) ?? { cycle, verdict: null, ended: false, steps: [] }
}

function settled(
  sla: TicketSla,
  data: { readonly target: SlaTarget; readonly cycle: number; readonly former: boolean },
  verdict: Pick<SlaProgress, 'verdict' | 'ended'>,
): TicketSla {
  const { target, cycle, former } = data
  const which = former ? 'formerProgress' : 'progress'
  return progressed(sla, which, target, { ...begun(sla[which], target, cycle), ...verdict })
}

function progressed(
  sla: TicketSla,
  which: 'progress' | 'formerProgress',
  target: SlaTarget,
  progress: SlaProgress,
): TicketSla {
  return { ...sla, [which]: { ...sla[which], [target]: progress } }
}
