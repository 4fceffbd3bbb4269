import type { ReadTicket } from './read.js'
import type { TimeSum } from './report-types.js'

/** How long tickets stayed in each stage, and with each team. */
export function timesOf(tickets: readonly ReadTicket[]): { readonly stages: TimeSum[]; readonly teams: TimeSum[] } {
  const stays = tickets.flatMap(({ ticket, journey, verdicts }) =>
    journey.stages.map(({ name, number, owner, secondsOpen, secondsInTransit }) => ({
      stage: `${ticket.workflow} ${name}`,
      team: owner,
      workSeconds: secondsOpen ?? 0,
      transitSeconds: secondsInTransit,
      isLate: verdicts.some(
        ({ target, cycle, verdict }) => target === 'stage' && cycle === number && verdict === 'breached',
      ),
    })),
  )
  const sumBy = (of: (stay: (typeof stays)[number]) => string): TimeSum[] =>
    [...new Set(stays.map(of))].map((name) => {
      const own = stays.filter((stay) => of(stay) === name)
      return {
        of: name,
        stays: own.length,
        workSeconds: own.reduce((sum, { workSeconds }) => sum + workSeconds, 0),
        transitSeconds: own.reduce((sum, { transitSeconds }) => sum + transitSeconds, 0),
        late: own.filter(({ isLate }) => isLate).length,
      }
    })
  return { stages: sumBy(({ stage }) => stage), teams: sumBy(({ team }) => team) }
}
