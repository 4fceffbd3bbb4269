import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, policyOf, promiseAtHand, promisedTicket } from '../../test/promises.js'
import { START } from '../../test/records.js'
import type { Reason } from '../kernel/error.js'
import type { PauseInterval, TicketFacts, TicketSla } from '../store/record-types.js'
import { explainTargets } from './explain.js'
import type { SlaPolicyDefinition } from './policy-types.js'

const at = (text: string) => Date.parse(`2025-01-${text}Z`)
const byOffice = policyOf({
  version: 3,
  calendar: 'office',
  targets: { resolution: { within: { hours: 10 }, byPriority: { urgent: { hours: 1 } } } },
})
const byWall = policyOf({ targets: { resolution: { within: { hours: 10 } } } })

function explained(
  of: SlaPolicyDefinition,
  facts: Partial<TicketFacts> = {},
  changes: { priority?: string; sla?: Partial<TicketSla> } = {},
) {
  const ticket = promisedTicket(of, facts, changes)
  return explainTargets(ticket, promiseAtHand(of, ticket), '2025b')
}
const reasons = (...given: Parameters<typeof explained>): readonly Reason[] => explained(...given)[0]?.reasons ?? []
const counted = (given: readonly Reason[]) =>
  given.filter(({ code }) => code.startsWith('counted') && code !== 'counted-from')
const seconds = (given: readonly Reason[]) => given.reduce((sum, reason) => sum + Number(reason['seconds']), 0)

describe('the derivation of a due date', () => {
  it('names the policy, the span, the calendar with the zones that it was reckoned by, and each opening', () => {
    expect(reasons(byOffice)).toEqual([
      { code: 'sla-policy', policy: 'standard', version: 3, target: 'resolution' },
      { code: 'within', seconds: 36_000 },
      { code: 'calendar', calendar: 'office', version: 1, timeZones: '2025b' },
      { code: 'counted-from', at: START },
      { code: 'counted', date: '2025-01-01', from: at('01T09:00'), to: at('01T18:00'), seconds: 9 * 3600 },
      { code: 'counted', date: '2025-01-02', from: at('02T09:00'), to: at('02T10:00'), seconds: 3600 },
    ])
  })

  it('says where the span is that of the priority', () => {
    expect(reasons(byOffice, {}, { priority: 'urgent' })[1]).toEqual({
      code: 'within',
      seconds: 3600,
      priority: 'urgent',
    })
  })

  it('is one stretch of wall time without a calendar', () => {
    expect(reasons(byWall).slice(2)).toEqual([
      { code: 'wall-time' },
      { code: 'counted-from', at: START },
      { code: 'counted', from: START, to: START + 10 * HOUR, seconds: 36_000 },
    ])
  })

  it('tells of each pause that counts, and of the stretches between them', () => {
    const pauses = [
      { from: START - HOUR, to: START },
      { from: at('01T10:00'), to: at('01T20:00') },
      { from: at('02T12:00'), to: at('02T13:00') },
    ]
    expect(reasons(byOffice, { pauses }).slice(4)).toEqual([
      { code: 'paused', from: at('01T10:00'), to: at('01T20:00') },
      { code: 'paused', from: at('02T12:00'), to: at('02T13:00') },
      { code: 'counted', date: '2025-01-01', from: at('01T09:00'), to: at('01T10:00'), seconds: 3600 },
      { code: 'counted', date: '2025-01-02', from: at('02T09:00'), to: at('02T12:00'), seconds: 3 * 3600 },
      { code: 'counted', date: '2025-01-02', from: at('02T13:00'), to: at('02T18:00'), seconds: 5 * 3600 },
      { code: 'counted', date: '2025-01-03', from: at('03T09:00'), to: at('03T10:00'), seconds: 3600 },
    ])
  })

  it('stops at the pause while one lasts that holds up the due date', () => {
    const found = reasons(byOffice, { pauses: [{ from: at('01T10:00'), to: null }] })
    expect(found.at(-1)).toEqual({ code: 'paused', from: at('01T10:00'), to: null })
    expect(explained(byOffice, { pauses: [{ from: at('01T10:00'), to: null }] })[0]?.run.dueAt).toBeNull()
  })

  it('begins where a duplicate asked first', () => {
    const from = at('01T00:00') - 10 * HOUR
    const found = reasons(byWall, {}, { sla: { inherited: { cycle: 1, from } } })
    expect(found.slice(3)).toEqual([
      { code: 'counted-from', at: from },
      { code: 'counted', from, to: START, seconds: 36_000 },
    ])
  })

  it('sums up what is more than anybody reads', () => {
    const years = policyOf({ calendar: 'office', targets: { resolution: { within: { hours: 9 * 250 } } } })
    const found = counted(reasons(years))
    expect(found).toHaveLength(201)
    const last = found.at(-1)
    expect(last).toMatchObject({ code: 'counted-more', from: found.at(-2)?.['to'], seconds: 50 * 9 * 3600 })
    expect(seconds(found)).toBe(9 * 250 * 3600)
  })

  it('is told of the targets that run, in their order', () => {
    const of = policyOf({ targets: { resolution: { within: { hours: 8 } }, firstResponse: { within: { hours: 1 } } } })
    expect(explained(of).map(({ run }) => run.target)).toEqual(['firstResponse', 'resolution'])
    expect(explained(of, { firstResponseAt: START + MINUTE }).map(({ run }) => run.target)).toEqual(['resolution'])
    expect(explained(of, { firstSolvedAt: START, solvedAt: START })).toEqual([])
  })
})

describe('of any due date', () => {
  const anyPauses = fc
    .uniqueArray(fc.integer({ min: 0, max: 20 * 24 * HOUR }), { maxLength: 8 })
    .map((cuts) => cuts.sort((a, b) => a - b).map((cut) => START + cut))
    .map((cuts) =>
      cuts.flatMap((from, index): PauseInterval[] => (index % 2 === 0 ? [{ from, to: cuts[index + 1] ?? null }] : [])),
    )

  it('the stretches lie apart, outside of pauses, and add up to the time that was promised', () => {
    const anySpan = fc.integer({ min: 1, max: 500_000 })
    fc.assert(
      fc.property(
        fc.constantFrom('office', 'wall'),
        anySpan,
        anyPauses,
        fc.nat(1e9),
        (calendar, total, pauses, begun) => {
          const of = policyOf({ calendar, targets: { resolution: { within: { seconds: total } } } })
          const [found] = explained(of, { pauses, reopenings: 1, reopenedAt: START + begun })
          if (!found) throw new Error('nothing was explained')
          const { dueAt } = found.run
          const stretches = counted(found.reasons) as unknown as { from: number; to: number; seconds: number }[]
          if (dueAt === null) {
            expect(stretches).toEqual([])
            return
          }
          expect(stretches.reduce((sum, one) => sum + Math.round(one.seconds * 1000), 0)).toBe(total * 1000)
          expect(stretches.at(-1)?.to).toBe(dueAt)
          for (const [index, { from, to }] of stretches.entries()) {
            expect(from).toBeGreaterThanOrEqual(stretches[index - 1]?.to ?? START + begun)
            expect(to).toBeGreaterThan(from)
            expect(pauses.some((pause) => pause.from < to && (pause.to ?? Number.POSITIVE_INFINITY) > from)).toBe(false)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
