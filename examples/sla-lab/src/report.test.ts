import { expect, it } from 'vitest'
import type { GroupOutcome, Outcome, Turned } from './outcome.js'
import { formatReport } from './report.js'

const group = (name: string, judged: number, late: readonly [number, number], newlyLate: number): GroupOutcome => ({
  group: name,
  before: { judged, late: late[0], kept: 1 - late[0] / judged },
  after: { judged, late: late[1], kept: 1 - late[1] / judged },
  newlyLate,
  noLongerLate: 0,
})
const turned = (ticket: string): Turned => ({
  ticket,
  priority: 'high',
  team: 'North',
  dueBefore: new Date('2016-03-07T16:30:00Z'),
  dueAfter: new Date('2016-03-07T12:30:00Z'),
  solvedAt: ticket === 'B' ? null : new Date('2016-03-07T12:31:00Z'),
})
const outcome: Outcome = {
  id: 'one',
  title: 'One change',
  all: group('all', 2_000, [500, 502], 2),
  byPriority: [group('high', 1_500, [400, 402], 2), group('low', 500, [100, 100], 0)],
  byTeam: [group('North', 1_000, [250, 252], 2), group('no team', 1_000, [250, 250], 0)],
  newlyLate: [turned('A'), turned('B')],
  noLongerLate: [],
}

it('lays out what a change would have done', () => {
  expect(formatReport([outcome])).toBe(`One change
  kept 75.00 % before, 74.90 % after; 2 newly late, 0 no longer late

  priority  judged  late before  late after  newly late  no longer late
  high       1,500          400         402           2               0
  low          500          100         100           0               0
  all        2,000          500         502           2               0

  team   judged  late before  late after  newly late  no longer late
  North   1,000          250         252           2               0
  1 team without a change

  newly late: 2
  ticket  priority  team   due before        due after         solved
  A       high      North  2016-03-07 16:30  2016-03-07 12:30  2016-03-07 12:31
  B       high      North  2016-03-07 16:30  2016-03-07 12:30  never

What people did stays as it was: nobody in this history hurried because of a shorter promise, or worked a new shift.
A promise counts for the priority and team that its incident had when it was judged, which can be another time after a change.
`)
})

it('shows the first ten of many, and says so', () => {
  const many = Array.from({ length: 1_200 }, (_, index) => turned(`T${index}`))
  const byTeam = Array.from({ length: 12 }, (_, index) => group(`Team ${index}`, 10, [1, 2], 1))
  const text = formatReport([{ ...outcome, byTeam, newlyLate: [], noLongerLate: many }])
  expect(text).toContain('no longer late: the first 10 of 1,200\n')
  expect(text).toContain('T9 ')
  expect(text).not.toContain('T10')
  expect(text).toContain('and 2 teams more with a change; --json lists all\n  0 teams without a change\n')
  expect(text).not.toContain('newly late: ')
})
