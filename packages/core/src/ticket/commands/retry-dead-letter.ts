import * as z from 'zod'
import { id } from '../../kernel/input.js'
import { DONE, type TicketCommand } from '../command.js'

/** Which timer or outbox message of a ticket is meant that was given up. */
export const deadLetterName = z.strictObject({ kind: z.enum(['timer', 'outbox']), id })

/** Notes that somebody wants what was given up to be tried again; the store lets it be claimed then. */
export const retryDeadLetter: TicketCommand<z.infer<typeof deadLetterName>> = {
  name: 'retryDeadLetter',
  action: 'retryDeadLetters',
  input: deadLetterName,
  worksInAnyState: true,
  worksWhenMerged: true,
  decide(draft, { kind, id: letter }) {
    draft.add({ type: 'deadLetter.retried', data: { kind, id: letter } })
    return DONE
  },
}
