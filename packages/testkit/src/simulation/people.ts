import type { ActorDesk, ActorReference, CreateTicket, Desk, DeskShape, EventOf } from '@docket/core'
import { DocketError } from '@docket/core/store'
import type { DeskProcess } from './desk-process.js'
import type { SimulatedCall } from './staged-types.js'
import type { Trace } from './trace.js'
import type { Traces } from './traces.js'

/** What people do at a simulated desk. Each command has a key, because whoever is not answered asks again. */
export class People<Shape extends DeskShape> {
  readonly #process: DeskProcess<Shape>
  readonly #traces: Traces<CreateTicket<Shape>>
  readonly #tenant: string
  readonly #solve: EventOf<Shape>
  #keys = 0

  constructor(
    process: DeskProcess<Shape>,
    traces: Traces<CreateTicket<Shape>>,
    { tenant, solve }: { readonly tenant: string; readonly solve: EventOf<Shape> },
  ) {
    this.#process = process
    this.#traces = traces
    this.#tenant = tenant
    this.#solve = solve
  }

  /** A customer comes. */
  async create(ticket: CreateTicket<Shape>, index: number): Promise<void> {
    this.#traces.expect(ticket, index)
    const { id } = await this.#command('service', 'simulation', (desk, key) => desk.create(ticket, key))
    // Its process may have died without a word of it.
    if (this.#traces.find(id) === undefined) this.#traces.gaps.add(id)
    await this.mend()
  }

  async answer(agent: string, id: string): Promise<void> {
    await this.#command('agent', agent, (desk, key) => desk.reply(id, { body: 'An answer.' }, key))
  }

  async solve(agent: string, id: string): Promise<void> {
    await this.#command('agent', agent, (desk, key) => desk.send(id, { type: this.#solve }, key))
  }

  async answerOffer(agent: string, { id }: Trace<unknown>, accepts: boolean): Promise<void> {
    await this.#command('agent', agent, async (desk, key) => {
      if (accepts) await desk.accept(id, key)
      else await desk.decline(id, { code: 'declined' }, key)
    })
  }

  /** False when the agent is full. */
  async assign(id: string, agent: string, before: readonly SimulatedCall<Shape>[] = []): Promise<boolean> {
    const dispatcher = { type: 'lead', id: 'dispatcher' }
    const trace = this.#traces.find(id)
    try {
      if (trace !== undefined) for (const call of before) await this.give(dispatcher, trace, call)
      await this.#command('lead', 'dispatcher', (desk, key) => desk.assign(id, { agent }, key))
      if (trace !== undefined) trace.commands += 1
      return true
    } catch (error) {
      if (DocketError.is(error, 'CAPACITY_EXCEEDED')) return false
      throw error
    }
  }

  /** Somebody gives a call, which counts as a command or as a look-up unless the customer gives it. */
  async give(actor: ActorReference, trace: Trace<CreateTicket<Shape>>, call: SimulatedCall<Shape>): Promise<unknown> {
    const counted = actor.type !== 'requester'
    let calls: PropertyKey[] = []
    const answer = await this.#command(actor.type, actor.id, (desk, key) => {
      calls = []
      return call(
        observed(desk, (name) => calls.push(name)),
        trace.id,
        key,
      )
    })
    if (counted) trace.lookUps += calls.filter((name) => LOOK_UPS.has(name)).length
    if (counted) trace.commands += calls.filter((name) => !LOOK_UPS.has(name)).length
    return answer
  }

  /** Asks something that needs no key, and reads what was missed meanwhile. */
  async ask<Answer>(call: (desk: Desk<Shape>) => Promise<Answer>): Promise<Answer> {
    const answer = await this.#process.ask(call)
    await this.mend()
    return answer
  }

  /** Reads the events that a process did not tell of before it died. */
  async mend(): Promise<void> {
    for (const ticketId of this.#traces.gaps) {
      for (let after: number | null = this.#traces.find(ticketId)?.version ?? 0; after !== null; ) {
        after = await this.#mendFrom(ticketId, after)
      }
      this.#traces.gaps.delete(ticketId)
    }
  }

  async #mendFrom(ticketId: string, after: number): Promise<number | null> {
    const { items, next } = await this.#process.ask((desk) =>
      this.#as(desk, 'service', 'simulation').history(ticketId, { after, limit: 500 }),
    )
    for (const { seq, type, occurredAt, actor, data } of items) {
      this.#traces.fold({ ticketId, seq, type, at: occurredAt.getTime(), actor, data })
    }
    return next
  }

  async #command<Answer>(
    type: string,
    id: string,
    call: (desk: ActorDesk<Shape>, key: { readonly idempotencyKey: string }) => Promise<Answer>,
  ): Promise<Answer> {
    this.#keys += 1
    const key = { idempotencyKey: `simulation-${this.#keys}` }
    return this.ask((desk) => call(this.#as(desk, type, id), key))
  }

  #as(desk: Desk<Shape>, type: string, id: string): ActorDesk<Shape> {
    return desk.as({ tenant: this.#tenant, actor: { type, id } })
  }
}

/** What changes no ticket. */
const LOOK_UPS: ReadonlySet<PropertyKey> = new Set<keyof ActorDesk>([
  'get',
  'list',
  'thread',
  'history',
  'events',
  'stage',
  'journey',
  'explain',
  'verdicts',
  'search',
  'duplicates',
  'possibleDuplicates',
  'macros',
  'form',
  'download',
  // A file by itself changes no ticket.
  'upload',
])

/** The same desk, which tells each method that is called. */
function observed<Shape extends DeskShape>(
  desk: ActorDesk<Shape>,
  onCall: (name: PropertyKey) => void,
): ActorDesk<Shape> {
  return new Proxy(desk, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...parameters: unknown[]): unknown => {
        onCall(name)
        return Reflect.apply(value, target, parameters)
      }
    },
  })
}
