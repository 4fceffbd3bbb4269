import type { TicketRecord } from '@docket/core/store'
import { compileWorkflow, type StepContext } from '@docket/core/workflow'
import { createActor, transition } from 'xstate'
import { interleave, perSecond } from '../measure/interleave.js'
import { compared, type Report } from '../measure/row.js'
import { ticketRecord } from '../ticket-record.js'
import { handWrittenStep } from './hand-written.js'
import { answered, hasTeam, incidentWorkflow, journey } from './incident-workflow.js'
import { keptScope, machine } from './xstate-machine.js'

const ticket = ticketRecord(1)
const actor = { type: 'agent', id: 'a7' }
const context: StepContext = {
  ticket,
  actor,
  now: ticket.createdAt,
  permits: (roles) => roles === null || roles.includes(actor.type),
}
const ours = compileWorkflow(incidentWorkflow, [hasTeam, answered])
const bareContext = { ticket, role: actor.type }
const scope = keptScope()
const snapshots = new Map(
  Object.keys(incidentWorkflow.states).map((state) => [
    state,
    machine.resolveState({ value: state, context: bareContext }),
  ]),
)

/** One guarded transition of a realistic workflow: ours, XState's ways to do it, and a switch. */
export async function benchmarkStep(report: Report): Promise<void> {
  requireAgreement()
  await steps(report)
  await storedSteps(report)
  await available(report)
}

async function steps(report: Report): Promise<void> {
  const figures = await interleave({
    ours: along((state, event) => ours.step(state, event, context).ok),
    transition: along((state, event) => transition(machine, snapshotOf(state), { type: event })),
    kept: along((state, event) => machine.transition(snapshotOf(state), { type: event }, scope)),
    resolved: along((state, event) => {
      return machine.transition(machine.resolveState({ value: state, context: bareContext }), { type: event }, scope)
    }),
    written: along((state, event) => handWrittenStep(state, event, ticket, actor.type)),
  })
  const rates = { unit: 'steps/s' }
  const mine = perSecond(figures.ours)
  report.row({ case: 'transition()', ...compared(mine, perSecond(figures.transition)), goal: '>= 2.5', ...rates })
  report.row({
    case: 'machine.transition, one kept scope',
    ...compared(mine, perSecond(figures.kept)),
    goal: null,
    ...rates,
  })
  report.row({
    case: 'machine.transition, one kept scope, from a state’s name as ours',
    ...compared(mine, perSecond(figures.resolved)),
    goal: null,
    ...rates,
  })
  report.row({ case: 'hand-written switch', ...compared(mine, perSecond(figures.written)), goal: null, ...rates })
}

async function storedSteps(report: Report): Promise<void> {
  const rows = new Map(
    Object.keys(incidentWorkflow.states).map((state) => [state, JSON.stringify({ ...ticket, state })]),
  )
  const persisted = new Map(
    [...snapshots].map(([state, snapshot]) => [state, JSON.stringify(machine.getPersistedSnapshot(snapshot))]),
  )
  const figures = await interleave({
    ours: along((state, event) => {
      const stored = JSON.parse(rows.get(state) ?? '') as TicketRecord
      const outcome = ours.step(stored.state, event, { ...context, ticket: stored })
      return outcome.ok && JSON.stringify({ ...stored, state: outcome.state, version: stored.version + 1 })
    }),
    actor: along((state, event) => {
      const running = createActor(machine, { snapshot: JSON.parse(persisted.get(state) ?? ''), input: bareContext })
      running.start()
      running.send({ type: event })
      const text = JSON.stringify(running.getPersistedSnapshot())
      running.stop()
      return text
    }),
    transition: along((state, event) => {
      const { value, context: restored } = JSON.parse(persisted.get(state) ?? '')
      const [next] = transition(machine, machine.resolveState({ value, context: restored }), { type: event })
      return JSON.stringify(machine.getPersistedSnapshot(next))
    }),
  })
  const mine = perSecond(figures.ours)
  const goal = '>= 1.5 and >= 60000 steps/s of ours'
  const unit = 'steps/s'
  report.row({ case: 'stored: a restored actor', ...compared(mine, perSecond(figures.actor)), goal, unit })
  report.row({
    case: 'stored: resolveState and transition()',
    ...compared(mine, perSecond(figures.transition)),
    goal,
    unit,
  })
}

async function available(report: Report): Promise<void> {
  const eventsOf = new Map(
    Object.entries(incidentWorkflow.states).map(([state, { on }]) => [
      state,
      Object.keys(on).map((type) => ({ type })),
    ]),
  )
  const figures = await interleave({
    ours: along((state) => ours.available(state, context)),
    can: along((state) => {
      const snapshot = snapshotOf(state)
      return eventsOf.get(state)?.filter((event) => snapshot.can(event))
    }),
  })
  const goal = 'ours <= 3 µs'
  report.row({ case: 'allowed events: snapshot.can of each', ...compared(figures.ours, figures.can), goal, unit: 'µs' })
}

/** Work that takes the journey's steps in turn, and uses each result so that none is optimized away. */
function along(step: (state: string, event: string) => unknown): (times: number) => void {
  return (times) => {
    let used = 0
    for (let index = 0; index < times; index += 1) {
      const [state, event] = journey[index % journey.length] ?? ['', '']
      if (step(state, event)) used += 1
    }
    if (used !== times) throw new Error(`Only ${used} of ${times} steps gave a result`)
  }
}

function snapshotOf(state: string) {
  const snapshot = snapshots.get(state)
  if (snapshot === undefined) throw new Error(`There is no state ${state}`)
  return snapshot
}

function requireAgreement(): void {
  for (const [state, event] of journey) {
    const outcome = ours.step(state, event, context)
    const [next] = transition(machine, snapshotOf(state), { type: event })
    const targets = [outcome.ok && outcome.state, next.value, handWrittenStep(state, event, ticket, actor.type)]
    if (new Set(targets).size !== 1) throw new Error(`${event} in ${state} leads to ${targets.join(', ')}`)
  }
}
