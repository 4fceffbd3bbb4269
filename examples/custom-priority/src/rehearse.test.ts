import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileLog, generatedLog, REAL_LOG } from '@docket/example-incident-replay'
import { describe, expect, it, onTestFinished } from 'vitest'
import { formatFigures } from './figures.js'
import { chosenLog, importHistory } from './history.js'
import { rehearseSupport } from './rehearse.js'
import { page } from './report/page.js'

const HEADER =
  'number,incident_state,sys_updated_at,sys_updated_by,opened_at,resolved_at,caller_id,contact_type,category,impact,urgency,priority,assignment_group,assigned_to,made_sla'

/** An incident that an agent of a team has, from one time of 7 March 2016, a Monday, until the day after. */
function incident(number: string, team: string, agent: string, time: string): string[] {
  const row = (state: string, at: string) => `${number},${state},${at},?,?,?,${number},?,?,2,2,?,${team},${agent},?`
  return [row('New', `7/3/2016 ${time}`), row('Resolved', '8/3/2016 12:00')]
}

function logOf(...incidents: string[][]) {
  const folder = mkdtempSync(join(tmpdir(), 'docket-custom-priority-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'log.csv')
  writeFileSync(file, `${[HEADER, ...incidents.flat()].join('\n')}\n`)
  return fileLog(file)
}

const rehearsed = async (log: ReturnType<typeof fileLog>) => rehearseSupport(await importHistory(log))

/** One agent who has worked for seven groups, and one group with one agent of its own and more work than that one can hold. */
const crowded = () =>
  logOf(
    ...[1, 2, 3, 4, 5, 6, 7].map((group) => incident(`EARLIER${group}`, `Group ${group}`, 'Zoe', '11:00')),
    ...Array.from({ length: 15 }, (_, index) => incident(`N${10 + index}`, 'North', 'Ann', `12:${10 + index}`)),
  )

describe('the new policies on a history', () => {
  it('let the generalists help before a team is full', async () => {
    const { rehearsal, nameOf } = await rehearsed(crowded())
    const { before, after, differences } = rehearsal
    expect([before.routing?.byAgent['Ann']?.mostHeld, after.routing?.byAgent['Ann']?.mostHeld]).toEqual([12, 10])
    expect([before.routing?.waited?.p95, after.routing?.waited?.p95]).toEqual([expect.any(Number), 0])
    expect(before.routing?.waited?.p95).toBeGreaterThan(60 * 60)
    const moved = differences.assignments.items.filter(({ after: { assignee } }) => assignee === 'Zoe')
    expect(moved.map(({ ticketId }) => nameOf(ticketId))).toEqual(['N20', 'N21', 'N22', 'N23', 'N24'])
    expect(moved[0]?.after).toMatchObject({ team: 'generalists', assignment: { policy: 'support' } })
  })

  it('are rehearsed, not lived: nothing of the history changes', async () => {
    const history = await importHistory(crowded())
    await rehearseSupport(history)
    const { items } = await history.lead.list({ limit: 100 })
    expect(new Set(items.map(({ assignee }) => assignee))).toEqual(new Set(['Ann', 'Zoe']))
    expect(items.filter(({ team }) => team === 'generalists')).toEqual([])
  })

  it('give the same bytes twice', { timeout: 120_000 }, async () => {
    const made = () => rehearsed(generatedLog({ seed: 7, size: { incidents: 60 } }))
    const [first, second] = [await made(), await made()]
    expect(page(second)).toBe(page(first))
    expect(formatFigures(second)).toBe(formatFigures(first))
  })

  it('need a history', async () => {
    await expect(importHistory(logOf())).rejects.toThrow('The log is empty')
  })

  const present = existsSync(REAL_LOG)
  if (!present) console.warn('NOT RUN: the new policies on the real log, because the real log is not here')
  it.skipIf(!present)(
    'shorten the longer waits of the real log, and make few tickets late',
    { timeout: 300_000 },
    async () => {
      const { rehearsal } = await rehearsed(chosenLog(null))
      const { before, after, differences } = rehearsal
      expect([rehearsal.tickets, rehearsal.notes.map(({ code }) => code)]).toEqual([2_465, ['assumed']])
      for (const { routing } of [before, after]) {
        expect((routing?.assigned ?? 0) + (routing?.unassigned ?? 0)).toBe(2_465)
        expect(routing?.assigned).toBeGreaterThan(2_300)
      }
      expect(after.routing?.waited?.p90).toBeLessThan((before.routing?.waited?.p90 ?? 0) / 2)
      expect(differences.newlyBreached).toBeLessThan(30)
      expect(differences.assignments.total).toBeGreaterThan(1_000)
      expect(differences.assignments.items).toHaveLength(differences.assignments.total)
    },
  )
})
