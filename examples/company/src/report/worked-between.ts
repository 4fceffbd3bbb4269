import { calendars } from '../calendars.js'

/** The working time between two instants by a calendar of the company, in seconds; wall time without one. */
export function workedBetween(calendar: string | null, from: Date, to: Date): number {
  if (calendar === 'shanghai' || calendar === 'berlin') return calendars[calendar].between(from, to)
  return (Number(to) - Number(from)) / 1000
}
