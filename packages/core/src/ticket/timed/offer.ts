import type { TimedThing } from './timed-thing.js'

/** The end of an offer that nobody answered. */
export const offer: TimedThing = {
  key: 'offer',
  nextAt: (ticket) => ticket.offer?.until ?? null,
  take(draft) {
    const { offer: open } = draft.ticket
    if (open !== null) draft.add({ type: 'offer.expired', data: { agent: open.agent } })
  },
  timer: {},
}
