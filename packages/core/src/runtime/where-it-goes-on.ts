import { DocketError } from '../kernel/error.js'
import type { CommandRequest } from './decide.js'
import { asDocketError, type CommandOutcome } from './outcome.js'
import { runCommand } from './run-command.js'
import type { Runtime } from './runtime.js'

/**
 * Does what is for a ticket where that goes on. A public message stays with its own ticket when that was merged
 * into the ticket of another requester, who must not read it, nor miss the answer; and so does any whose author does not
 * reach the other ticket. Tags and fields are changed for those at the desk who reach both, and refused for others; fields,
 * which tell of a person, only with the same requester.
 */
export async function doWhereItGoesOn<Input>(
  runtime: Runtime,
  request: CommandRequest<Input>,
): Promise<CommandOutcome> {
  const { store, model } = runtime
  const { tenant, actor, command } = request
  for (let on = request; ; ) {
    const outcome = await runCommand(runtime, on).catch(asDocketError)
    if (!DocketError.is(outcome)) return outcome
    const into = intoOf(outcome, on.ticketId)
    if (into === null) throw outcome
    const [source, target] = await Promise.all([store.load(tenant, on.ticketId), store.load(tenant, into)])
    if (source === null || target === null) throw outcome
    const reaches = model.access.can(actor, 'read', target).allow
    const isMessage = command.name === 'reply' || command.name === 'note'
    const isAtDesk = [source, target].every((one) => model.access.can(actor, 'readInternal', one).allow)
    const follows = ANYBODYS.has(command.name) || source.requester.id === target.requester.id
    if (!isMessage && !(follows && reaches && isAtDesk)) throw outcome
    if (!follows || !reaches) {
      return runCommand(runtime, { ...on, staysWithMerged: true })
    }
    // The version that the caller saw was the source's.
    on = { ...on, ticketId: into, expectedVersion: undefined }
  }
}

/** Follows also into the ticket of another requester. */
const ANYBODYS: ReadonlySet<string> = new Set(['note', 'tag', 'link'])

/** Where the ticket goes on, if that is why the command was refused. */
function intoOf(error: DocketError, ticketId: string): string | null {
  const reasons = error.details['reasons']
  if (error.code !== 'COMMAND_REFUSED' || !Array.isArray(reasons)) return null
  const [reason] = reasons as readonly Readonly<Record<string, unknown>>[]
  const { code, into, ticketId: of } = reason ?? {}
  return code === 'merged' && of === ticketId && typeof into === 'string' ? into : null
}
