import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileLog, generatedLog, incidentPolicy, REAL_LOG } from '@docket/example-incident-replay'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CHANGES } from './changes.js'
import { chosenLog, importHistory } from './history.js'
import { type Outcome, rehearseChange } from './outcome.js'

const HEADER =
  'number,incident_state,sys_updated_at,sys_updated_by,opened_at,resolved_at,caller_id,contact_type,category,impact,urgency,priority,assignment_group,assigned_to,made_sla'
const HIGH = '1,2'
const MODERATE = '2,2'

/** An incident that is open from one instant to another; 7 March 2016 is a Monday. */
function incident(number: string, levels: string, team: string, from: string, to: string): string[] {
  const row = (state: string, at: string) => `${number},${state},${at},?,?,?,?,?,?,${levels},?,${team},?,?`
  return [row('New', from), row('Resolved', to)]
}

function logOf(...incidents: string[][]) {
  const folder = mkdtempSync(join(tmpdir(), 'docket-sla-lab-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'log.csv')
  writeFileSync(file, `${[HEADER, ...incidents.flat()].join('\n')}\n`)
  return fileLog(file)
}

async function outcomesOf(log: ReturnType<typeof fileLog>): Promise<Outcome[]> {
  const history = await importHistory(log)
  return Promise.all(CHANGES.map((change) => rehearseChange(history, change)))
}

const numbers = (turned: Outcome['newlyLate']) => turned.map(({ ticket }) => ticket)

describe('the changes of the lab', () => {
  const log = () =>
    logOf(
      incident('QUICK', HIGH, 'North', '7/3/2016 08:00', '7/3/2016 12:00'),
      incident('SLOWER', HIGH, 'North', '7/3/2016 08:30', '7/3/2016 12:31'),
      incident('LATE', HIGH, 'South', '7/3/2016 08:00', '7/3/2016 16:01'),
      incident('WEEKEND', MODERATE, '?', '4/3/2016 17:00', '9/3/2016 10:00'),
    )

  it('say who would have been late with half the time', async () => {
    const [faster] = await outcomesOf(log())
    expect(faster?.newlyLate).toEqual([
      {
        ticket: 'SLOWER',
        priority: 'high',
        team: 'North',
        dueBefore: new Date('2016-03-07T16:30:00Z'),
        dueAfter: new Date('2016-03-07T12:30:00Z'),
        solvedAt: new Date('2016-03-07T12:31:00Z'),
      },
    ])
    expect(faster?.noLongerLate).toEqual([])
    expect(faster?.all).toEqual({
      group: 'all',
      before: { judged: 4, late: 1, kept: 0.75 },
      after: { judged: 4, late: 2, kept: 0.5 },
      newlyLate: 1,
      noLongerLate: 0,
    })
    expect(faster?.byPriority.map(({ group, newlyLate }) => [group, newlyLate])).toEqual([
      ['high', 1],
      ['moderate', 0],
    ])
    expect(faster?.byTeam.map(({ group, before, after }) => [group, before.late, after.late])).toEqual([
      ['North', 0, 1],
      ['no team', 0, 0],
      ['South', 1, 1],
    ])
  })

  it('say who would have been late with clocks that run on Saturday', async () => {
    const [, saturday] = await outcomesOf(log())
    expect(saturday?.newlyLate).toMatchObject([
      {
        ticket: 'WEEKEND',
        team: 'no team',
        dueBefore: new Date('2016-03-09T11:00:00Z'),
        dueAfter: new Date('2016-03-08T17:00:00Z'),
      },
    ])
  })

  it('say who would have been in time with more', async () => {
    const { resolution } = incidentPolicy.targets
    const sla = [{ ...incidentPolicy, targets: { resolution: { ...resolution, byPriority: { high: { hours: 9 } } } } }]
    const history = await importHistory(log())
    const { newlyLate, noLongerLate } = await rehearseChange(history, { id: 'more', title: 'more', change: { sla } })
    expect([numbers(newlyLate), numbers(noLongerLate)]).toEqual([[], ['LATE']])
  })

  it('change nothing in the history', async () => {
    const history = await importHistory(log())
    const [change] = CHANGES
    if (!change) throw new Error('The lab has no change.')
    const first = await rehearseChange(history, change)
    expect(await rehearseChange(history, change)).toEqual(first)
    expect((await history.lead.list()).items.map(({ sla }) => sla)).toEqual([null, null, null, null])
  })

  it('add up on a generated history', { timeout: 30_000 }, async () => {
    for (const { all, newlyLate, noLongerLate, byTeam } of await outcomesOf(
      generatedLog({ seed: 3, size: { incidents: 200 } }),
    )) {
      expect([newlyLate.length, noLongerLate.length]).toEqual([all.newlyLate, all.noLongerLate])
      expect(all.after.late - all.before.late).toBe(all.newlyLate - all.noLongerLate)
      expect(byTeam.reduce((sum, team) => sum + team.after.late, 0)).toBe(all.after.late)
      expect(byTeam.reduce((sum, team) => sum + team.newlyLate, 0)).toBe(all.newlyLate)
    }
  })

  it('need a history', async () => {
    await expect(importHistory(logOf())).rejects.toThrow('The log is empty')
  })

  const present = existsSync(REAL_LOG)
  if (!present) console.warn('NOT RUN: the lab on the real log, because the real log is not here')
  it.skipIf(!present)('find in the real log what the README says', { timeout: 120_000 }, async () => {
    const [faster, saturday] = await outcomesOf(chosenLog(null))
    expect(faster?.all).toMatchObject({ before: { judged: 2_513, late: 1_007 }, after: { late: 1_013 } })
    expect([faster?.all.newlyLate, faster?.all.noLongerLate]).toEqual([6, 0])
    expect([saturday?.all.newlyLate, saturday?.all.noLongerLate]).toEqual([40, 0])
    expect(numbers(faster?.newlyLate ?? [])).toContain('INC0000062')
  })
})
