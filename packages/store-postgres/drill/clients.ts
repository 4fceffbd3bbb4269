import { isDeepStrictEqual } from 'node:util'
import type { LedgerEntry } from '@docket/testkit'
import type { Choices } from './choices.js'
import { EVENTS } from './drill-desk.js'
import type { NodeProcess } from './node-process.js'
import type { Answer, Command } from './wire.js'

/** The share of tickets that get no command after their first. */
const LEFT_ALONE = 0.25

/** A command with the answer that its client got, if it got one. */
export interface SentCommand {
  readonly command: Command
  answer: Answer | null
  /** The answer was got by sending it again. */
  retried: boolean
}

/** What came of sending answered commands again. */
interface Repeats {
  readonly repeated: number
  readonly problems: readonly string[]
}

/** The clients of one cycle: they send keyed commands as fast as they are answered, and keep the ledger. */
export class Clients {
  readonly tenant: string
  readonly #choices: Choices
  readonly sent: SentCommand[] = []
  readonly #tickets: string[] = []
  readonly #linked = new Set<string>()
  #serial = 0

  constructor(tenant: string, choices: Choices) {
    this.tenant = tenant
    this.#choices = choices
  }

  /** Lets so many clients work until the process is gone. */
  async run(node: NodeProcess, count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#client(node)))
  }

  /** Sends again what got no answer, under the same key. Returns what still got none. */
  async retry(node: NodeProcess): Promise<readonly SentCommand[]> {
    const unanswered = this.sent.filter(({ answer }) => answer === null)
    await Promise.all(
      unanswered.map(async (sent) => {
        sent.answer = await node.ask(sent.command)
        sent.retried = true
      }),
    )
    return unanswered.filter(({ answer }) => answer === null)
  }

  /** Sends again some of what was answered, and says where the answer is another one. */
  async repeat(node: NodeProcess, share: number): Promise<Repeats> {
    const chosen = this.sent.filter(({ answer }) => answer !== null && 'value' in answer && this.#choices.chance(share))
    const problems = await Promise.all(
      chosen.map(async ({ command, answer }) => {
        const again = await node.ask(command)
        if (again === null || isDeepStrictEqual(again, answer)) return []
        return [
          `${command.kind} by ${command.actor} was answered ${JSON.stringify(answer)} and then ${JSON.stringify(again)}`,
        ]
      }),
    )
    return { repeated: chosen.length, problems: problems.flat() }
  }

  /** What the tickets' logs must show: each answered command once. */
  ledger(): readonly LedgerEntry[] {
    return this.sent.flatMap(({ command, answer }) =>
      ticketsOf(command, answer).map((ticketId) => ({
        tenant: command.tenant,
        ticketId,
        what: `${command.kind} by ${command.actor}`,
        acknowledged: answer !== null && 'value' in answer,
        count: ({ events }) =>
          events.filter(({ type, actor }) => type === EVENT_OF[command.kind] && actor.id === command.actor).length,
      })),
    )
  }

  /** How many tickets the answered commands made. */
  get created(): number {
    return this.sent.filter(({ command, answer }) => command.kind === 'create' && answer !== null && 'value' in answer)
      .length
  }

  async #client(node: NodeProcess): Promise<void> {
    for (;;) {
      const sent: SentCommand = { command: this.#next(), answer: null, retried: false }
      this.sent.push(sent)
      sent.answer = await node.ask(sent.command)
      if (sent.answer === null) return
      const [ticketId] = sent.command.kind === 'create' ? ticketsOf(sent.command, sent.answer) : []
      // A command takes a late time-out before anything else: some tickets stay alone, so that only their timers can move them.
      if (ticketId !== undefined && !this.#choices.chance(LEFT_ALONE)) this.#tickets.push(ticketId)
    }
  }

  #next(): Command {
    this.#serial += 1
    const actor = `${this.tenant}-${this.#serial}`
    const ticketId = this.#choices.pickAny(this.#tickets.slice(-6))
    const base = { tenant: this.tenant, actor, text: `text of ${actor}`, ticketId: ticketId ?? '', other: '' }
    if (ticketId === undefined || this.#choices.chance(0.15)) return { ...base, kind: 'create' }
    const kind = this.#choices.pick(['reply', 'reply', 'note', 'tag', 'send', 'send', 'link'])
    if (kind === 'send') return { ...base, kind, text: this.#choices.pick(EVENTS) }
    if (kind !== 'link') return { ...base, kind }
    const other = this.#choices.pickAny(this.#tickets.filter((id) => id !== ticketId))
    const pair = [ticketId, other ?? ''].sort().join(' ')
    // A second link of the same two tickets would change nothing, and leave no trace to look for.
    if (other === undefined || this.#linked.has(pair)) return { ...base, kind: 'note' }
    this.#linked.add(pair)
    return { ...base, kind, other }
  }
}

/** The event that shows a command, one of which has the command's actor. */
const EVENT_OF: Readonly<Record<Command['kind'], string>> = {
  create: 'ticket.created',
  reply: 'message.added',
  note: 'message.added',
  tag: 'ticket.tagged',
  send: 'ticket.transitioned',
  link: 'ticket.linked',
}

function ticketIn(answer: Answer | null): Readonly<Record<string, unknown>> | null {
  const value = answer !== null && 'value' in answer ? answer.value : null
  return typeof value === 'object' && value !== null ? { ...value } : null
}

function ticketsOf(command: Command, answer: Answer | null): readonly string[] {
  if (command.kind === 'link') return [command.ticketId, command.other]
  if (command.kind !== 'create') return [command.ticketId]
  const id = ticketIn(answer)?.['id']
  return typeof id === 'string' ? [id] : []
}
