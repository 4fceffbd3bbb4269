import * as z from 'zod'
import { id, parseInput } from '../kernel/input.js'
import { authorize } from '../runtime/authorize.js'
import { followUp } from '../runtime/follow-up.js'
import type { Runtime } from '../runtime/runtime.js'
import type { DeadLetterReference } from '../store/commit-types.js'
import type { ActorReference } from '../store/record-types.js'
import { deadLetterName, retryDeadLetter } from '../ticket/commands/retry-dead-letter.js'
import type { DeadLettersDesk } from './dead-letters-desk-types.js'
import type { TicketCommands } from './ticket-commands.js'

const letters = z.array(z.object({ ...deadLetterName.shape, ticketId: id })).max(1_000)

/** What one actor can do about what was given up. */
export function deadLettersDesk(
  runtime: Runtime,
  tenant: string,
  actor: ActorReference,
  { run }: TicketCommands,
): DeadLettersDesk {
  const { store, model } = runtime
  const nameOf = ({ kind, ticketId, id: letter }: DeadLetterReference) => JSON.stringify([kind, ticketId, letter])
  return {
    async deadLetters() {
      authorize(model.access, actor, 'readDeadLetters', null)
      return store.deadLetters(tenant)
    },
    async retryDeadLetters(given) {
      authorize(model.access, actor, 'retryDeadLetters', null)
      const wanted = new Set(parseInput(letters, given, 'retryDeadLetters').map(nameOf))
      let revived = 0
      for (const letter of (await store.deadLetters(tenant)).filter((one) => wanted.has(nameOf(one)))) {
        const { kind, ticketId, id: name } = letter
        const outcome = await run(retryDeadLetter, ticketId, { kind, id: name })
        if (outcome.events.length > 0) revived += 1
        await followUp(runtime, outcome)
      }
      return revived
    },
  }
}
