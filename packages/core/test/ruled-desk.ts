import type { CommandAction } from '../src/actions/action-types.js'
import type { DeskModel } from '../src/definitions/model.js'
import { createSlaBook } from '../src/definitions/sla-book.js'
import type { Instant } from '../src/kernel/clock.js'
import { seededRandom } from '../src/kernel/seeded-random.js'
import type { ActorReference, EventCause, EventRecord, TicketRecord } from '../src/store/record-types.js'
import { catchUpWithTime, settle } from '../src/ticket/catch-up.js'
import { type CommandContext, NOTHING_LOADED } from '../src/ticket/command.js'
import { commandOf } from '../src/ticket/commands/of-action.js'
import { consequences } from '../src/ticket/consequences.js'
import { TicketDraft } from '../src/ticket/draft.js'
import type { EventDraft } from '../src/ticket/event-types.js'
import { AGENT, created } from './records.js'

/** One ticket of a desk with rules, without a store: each command, what has come due before it, and what rules do then. */
export class RuledTicket {
  readonly events: EventRecord[] = []
  /** What the host was told of what went wrong. */
  readonly failures: string[] = []
  #context: CommandContext
  readonly #id: string
  #ticket: TicketRecord | null = null
  readonly #timers = new Map<string, Instant>()
  #ids = 0

  constructor(model: DeskModel, id = 't1') {
    const [workflow] = model.workflows
    if (!workflow) throw new Error('the desk has no workflow')
    const { atHand } = createSlaBook(model, { definition: async () => null })
    const newId = () => {
      this.#ids += 1
      return `id-${this.#ids}`
    }
    this.#id = id
    this.#context = { model, workflow, loaded: NOTHING_LOADED, newId, random: seededRandom(1), find: atHand }
  }

  /** Goes on at a desk with other rules. */
  goOn({ model }: { readonly model: DeskModel }): void {
    this.#context = { ...this.#context, model, find: createSlaBook(model, { definition: async () => null }).atHand }
  }

  get ticket(): TicketRecord {
    if (this.#ticket === null) throw new Error('the ticket is not created yet')
    return this.#ticket
  }

  /** The timers that are still set. */
  get waits(): readonly string[] {
    return [...this.#timers.keys()]
  }

  create(at: Instant, changes: Parameters<typeof created>[0] = {}): void {
    const { type, data } = created(changes)
    this.#turn(at, AGENT, null, (draft) => {
      draft.add({ type, data } as unknown as EventDraft)
      draft.begin('It hums', {})
    })
  }

  /** Does something by hand; what is refused is not done. */
  do(at: Instant, action: CommandAction, actor = AGENT): void {
    const { command, input } = commandOf(action)
    this.#turn(at, actor, null, (draft) => void command.decide(draft, input, this.#context))
  }

  /** Looks at the instant of each timer until then, as a prompt worker does; how often. */
  work(until: Instant): number {
    for (let looks = 0; ; looks += 1) {
      const next = Math.min(...this.#timers.values())
      if (next > until) return looks
      if (looks === 1_000) throw new Error('its timers do not end')
      for (const [key, at] of this.#timers) if (at === next) this.#timers.delete(key)
      this.#turn(next, { type: 'system', id: 'docket' }, { kind: 'timer', id: 'rule' }, () => {})
    }
  }

  #turn(at: Instant, actor: ActorReference, cause: EventCause | null, change: (draft: TicketDraft) => void): void {
    const { find, model, workflow } = this.#context
    const draft = new TicketDraft('acme', this.#id, this.#ticket, { at, now: at, actor, cause })
    if (this.#ticket !== null) catchUpWithTime(draft, this.#context, find, at)
    change(draft)
    if (draft.events.length > 0) settle(draft, this.#context, find)
    const { timers } = consequences(draft, model, workflow, null, find)
    for (const { key } of timers.cancel) this.#timers.delete(key)
    for (const { key, dueAt } of timers.set) this.#timers.set(key, dueAt)
    this.#ticket = draft.ticket
    this.events.push(...draft.events)
    this.failures.push(...draft.failures.map(({ message }) => message))
  }
}
