import * as z from 'zod'
import { DocketError } from '../kernel/error.js'
import { id, parseInput } from '../kernel/input.js'
import { canonicalJson } from '../kernel/json.js'
import { authorize, notFound } from '../runtime/authorize.js'
import { type CommandRequest, decide } from '../runtime/decide.js'
import { eventsOf } from '../runtime/events-of.js'
import { promisesOf } from '../runtime/promises-of.js'
import { runCommand } from '../runtime/run-command.js'
import type { Runtime } from '../runtime/runtime.js'
import type { TicketQuery } from '../store/query-types.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import { recomputeSla as recompute } from '../ticket/commands/recompute-sla.js'
import type { TicketEvent } from '../ticket/event-types.js'
import { isRefusal } from '../ticket/refusal.js'
import { readCursor, writeCursor } from './list.js'
import { presentPromise } from './present-sla.js'
import type { RecomputePage, RecomputeSla, RefusedChange, SlaChange, SlaVerdict } from './sla-types.js'
import { verdictsOf } from './verdicts.js'

const recomputeInput = z.strictObject({
  mode: z.enum(['keep', 'recompute', 'recomputeAndKeepBoth']),
  dryRun: z.boolean().default(true),
  limit: z.int().min(1).max(500).default(100),
  after: z.string().max(2_000).nullish(),
})

/** What one actor can learn and change about promises. */
export function slaDesk(runtime: Runtime, tenant: string, actor: ActorReference) {
  const { store, model } = runtime

  async function verdicts(ticketId: string): Promise<readonly SlaVerdict[]> {
    const record = await store.load(tenant, parseInput(id, ticketId, 'the ticket id'))
    if (record === null) throw notFound('ticket')
    authorize(model.access, actor, 'history', record)
    const events: TicketEvent[] = []
    for await (const event of eventsOf(store, record)) {
      if (event.type.startsWith('sla.')) events.push(event as unknown as TicketEvent)
    }
    return verdictsOf(events)
  }

  async function recomputeSla(given: RecomputeSla): Promise<RecomputePage> {
    authorize(model.access, actor, 'changeSla', null)
    const { mode, dryRun, limit, after } = parseInput(recomputeInput, given, 'recomputeSla')
    const query: TicketQuery = {
      tenant,
      where: [...model.access.scope(actor), { on: 'phase', in: ['open', 'waiting'] }],
      sort: 'createdAt',
      direction: 'asc',
      limit: limit + 1,
      after: after ? readCursor(after, 'createdAt', 'asc') : null,
    }
    const found = await store.query(query)
    const page = found.slice(0, limit)
    const items: SlaChange[] = []
    const failed: RefusedChange[] = []
    for (const before of page) {
      try {
        const change = await changeOf(before, mode, dryRun || mode === 'keep')
        if (change) items.push(change)
      } catch (error) {
        // One ticket that cannot be changed must not keep the others from it; what fails for all is thrown.
        if (!DocketError.is(error) || error.kind === 'internal' || error.code === 'STORE_UNAVAILABLE') throw error
        failed.push({ ticketId: before.id, code: error.code, message: error.message })
      }
    }
    const last = page.at(-1)
    return {
      items,
      failed,
      examined: page.length,
      next: found.length > limit && last ? writeCursor(query, last) : null,
    }
  }

  async function changeOf(
    before: TicketRecord,
    mode: RecomputeSla['mode'],
    dryRun: boolean,
  ): Promise<SlaChange | undefined> {
    const request = {
      tenant,
      ticketId: before.id,
      actor,
      command: recompute,
      input: { mode: mode === 'keep' ? ('recompute' as const) : mode },
      cause: null,
    }
    const after = dryRun ? await wouldBe(request, before) : (await runCommand(runtime, request)).ticket
    if (canonicalJson(after.sla?.promise) === canonicalJson(before.sla?.promise)) return undefined
    const now = runtime.clock.now()
    return {
      ticketId: before.id,
      before: presentPromise(before, await promisesOf(runtime, before), now),
      after: presentPromise(after, await promisesOf(runtime, after), now),
    }
  }

  async function wouldBe<Input>(request: CommandRequest<Input>, before: TicketRecord): Promise<TicketRecord> {
    const decided = await decide(runtime, request, before)
    return isRefusal(decided) ? before : (decided.drafts[0]?.draft.ticket ?? before)
  }

  return { verdicts, recomputeSla }
}
