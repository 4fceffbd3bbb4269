import {
  type CreateTicket,
  createDesk,
  type DeskShapeOf,
  defaultAccess,
  defineCalendar,
  defineDesk,
  leastLoad,
  scored,
  supportWorkflow,
} from '@docket/core'
import {
  type Handling,
  poisson,
  type SeededRandom,
  type SimulatedAgent,
  type Simulation,
  type SimulationReport,
} from '../../src/index.js'

const hours = [['09:00', '18:00']] as const
export const office = defineCalendar({
  timeZone: 'Asia/Shanghai',
  weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
})
const isHard = { category: 'hard' } as const

/**
 * A service hall: agents of the front, and experts who alone can do what is hard. What is hard goes before the rest; the
 * experts help with the rest when nobody of the front has a place. The manager hears of important complaints that nobody
 * answered within so many hours.
 */
export const hallWith = ({ complaintHours }: { readonly complaintHours: number }) =>
  defineDesk({
    workflows: [supportWorkflow],
    access: defaultAccess(),
    calendars: { office },
    priority: scored({
      id: 'hall',
      levels: { urgent: 3, high: 2, normal: 1 },
      score: ({ category, requester: { tier } }) => {
        const score = category === 'complaint' && tier === 'vip' ? 3 : category === 'hard' ? 2 : 1
        return { score, reasons: [{ code: 'kind', category, tier: tier ?? null }] }
      },
    }),
    routing: {
      id: 'hall',
      requires: ({ category }) => (category === 'hard' ? { skills: { machines: 3 } } : {}),
      team: ({ category }) => ({ team: category === 'hard' ? 'experts' : 'front', confidence: 1, reasons: [] }),
      tiers: [
        { name: 'own', by: [leastLoad()] },
        { name: 'help', when: { not: isHard }, teams: ['experts'], by: [leastLoad()] },
      ],
    },
    sla: [
      {
        id: 'vip-complaint',
        when: { tier: 'vip', category: 'complaint' },
        targets: {
          firstResponse: {
            within: { hours: complaintHours },
            escalate: [{ after: {}, do: [{ action: 'notify', to: [{ agent: 'manager' }], kind: 'vip.unanswered' }] }],
          },
        },
      },
      {
        id: 'all',
        calendar: 'office',
        targets: { firstResponse: { within: { hours: 1 } }, resolution: { within: { hours: 4 } } },
      },
    ],
  })

/** The hall as it is: the manager hears after two hours. */
export const hall = hallWith({ complaintHours: 2 })

export type HallShape = DeskShapeOf<typeof hall>
export type HallTicket = CreateTicket<HallShape>
export type HallReport = SimulationReport<HallTicket>

const FRONT = 8
const EXPERTS = 4

/** Who works in the hall, each with so many places. */
export function staff(capacity: number): SimulatedAgent[] {
  const person = (id: string, group: string): SimulatedAgent => {
    return { id, name: id, group, teams: [group], shift: 'office', capacity }
  }
  return [
    ...Array.from({ length: FRONT }, (_, index) => person(`front-${index + 1}`, 'front')),
    ...Array.from({ length: EXPERTS }, (_, index) => {
      return { ...person(`expert-${index + 1}`, 'experts'), skills: { machines: 4 } }
    }),
  ]
}

const MEAN_MINUTES: Readonly<Record<string, number>> = { general: 12, complaint: 12, hard: 24 }

/**
 * Lognormal work: most is short, some is long.
 *
 * @param spread - the standard deviation of its logarithm
 * @param answer - the share of it after which the customer is answered
 */
export function lognormal({ spread = 0.6, answer = 0.2, times = 1 } = {}): Handling<HallTicket> {
  return ({ category }, _agent, random) => {
    const mean = 60 * (MEAN_MINUTES[category ?? ''] ?? 0) * times
    return { seconds: mean * Math.exp(spread * normal(random) - spread ** 2 / 2), answer }
  }
}

function normal(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

/** The work that comes in office hours, as shares of the time of the experts and of all. */
export interface HallLoad {
  /** What is hard, of the experts' time. */
  readonly hard: number
  /** Everything, of everybody's time. */
  readonly all: number
}

/** The load of the figures that are reported. */
export const USUAL: HallLoad = { hard: 0.38, all: 0.85 }

/** Customers as the load says in office hours, and one in an hour at other times; every tenth is important. */
export function customers({ hard, all }: HallLoad) {
  const hardPerHour = (hard * EXPERTS * 60) / (MEAN_MINUTES['hard'] ?? 0)
  const restPerHour = ((all * (FRONT + EXPERTS) - hard * EXPERTS) * 60) / (MEAN_MINUTES['general'] ?? 0)
  const perHour = hardPerHour + restPerHour
  return poisson<HallTicket>({
    perHour: (hour, weekday) => (hour >= 9 && hour < 18 && weekday !== 'sat' && weekday !== 'sun' ? perHour : 1),
    timeZone: 'Asia/Shanghai',
    ticket: (random, index) => {
      const tier = random.chance(0.1) ? 'vip' : 'plain'
      const category = random.chance(hardPerHour / perHour) ? 'hard' : random.chance(0.1) ? 'complaint' : 'general'
      return { subject: `Ticket ${index}`, requester: { id: `c${random.below(500)}`, tier }, category }
    },
  })
}

/** A Monday in the hall from one hour to another, on a store. */
export function monday(
  store: Simulation<HallShape>['store'],
  {
    load = USUAL,
    since = '00:00',
    until = '18:00',
  }: { readonly load?: HallLoad; readonly since?: string; readonly until?: string } = {},
): Simulation<HallShape> {
  return {
    since: new Date(`2025-06-02T${since}:00+08:00`),
    until: new Date(`2025-06-02T${until}:00+08:00`),
    createDesk,
    store,
    arrivals: customers(load),
    agents: staff(1),
    handling: lognormal(),
    requires: ({ category }) => (category === 'hard' ? { skills: { machines: 3 } } : {}),
    hours: 'office',
    setUp: async (desk, tenant) => {
      const { directory } = desk.as({ tenant, actor: { type: 'admin', id: 'root' } })
      await directory.putAgent({ id: 'manager', name: 'Manager', status: 'away' })
    },
  }
}
