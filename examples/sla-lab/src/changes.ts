import { defineCalendar, type RehearseInput } from '@docket/core'
import { type IncidentShape, incidentPolicy, OFFICE_HOURS } from '@docket/example-incident-replay'

/** A change that somebody thinks about. */
export interface Change {
  readonly id: string
  /** What it is, for tables and charts. */
  readonly title: string
  /** What the rehearsal takes: policies in place of the desk's, calendars in place of those of the same names. */
  readonly change: RehearseInput<IncidentShape>['change']
}

const { resolution } = incidentPolicy.targets

/** The changes that the lab tries, each by itself. Write your own here. */
export const CHANGES: readonly Change[] = [
  {
    id: 'faster-high',
    title: 'High within 4 hours instead of 8',
    change: {
      sla: [
        {
          ...incidentPolicy,
          version: 2,
          targets: { resolution: { ...resolution, byPriority: { ...resolution.byPriority, high: { hours: 4 } } } },
        },
      ],
    },
  },
  {
    id: 'saturday-shifts',
    title: 'Saturday shifts, 09:00 to 13:00',
    change: {
      calendars: {
        office: defineCalendar({
          ...OFFICE_HOURS,
          version: 2,
          weekly: { ...OFFICE_HOURS.weekly, sat: [['09:00', '13:00']] },
        }),
      },
    },
  },
]
