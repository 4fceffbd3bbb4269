import * as z from 'zod'
import { canonicalJson } from '../../kernel/json.js'
import { promiseOf, promiseReasons, selectPolicy } from '../../sla/select.js'
import { DONE, type TicketCommand } from '../command.js'
import { applyPromise } from '../promises.js'

/**
 * Puts a ticket under the desk's policies and calendars as they are now. Verdicts that were given stay; with
 * `recomputeAndKeepBoth` the promise until now is judged too.
 */
export const recomputeSla: TicketCommand<{ mode: 'recompute' | 'recomputeAndKeepBoth' }> = {
  name: 'recomputeSla',
  action: 'changeSla',
  worksInAnyState: true,
  input: z.strictObject({ mode: z.enum(['recompute', 'recomputeAndKeepBoth']) }),
  decide(draft, { mode }, { model }) {
    const { policies, versionOf } = model.sla
    const chosen = selectPolicy(policies, draft.ticket)
    const former = draft.ticket.sla?.promise ?? null
    const promise = chosen && promiseOf(chosen.definition, draft.ticket, versionOf)
    if (canonicalJson(promise) === canonicalJson(former)) return DONE
    const reasons = [{ code: 'recomputed', mode }, ...promiseReasons(policies, chosen)]
    applyPromise(draft, model, promise, reasons, mode === 'recomputeAndKeepBoth' && former !== null)
    return DONE
  },
}
