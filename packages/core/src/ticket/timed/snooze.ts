import { wake } from '../commands/snooze.js'
import type { TimedThing } from './timed-thing.js'

/** The end of a snooze. */
export const snooze: TimedThing = {
  key: 'snooze',
  nextAt: ({ flow }) => flow.snoozedUntil ?? null,
  take: (draft) => wake(draft, 'time'),
  timer: {},
}
