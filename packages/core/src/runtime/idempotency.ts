import { DocketError } from '../kernel/error.js'
import { canonicalJson } from '../kernel/json.js'
import { sha256 } from '../kernel/system.js'
import type { ActorReference, IdempotencyRecord } from '../store/record-types.js'
import type { DecidedDraft } from '../ticket/assemble.js'
import type { CommandResult } from '../ticket/command.js'
import { asksForRouting } from '../ticket/consequences.js'
import { conflictError } from './conflict-error.js'
import { type CommandOutcome, unchanged } from './outcome.js'
import { recordAtVersion, routedVersion } from './past.js'
import type { Runtime } from './runtime.js'

/** A command that is to take effect once, however often it is sent. */
export interface KeyedCommand {
  readonly scope: string
  readonly key: string
  readonly fingerprint: string
}

/** A command's key with the hash of what it says. The scope holds the actor, so nobody meets another's key. */
export function keyedCommand(
  actor: ActorReference,
  command: string,
  key: string,
  said: { readonly ticketId: string | null; readonly input: unknown },
): KeyedCommand {
  const scope = canonicalJson([actor.type, actor.id, command])
  return { scope, key, fingerprint: sha256(canonicalJson(said)) }
}

/** What is kept with the commit. */
export function recordOf(
  runtime: Runtime,
  keyed: KeyedCommand,
  { draft, consequences }: DecidedDraft,
  result: CommandResult,
): IdempotencyRecord {
  const routed = runtime.store.transaction === 'own' && asksForRouting(consequences, draft.stamp.now)
  return {
    tenant: draft.tenant,
    scope: keyed.scope,
    key: keyed.key,
    fingerprint: keyed.fingerprint,
    ticketId: draft.ticketId,
    version: draft.ticket.version,
    result: routed ? { ...result, routed } : { ...result },
    createdAt: draft.stamp.now,
  }
}

/**
 * The answer that an earlier command under the same key got, or the error when there was none. Asked only after a
 * command failed, so that the usual way costs nothing more.
 */
export async function replayOf(
  runtime: Runtime,
  tenant: string,
  keyed: KeyedCommand | null,
  error: DocketError,
): Promise<CommandOutcome> {
  const record = keyed && (await runtime.store.findByIdempotencyKey(tenant, keyed.scope, keyed.key))
  if (!record) throw error
  if (record.fingerprint !== keyed.fingerprint) throw conflictError({ kind: 'idempotency', record })
  const routed =
    record.result['routed'] === true
      ? await routedVersion(runtime.store, tenant, record.ticketId, record.version)
      : record.version
  const ticket = await recordAtVersion(runtime.store, tenant, record.ticketId, routed ?? record.version)
  if (!ticket) throw new DocketError('INTERNAL', 'The ticket of an idempotency key does not exist.')
  // Null: the process died between the command and the routing that its answer was to show.
  const again = unchanged(ticket, record.result as CommandResult)
  return { ...again, doneAt: record.version, asksForRouting: routed === null }
}
