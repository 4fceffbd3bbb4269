import { type BusinessCalendar, defineCalendar } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { PresenceSpans } from './presence-spans.js'
import type { SimulatedAgent } from './simulation-types.js'

const at = (time: string) => new Date(`2025-06-${time}:00Z`).getTime()
const day = [
  ['09:00', '12:00'],
  ['13:00', '17:00'],
] as const
const office = defineCalendar({ timeZone: 'UTC', weekly: { mon: day, tue: day } })
const calendars: ReadonlyMap<string, BusinessCalendar> = new Map([['office', office]])
// A Monday and a Tuesday.
const window = { from: at('02T00:00'), to: at('04T00:00') }
const spans = (agent: Partial<SimulatedAgent> = {}) =>
  new PresenceSpans({ id: 'ann', name: 'Ann', shift: 'office', ...agent }, calendars, window)

describe('presence', () => {
  it('is the shift, half-open', () => {
    const presence = spans()
    expect(presence.beginnings).toEqual(['02T09:00', '02T13:00', '03T09:00', '03T13:00'].map(at))
    expect(presence.ends).toEqual(['02T12:00', '02T17:00', '03T12:00', '03T17:00'].map(at))
    expect(['02T08:59', '02T09:00', '02T11:59', '02T12:00'].map((time) => presence.isPresent(at(time)))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('is the whole run without a shift, and never for who is away', () => {
    expect(spans({ shift: null }).between(window.from, window.to)).toBe(48 * 3_600_000)
    expect(spans({ status: 'away' }).beginnings).toEqual([])
  })

  it('leaves out vacations, which may overlap', () => {
    const vacations = [
      { from: new Date(at('02T10:00')), to: new Date(at('02T11:00')) },
      { from: new Date(at('02T10:30')), to: new Date(at('03T14:00')) },
    ]
    const presence = spans({ vacations })
    expect(presence.beginnings).toEqual(['02T09:00', '03T14:00'].map(at))
    expect(presence.between(window.from, window.to)).toBe(4 * 3_600_000)
  })

  it('lets work pause outside of it', () => {
    const presence = spans()
    const hour = 3_600_000
    expect(presence.after(at('02T11:00'), hour)).toBe(at('02T12:00'))
    expect(presence.after(at('02T11:00'), 2 * hour)).toBe(at('02T14:00'))
    expect(presence.after(at('02T16:00'), 3 * hour)).toBe(at('03T11:00'))
    expect(presence.after(at('02T20:00'), 0)).toBe(at('03T09:00'))
    expect(presence.after(at('02T09:00'), 14 * hour)).toBe(at('03T17:00'))
    expect(presence.after(at('02T09:00'), 14 * hour + 1)).toBeNull()
    expect(presence.between(at('02T11:00'), at('02T14:00'))).toBe(2 * hour)
  })

  it('asks for a calendar of the desk', () => {
    expect(() => spans({ shift: 'nights' })).toThrow(/shift nights, which is no calendar of the desk; it has office/)
  })
})
