import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { DocketError } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { generateLog } from '../generate/log.js'
import { fileLog, type Log, REAL_LOG } from '../log/open-log.js'
import { DEFAULT_MATRIX } from '../matrix.js'
import { runQuietly, textLog } from '../testing/run-text.js'
import { slaByOracle } from '../testing/sla-oracle.js'
import { slaFigures } from './sla-figures.js'

const HEADER =
  'number,incident_state,sys_updated_at,sys_updated_by,opened_at,resolved_at,caller_id,contact_type,category,impact,urgency,priority,assignment_group,assigned_to,made_sla'
const row = (incident: string, state: string, at: string, impact = '2', urgency = '2') =>
  `${incident},${state},${at},?,?,?,?,?,?,${impact},${urgency},?,?,?,?`
const logOf = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`
const generated = (seed: number, incidents: number) => [...generateLog({ seed, size: { incidents } })].join('')

async function expectOracle(log: Log, csv: string) {
  const { sla } = await runQuietly(log)
  const { verdicts, metShare, breachesByPriority, pausedShare } = slaByOracle(csv)
  expect(sla).toMatchObject({ verdicts, breachesByPriority })
  expect(sla?.metShare).toBeCloseTo(metShare ?? Number.NaN, 12)
  // The log's end counts as a millisecond later, for what never ended.
  expect(sla?.pausedShare).toBeCloseTo(pausedShare, 6)
  return sla
}

describe('what became of the promises', () => {
  // Monday is 7 March 2016; critical is 4 business hours, high 8, moderate 24.
  it.each([
    [
      'solved on the last minute',
      [row('A', 'New', '7/3/2016 14:00', '1', '1'), row('A', 'Resolved', '7/3/2016 18:00', '1', '1')],
      0,
    ],
    [
      'solved after closing, which uses no time but is late',
      [row('A', 'New', '7/3/2016 14:00', '1', '1'), row('A', 'Resolved', '7/3/2016 18:01', '1', '1')],
      1,
    ],
    [
      'over a weekend',
      [row('A', 'New', '4/3/2016 17:00', '1', '1'), row('A', 'Resolved', '7/3/2016 11:00', '1', '1')],
      0,
    ],
    [
      'over a weekend and a minute',
      [row('A', 'New', '4/3/2016 17:00', '1', '1'), row('A', 'Resolved', '7/3/2016 11:01', '1', '1')],
      1,
    ],
    [
      'while the user is awaited',
      [
        row('A', 'New', '7/3/2016 08:00', '1', '1'),
        row('A', 'Awaiting User Info', '7/3/2016 09:00', '1', '1'),
        row('A', 'Active', '9/3/2016 09:00', '1', '1'),
        row('A', 'Resolved', '9/3/2016 12:00', '1', '1'),
      ],
      0,
    ],
    [
      'while somebody else is awaited',
      [
        row('A', 'New', '7/3/2016 08:00', '1', '1'),
        row('A', 'Awaiting Vendor', '7/3/2016 09:00', '1', '1'),
        row('A', 'Active', '9/3/2016 09:00', '1', '1'),
        row('A', 'Resolved', '9/3/2016 12:00', '1', '1'),
      ],
      1,
    ],
    [
      'twice, because it was reopened',
      [
        row('A', 'New', '7/3/2016 08:00', '1', '1'),
        row('A', 'Resolved', '7/3/2016 09:00', '1', '1'),
        row('A', 'Active', '8/3/2016 09:00', '1', '1'),
        row('A', 'Resolved', '8/3/2016 15:00', '1', '1'),
      ],
      1,
    ],
    ['never', [row('A', 'New', '7/3/2016 08:00', '1', '1'), row('B', 'Closed', '8/3/2016 09:00')], 1],
  ] as const)('%s', async (_, rows, late) => {
    const csv = logOf(...rows)
    const sla = await expectOracle(textLog(csv), csv)
    expect(sla?.verdicts.breached).toBe(late)
  })

  it('is judged by the priority of the time', async () => {
    const csv = logOf(
      row('A', 'New', '7/3/2016 08:00', '1', '1'),
      row('A', 'Active', '7/3/2016 13:00', '2', '2'),
      row('B', 'New', '7/3/2016 08:00', '2', '2'),
      row('B', 'Active', '7/3/2016 13:00', '1', '1'),
      row('B', 'Resolved', '7/3/2016 14:00', '1', '1'),
      row('C', 'New', '7/3/2016 08:00', '1', '1'),
      row('C', 'Active', '7/3/2016 11:00', '2', '2'),
      row('C', 'Resolved', '7/3/2016 17:00', '2', '2'),
    )
    const sla = await expectOracle(textLog(csv), csv)
    expect(sla?.breachesByPriority).toEqual({ critical: 2, moderate: 0 })
  })

  it.each([11, 12, 13])('is what a second program finds in generated log %i', { timeout: 30_000 }, async (seed) => {
    const csv = generated(seed, 300)
    const sla = await expectOracle(textLog(csv), csv)
    expect(sla?.verdicts.breached).toBeGreaterThan(10)
    expect(sla?.verdicts.met).toBeGreaterThan(10)
  })

  const present = existsSync(REAL_LOG)
  if (!present) console.warn('NOT RUN: the SLA of the real log, because the real log is not here')
  it.skipIf(!present)('is what a second program finds in the real log', { timeout: 120_000 }, async () => {
    const sla = await expectOracle(fileLog(REAL_LOG), gunzipSync(readFileSync(REAL_LOG)).toString('utf8'))
    expect(sla).toMatchObject({
      verdicts: { met: 1_506, breached: 1_007, running: 0 },
      breachesByPriority: { critical: 42, high: 44, moderate: 872, low: 49 },
    })
  })
})

describe('the figures', () => {
  const csv = logOf(
    row('A', 'New', '7/3/2016 08:00', '1', '1'),
    row('A', 'Active', '7/3/2016 09:00', '1', '1'),
    row('B', 'Awaiting User Info', '7/3/2016 09:30', '1', '1'),
    row('A', 'Resolved', '7/3/2016 17:00', '1', '1'),
  )

  it('show the policies as data', async () => {
    const { sla } = await runQuietly(textLog(csv))
    expect(sla?.policies).toMatchObject([
      {
        id: 'incident',
        version: 1,
        calendar: { id: 'office', version: 1, timeZone: 'UTC', weekly: { fri: [['08:00', '18:00']], sat: [] } },
        targets: { resolution: { critical: 14_400, high: 28_800, moderate: 86_400, low: 144_000, planning: 288_000 } },
      },
    ])
  })

  it.each([
    [null, { green: 1, paused: 1 }],
    ['2016-03-07T09:29:00Z', { green: 1 }],
    ['2016-03-07T11:00:00Z', { amber: 1, paused: 1 }],
    ['2016-03-07T11:50:00Z', { red: 1, paused: 1 }],
    ['2016-03-07T13:00:00Z', { breached: 1, paused: 1 }],
    ['2016-03-08T00:00:00Z', { breached: 1, paused: 1 }],
  ])('show the lights as of %s', async (at, lit) => {
    const { sla } = await runQuietly(textLog(csv), at === null ? {} : { at: new Date(at) })
    expect(sla?.lights.counts).toEqual({ green: 0, amber: 0, red: 0, paused: 0, met: 0, breached: 0, ...lit })
    expect(sla?.lights.at).toEqual(new Date(at ?? '2016-03-07T09:30:00Z'))
  })

  it('are refused for an instant before the log', async () => {
    const before = runQuietly(textLog(csv), { at: new Date('2016-03-07T07:59:00Z') })
    await expect(before).rejects.toThrow('--at lies before the log, which begins at 2016-03-07T08:00:00.000Z')
  })

  it('are left out for an empty log, and for one that is too long to be rehearsed', async () => {
    expect((await runQuietly(textLog(logOf()))).sla).toBeNull()
    const rehearse = () => Promise.reject(new DocketError('LIMIT_EXCEEDED', 'It is too long.'))
    const span = { begin: new Date(0), end: new Date(1), lastBegin: new Date(1) }
    const said: string[] = []
    const question = { matrix: DEFAULT_MATRIX, span, at: null }
    expect(await slaFigures({ rehearse }, question, (text) => said.push(text))).toBeNull()
    expect(said).toEqual(['The SLA is left out: It is too long.'])
  })
})
