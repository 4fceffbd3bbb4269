import { describe, expect, it } from 'vitest'
import { type Column, parseRow, parseTime } from './log-row.js'

const usual: Record<string, string> = {
  number: 'INC0000045',
  incident_state: 'Awaiting User Info',
  sys_updated_at: '29/2/2016 01:23',
  opened_at: '29/2/2016 01:16',
  resolved_at: '?',
  impact: '2 - Medium',
  urgency: '1 - High',
  priority: '?',
  made_sla: 'true',
  location: 'Location 143',
  sys_mod_count: '4',
}
const parse = (given: Record<string, string> = {}) =>
  parseRow(7, (column: Column) => ({ ...usual, ...given })[column] ?? '?')

describe('parseRow', () => {
  it('reads what the log writes, and ? as not known', () => {
    expect(parse()).toEqual({
      row: 7,
      incident: 'INC0000045',
      state: 'Awaiting User Info',
      updatedAt: Date.UTC(2016, 1, 29, 1, 23),
      updatedBy: null,
      openedAt: Date.UTC(2016, 1, 29, 1, 16),
      resolvedAt: null,
      caller: null,
      channel: null,
      category: null,
      impact: 2,
      urgency: 1,
      priority: null,
      group: null,
      assignedTo: null,
      madeSla: true,
      openedBy: null,
      enteredBy: null,
      location: 'Location 143',
      subcategory: null,
      symptom: null,
      changes: 4,
    })
  })

  it.each([
    [{ number: '?' }, 'Row 7: number is missing; every row needs it.'],
    [{ sys_updated_at: '?' }, 'Row 7: sys_updated_at is missing; every row needs it.'],
    [{ opened_at: '2016-02-29' }, 'Row 7: opened_at is "2016-02-29", which is not a time written D/M/YYYY HH:MM.'],
    [
      { impact: 'High' },
      'Row 7: impact is "High", which is not a level that begins with a number, such as 2 - Medium.',
    ],
    [{ caller_id: 'Doe,\nJane' }, 'Row 7: caller_id must be one line of at most 200 characters.'],
    [{ category: 'x'.repeat(201) }, 'Row 7: category must be one line of at most 200 characters.'],
    [{ sys_mod_count: 'four' }, 'Row 7: sys_mod_count is "four", which is not a number.'],
    [{ made_sla: 'yes' }, 'Row 7: made_sla is "yes", which is not true or false.'],
  ])('says what is wrong with %o', (given, message) => {
    expect(() => parse(given)).toThrow(message)
  })
})

describe('parseTime', () => {
  it('puts the day before the month and reads UTC', () => {
    expect(parseTime('5/3/2016 12:00')).toBe(Date.UTC(2016, 2, 5, 12, 0))
  })

  it.each([
    '31/4/2016 10:00',
    '29/2/2015 10:00',
    '1/13/2016 10:00',
    '0/1/2016 10:00',
    '1/1/2016 24:00',
    '1/1/2016 10:60',
  ])('takes no date that does not exist: %s', (text) => expect(parseTime(text)).toBeNull())
})
