import { expect, it } from 'vitest'
import { measuresOf } from './measures.js'
import type { SimulatedTicket, SimulationReport } from './report-types.js'

const since = new Date('2025-06-02T00:00:00Z')
const after = (seconds: number) => new Date(since.getTime() + seconds * 1000)
const row = (changes: Partial<SimulatedTicket> = {}): SimulatedTicket => ({
  id: 't',
  ticket: {},
  createdAt: since,
  assignedAt: after(10),
  firstAgent: 'ann',
  firstAgentMet: true,
  assignments: 1,
  ineligible: 0,
  avoidableSeconds: 0,
  silentSeconds: 0,
  answeredAt: after(3_600),
  responseSeconds: 3_600,
  solvedAt: after(7_200),
  workedSeconds: 1_800,
  promised: true,
  breached: [],
  ...changes,
})
const nothing = {
  assignedAt: null,
  firstAgent: null,
  firstAgentMet: null,
  answeredAt: null,
  responseSeconds: null,
  solvedAt: null,
}
const reportOf = (tickets: readonly SimulatedTicket[]): SimulationReport => ({
  seed: 1,
  since,
  until: after(86_400),
  endedAt: after(86_400),
  tickets,
  agents: [
    { id: 'ann', group: 'office', presentSeconds: 100, workedSeconds: 80, solved: 1 },
    { id: 'bob', group: 'office', presentSeconds: 300, workedSeconds: 80, solved: 1 },
    { id: 'cem', group: null, presentSeconds: 100, workedSeconds: 90, solved: 0 },
  ],
  kills: 0,
  errors: [],
})

it('takes the measures as they are defined', () => {
  const report = reportOf([
    row(),
    row({
      assignedAt: after(30),
      firstAgentMet: false,
      ineligible: 2,
      responseSeconds: 3_601,
      breached: ['resolution'],
    }),
    row({ ...nothing, workedSeconds: 500, silentSeconds: 1, avoidableSeconds: 60, promised: false }),
    row({ solvedAt: after(1_800), ticket: { channel: 'chat' } }),
  ])
  expect(measuresOf(report)).toEqual({
    tickets: 4,
    solved: 3,
    unassigned: 1,
    dispatch: { count: 3, mean: 50 / 3, p50: 10, p95: 30, max: 30 },
    avoidableWait: { count: 4, mean: 15, p50: 0, p95: 60, max: 60 },
    firstAssignmentAccuracy: 2 / 3,
    ineligible: 2,
    silentlyUnassigned: 1,
    utilisation: 250 / 500,
    utilisationOf: { office: 160 / 400 },
    flowEfficiency: 5_400 / 16_200,
    overdueShare: 1 / 3,
    firstResponse: { count: 3, mean: 10_801 / 3, p50: 3_600, p95: 3_601, max: 3_601 },
    respondedWithinHour: 2 / 4,
  })
  expect(measuresOf(report, ({ id }) => id !== 't')).toMatchObject({ tickets: 0, utilisation: 0.5 })
})

it('gives null of nothing, and 0 of what did not happen', () => {
  const { utilisation, ...measures } = measuresOf({ ...reportOf([]), agents: [] })
  expect(utilisation).toBeNull()
  expect(measures).toMatchObject({
    firstAssignmentAccuracy: null,
    flowEfficiency: null,
    overdueShare: null,
    respondedWithinHour: null,
    ineligible: 0,
    silentlyUnassigned: 0,
  })
  expect(measuresOf(reportOf([row(nothing)]))).toMatchObject({ unassigned: 1, flowEfficiency: null, overdueShare: 0 })
})
