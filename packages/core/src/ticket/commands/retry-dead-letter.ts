import * as z from 'zod'
import { id } from '../../kernel/input.js'
import { DONE, type TicketCommand } from '../command.js'

/** Which timer or outbox message of a ticket is meant that was given up. */
export const deadLetterName = z.strictObject({ kind: z.enum(['timer', 'outbox']), id })

/** Lets what was given up be tried again; nothing when it is not given up, or not any more. */
export const retryDeadLetter: TicketCommand<z.infer<typeof deadLetterName>> = {
  name: 'retryDeadLetter',
  action: 'retryDeadLetters',
  input: deadLetterName,
  needs: () => ({ deadLetters: true }),
  worksInAnyState: true,
  worksWhenMerged: true,
  decide(draft, { kind, id: letter }, { loaded }) {
    const { ticketId } = draft
    if (!loaded.deadLetters.some((one) => one.ticketId === ticketId && one.kind === kind && one.id === letter))
      return DONE
    draft.revives.push({ ticketId, kind, id: letter })
    draft.add({ type: 'deadLetter.retried', data: { kind, id: letter } })
    return DONE
  },
}
