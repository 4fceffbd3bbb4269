import * as z from 'zod'
import { DocketError } from '../kernel/error.js'
import { parseInput, text } from '../kernel/input.js'
import { within } from '../kernel/system.js'
import type { EffectMessage, TargetedEffect } from '../runtime/effect-types.js'
import { keyedCommand } from '../runtime/idempotency.js'
import type { Runtime } from '../runtime/runtime.js'
import { assembleCommit } from '../ticket/assemble.js'
import { SYSTEM_ACTOR } from '../ticket/promises.js'
import { firstTry } from '../timers/target-timer.js'

/** So many targets a message has at most. */
const MOST_TARGETS = 100

const targetNames = z.array(text(200)).max(10_000)

/**
 * Asks an effect for the targets of a message and sets a timer for each, in one commit. The first answer stands: a message
 * that comes again, since its worker died before it was settled, sets nothing a second time.
 *
 * @throws DocketError `INVALID_INPUT` or `LIMIT_EXCEEDED` for targets that cannot be; whatever the host throws
 */
export async function setTargets(
  runtime: Runtime,
  effect: TargetedEffect,
  message: EffectMessage,
  mostMs: number,
): Promise<void> {
  const { tenant, ticketId, id, event } = message
  const given = await within(mostMs, async () => effect.targets(message))
  const targets = checkedTargets(given, message.effect)
  if (targets.length === 0) return
  const now = runtime.clock.now()
  const keyed = keyedCommand(SYSTEM_ACTOR, 'targets', id, { ticketId, input: id })
  const record = { ...keyed, tenant, ticketId, version: event.seq, result: {}, createdAt: now }
  const committed = await runtime.store.commit({
    ...assembleCommit(tenant, [], { idempotency: record }),
    timers: { set: targets.map((target) => firstTry(message, target, now)), cancel: [] },
  })
  if (committed.ok) runtime.wake()
  else if (committed.conflict.kind !== 'idempotency')
    throw new DocketError('INTERNAL', `The targets of the effect ${message.effect} could not be written.`)
}

function checkedTargets(given: unknown, effect: string): readonly string[] {
  const targets = [...new Set(parseInput(targetNames, given, `the targets of the effect ${effect}`))]
  if (targets.length <= MOST_TARGETS) return targets
  throw new DocketError(
    'LIMIT_EXCEEDED',
    `The effect ${effect} has ${targets.length} targets for one message; it may have ${MOST_TARGETS}.`,
  )
}
