import { presenceOf } from '../routing/presence.js'
import type { TicketQuery } from '../store/query-types.js'
import type { AgentRecord, TicketRecord } from '../store/record-types.js'
import { assembleCommit } from '../ticket/assemble.js'
import { handBack } from '../ticket/commands/assign.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import { policiesOf } from '../ticket/routing.js'
import { followUp } from './follow-up.js'
import { hasLeft } from './left.js'
import { runCommand } from './run-command.js'
import type { Runtime } from './runtime.js'

/** The timer that takes a ticket from an agent who has left. */
export const HAND_BACK_TIMER = 'handBack'

const PAGE = 200

/** So soon a worker takes the tickets back whose turn has not come here. */
const LATER_MS = 5_000

/** An agent's leaving that is about to be written. */
export interface Departure {
  /** Takes back what the agent held, once it is written. */
  finish(): Promise<void>
}

/**
 * Prepares for an agent who leaves: each ticket that the agent holds gets a timer before the directory says so, because
 * whoever dies in between would leave the tickets with nobody. Null for one who does not leave.
 */
export async function departureOf(
  runtime: Runtime,
  tenant: string,
  before: AgentRecord | null,
  after: AgentRecord,
): Promise<Departure | null> {
  if (before === null || !hasLeft(runtime, after)) return null
  const { calendars } = runtime.model
  const at = runtime.clock.now()
  if (presenceOf(before, calendars, at).code === presenceOf(after, calendars, at).code) return null
  const held = await setTimers(runtime, tenant, after.id)
  return { finish: () => finish(runtime, tenant, after.id, held) }
}

/** Sets the timers that take back what an agent holds, and says of which tickets, except of those that have one. */
async function setTimers(
  runtime: Runtime,
  tenant: string,
  agent: string,
  known: readonly string[] = [],
): Promise<string[]> {
  const has = new Set(known)
  const held: string[] = []
  for await (const page of heldBy(runtime, tenant, agent)) {
    const dueAt = runtime.clock.now() + LATER_MS
    const set = page
      .filter(({ id }) => !has.has(id))
      .map(({ id: ticketId, version: epoch }) => {
        return { tenant, ticketId, key: HAND_BACK_TIMER, dueAt, epoch, data: { agent } }
      })
    if (set.length > 0) await runtime.store.commit({ ...assembleCommit(tenant, []), timers: { set, cancel: [] } })
    held.push(...set.map(({ ticketId }) => ticketId))
  }
  return held
}

async function finish(runtime: Runtime, tenant: string, agent: string, held: readonly string[]): Promise<void> {
  try {
    // What came to the agent while the directory was written.
    const late = await setTimers(runtime, tenant, agent, held)
    await takeBack(runtime, tenant, agent, [...held, ...late].slice(0, PAGE))
  } catch (error) {
    // The agent has left all the same.
    runtime.report(error)
  }
}

async function takeBack(runtime: Runtime, tenant: string, agent: string, ticketIds: readonly string[]): Promise<void> {
  for (const ticketId of ticketIds) {
    try {
      const cause = { kind: 'timer', id: HAND_BACK_TIMER } as const
      const request = { tenant, ticketId, actor: SYSTEM_ACTOR, command: handBack, input: { agent }, cause }
      await followUp(runtime, await runCommand(runtime, request))
    } catch (error) {
      // Its timer does it again.
      runtime.report(error)
    }
  }
}

/** The tickets that an agent works on or is asked to take, the most urgent first. */
async function* heldBy(runtime: Runtime, tenant: string, agent: string): AsyncGenerator<readonly TicketRecord[]> {
  // Offers first: what the agent accepts meanwhile is then found among what the agent has.
  if (policiesOf(runtime.model).some(({ offerMs }) => offerMs !== undefined)) {
    yield* pages(runtime, {
      tenant,
      where: [{ on: 'assignee', is: null }],
      belongs: (ticket) => ticket.offer?.agent === agent,
    })
  }
  yield* pages(runtime, { tenant, where: [{ on: 'assignee', is: agent }], belongs: () => true })
}

async function* pages(
  { store }: Runtime,
  {
    tenant,
    where,
    belongs,
  }: Pick<TicketQuery, 'tenant' | 'where'> & { readonly belongs: (ticket: TicketRecord) => boolean },
): AsyncGenerator<readonly TicketRecord[]> {
  const active = { on: 'phase', in: ['open', 'waiting'] } as const
  for (let after: TicketQuery['after'] = null; ; ) {
    const query = { tenant, where: [active, ...where], sort: 'priority', direction: 'asc', limit: PAGE, after } as const
    const page: TicketRecord[] = await store.query(query)
    yield page.filter(belongs)
    const last = page.at(-1)
    if (page.length < PAGE || !last) return
    after = { value: last.priorityRank, id: last.id }
  }
}
