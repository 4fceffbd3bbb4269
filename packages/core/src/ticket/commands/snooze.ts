import * as z from 'zod'
import { durationMs } from '../../kernel/duration.js'
import { instant, invalidInput } from '../../kernel/input.js'
import { LIMITS } from '../../kernel/limits.js'
import { DONE, type TicketCommand } from '../command.js'
import type { TicketDraft } from '../draft.js'
import { isActive } from '../facts.js'
import { refuseDone } from '../refusal.js'

/** Puts the ticket off: until an instant, until the requester writes, or until somebody wakes it. */
export const snooze: TicketCommand<{ until: number }> = {
  name: 'snooze',
  action: 'snooze',
  input: z.strictObject({ until: instant.transform((at) => at.getTime()) }),
  decide(draft, { until }) {
    const { ticket, stamp } = draft
    if (!isActive(ticket.phase)) return refuseDone(ticket.phase)
    const wrong = (code: string, message: string) => invalidInput('snooze', [{ path: ['until'], code, message }])
    if (until <= stamp.at) throw wrong('past', 'must be later than now')
    if (until > stamp.at + durationMs({ days: LIMITS.snoozeDays })) {
      throw wrong('too_late', `must be at most ${LIMITS.snoozeDays} days from now`)
    }
    if (ticket.flow.snoozedUntil !== until) draft.add({ type: 'ticket.snoozed', data: { until } })
    return DONE
  },
}

/** Ends the snoozing; nothing when the ticket is not put off. */
export const unsnooze: TicketCommand<Record<string, never>> = {
  name: 'unsnooze',
  action: 'snooze',
  input: z.strictObject({}),
  decide(draft) {
    wake(draft, 'person')
    return DONE
  },
}

/** Ends the snoozing, if the ticket is put off. */
export function wake(draft: TicketDraft, by: 'time' | 'requester' | 'person'): void {
  if (draft.ticket.flow.snoozedUntil !== undefined) draft.add({ type: 'ticket.woken', data: { by } })
}
