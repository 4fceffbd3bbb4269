import { approval } from './approval.js'
import { moment } from './moment.js'
import { offer } from './offer.js'
import { priority } from './priority.js'
import { request } from './request.js'
import { rule } from './rule.js'
import { snooze } from './snooze.js'
import type { TimedThing } from './timed-thing.js'
import { timeout } from './timeout.js'

/** All that comes due on a ticket by itself; what is due at one instant is taken in this order. */
export const TIMED_THINGS: readonly TimedThing[] = [timeout, offer, request, snooze, approval, priority, rule, moment]
