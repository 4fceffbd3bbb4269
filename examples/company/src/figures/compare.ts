import { type Estimate, estimateOf, type SimulationReport, stagedMeasuresOf } from '@docket/testkit'
import { ARMS } from './arms.js'

/** The name of the frozen baseline among the arms. */
const BASELINE = 'by hand'

/** What an arm came to, each as a mean over the seeds with its interval. Shares are from 0 to 1. */
export interface ArmFigures {
  readonly tickets: Estimate
  /** The share of the tickets that nobody had solved sixty days later. */
  readonly unsolved: Estimate
  /** The share of the tickets that were solved later than promised. */
  readonly overdue: Estimate
  /** Hours from the creation to the solution, nights and weekends included. */
  readonly cycle: Estimate
  readonly transit: Estimate
  /** Commands by people, per ticket. */
  readonly commands: Estimate
  readonly lookUps: Estimate
  /** How often a ticket was put aside and forgotten. */
  readonly forgotten: Estimate
  /** Its cycle and its commands as shares of the baseline's, seed by seed. */
  readonly cycleShare: Estimate
  readonly commandsShare: Estimate
  /** The same with look-ups. */
  readonly callsShare: Estimate
}

/** What else a comparison may be told. */
export interface ComparisonOptions {
  /** Until when customers come; for two weeks if left out. */
  readonly until?: Date
  readonly onProgress?: (done: number, of: number) => void
}

type Row = { readonly [Name in keyof ArmFigures]: number }

/** Runs the arms on the same customers, seed by seed; the baseline has to be among them. */
export async function compareCompanyArms(
  seeds: readonly number[],
  names: readonly (keyof typeof ARMS)[] = Object.keys(ARMS) as (keyof typeof ARMS)[],
  { until, onProgress = () => {} }: ComparisonOptions = {},
): Promise<ReadonlyMap<string, ArmFigures>> {
  const rows = new Map<string, Row[]>(names.map((name) => [name, []]))
  let done = 0
  for (const seed of seeds) {
    const base = rowOf(await ARMS[BASELINE](seed, until), null)
    for (const name of names) {
      rows.get(name)?.push(name === BASELINE ? base : rowOf(await ARMS[name](seed, until), base))
      done += 1
      onProgress(done, seeds.length * names.length)
    }
  }
  return new Map([...rows].map(([name, of]) => [name, estimated(of)]))
}

function rowOf(report: SimulationReport, base: Row | null): Row {
  if (report.errors.length > 0) throw new Error(report.errors.join('\n'))
  const measures = stagedMeasuresOf(report)
  const { tickets, solved, overdueShare, transitShare, commandsByPeople, lookUpsByPeople, forgotten } = measures
  const cycle = (measures.cycle.mean ?? 0) / 3_600
  const commands = commandsByPeople ?? 0
  const lookUps = lookUpsByPeople ?? 0
  return {
    tickets,
    unsolved: (tickets - solved) / tickets,
    overdue: overdueShare ?? 0,
    cycle,
    transit: transitShare ?? 0,
    commands,
    lookUps,
    forgotten: forgotten ?? 0,
    cycleShare: base === null ? 1 : cycle / base.cycle,
    commandsShare: base === null ? 1 : commands / base.commands,
    callsShare: base === null ? 1 : (commands + lookUps) / (base.commands + base.lookUps),
  }
}

function estimated(rows: readonly Row[]): ArmFigures {
  const of = (name: keyof Row) => estimateOf(rows.map((row) => row[name]))
  return {
    tickets: of('tickets'),
    unsolved: of('unsolved'),
    overdue: of('overdue'),
    cycle: of('cycle'),
    transit: of('transit'),
    commands: of('commands'),
    lookUps: of('lookUps'),
    forgotten: of('forgotten'),
    cycleShare: of('cycleShare'),
    commandsShare: of('commandsShare'),
    callsShare: of('callsShare'),
  }
}
