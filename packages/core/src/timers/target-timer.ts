import type { Instant } from '../kernel/clock.js'
import { id } from '../kernel/input.js'
import type { JsonObject } from '../kernel/json.js'
import { sha256 } from '../kernel/system.js'
import type { EffectMessage } from '../runtime/effect-types.js'
import type { TimerRecord } from '../store/record-types.js'

const PREFIX = 'effect:'

/** What the timer of one target of an effect's message holds. */
export interface TargetTry {
  readonly message: Omit<EffectMessage, 'attempt' | 'tenant' | 'ticketId'>
  readonly target: string
  /** Which attempt is next; 1 for the first. */
  readonly attempt: number
  /** Up to which event of the ticket it is known whether a person had the message tried anew. */
  readonly since: number
}

/** Whether a timer is that of an effect's target. */
export function isOfTarget({ key }: Pick<TimerRecord, 'key'>): boolean {
  return key.startsWith(PREFIX)
}

/** What is next for a target, from its timer. */
export function tryOf({ data }: TimerRecord): TargetTry {
  return data as unknown as TargetTry
}

/** The timer of a target that was not tried yet. */
export function firstTry(message: EffectMessage, target: string, dueAt: Instant): TimerRecord {
  const { id: messageId, effect, event, tenant, ticketId } = message
  const data: TargetTry = {
    message: { id: messageId, effect, event },
    target,
    attempt: 1,
    since: event.seq,
  }
  const key = keyOf(messageId, effect, target)
  return { tenant, ticketId, key, dueAt, epoch: 1, data: data as unknown as JsonObject }
}

/** The same timer set anew for a later attempt. Its claims are counted from 0 again. */
export function laterTry(timer: TimerRecord, change: Partial<TargetTry>, dueAt: Instant): TimerRecord {
  return { ...timer, dueAt, epoch: timer.epoch + 1, data: { ...timer.data, ...change } as JsonObject }
}

/** Readable where that can be an id, and no two targets can have the same. */
function keyOf(messageId: string, effect: string, target: string): string {
  const key = `${PREFIX}${messageId}:${target}`
  return !effect.includes(':') && id.safeParse(key).success
    ? key
    : `${PREFIX}#${sha256(JSON.stringify([messageId, target]))}`
}
