import { openFollowUp } from '../runtime/open-follow-up.js'
import { removeFiles } from '../runtime/remove-files.js'
import { runAction } from '../runtime/run-action.js'
import type { Runtime } from '../runtime/runtime.js'
import type { LeasedMessage, Outcome } from '../store/port.js'
import { ACTION_EFFECT, FOLLOW_UP_EFFECT, REMOVE_FILES_EFFECT } from '../ticket/outbox-messages.js'

/** The effects that the desk has by itself, without a handler of the host. */
export const OWN_EFFECTS: ReadonlyMap<string, (runtime: Runtime, leased: LeasedMessage) => Promise<Outcome>> = new Map([
  [REMOVE_FILES_EFFECT, removeFiles],
  [ACTION_EFFECT, runAction],
  [FOLLOW_UP_EFFECT, openFollowUp],
])
