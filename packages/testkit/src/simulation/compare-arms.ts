import type { CreateTicket, DeskDefinition, DeskShape } from '@docket/core'
import { DocketError } from '@docket/core/store'
import { type Estimate, estimateOf } from './estimate.js'
import { measuresOf } from './measures.js'
import type { SimulationReport } from './report-types.js'
import { simulateDesk } from './simulate-desk.js'
import type { Simulation } from './simulation-types.js'

/** What an arm may do otherwise. Customers and their work are the same in all arms. */
export interface ArmChange<Shape extends DeskShape>
  extends Partial<Pick<Simulation<Shape>, 'arm' | 'agents' | 'works' | 'answers' | 'setUp' | 'staged'>> {
  /** The comparison's if left out. */
  readonly definition?: DeskDefinition<Shape>
}

/** Numbers by name; null where there was nothing to measure. */
export type Figures = Readonly<Record<string, number | null>>

/** What {@link compareArms} takes besides the desk's definition. */
export interface ComparisonOptions<Shape extends DeskShape> extends Simulation<Shape> {
  /** How many seeds, from 1 on, or which; 30 or more for figures that are told to others. */
  readonly seeds: number | readonly number[]
  /** By name; the others are compared with the first. */
  readonly arms: { readonly [name: string]: ArmChange<Shape> }
  /** What is looked at; {@link figuresOf} if left out. */
  readonly figures?: (report: SimulationReport<CreateTicket<Shape>>) => Figures
  /** Assumptions to vary, by name: each is varied alone, in all arms, with all else as it is. Takes each arm's simulation. */
  readonly vary?: Readonly<Record<string, (simulation: Simulation<Shape>, arm: string) => Simulation<Shape>>>
  /** Is told after each run. */
  readonly onProgress?: (done: number, of: number) => void
}

/** The figures of arms under the same assumptions, by arm and figure. */
export interface ComparedArms {
  readonly arms: { readonly [arm: string]: { readonly [figure: string]: Estimate } }
  /** Of each arm but the first: its figures minus the first arm's, seed by seed. An interval without 0 tells them apart. */
  readonly differences: { readonly [arm: string]: { readonly [figure: string]: Estimate } }
}

/** What a comparison came to, in this model. */
export interface Comparison extends ComparedArms {
  readonly seeds: readonly number[]
  /** The same with one assumption varied each. */
  readonly variations: { readonly [name: string]: ComparedArms }
}

/**
 * Runs arms on the same customers, seed by seed, and compares them: means with 95 % intervals, and differences paired by
 * seed, both by Student's t. What it says is true in this model, and hardly for other assumptions than those varied.
 *
 * @throws DocketError `INVALID_INPUT`, and what {@link simulateDesk} throws
 * @example
 * ```ts
 * import { createDesk } from '@docket/core'
 * import { memoryStore } from '@docket/store-memory'
 * import { compareArms, dispatcher } from '@docket/testkit'
 *
 * const comparison = await compareArms(support, {
 *   since: new Date('2025-06-02T00:00:00Z'),
 *   until: new Date('2025-06-03T00:00:00Z'),
 *   createDesk: (definition, parts) => createDesk(definition, { ...parts, effects: { mail: async () => {} } }),
 *   store: memoryStore,
 *   arrivals: [{ at: new Date('2025-06-02T08:00:00Z'), ticket: { subject: 'Help', requester: { id: 'c1' } } }],
 *   agents: [{ id: 'ann', name: 'Ann' }],
 *   handling: (_ticket, _agent, random) => ({ seconds: 600 * random.next() }),
 *   seeds: 30,
 *   arms: { dispatcher: { arm: dispatcher({ every: { minutes: 15 }, perTicket: { seconds: 45 } }) }, desk: {} },
 * })
 * console.log(comparison.differences['desk']?.['dispatchP95'])
 * ```
 */
export async function compareArms<Shape extends DeskShape>(
  definition: DeskDefinition<Shape>,
  options: ComparisonOptions<NoInfer<Shape>>,
): Promise<Comparison> {
  const { seeds: asked, arms, figures = figuresOf, vary = {}, onProgress, ...common } = options
  const seeds = typeof asked === 'number' ? Array.from({ length: asked }, (_, index) => index + 1) : asked
  if (seeds.length === 0 || Object.keys(arms).length === 0) {
    throw new DocketError('INVALID_INPUT', 'Give at least one seed and one arm to compare.')
  }
  const runs = seeds.length * Object.keys(arms).length * (1 + Object.keys(vary).length)
  let done = 0
  type Vary = NonNullable<typeof options.vary>[string]
  const compare = async (change: Vary): Promise<ComparedArms> => {
    const found: Record<string, Figures[]> = {}
    for (const [name, { definition: own = definition, ...arm }] of Object.entries(arms)) {
      const simulation = change({ ...common, ...arm }, name)
      const ofArm: Figures[] = []
      for (const seed of seeds) {
        ofArm.push(figures(await simulateDesk(own, { ...simulation, seed })))
        done += 1
        onProgress?.(done, runs)
      }
      found[name] = ofArm
    }
    return compared(found)
  }
  const asIs = await compare((simulation) => simulation)
  const variations: Record<string, ComparedArms> = {}
  for (const [name, change] of Object.entries(vary)) variations[name] = await compare(change)
  return { seeds, ...asIs, variations }
}

/** The usual figures of a run: percentiles and shares of its measures. Spans are seconds. */
export function figuresOf(report: SimulationReport): Figures {
  const measures = measuresOf(report)
  const { firstAssignmentAccuracy, ineligible, silentlyUnassigned, utilisation, flowEfficiency } = measures
  return {
    dispatchP50: measures.dispatch.p50,
    dispatchP95: measures.dispatch.p95,
    avoidableWaitP95: measures.avoidableWait.p95,
    firstResponseP95: measures.firstResponse.p95,
    respondedWithinHour: measures.respondedWithinHour,
    firstAssignmentAccuracy,
    ineligible,
    silentlyUnassigned,
    utilisation,
    ...Object.fromEntries(
      Object.entries(measures.utilisationOf).map(([group, value]) => [`utilisation of ${group}`, value]),
    ),
    flowEfficiency,
    overdueShare: measures.overdueShare,
    unassigned: measures.unassigned,
  }
}

function compared(found: Readonly<Record<string, readonly Figures[]>>): ComparedArms {
  const [first = [], ...others] = Object.values(found)
  const names = Object.keys(found)
  const estimates = (runs: readonly Figures[]) => {
    const figures = [...new Set(runs.flatMap((run) => Object.keys(run)))]
    return Object.fromEntries(figures.map((name) => [name, estimateOf(runs.map((run) => run[name] ?? null))]))
  }
  return {
    arms: Object.fromEntries(Object.entries(found).map(([name, runs]) => [name, estimates(runs)])),
    differences: Object.fromEntries(
      others.map((runs, index) => [
        names[index + 1] ?? '',
        estimates(runs.map((run, seed) => minus(run, first[seed] ?? {}))),
      ]),
    ),
  }
}

function minus(one: Figures, other: Figures): Figures {
  return Object.fromEntries(
    Object.entries(one).map(([name, value]) => {
      const base = other[name] ?? null
      return [name, value === null || base === null ? null : value - base]
    }),
  )
}
