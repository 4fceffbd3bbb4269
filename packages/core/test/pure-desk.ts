import type { DeskModel } from '../src/definitions/model.js'
import { createSlaBook } from '../src/definitions/sla-book.js'
import type { Instant } from '../src/kernel/clock.js'
import type { ActorReference, EventCause, EventRecord, TicketRecord } from '../src/store/record-types.js'
import { bringInLine } from '../src/ticket/catch-up.js'
import { type Consequences, consequences } from '../src/ticket/consequences.js'
import { TicketDraft } from '../src/ticket/draft.js'
import type { EventDraft } from '../src/ticket/event-types.js'
import { catchUp } from '../src/ticket/promises.js'
import { AGENT, created, ticketRecord } from './records.js'

/** What a command of a {@link PureDesk} left behind. */
export interface Turn extends Consequences {
  readonly ticket: TicketRecord
  readonly events: readonly EventRecord[]
}

/** How a command of a {@link PureDesk} differs from an agent's. */
export interface TurnOptions {
  readonly actor?: ActorReference
  readonly cause?: EventCause | null
}

/** Decides on one ticket as a desk does, without a store: what has come due, the command, the promises, what follows. */
export class PureDesk {
  readonly model: DeskModel
  readonly #book: ReturnType<typeof createSlaBook>

  constructor(model: DeskModel) {
    this.model = model
    this.#book = createSlaBook(model, { definition: async () => null })
  }

  /** Creates the ticket `t1`. */
  create(at: Instant, changes: Parameters<typeof created>[0] = {}): Turn {
    const { type, data } = created(changes)
    const draft = new TicketDraft('acme', 't1', null, { at, now: at, actor: AGENT, cause: null })
    draft.add({ type, data } as unknown as EventDraft)
    bringInLine(draft, this.model, this.#book.atHand)
    return this.#turn(draft)
  }

  /** Runs a command that writes these events. Without any, only what has come due is written, as by a worker. */
  run(before: TicketRecord, at: Instant, told: readonly EventDraft[] = [], options: TurnOptions = {}): Turn {
    const command = (draft: TicketDraft) => {
      for (const event of told) draft.add(event)
    }
    return this.decide(before, at, command, options)
  }

  /** Runs a command that does what it likes with the draft. */
  decide(before: TicketRecord, at: Instant, command: (draft: TicketDraft) => void, options: TurnOptions = {}): Turn {
    const { actor = AGENT, cause = null } = options
    const draft = new TicketDraft('acme', before.id, before, { at, now: at, actor, cause })
    const live = cause?.kind !== 'import'
    if (live) catchUp(draft, this.#book.atHand(before), at)
    command(draft)
    if (live && draft.events.length > 0) bringInLine(draft, this.model, this.#book.atHand)
    return this.#turn(draft)
  }

  #turn(draft: TicketDraft): Turn {
    const [workflow] = this.model.workflows
    if (!workflow) throw new Error('the desk has no workflow')
    const follows = consequences(draft, this.model, workflow, null, this.#book.atHand)
    return { ...follows, ticket: draft.ticket, events: draft.events }
  }
}

/** A second ticket beside `t1`. */
export const otherTicket = (changes: Partial<TicketRecord> = {}): TicketRecord => ticketRecord({ id: 't2', ...changes })
