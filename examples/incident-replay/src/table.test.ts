import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Figures } from './figures/figures.js'
import { formatTable } from './table.js'

const expected = JSON.parse(readFileSync(new URL('../fixture/expected.json', import.meta.url), 'utf8')) as Figures

it('lays the figures out', () => {
  expect(formatTable(expected)).toBe(`  Incidents                        5
  Events (rows of the log)         24
  Transitions accepted             16
  Transitions refused              3 on 2 incidents
  Priority contradictions          1
  Reopenings                       2 on 1 incident
  Handovers between groups         3
  Waiting before first resolution  50.00 %
  Hours from opened to resolved    median 7.00, 90 % within 9.40 (3 known)
  SLA made                         60.00 %
  Ended in                         Awaiting Evidence 1, Resolved 1, Closed 3

Refused
  INC0000002  row 7: Active to -100
  INC0000002  row 12: Closed to Active
  INC0000003  row 16: New to Closed
`)
})

it('shortens a long list and says so', () => {
  const refusals = Array.from({ length: 1_500 }, (_, row) => ({ ticket: 'INC1', row, from: 'New', to: '-100' }))
  expect(
    formatTable({ ...expected, refusals })
      .trimEnd()
      .split('\n')
      .at(-1),
  ).toBe('  and 1,488 more; --json lists all')
})
