import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { formatTable, toJson } from './table.js'

const expected = JSON.parse(readFileSync(new URL('../fixture/expected.json', import.meta.url), 'utf8')) as ReturnType<
  typeof toJson
>

const figures = { ...expected, refusals: expected.refusals.map((refusal) => ({ ...refusal, reason: 'no-transition' })) }

it('lays the figures out', () => {
  expect(formatTable(figures)).toBe(`  Incidents                        6
  Events (rows of the log)         27
  Transitions accepted             18
  Transitions refused              4 on 3 incidents
  Priority contradictions          1
  Reopenings                       2 on 1 incident
  Handovers between groups         3
  Waiting before first resolution  40.00 %
  Hours from opened to resolved    median 7.00, 90 % within 9.40 (3 known)
  SLA made                         60.00 %
  Ended in                         Awaiting Evidence 1, Resolved 2, Closed 3

Refused
  INC0000002  row 7: Active to -100 (no-transition)
  INC0000002  row 12: Closed to Active (no-transition)
  INC0000003  row 16: New to Closed (no-transition)
  INC0000006  row 25: New to -100 (no-transition)
`)
})

it('shortens a long list and says so', () => {
  const refusals = Array.from({ length: 1_500 }, (_, row) => ({
    ticket: 'INC1',
    row,
    from: 'New',
    to: '-100',
    reason: 'state-unknown',
  }))
  expect(
    formatTable({ ...figures, refusals })
      .trimEnd()
      .split('\n')
      .at(-1),
  ).toBe('  and 1,488 more; --json lists all')
})

it('gives of a refusal what the log says, as JSON', () => {
  expect(toJson(figures)).toEqual(expected)
})
