import type { Instant } from '@docket/core/store'
import { DocketError } from '@docket/core/store'
import type { Agenda } from './agenda.js'
import type { Member, Roster } from './roster.js'
import type { Handling, HeldTicket, Work, WorkModel } from './simulation-types.js'
import { streamOf } from './streams.js'
import type { Trace } from './trace.js'
import type { Traces } from './traces.js'

interface Task<Ticket> {
  readonly trace: Trace<Ticket>
  readonly begun: Instant
}

interface Desktop<Ticket> {
  readonly member: Member
  readonly tasks: Map<string, Task<Ticket>>
  busySince: Instant | null
  workedMs: number
}

/** What people at work need of a run. */
export interface StaffOptions<Ticket> {
  readonly seed: number
  readonly now: () => Instant
  /** Until then work counts as used time. */
  readonly until: Instant
  readonly agenda: Agenda
  readonly roster: Roster<Ticket>
  readonly traces: Traces<Ticket>
  readonly handling: Handling<Ticket>
  readonly works: WorkModel<Ticket>
  readonly answer: (agent: string, ticketId: string) => Promise<unknown>
  readonly solve: (agent: string, ticketId: string) => Promise<unknown>
}

/** The agents at work. */
export class Staff<Ticket> {
  readonly #options: StaffOptions<Ticket>
  readonly #desktops: ReadonlyMap<string, Desktop<Ticket>>

  constructor(options: StaffOptions<Ticket>) {
    this.#options = options
    const desktops = [...options.roster.members].map(([id, member]): [string, Desktop<Ticket>] => {
      return [id, { member, tasks: new Map(), busySince: null, workedMs: 0 }]
    })
    this.#desktops = new Map(desktops)
    for (const [id, { presence }] of options.roster.members) {
      for (const at of presence.beginnings) options.agenda.put(at, () => this.look(id))
    }
  }

  /** Lets an agent look at what there is to do: drops what is no longer the agent's, and begins what the work model says. */
  look(agent: string): void {
    const desktop = this.#desktops.get(agent)
    if (desktop === undefined) return
    const { traces, works, now } = this.#options
    const { tasks, member } = desktop
    for (const task of [...tasks.values()]) {
      if (task.trace.assignee !== agent || !task.trace.isActive) this.#drop(desktop, task)
    }
    while (member.presence.isPresent(now())) {
      const mine = [...traces.heldBy(agent)].filter(({ assignee }) => assignee === agent)
      const idle = mine.filter(({ id }) => !tasks.has(id)).map(heldTicket)
      const chosen = works(
        idle,
        [...tasks.values()].map(({ trace }) => heldTicket(trace)),
      )
      const trace = idle.find((one) => one.id === chosen?.id) && traces.find(chosen?.id ?? '')
      if (trace === undefined) return
      this.#begin(desktop, trace)
    }
  }

  /** What has happened to a ticket, its holder looks at by itself. */
  stir(): void {}

  /** Nobody forgets. */
  remind(): void {}

  /** Ends the run: what is not done stays so, and what was worked counts. */
  end(): void {
    for (const desktop of this.#desktops.values()) {
      for (const task of [...desktop.tasks.values()]) this.#drop(desktop, task)
    }
  }

  /** Milliseconds in which the agent worked on one ticket or more, until `until`. */
  workedMs(agent: string): number {
    return this.#desktops.get(agent)?.workedMs ?? 0
  }

  #begin(desktop: Desktop<Ticket>, trace: Trace<Ticket>): void {
    const { seed, now, agenda, handling, answer, solve } = this.#options
    const { agent, presence } = desktop.member
    const work = checkedWork(handling(trace.ticket, agent, streamOf(seed, 'handling', trace.index)))
    const begun = now()
    const task: Task<Ticket> = { trace, begun }
    desktop.tasks.set(trace.id, task)
    desktop.busySince ??= begun
    const whileAtIt = (run: () => Promise<unknown>) => async () => {
      if (desktop.tasks.get(trace.id) === task) await run()
    }
    const put = (share: number, run: () => Promise<unknown>) => {
      const at = presence.after(begun, Math.round(work.seconds * share * 1000))
      if (at !== null) agenda.put(at, whileAtIt(run))
    }
    if (trace.answeredAt === null) put(work.answer ?? 1, () => answer(agent.id, trace.id))
    put(1, () => solve(agent.id, trace.id))
  }

  #drop(desktop: Desktop<Ticket>, task: Task<Ticket>): void {
    const { now, until } = this.#options
    const { presence } = desktop.member
    task.trace.workedMs += presence.between(task.begun, now())
    desktop.tasks.delete(task.trace.id)
    if (desktop.tasks.size > 0 || desktop.busySince === null) return
    desktop.workedMs += presence.between(desktop.busySince, Math.min(now(), until))
    desktop.busySince = null
  }
}

function checkedWork(work: Work): Work {
  const { seconds, answer = 1 } = work
  if (Number.isFinite(seconds) && seconds >= 0 && answer >= 0 && answer <= 1) return work
  const message = `\`handling\` gave ${seconds} seconds with an answer after the share ${answer}; let it give a finite number from 0, and a share from 0 to 1.`
  throw new DocketError('INVALID_INPUT', message)
}

function heldTicket<Ticket>({ id, ticket, rank, createdAt, answeredAt }: Trace<Ticket>): HeldTicket<Ticket> {
  return { id, ticket, rank, createdAt, isAnswered: answeredAt !== null }
}
