import { id, parseInput } from '../kernel/input.js'
import { authorize, notFound } from '../runtime/authorize.js'
import { allEventsOf } from '../runtime/events-of.js'
import { promisesOf } from '../runtime/promises-of.js'
import type { Runtime } from '../runtime/runtime.js'
import { runsOf } from '../sla/promise.js'
import { elapsedMs } from '../sla/target-clock.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import { check, uncheck } from '../ticket/commands/check.js'
import { setCoordinator } from '../ticket/commands/coordinator.js'
import { journeyOf } from './journey.js'
import type { OnTicket } from './on-ticket.js'
import type { Journey, StageView } from './stage-desk-types.js'
import { stageViewOf } from './stage-view.js'

/** What one actor can learn and do about stages. */
export function stageDesk(runtime: Runtime, tenant: string, actor: ActorReference, onTicket: OnTicket) {
  const { store, model, clock } = runtime

  async function readable(ticketId: string, action: 'readInternal' | 'history'): Promise<TicketRecord> {
    const record = await store.load(tenant, parseInput(id, ticketId, 'the ticket id'))
    if (record === null) throw notFound('ticket')
    authorize(model.access, actor, action, record)
    return record
  }

  async function stage(ticketId: string): Promise<StageView | null> {
    return stageViewOf(runtime, await readable(ticketId, 'readInternal'), actor)
  }

  async function journey(ticketId: string): Promise<Journey> {
    const record = await readable(ticketId, 'history')
    // No further than the ticket that the running clock is read from.
    const events = await allEventsOf(store, record)
    const now = clock.now()
    return journeyOf(events, await runningMs(record, now), now)
  }

  async function runningMs(record: TicketRecord, now: number): Promise<number | null> {
    const { current } = await promisesOf(runtime, record)
    const run = current && runsOf(record, current).find(({ target }) => target === 'stage')
    return run ? elapsedMs(run.clock, now) : null
  }

  return {
    check: onTicket(check),
    uncheck: onTicket(uncheck),
    setCoordinator: onTicket(setCoordinator),
    stage,
    journey,
  }
}
