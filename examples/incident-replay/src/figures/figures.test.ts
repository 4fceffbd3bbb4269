import { describe, expect, it } from 'vitest'
import type { LogRow } from '../log/log-row.js'
import { DEFAULT_MATRIX } from '../matrix.js'
import { rowOf } from '../testing/rows.js'
import type { IncidentState } from '../workflow.js'
import { FiguresFold } from './figures.js'

const step = (
  from: IncidentState | null,
  to: IncidentState,
  row: Partial<LogRow> = {},
  refused: string | null = null,
): Parameters<FiguresFold['add']>[0] => ({ row: rowOf(row), from, to, refused })

function fold(steps: ReturnType<typeof step>[], scattered: string[] = []) {
  const figures = new FiguresFold(DEFAULT_MATRIX, new Set(scattered))
  for (const one of steps) figures.add(one)
  return figures.finish()
}

describe('transitions', () => {
  it('are every row but the one that an incident begins with', () => {
    const figures = fold([
      step(null, 'new'),
      step('new', 'new'),
      step('new', 'closed', { row: 3, state: 'Closed' }, 'no-transition'),
    ])
    expect(figures).toMatchObject({ events: 3, incidents: 1, transitionsAccepted: 1, transitionsRefused: 1 })
    expect(figures.refusals).toEqual([{ ticket: 'INC1', row: 3, from: 'New', to: 'Closed', reason: 'no-transition' }])
  })

  it('count an incident with several refusals once', () => {
    const figures = fold([
      step(null, 'active'),
      step('active', 'active', { state: '-100' }, 'no-transition'),
      step('active', 'closed', { state: 'Closed' }, 'no-transition'),
      step(null, 'new', { incident: 'INC2' }),
    ])
    expect(figures).toMatchObject({ incidents: 2, transitionsRefused: 2, incidentsWithRefusals: 1 })
    expect(figures.byState).toEqual({ New: 1, Closed: 1 })
  })
})

describe('priority contradictions', () => {
  const count = (...rows: Partial<LogRow>[]) => fold(rows.map((row) => step(null, 'new', row))).priorityContradictions

  it('are the rows whose priority is not the one of the matrix', () => {
    expect(count({ impact: 1, urgency: 2, priority: 2 }, { impact: 1, urgency: 2, priority: 3 })).toBe(1)
  })

  it('are also rows for which the matrix has no entry, and never rows that lack a value', () => {
    expect(count({ impact: 7, urgency: 2, priority: 2 })).toBe(1)
    expect(count({ impact: null, urgency: 2, priority: 2 }, { impact: 1, urgency: 2, priority: null })).toBe(0)
  })
})

describe('an incident whose rows do not follow each other', () => {
  const first = step(null, 'awaitingVendor', { updatedAt: 0, group: 'A', madeSla: true })
  const other = step(null, 'new', { incident: 'INC2', madeSla: true })
  const later = step('awaitingVendor', 'resolved', { updatedAt: 100, group: 'B', madeSla: false })

  it('is still one incident', () => {
    const { incidents, handovers, waitingShare, madeSlaShare, byState } = fold([first, other, later], ['INC1'])
    expect({ incidents, handovers, waitingShare, madeSlaShare, byState }).toEqual({
      incidents: 2,
      handovers: 1,
      waitingShare: 1,
      madeSlaShare: 0.5,
      byState: { New: 1, Resolved: 1 },
    })
  })
})

it('leaves incidents that were never resolved out of the waiting share', () => {
  const { waitingShare } = fold([
    step(null, 'awaitingVendor', { updatedAt: 0 }),
    step('awaitingVendor', 'active', { updatedAt: 10 }),
    step('active', 'resolved', { updatedAt: 40 }),
    step(null, 'awaitingVendor', { incident: 'INC2', updatedAt: 0 }),
    step('awaitingVendor', 'awaitingVendor', { incident: 'INC2', updatedAt: 1_000 }),
  ])
  expect(waitingShare).toBe(0.25)
})

it('says null for a share of nothing', () => {
  expect(fold([])).toEqual({
    incidents: 0,
    events: 0,
    transitionsAccepted: 0,
    transitionsRefused: 0,
    incidentsWithRefusals: 0,
    refusals: [],
    priorityContradictions: 0,
    reopenedIncidents: 0,
    reopenings: 0,
    handovers: 0,
    waitingShare: null,
    resolutionHours: { n: 0, p50: null, p90: null },
    madeSlaShare: null,
    byState: {},
  })
})
