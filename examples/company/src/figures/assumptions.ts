import type { Attention } from '@docket/testkit'

/**
 * What is assumed of people and work, the same in all arms, and set once. The numbers marked "calibrated" were fitted to the
 * baseline alone, on the seeds 101 to 104, so that it has about 45 % overdue and about 60 % of its time in transit; the
 * others are by judgement. None is measured in a company.
 */
export const ASSUMPTIONS = {
  /** Ten working days without a holiday; afterwards everything is worked off. */
  since: new Date('2025-03-03T00:00:00+08:00'),
  until: new Date('2025-03-15T00:00:00+08:00'),
  tail: { days: 60 },
  /** Tickets an hour in office hours, and outside of them. */
  perHour: { office: 0.8, else: 0.05 },
  /** So many customers in all: some come more than once. */
  customers: 300,
  /** Which share of the tickets is which. */
  kinds: { refund: 0.45, repair: 0.3, complaint: 0.25 },
  /** The share of refunds without a photo, and the hours until the customer, asked for it, sends one: from, to. */
  photo: { missing: 0.3, afterHours: [2, 30] },
  /** Minutes of work: the least, and how much more at most. Evenly drawn between. */
  minutes: {
    evidence: [15, 20],
    inspection: [20, 20],
    secondLook: [5, 10],
    decision: [8, 8],
    approval: [3, 4],
    payment: [10, 10],
    reception: [15, 15],
    workshop: [90, 180],
    finalTest: [20, 20],
    shipping: [15, 15],
    received: [10, 10],
    remedy: [60, 120],
  },
  /** When somebody hands out by hand: the days are calibrated. */
  handsOut: { weekdays: ['mon', 'tue', 'thu', 'fri'], every: { hours: 3 }, perTicket: { seconds: 90 } },
} as const

/** How people forget: `forgets` and `looksAfterShifts` are calibrated. */
export const ATTENTION: Attention = {
  forgets: 0.24,
  looksAfterShifts: 3,
  reacts: 0.8,
  reactsAfterSeconds: 1_200,
}
