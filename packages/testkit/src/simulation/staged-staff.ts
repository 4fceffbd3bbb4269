import type { ActorReference, CreateTicket, DeskShape } from '@docket/core'
import { DocketError, type Instant } from '@docket/core/store'
import type { Agenda } from './agenda.js'
import { ForgetfulMind } from './forgetful-mind.js'
import type { Member, Roster } from './roster.js'
import type { WorkModel } from './simulation-types.js'
import type { SimulatedCall, StagedWork, StayTask } from './staged-types.js'
import { streamOf } from './streams.js'
import type { Trace } from './trace.js'
import type { Traces } from './traces.js'

/** What is to be done in a ticket's present stay, and how far it is. */
interface Matter<Shape extends DeskShape> {
  readonly trace: Trace<CreateTicket<Shape>>
  readonly stay: number
  readonly tasks: readonly StayTask<Shape>[]
  at: number
  todo: Todo<Shape> | null
  /** Who had the task before. */
  lastPerson: string | null
}

/** A task as somebody's; the customer's has no person at the desk. */
export interface Todo<Shape extends DeskShape> {
  readonly matter: Matter<Shape>
  readonly task: StayTask<Shape>
  readonly person: string | null
  /** Whether it is put aside after the first look. */
  isPutAside: boolean
  isLookedAt: boolean
  forgottenAt: Instant | null
  begun: Instant | null
}

interface Desktop<Shape extends DeskShape> {
  readonly member: Member
  readonly todos: Set<Todo<Shape>>
  now: Todo<Shape> | null
  workedMs: number
}

/** What people who work in stays need of a run. */
export interface StagedStaffOptions<Shape extends DeskShape> {
  readonly seed: number
  readonly now: () => Instant
  /** Until then work counts as used time. */
  readonly until: Instant
  readonly agenda: Agenda
  readonly roster: Roster<CreateTicket<Shape>>
  readonly traces: Traces<CreateTicket<Shape>>
  readonly staged: StagedWork<Shape>
  readonly works: WorkModel<CreateTicket<Shape>>
  readonly give: (
    actor: ActorReference,
    trace: Trace<CreateTicket<Shape>>,
    call: SimulatedCall<Shape>,
  ) => Promise<unknown>
}

/** The agents of a desk whose work is in stays: each has a list of what to do, and does one thing at a time. */
export class StagedStaff<Shape extends DeskShape> {
  readonly #options: StagedStaffOptions<Shape>
  readonly #desktops: ReadonlyMap<string, Desktop<Shape>>
  readonly #matters = new Map<string, Matter<Shape>>()
  readonly #mind: ForgetfulMind

  constructor(options: StagedStaffOptions<Shape>) {
    this.#options = options
    const { agenda, roster, seed, staged } = options
    this.#mind = new ForgetfulMind(seed, staged.attention)
    const members = [...roster.members]
    this.#desktops = new Map(
      members.map(([id, member]) => [id, { member, todos: new Set(), now: null, workedMs: 0 }] as const),
    )
    members.forEach(([id, { presence }], index) => {
      presence.beginnings.forEach((at, shift) => {
        agenda.put(at, () => {
          if (this.#mind.looksThrough(index, shift)) this.#remember(id, () => true)
          this.look(id)
        })
      })
    })
  }

  /** Lets an agent begin the next thing, if there is nothing at hand. */
  look(agent: string): void {
    const desktop = this.#desktops.get(agent)
    if (desktop === undefined || desktop.now !== null) return
    const { works, now, agenda } = this.#options
    const { member, todos } = desktop
    if (!member.presence.isPresent(now())) return
    const open = [...todos].filter(({ forgottenAt }) => forgottenAt === null)
    const chosen = works(
      open.map(({ matter: { trace } }) => ({ ...trace, isAnswered: trace.answeredAt !== null })),
      [],
    )
    const todo = open.find(({ matter }) => matter.trace.id === chosen?.id)
    if (todo === undefined) return
    desktop.now = todo
    todo.begun = now()
    agenda.put(now(), () => this.#begin(desktop, todo))
  }

  /** Takes in what has become of a ticket: another stay, another agent, solved. */
  stir(trace: Trace<CreateTicket<Shape>>): void {
    const matter = this.#matterOf(trace)
    const task = trace.isActive ? matter.tasks[matter.at] : undefined
    const { todo } = matter
    if (task === undefined) {
      this.#drop(todo)
      return
    }
    if (todo?.task === task && (task.by !== 'assignee' || todo.person === trace.assignee)) return
    this.#drop(todo)
    if (task.by === 'requester') this.#waitForRequester(matter, task)
    else this.#give(matter, task, task.by === 'assignee' ? trace.assignee : this.#asked(trace, task.by))
  }

  /** A notification about a ticket has come to an agent. */
  remind(agent: string, ticketId: string): void {
    const { agenda, now } = this.#options
    const desktop = this.#desktops.get(agent)
    const todo = [...(desktop?.todos ?? [])].find(({ matter }) => matter.trace.id === ticketId)
    if (desktop === undefined || !todo || todo.forgottenAt === null) return
    // What comes together with the first look is what was put aside.
    if (todo.forgottenAt === now() || !this.#mind.reacts(todo)) return
    const at = desktop.member.presence.after(now(), this.#mind.reactsAfterMs)
    if (at !== null) agenda.put(at, () => this.#remember(agent, (one) => one === todo))
  }

  /** Ends the run: what is not done stays so, and what was worked counts. */
  end(): void {
    for (const { now } of this.#desktops.values()) this.#drop(now)
  }

  /** Milliseconds in which the agent worked on something, until `until`. */
  workedMs(agent: string): number {
    return this.#desktops.get(agent)?.workedMs ?? 0
  }

  #matterOf(trace: Trace<CreateTicket<Shape>>): Matter<Shape> {
    const before = this.#matters.get(trace.id)
    const { seed, staged } = this.#options
    const { id: ticketId, ticket, stay, index } = trace
    const number = stay?.number ?? 1
    if (before?.stay === number) return before
    this.#drop(before?.todo ?? null)
    const place = { ticketId, ticket, number, stage: stay?.stage ?? null, team: stay?.team ?? null }
    const tasks = staged.tasks(place, streamOf(seed, 'stays', index))
    for (const task of tasks) checkTask(task)
    const matter: Matter<Shape> = { trace, stay: number, tasks, at: 0, todo: null, lastPerson: null }
    this.#matters.set(trace.id, matter)
    return matter
  }

  #give(matter: Matter<Shape>, task: StayTask<Shape>, person: string | null): void {
    const desktop = this.#desktops.get(person ?? '')
    if (person === null || desktop === undefined) return
    const { trace } = matter
    // Whoever goes on with what is at hand does not forget it.
    const goesOn = matter.tasks[matter.at - 1]?.by === 'assignee' && matter.lastPerson === person
    const isPutAside = task.by === 'assignee' && !goesOn && this.#mind.forgets(trace, matter)
    matter.lastPerson = person
    const todo: Todo<Shape> = { matter, task, person, isPutAside, isLookedAt: false, forgottenAt: null, begun: null }
    matter.todo = todo
    desktop.todos.add(todo)
    this.look(person)
  }

  #waitForRequester(matter: Matter<Shape>, task: StayTask<Shape>): void {
    const { agenda, now } = this.#options
    const todo: Todo<Shape> = {
      matter,
      task,
      person: null,
      isPutAside: false,
      isLookedAt: true,
      forgottenAt: null,
      begun: now(),
    }
    matter.todo = todo
    agenda.put(now() + Math.round(task.seconds * 1000), async () => {
      if (matter.todo === todo) await this.#finish(todo)
    })
  }

  async #begin(desktop: Desktop<Shape>, todo: Todo<Shape>): Promise<void> {
    const { task, begun } = todo
    if (desktop.now !== todo || begun === null) return
    if (!todo.isLookedAt) {
      todo.isLookedAt = true
      await this.#calls(todo, task.begin ?? [])
    }
    if (todo.isPutAside) {
      this.#putAside(desktop, todo)
      return
    }
    const at = desktop.member.presence.after(begun, Math.round(task.seconds * 1000))
    if (at === null) return
    this.#options.agenda.put(at, async () => {
      if (desktop.now === todo) await this.#finish(todo)
    })
  }

  #putAside(desktop: Desktop<Shape>, todo: Todo<Shape>): void {
    todo.isPutAside = false
    todo.forgottenAt = this.#options.now()
    todo.begun = null
    todo.matter.trace.forgotten += 1
    desktop.now = null
    this.look(desktop.member.agent.id)
  }

  async #finish(todo: Todo<Shape>): Promise<void> {
    const { matter, task } = todo
    await this.#calls(todo, task.end ?? [])
    if (matter.todo === todo) {
      this.#drop(todo)
      matter.at += 1
    }
    this.stir(matter.trace)
  }

  async #calls({ matter: { trace }, person }: Todo<Shape>, calls: readonly SimulatedCall<Shape>[]): Promise<void> {
    const actor = person === null ? { type: 'requester', id: requesterOf(trace) } : { type: 'agent', id: person }
    for (const call of calls) await this.#options.give(actor, trace, call)
  }

  /** Who is asked: of several colleagues a present one with the least to do. */
  #asked({ assignee, team }: Trace<unknown>, by: 'colleague' | { readonly agent: string }): string | null {
    if (by !== 'colleague') return by.agent
    const { now } = this.#options
    const colleagues = [...this.#desktops].filter(([id, { member }]) => {
      return id !== assignee && team !== null && (member.agent.teams ?? []).includes(team)
    })
    const rank = ({ member, todos }: Desktop<Shape>) => (member.presence.isPresent(now()) ? 0 : 1_000) + todos.size
    const [first] = colleagues.toSorted(([, one], [, other]) => rank(one) - rank(other))
    return first?.[0] ?? null
  }

  #remember(agent: string, which: (todo: Todo<Shape>) => boolean): void {
    for (const todo of this.#desktops.get(agent)?.todos ?? []) if (which(todo)) todo.forgottenAt = null
    this.look(agent)
  }

  #drop(todo: Todo<Shape> | null): void {
    if (todo === null) return
    const { matter, person, begun } = todo
    if (matter.todo === todo) matter.todo = null
    const desktop = this.#desktops.get(person ?? '')
    if (desktop === undefined || person === null || !desktop.todos.delete(todo)) return
    if (desktop.now !== todo || begun === null) return
    const { now, until } = this.#options
    const { presence } = desktop.member
    matter.trace.workedMs += presence.between(begun, now())
    desktop.workedMs += presence.between(begun, Math.min(now(), until))
    desktop.now = null
    this.look(person)
  }
}

function requesterOf({ ticket }: { readonly ticket: { readonly requester?: { readonly id: string } } }): string {
  return ticket.requester?.id ?? ''
}

function checkTask({ seconds }: { readonly seconds: number }): void {
  if (Number.isFinite(seconds) && seconds >= 0) return
  const message = `\`staged.tasks\` gave a task of ${seconds} seconds; let it give a finite number from 0.`
  throw new DocketError('INVALID_INPUT', message)
}
