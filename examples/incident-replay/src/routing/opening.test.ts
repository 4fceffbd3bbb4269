import { describe, expect, it } from 'vitest'
import { rowOf } from '../testing/rows.js'
import { featuresOf, openingOf } from './opening.js'

const first = rowOf({
  changes: 0,
  openedAt: Date.UTC(2016, 2, 4, 17, 24),
  updatedAt: Date.UTC(2016, 2, 4, 17, 30),
  caller: 'Caller 1',
  openedBy: 'Opened by 2',
  enteredBy: 'Created by 3',
  category: 'Category 4',
  subcategory: 'Subcategory 5',
  symptom: 'Symptom 6',
  location: 'Location 7',
  impact: 2,
  urgency: 3,
})

describe('what is known when an incident is opened', () => {
  it('is what its first row says', () => {
    const { openedAt, caller, openedBy, enteredBy, category, subcategory, symptom, location, impact, urgency } = first
    const known = { openedAt, caller, openedBy, enteredBy, category, subcategory, symptom, location, impact, urgency }
    expect(openingOf(first)).toEqual(known)
  })

  it.each([1, null])('is only what never changes where that row had been changed (%j times)', (changes) => {
    const { openedAt, caller, openedBy, enteredBy } = first
    const nothing = { category: null, subcategory: null, symptom: null, location: null, impact: null, urgency: null }
    expect(openingOf({ ...first, changes })).toEqual({ openedAt, caller, openedBy, enteredBy, ...nothing })
  })

  it('is never what was done with it: its state, group, agent, resolution, or who changed it', () => {
    const later = { state: 'Resolved', group: 'G', assignedTo: 'R', madeSla: false, resolvedAt: 1, updatedBy: 'U' }
    expect(openingOf({ ...first, ...later, updatedAt: 0, priority: 1 })).toEqual(openingOf(first))
  })
})

describe('the features of an incident', () => {
  it('name what is known and what is not', () => {
    expect(featuresOf({ ...openingOf(first), symptom: null, urgency: null })).toEqual([
      'caller:Caller 1',
      'openedBy:Opened by 2',
      'enteredBy:Created by 3',
      'category:Category 4',
      'subcategory:Subcategory 5',
      'symptom:?',
      'location:Location 7',
      'impact:2',
      'urgency:?',
      'time:day',
    ])
  })

  it.each([
    ['2016-03-04T07:59Z', 'early'],
    ['2016-03-04T08:00Z', 'day'],
    ['2016-03-04T18:00Z', 'late'],
    ['2016-03-05T12:00Z', 'weekend'],
    ['2016-03-06T12:00Z', 'weekend'],
  ])('tell the time of day of %s', (instant, time) => {
    expect(featuresOf({ ...openingOf(first), openedAt: Date.parse(instant) }).at(-1)).toBe(`time:${time}`)
  })
})
