import { defineCalendar } from '@docket/core'

const day = [['08:00', '18:00']] as const

/** When the log's desk works, as far as one may guess: the log says neither its hours nor its zone, so times are UTC. */
export const OFFICE_HOURS = {
  timeZone: 'UTC',
  weekly: { mon: day, tue: day, wed: day, thu: day, fri: day },
} as const

/** The same as a calendar. */
export const office = defineCalendar(OFFICE_HOURS)

/**
 * What the desk might have promised. Only the resolution: the log holds no messages, so nothing in it is a first response,
 * and its rows are written by other people than those to whom incidents are assigned, so nothing in it is an acceptance.
 */
export const incidentPolicy = {
  id: 'incident',
  calendar: 'office',
  targets: {
    resolution: {
      within: { hours: 80 },
      byPriority: { critical: { hours: 4 }, high: { hours: 8 }, moderate: { hours: 24 }, low: { hours: 40 } },
      // The past is judged; nobody is told of it any more.
      escalate: [],
    },
  },
} as const
