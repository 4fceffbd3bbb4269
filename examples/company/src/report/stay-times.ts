import type { JourneyStage, SlaVerdict } from '@docket/core'
import { workedBetween } from './worked-between.js'

/** What a stay took on its stage's clock, what was promised, and how long nobody took it up: in seconds of working time. */
export function stayTimes(stay: JourneyStage, verdicts: readonly SlaVerdict[]) {
  const { number, from, secondsOpen: clockSeconds, secondsInTransit } = stay
  const verdict = verdicts.find(({ target, cycle }) => target === 'stage' && cycle === number)
  const secondsLeft = verdict?.secondsLeft ?? null
  const takenUpAt = new Date(Number(from) + secondsInTransit * 1000)
  const untaken = workedBetween(verdict?.calendar?.id ?? null, from, takenUpAt)
  return {
    clockSeconds,
    promisedSeconds: clockSeconds === null || secondsLeft === null ? null : clockSeconds + secondsLeft,
    // The desk counts wall time until it was taken up; nobody is awaited while the clock stands still.
    waitSeconds: clockSeconds === null ? untaken : Math.min(untaken, clockSeconds),
    /** Negative when it was late. */
    secondsLeft,
  }
}
