import type { ReadTicket } from './read.js'
import type { TimeSum } from './report-types.js'
import { stayTimes } from './stay-times.js'

/** How long tickets stayed in each stage, and with each team. */
export function timesOf(tickets: readonly ReadTicket[]): { readonly stages: TimeSum[]; readonly teams: TimeSum[] } {
  const stays = tickets.flatMap(({ ticket, journey, verdicts }) =>
    journey.stages.map((stay) => ({
      stage: `${ticket.workflow} ${stay.name}`,
      team: stay.owner,
      ...stayTimes(stay, verdicts),
      isLate: verdicts.some(
        ({ target, cycle, verdict }) => target === 'stage' && cycle === stay.number && verdict === 'breached',
      ),
    })),
  )
  const sumBy = (of: (stay: (typeof stays)[number]) => string, isStage: boolean): TimeSum[] =>
    [...new Set(stays.map(of))].map((name) => {
      const own = stays.filter((stay) => of(stay) === name)
      return {
        of: name,
        stays: own.length,
        clockSeconds: own.reduce((sum, { clockSeconds }) => sum + (clockSeconds ?? 0), 0),
        promisedSeconds: isStage ? (own[0]?.promisedSeconds ?? null) : null,
        waitSeconds: own.reduce((sum, { waitSeconds }) => sum + waitSeconds, 0),
        late: own.filter(({ isLate }) => isLate).length,
      }
    })
  return { stages: sumBy(({ stage }) => stage, true), teams: sumBy(({ team }) => team, false) }
}
