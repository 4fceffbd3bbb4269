import type { ActorReference, CreateTicket, DeskDefinition, DeskShape, EventOf } from '@docket/core'
import type { Instant } from '@docket/core/store'
import { expectFollowingStore, type MovableClock } from '../time/movable-clock.js'
import { travelEnd } from '../time/travel-end.js'
import { Agenda } from './agenda.js'
import { DeskProcess } from './desk-process.js'
import { People } from './people.js'
import { Roster } from './roster.js'
import type { SimulatedAgent, SimulationOptions } from './simulation-types.js'
import { Staff } from './staff.js'
import { StagedStaff } from './staged-staff.js'
import { streamOf } from './streams.js'
import type { Trace, TracedEvent } from './trace.js'
import { Traces } from './traces.js'
import { countedIds, standingClock } from './virtual-parts.js'
import { oneAtATime } from './work-models.js'

/** The agents at work, whichever way they work. */
export interface Workers<Ticket> {
  /** Lets an agent look at what there is to do. */
  look(agent: string): void
  /** Something has happened to a ticket. */
  stir(trace: Trace<Ticket>): void
  /** A notification about a ticket has come to an agent. */
  remind(agent: string, ticketId: string): void
  end(): void
  workedMs(agent: string): number
}

/** Everything of one run. */
export interface Run<Shape extends DeskShape> {
  readonly clock: MovableClock
  /** When it is over at the latest. */
  readonly end: Instant
  readonly process: DeskProcess<Shape>
  readonly people: People<Shape>
  readonly agenda: Agenda
  readonly roster: Roster<CreateTicket<Shape>>
  readonly traces: Traces<CreateTicket<Shape>>
  readonly staff: Workers<CreateTicket<Shape>>
  /** Fails when the store goes by another clock; once, as soon as there is something to see it by. */
  readonly checkClock: () => Promise<void>
}

const TAIL = { days: 7 }

/** Opens a desk on a fresh store, with its agents in the directory. */
export async function openRun<Shape extends DeskShape>(
  definition: DeskDefinition<Shape>,
  options: SimulationOptions<Shape>,
): Promise<Run<Shape>> {
  const { seed, since, until, tail = TAIL, createDesk, tenant = 'simulation', agents, arm = 'desk' } = options
  const from = since.getTime()
  const clock = standingClock(from)
  const end = travelEnd(until.getTime(), tail)
  const agenda = new Agenda()
  const calendars = definition.model.calendars
  const roster = new Roster(agents, calendars, { from, to: end }, options.requires ?? (() => ({})))
  const traces = new Traces<CreateTicket<Shape>>(roster)
  const parts = { clock, ids: countedIds(), random: streamOf(seed, 'desk') }
  const own = arm === 'desk' ? definition : withoutRouting(definition)
  let staff: Workers<CreateTicket<Shape>> | null = null
  const process = new DeskProcess<Shape>({
    store: await options.store({ clock }),
    kills: options.kills ?? 0,
    random: streamOf(seed, 'kills'),
    async open(store, onError) {
      const desk = await createDesk(own, { ...parts, store, onError })
      desk.subscribe((event) => {
        if (event.tenant === tenant) traces.fold(traced(event))
      })
      return desk
    },
    onTold(notifications) {
      for (const { recipient, ticketId, tenant: of } of notifications) {
        if (of === tenant && recipient.type === 'agent') staff?.remind(recipient.id, ticketId)
      }
    },
    onRestart() {
      for (const { id } of traces.open) traces.gaps.add(id)
    },
  })
  const people = new People(process, traces, { tenant, solve: options.solve ?? ('solve' as EventOf<Shape>) })
  const common = { seed, now: () => clock.now(), until: until.getTime(), agenda, roster, traces }
  const works = options.works ?? oneAtATime
  const { staged, handling } = options
  staff = staged
    ? new StagedStaff({ ...common, staged, works, give: (actor, trace, call) => people.give(actor, trace, call) })
    : new Staff({
        ...common,
        handling: handling ?? (() => ({ seconds: 0 })),
        works,
        answer: (agent, id) => people.answer(agent, id),
        solve: (agent, id) => people.solve(agent, id),
      })
  await people.ask(async (desk) => options.setUp?.(desk, tenant))
  const directory = (desk: Parameters<NonNullable<typeof options.setUp>>[0]) =>
    desk.as({ tenant, actor: { type: 'service', id: 'simulation' } }).directory
  for (const agent of agents) await people.ask((desk) => directory(desk).putAgent(agentInput(agent)))
  process.arm()
  let isChecked = false
  const checkClock = async () => {
    if (!isChecked) await people.ask((desk) => expectFollowingStore(desk.system, clock))
    isChecked = true
  }
  return { clock, end, process, people, agenda, roster, traces, staff, checkClock }
}

function agentInput({ group: _group, ...agent }: SimulatedAgent) {
  return agent
}

function traced(event: {
  readonly ticketId: string
  readonly seq: number
  readonly type: string
  readonly occurredAt: Instant
  readonly actor: ActorReference
  readonly data: unknown
}): TracedEvent {
  const { ticketId, seq, type, occurredAt, actor, data } = event
  return { ticketId, seq, type, at: occurredAt, actor, data: data as TracedEvent['data'] }
}

/** The same desk, where tickets wait until somebody assigns them. */
function withoutRouting<Shape extends DeskShape>(definition: DeskDefinition<Shape>): DeskDefinition<Shape> {
  const { model } = definition
  const levels = new Map([...model.levels].map(([name, settings]) => [name, { ...settings, routing: null }]))
  return { ...definition, model: { ...model, routing: null, levels } }
}
