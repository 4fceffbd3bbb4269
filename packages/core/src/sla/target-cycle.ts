import type { Cycle, SlaTarget, TicketView } from '../store/record-types.js'

/**
 * The run of a target's clock that counts now: the one that lasts, else the last one. Null when there has been none
 * since the ticket's first promise.
 */
export function cycleOf(target: SlaTarget, view: TicketView): Cycle | null {
  const { sla } = view
  const cycle = bareCycle(target, view)
  if (sla === null || cycle === null || (cycle.to !== null && cycle.to < sla.since)) return null
  const inherited = sla.inherited !== null && inherits(target, cycle, sla.inherited) ? sla.inherited.from : cycle.from
  return { ...cycle, from: inherited < cycle.from ? inherited : Math.max(cycle.from, sla.since) }
}

type Inherited = NonNullable<NonNullable<TicketView['sla']>['inherited']>

function bareCycle(target: SlaTarget, { facts, flow, createdAt }: TicketView): Cycle | null {
  switch (target) {
    case 'acceptance':
      return facts.acceptance
    case 'firstResponse':
      return { number: 1, from: createdAt, to: earlier(facts.firstResponseAt, facts.firstSolvedAt) }
    case 'nextResponse':
      return facts.answer
    case 'stage':
      return flow.stage ? { number: flow.stage.number, from: flow.stage.since, to: flow.stage.to } : null
    case 'resolution':
      return { number: facts.reopenings + 1, from: facts.reopenedAt ?? createdAt, to: facts.solvedAt }
  }
}

function inherits(target: SlaTarget, cycle: Cycle, { cycle: of, unanswered }: Inherited): boolean {
  if (target === 'resolution') return cycle.number === of
  return target === 'firstResponse' && unanswered === true
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}
