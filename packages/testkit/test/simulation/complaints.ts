import { type Clock, createDesk, type Desk, type DeskDefinition, type Instant, type Store } from '@docket/core'
import { poisson, type SimulatedTicket, type Simulation, simulateDesk } from '../../src/index.js'
import { type HallShape, type HallTicket, hall, lognormal, monday } from './hall.js'

const HOUR_MS = 3_600_000

/** What a manager heard of complaints of important customers, of so many that were without an answer after two hours. */
export interface ComplaintCounts {
  readonly complaints: number
  /** Without an answer two hours after they came. */
  readonly late: number
  /** Told of once, after the two hours. */
  readonly told: number
  /** Told of before the two hours were over, or though there was an answer by then. */
  readonly early: number
  readonly missed: number
  /** Told of more than once. */
  readonly twice: number
  /** From the end of the two hours to the latest telling. */
  readonly latestSeconds: number
  /** How often the process died. */
  readonly kills: number
}

/** How complaints come, and to which desk. */
export interface ComplaintRun {
  readonly seed: number
  readonly kills: number
  /** From six in the morning. */
  readonly hours: number
  readonly definition?: DeskDefinition<HallShape>
  readonly open?: Simulation<HallShape>['createDesk']
}

/**
 * Hours of complaints with two agents in office hours, who cannot keep up, while the process dies every so
 * often: what the manager's inbox holds then.
 */
export async function tellOfComplaints(
  store: Simulation<HallShape>['store'],
  { seed, kills, hours, definition = hall, open = createDesk }: ComplaintRun,
): Promise<ComplaintCounts> {
  let last: Desk<HallShape> | undefined
  const arrived = new Map<string, Instant>()
  const since = new Date('2025-06-02T06:00:00+08:00')
  const report = await simulateDesk(definition, {
    ...monday(async (parts) => watched(await store(parts), parts.clock, arrived)),
    seed,
    kills,
    since,
    until: new Date(since.getTime() + hours * HOUR_MS),
    createDesk: async (own, parts) => {
      last = await open(own, parts)
      return last
    },
    agents: ['ann', 'bob'].map((id) => ({ id, name: id, teams: ['front'], shift: 'office', capacity: 2 })),
    arrivals: poisson<HallTicket>({
      perHour: 6,
      ticket: (random, index) => {
        const tier = random.chance(0.5) ? 'vip' : 'plain'
        const category = random.chance(0.8) ? 'complaint' : 'general'
        return { subject: `Ticket ${index}`, requester: { id: 'c1', tier }, category }
      },
    }),
    handling: lognormal({ times: 2, answer: 0.5 }),
  })
  if (last === undefined) throw new Error('No desk was opened.')
  const told = await toldOf(last, arrived)
  const complaints = report.tickets.filter(
    ({ ticket }) => ticket.category === 'complaint' && ticket.requester?.tier === 'vip',
  )
  const heard = complaints.map((row) => heardOf(row, told.get(row.id) ?? [], report.endedAt))
  const count = (is: (one: Heard) => boolean) => heard.filter(is).length
  return {
    complaints: complaints.length,
    late: count(({ isLate }) => isLate),
    told: count(({ isLate, delays }) => isLate && delays.length === 1 && (delays[0] ?? -1) >= 0),
    early: count(({ isLate, delays }) => delays.some((delay) => !isLate || delay < 0)),
    missed: count(({ isLate, delays }) => isLate && delays.length === 0),
    twice: count(({ delays }) => delays.length > 1),
    latestSeconds: Math.max(0, ...heard.flatMap(({ delays }) => delays)),
    kills: report.kills,
  }
}

interface Heard {
  readonly isLate: boolean
  /** Seconds after the two hours, of each telling. */
  readonly delays: readonly number[]
}

function heardOf({ createdAt, answeredAt }: SimulatedTicket, told: readonly Instant[], endedAt: Date): Heard {
  const due = createdAt.getTime() + 2 * HOUR_MS
  return {
    isLate: (answeredAt ?? endedAt).getTime() > due,
    delays: told.map((at) => (at - due) / 1000),
  }
}

/** The store, and when it was first given each notification. */
function watched(store: Store, clock: Clock, arrived: Map<string, Instant>): Store {
  const putNotifications: Store['putNotifications'] = async (notifications) => {
    for (const { id } of notifications) arrived.set(id, arrived.get(id) ?? clock.now())
    await store.putNotifications(notifications)
  }
  return new Proxy(store, {
    get: (target, method) => (method === 'putNotifications' ? putNotifications : Reflect.get(target, method)),
  })
}

/** When each notification of a ticket came to the manager's inbox. */
async function toldOf(
  desk: Desk<HallShape>,
  arrived: ReadonlyMap<string, Instant>,
): Promise<ReadonlyMap<string, readonly Instant[]>> {
  const manager = desk.as({ tenant: 'simulation', actor: { type: 'agent', id: 'manager' } })
  const told = new Map<string, Instant[]>()
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof manager.inbox.list>> = await manager.inbox.list({ limit: 100, after })
    for (const { id, kind, ticketId } of page.items) {
      if (kind === 'vip.unanswered') told.set(ticketId, [...(told.get(ticketId) ?? []), arrived.get(id) ?? Number.NaN])
    }
    if (page.next === null) return told
    after = page.next
  }
}
