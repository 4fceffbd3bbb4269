import {
  type ArmChange,
  type ComparisonOptions,
  dispatcher,
  type Figures,
  figuresOf,
  inParallel,
  inTurn,
  measuresOf,
  type SimulatedTicket,
} from '../../src/index.js'
import { customers, type HallReport, type HallShape, type HallTicket, lognormal, office, staff, USUAL } from './hall.js'

/** A dispatcher who keeps the experts for what is hard, and now and then looks at neither. */
function keepsExperts({ every = 15, seconds = 30, mistakes = 0.02 } = {}) {
  return dispatcher<HallTicket, 'office'>({
    calendar: 'office',
    every: { minutes: every },
    perTicket: { seconds },
    choose: inTurn({
      among: ({ category }, { agent }) => (agent.group === 'experts') === (category === 'hard'),
      mistakes,
    }),
  })
}

/** The arms. Agents of the dispatcher's have a second place, so that they have something to do until the next look. */
export const ARMS: { readonly dispatcher: ArmChange<HallShape>; readonly desk: ArmChange<HallShape> } = {
  dispatcher: { arm: keepsExperts(), agents: staff(2) },
  desk: { agents: staff(1) },
}

type Vary = NonNullable<ComparisonOptions<HallShape>['vary']>[string]
const dispatched =
  (change: Parameters<typeof keepsExperts>[0]): Vary =>
  (simulation, arm) =>
    arm === 'dispatcher' ? { ...simulation, arm: keepsExperts(change) } : simulation

/** The assumptions that are varied, each alone. */
export const VARIED: Readonly<Record<string, Vary>> = {
  'customers for 70 % of the time': (simulation) => ({
    ...simulation,
    arrivals: customers({ ...USUAL, all: 0.7 }),
  }),
  'customers for 95 % of the time': (simulation) => ({
    ...simulation,
    arrivals: customers({ ...USUAL, all: 0.95 }),
  }),
  'work less uneven': (simulation) => ({ ...simulation, handling: lognormal({ spread: 0.3 }) }),
  'work more uneven': (simulation) => ({ ...simulation, handling: lognormal({ spread: 1 }) }),
  'an answer at the end of the work': (simulation) => ({ ...simulation, handling: lognormal({ answer: 1 }) }),
  'two tickets at a time, two places': (simulation) => ({
    ...simulation,
    agents: staff(2),
    works: inParallel({ slots: 2 }),
  }),
  'two places in both arms': (simulation) => ({ ...simulation, agents: staff(2) }),
  'a dispatcher who looks every 5 minutes': dispatched({ every: 5 }),
  'a dispatcher who needs no time': dispatched({ seconds: 0 }),
  'a dispatcher without mistakes': dispatched({ mistakes: 0 }),
  'a dispatcher with five times the mistakes': dispatched({ mistakes: 0.1 }),
}

/** The usual figures, and those of what only experts can do, in seconds of office hours. */
export function hallFigures(report: HallReport): Figures {
  const isHard = ({ ticket }: SimulatedTicket<HallTicket>) => ticket.category === 'hard'
  const solved = report.tickets.filter(isHard).flatMap(({ createdAt, solvedAt }) => {
    return solvedAt === null ? [] : [office.between(createdAt, solvedAt)]
  })
  solved.sort((one, other) => one - other)
  return {
    tickets: report.tickets.length,
    ...figuresOf(report),
    'first response to hard P95': measuresOf(report, isHard).firstResponse.p95,
    'solution of hard P95': solved[Math.ceil(solved.length * 0.95) - 1] ?? null,
  }
}
