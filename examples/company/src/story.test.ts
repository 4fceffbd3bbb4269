import { manualClock } from '@docket/core/testing'
import { memoryStore } from '@docket/store-memory'
import { beforeAll, describe, expect, it } from 'vitest'
import { collect } from './report/collect.js'
import { eventsOf } from './report/read.js'
import type { CastReport, CompanyReport } from './report/report-types.js'
import { writeReport } from './report/write.js'
import type { Story } from './story/story.js'
import { BEGIN, CROWD, tell } from './story/tell.js'
import { runMain } from './testing/run-main.js'

const SEED = 3

let story: Story
let report: CompanyReport

beforeAll(async () => {
  const clock = manualClock(BEGIN)
  story = await tell(memoryStore({ clock }), clock, SEED)
  report = await collect(story, SEED)
}, 240_000)

function cast(role: CastReport['role']): CastReport {
  const found = report.cast.find((one) => one.role === role)
  if (!found) throw new Error(`There is no ${role}`)
  return found
}
const countOf = (one: CastReport, what: string) => one.happenings.filter((happening) => happening.what === what).length
const toldOf = (one: CastReport, what: string) =>
  one.happenings.filter((happening) => happening.what === what).map(({ told }) => told)
const missingOf = (one: CastReport) =>
  one.happenings.flatMap(({ missing }) => (missing.length > 0 ? [missing.map(({ code }) => code)] : []))
const outward = (effect: string) => report.outward.filter((one) => one.effect === effect)
async function sentBy(role: CastReport['role'], service: string) {
  const events = await eventsOf(story, story.cast.get(role) ?? '')
  return events
    .filter(({ actor, type }) => actor.id === service && type === 'ticket.transitioned')
    .map(({ data }) => data['event'])
}

describe('the return', () => {
  it('goes to quality, back once for a better photo, to the decision and to finance', () => {
    const { stays, rating, archivedAt } = cast('return')
    expect(stays.map(({ stage, returned }) => [stage, returned])).toEqual([
      ['evidence', false],
      ['inspection', false],
      ['evidence', true],
      ['inspection', true],
      ['decision', false],
      ['payment', false],
    ])
    expect([rating, archivedAt]).toEqual([5, '2025-04-26T00:10:00.000Z'])
  })

  it('is held up with everything that is missing', () => {
    expect(missingOf(cast('return'))).toEqual([
      ['item-open', 'attachment-missing', 'item-open'],
      ['second-person-missing', 'item-open'],
    ])
  })

  it('is paid once: two attempts fail, the third is taken, the answer that comes twice counts once', async () => {
    expect(outward('refund')).toMatchObject([{ attempts: 3, answeredAt: '2025-04-23T07:01:00.000Z' }])
    expect(await sentBy('return', 'bank')).toEqual(['paid'])
  })
})

describe('the repair', () => {
  it('crosses four departments, and comes back to the workshop once', () => {
    const { stays } = cast('repair')
    expect(stays.map(({ team }) => team)).toEqual([
      'service',
      'workshop',
      'quality',
      'workshop',
      'quality',
      'warehouse',
    ])
    expect(stays.every(({ reason, stage }) => reason !== null || ['reception', 'shipping'].includes(stage))).toBe(true)
  })

  it('orders the part after two of three have agreed, and hears of its arrival once', async () => {
    const repair = cast('repair')
    expect([countOf(repair, 'approval.given'), countOf(repair, 'approval.refused')]).toEqual([2, 1])
    expect(missingOf(repair)).toEqual([['approval-missing']])
    expect(outward('sparePart')).toMatchObject([{ attempts: 1 }])
    expect(await sentBy('repair', 'supplier')).toEqual(['partsArrived'])
  })

  it('asks the warehouse, which is reminded when it does not answer in time', () => {
    const [asked] = toldOf(cast('repair'), 'request.asked')
    const [overdue] = toldOf(cast('repair'), 'request.overdue')
    expect(asked).toEqual(['liu', 'ping', 'wu'])
    expect(overdue).toEqual(expect.arrayContaining(['liu', 'ping', 'wu']))
    expect(overdue).toHaveLength(4)
  })

  it('is late in the workshop: the mechanic, the lead, and the head are told one after the other', () => {
    const late = report.late.find(({ role, target }) => role === 'repair' && target === 'stage')
    expect(late).toMatchObject({
      stage: 'workshop',
      dueAt: '2025-04-25T07:20:00.000Z',
      lateSeconds: 18_600,
      waits: [{ from: '2025-04-22T06:40:00.000Z', to: '2025-04-25T02:00:00.000Z', state: 'waitingForParts' }],
    })
    const mechanic = late?.people ?? []
    expect(late?.ladder.map(({ kind }) => kind)).toEqual(['stage-due-soon', 'stage-late', 'stage-very-late'])
    expect(late?.ladder[0]?.people).toEqual(mechanic)
    expect(late?.ladder[1]?.people).toEqual([...mechanic, 'zhou'].sort())
    expect(late?.ladder[2]?.people).toContain('shi')
  })
})

describe('the complaint', () => {
  it('is refused once and confirmed in the same ticket', () => {
    const { stays, happenings, archivedAt } = cast('complaint')
    expect(stays.map(({ stage }) => stage)).toEqual(['received', 'working', 'working'])
    const calls = happenings.filter(({ what }) => what === 'callback.recorded').map(({ values }) => values['outcome'])
    expect(calls).toEqual(['unreached', 'refused'])
    expect(archivedAt).not.toBeNull()
  })

  it('tells the lead, the coordinator and the administrator of the second time that the customer urges', () => {
    const complaint = cast('complaint')
    const [first = [], second = []] = toldOf(complaint, 'ticket.nudged')
    expect([complaint.nudges, first]).toEqual([2, complaint.stays[1]?.people])
    expect(second).toEqual([...new Set([...first, 'ada', 'feng', ...(complaint.stays[0]?.people ?? [])])].sort())
  })

  it('is held up while its list and a request are open, and while the customer has just urged', () => {
    expect(missingOf(cast('complaint'))).toEqual([['nudge-too-soon'], ['item-open', 'item-open', 'request-open']])
  })
})

describe('the outage', () => {
  it('solves all the tickets behind it, with one message each', () => {
    expect(cast('outage').children).toEqual({
      tickets: CROWD,
      solved: CROWD,
      messages: CROWD,
    })
  })

  it('asks none of their customers how it went, and none of those on call is told that a colleague wrote', () => {
    const survey = report.rules.find(({ rule }) => rule === 'survey')
    expect(survey?.tickets).toBeLessThan(50)
    const onCall = report.told.filter(({ person }) => person === 'bo' || person === 'min')
    expect(onCall.map(({ kinds }) => (kinds['message.colleagueWrote'] ?? 0) < 5)).toEqual([true, true])
  })
})

describe('what was late', () => {
  it('is told of every broken promise', () => {
    expect(report.late.length).toBe(report.promises.reduce((sum, { broken }) => sum + broken, 0))
    expect(report.late.every(({ lateSeconds }) => Number(lateSeconds) > 0)).toBe(true)
    expect(report.late.map(({ role }) => role)).not.toContain('return')
  })
})

describe('on the side', () => {
  it('puts off, merges, reopens, follows up a bad rating, sends again what was given up', () => {
    expect(report.asides.map(({ what }) => what)).toEqual([
      'snoozed',
      'badlyRated',
      'followUp',
      'sentAgain',
      'reopened',
      'merged',
      'woken',
    ])
    expect(outward('crm').map(({ attempts, takenAt }) => [attempts, takenAt !== null])).toEqual([
      [11, true],
      [1, true],
      [1, true],
      [1, true],
    ])
    expect(report.figures).toMatchObject({ tickets: 345, solved: 344, merged: 1, open: 0, ratings: 4 })
  })

  it('finds tickets by their words in Chinese, archived ones too', () => {
    expect(report.searches.map(({ found }) => found.map(({ subject }) => subject))).toEqual([
      ['台灯频闪，申请退款'],
      expect.arrayContaining(['路由器每晚断网', '路由器又断网了']),
      ['安装师傅两次失约'],
    ])
    expect(report.searches[0]?.found[0]?.archived).toBe(true)
  })

  it('lets no rule fail, and leaves nothing undone', async () => {
    expect(report.rules.map(({ failed }) => failed).every((failed) => failed === 0)).toBe(true)
    expect(report.rules.filter(({ matched }) => matched === 0)).toEqual([])
    expect(await story.admin.deadLetters()).toEqual([])
  })
})

describe('the report', () => {
  it('is the same bytes for the same seed, in any process', { timeout: 240_000 }, async () => {
    const { status, stdout, stderr } = await runMain('--seed', String(SEED), '--json')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toBe(`${JSON.stringify(report)}\n`)
  })

  it.each(['en', 'zh'] as const)('has a word for everything in %s', (language) => {
    const text = writeReport(report, language)
    expect(text).not.toMatch(/undefined|NaN|\{\w+\}|\[object/)
    // What has no words shows as its id: a kind, a rule, a state.
    expect(text.match(/\b[a-z]+[.][a-z]+\b|\b[a-z]+-[a-z]+-?[a-z]* ×|\b[a-z]+[A-Z]\w+\b/g)).toBeNull()
  })
})
