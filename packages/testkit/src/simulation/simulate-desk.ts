import type { CreateTicket, DeskDefinition, DeskShape } from '@docket/core'
import { DocketError } from '@docket/core/store'
import { openRun } from './open-run.js'
import { play } from './play.js'
import { reportOf } from './report.js'
import type { SimulationReport } from './report-types.js'
import type { SimulationOptions } from './simulation-types.js'
import type { StagedWork } from './staged-types.js'

/**
 * Lets customers and agents, as modelled, work at a real desk on virtual time, and reports what became of each ticket.
 * What it says is true in this model: docs/simulation.md has its assumptions, and the definitions of the measures that
 * {@link measuresOf} takes of the report. The same seed gives the same report, byte for byte, on every store.
 *
 * The host's part is done as `service`, the agents' as `agent`, a dispatcher's as `lead`: the desk's access must let
 * them, as `defaultAccess` does.
 *
 * @throws DocketError `INVALID_INPUT` when the options cannot be, or the store does not follow the clock; whatever the
 *   desk throws when a ticket cannot be created, answered or solved; `LIMIT_EXCEEDED` when something causes itself again
 *   and again at one instant
 * @example
 * ```ts
 * import { createDesk, defaultAccess, defineCalendar, defineDesk, leastLoad, supportWorkflow } from '@docket/core'
 * import { memoryStore } from '@docket/store-memory'
 * import { measuresOf, poisson, simulateDesk } from '@docket/testkit'
 *
 * const hours = [['09:00', '18:00']] as const
 * const office = defineCalendar({ timeZone: 'UTC', weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours } })
 * const definition = defineDesk({
 *   workflows: [supportWorkflow],
 *   routing: leastLoad(),
 *   calendars: { office },
 *   access: defaultAccess(),
 * })
 * const report = await simulateDesk(definition, {
 *   seed: 1,
 *   since: new Date('2025-06-02T00:00:00Z'),
 *   until: new Date('2025-06-04T00:00:00Z'),
 *   createDesk,
 *   store: memoryStore,
 *   arrivals: poisson({
 *     perHour: (hour) => (hour >= 9 && hour < 18 ? 10 : 1),
 *     ticket: (_random, index) => ({ subject: `Ticket ${index}`, requester: { id: 'c1' } }),
 *   }),
 *   agents: ['ann', 'bob', 'cem'].map((id) => ({ id, name: id, shift: 'office', capacity: 3 })),
 *   handling: (_ticket, _agent, random) => ({ seconds: 300 + 1_200 * random.next(), answer: 0.3 }),
 *   hours: 'office',
 * })
 * console.log(measuresOf(report).firstResponse.p95)
 * ```
 */
export async function simulateDesk<Shape extends DeskShape>(
  definition: DeskDefinition<Shape>,
  options: SimulationOptions<NoInfer<Shape>>,
): Promise<SimulationReport<CreateTicket<Shape>>> {
  checkOptions(options)
  const run = await openRun(definition, options)
  await play(run, definition, options)
  return reportOf(run, definition, options)
}

function checkOptions<Shape extends DeskShape>(options: SimulationOptions<Shape>) {
  const { seed, since, until, kills = 0, agents, handling, staged } = options
  const problem = !Number.isSafeInteger(seed)
    ? '`seed` must be a whole number'
    : !(since.getTime() < until.getTime())
      ? '`since` must be earlier than `until`'
      : !(kills >= 0 && kills < 1)
        ? '`kills` must be a share from 0 up to, but not, 1'
        : new Set(agents.map(({ id }) => id)).size < agents.length
          ? 'two agents have one id'
          : (handling === undefined) === (staged === undefined)
            ? 'give exactly one of `handling` and `staged`'
            : staged && attentionProblem(staged.attention)
  if (problem) throw new DocketError('INVALID_INPUT', `The simulation cannot be: ${problem}.`)
}

function attentionProblem(attention: StagedWork['attention']): string | null {
  if (attention === undefined) return null
  const { forgets, reacts, looksAfterShifts, reactsAfterSeconds } = attention
  if (![forgets, reacts].every((share) => share >= 0 && share <= 1))
    return '`forgets` and `reacts` must be shares from 0 to 1'
  if (!Number.isSafeInteger(looksAfterShifts) || looksAfterShifts < 1)
    return '`looksAfterShifts` must be a whole number from 1'
  return reactsAfterSeconds >= 0 && Number.isFinite(reactsAfterSeconds)
    ? null
    : '`reactsAfterSeconds` must be a number from 0'
}
