import type { Firings } from './standing-work.js'

/** What really happened. A fault that never fired has shown nothing. */
export interface DrillCounts extends Firings {
  kills: number
  /** Kills that left commands without an answer. */
  killsUnderLoad: number
  /** Commands without an answer, sent again under their keys. */
  retries: number
  /** Answered commands, sent again under their keys. */
  repeats: number
  /** Workers that were stopped past their lease and went on. */
  zombies: number
  /** Results of such workers that came too late and were refused. */
  lateResults: number
  commands: number
  tickets: number
  events: number
  jobs: number
}

/** The counts of a drill that has not begun. */
export const noCounts = (): DrillCounts => ({
  kills: 0,
  killsUnderLoad: 0,
  retries: 0,
  repeats: 0,
  zombies: 0,
  lateResults: 0,
  commands: 0,
  tickets: 0,
  events: 0,
  jobs: 0,
  timersFired: 0,
  timersAfterKill: 0,
  routed: 0,
  routedAfterKill: 0,
})

const MUST_HAPPEN = [
  'killsUnderLoad',
  'retries',
  'lateResults',
  'timersFired',
  'timersAfterKill',
  'routed',
  'routedAfterKill',
] as const satisfies readonly (keyof DrillCounts)[]

/** What a drill of some length must have seen and did not. */
export const neverHappened = (counts: DrillCounts): readonly string[] =>
  MUST_HAPPEN.filter((name) => counts[name] === 0).map((name) => `it never happened: ${name} is 0`)
