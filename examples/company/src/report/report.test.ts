import { manualClock } from '@docket/core/testing'
import { memoryStore } from '@docket/store-memory'
import { beforeAll, describe, expect, it } from 'vitest'
import { BEGIN, tell } from '../story/tell.js'
import { collect } from './collect.js'
import type { CompanyReport } from './report-types.js'
import { spanText } from './times.js'
import { writeReport } from './write.js'

const SEED = 5
/** The crowd is small here: nothing that is asserted depends on it. */
const CROWD = 12
const CHINESE = /[\u4e00-\u9fff]/

let report: CompanyReport
let english: string
let chinese: string

beforeAll(async () => {
  const clock = manualClock(BEGIN)
  report = await collect(await tell(memoryStore({ clock }), clock, SEED, CROWD), SEED)
  english = writeReport(report, 'en')
  chinese = writeReport(report, 'zh')
}, 240_000)

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
/** The part of the report under a heading. */
const section = (text: string, heading: string) => text.split('\n## ').find((part) => part.startsWith(heading)) ?? ''
/** The cells of the rows of a table whose head begins so. */
function table(text: string, head: string): string[][] {
  const lines = text.slice(text.indexOf(`| ${head}`)).split('\n')
  const rows = lines.slice(2, lines.indexOf('') < 0 ? undefined : lines.indexOf(''))
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

describe('the numbers', () => {
  it('account for every broken promise: as a sum, by whom, and one by one', () => {
    const broken = sum(report.promises.map((promise) => promise.broken))
    const late = section(english, 'What was late')
    expect(broken).toBeGreaterThan(10)
    expect(report.late).toHaveLength(broken)
    expect(table(late, 'Promise').at(-1)?.at(-1)).toBe(String(broken))
    expect(sum(table(late, 'Broken by').map((cells) => Number(cells.at(-1))))).toBe(broken)
    const others = table(late, 'Ticket')
    expect(others).toHaveLength(report.late.filter(({ role }) => role === null).length)
    expect(others.length + (late.match(/^- \*\*/gm) ?? []).length).toBe(broken)
  })

  it('call what was merged not solved, and say why more solutions are judged than tickets are solved', () => {
    const { tickets, solved, merged, open, solvedAgain } = report.figures
    const solutions = report.promises.find(({ target }) => target === 'resolution')
    expect([solved + merged + open, merged, solvedAgain]).toEqual([tickets, 1, 2])
    expect(sum([solutions?.kept ?? 0, solutions?.broken ?? 0])).toBe(solved + solvedAgain)
    expect(english).toContain(`${solved} were solved`)
    expect(english).toContain(`judged ${solved + solvedAgain} times for ${solved} tickets: 2 `)
  })

  it('are working time, also until somebody takes it up: never longer than the clock of the stage ran', () => {
    for (const { waitSeconds, clockSeconds } of report.cast.flatMap(({ stays }) => stays)) {
      expect(waitSeconds).toBeLessThanOrEqual(clockSeconds ?? 0)
    }
    for (const { waitSeconds, clockSeconds } of [...report.stages, ...report.teams]) {
      expect(waitSeconds).toBeLessThanOrEqual(clockSeconds)
    }
    // Handed over at 9:50, begun at 13:30 the next day: the night between is nobody's.
    const [, working] = report.cast.find(({ role }) => role === 'complaint')?.stays ?? []
    expect(working?.waitSeconds).toBe(12 * 3600 + 40 * 60)
    expect(spanText(27 * 3600 + 40 * 60, 'en')).toBe('27 h 40 min')
  })

  it('stand beside what was promised, and when it was done', () => {
    const [workshop] = report.cast.flatMap(({ stays }) => stays).filter(({ stage }) => stage === 'workshop')
    expect(workshop?.promisedSeconds).toBe(18 * 3600)
    expect(english).toContain('| On the clock | Promised |')
    for (const [, , , due, done, , why] of table(section(english, 'What was late'), 'Ticket')) {
      expect(due).toMatch(/\d\d:\d\d$/)
      expect(done).toMatch(/\d\d:\d\d$/)
      expect(why).toMatch(/^untouched for \d+ /)
    }
  })
})

describe('what is told', () => {
  it('names which approval counts no more, when, and why', () => {
    const [voided] = report.cast
      .flatMap(({ happenings }) => happenings)
      .filter(({ what }) => what === 'approval.voided')
    expect(voided).toMatchObject({ at: '2025-04-27T06:00:00.000Z', values: { approval: 'parts' } })
    expect(english).toMatch(/“Parts may be ordered” counts no more, because the ticket came back to the stage \(told: /)
  })

  it('says what another system refused, how often, and who sent it again', () => {
    const [refund] = report.outward.filter(({ effect }) => effect === 'refund')
    const [crm] = report.outward.filter(({ effect }) => effect === 'crm')
    expect(refund).toMatchObject({ attempts: 3, refused: { times: 2, why: 'the bank is busy' }, sentAgainBy: null })
    expect(crm).toMatchObject({ attempts: 11, refused: { times: 10, why: 'the CRM is down' }, sentAgainBy: 'dong' })
    expect(english).toContain('10 times “the CRM is down”')
    expect(english).toContain('2 times “the bank is busy”')
  })

  it('counts what a rule let be apart from what it did, in words and not by parts of conditions', () => {
    const rules = section(english, 'What the rules did')
    expect(rules).not.toMatch(/another (phase|state|stage|workflow)|exception/)
    expect(rules).toContain('it belongs to an outage')
    const [archive] = table(rules, 'Rule').filter(([rule]) => rule === 'Archive what is long over')
    const { asked = 0, matched = 0 } = report.rules.find(({ rule }) => rule === 'life-archive') ?? {}
    expect([archive?.[1], archive?.[4]]).toEqual([String(matched), String(asked - matched)])
  })

  it('gives instants as ISO texts and names what each aside holds', () => {
    const snoozed = report.asides.find(({ what }) => what === 'snoozed')
    expect(snoozed).toMatchObject({ until: '2025-04-29T01:00:00.000Z', score: null, otherSubject: null, refused: null })
    expect(JSON.stringify(report)).not.toMatch(/:17\d{11}\b/)
  })
})

describe('the languages', () => {
  it('are whole: no Chinese in the English report but what was searched, no English in the Chinese one', () => {
    const searched = section(english, 'Found again')
      .split('\n')
      .filter((line) => CHINESE.test(line))
    expect(english.split('\n').filter((line) => CHINESE.test(line))).toEqual(searched)
    expect(searched).toHaveLength(3)
    expect(searched.every((line) => line.replace(/searched “[^”]+”/, '').match(CHINESE) === null)).toBe(true)
    expect(chinese.replace(/\b(App|CRM|SP-22)\b/g, '').match(/[A-Za-z]{2,}/g)).toBeNull()
  })

  it('write quotes in one way, and Chinese with its own marks', () => {
    expect(`${english}${chinese}`).not.toMatch(/[「」]/)
    const written = chinese
      .replace(/ \| /g, '|')
      .replace(/^(- |\| )/gm, '')
      .replace(/ \|$/gm, '')
    const strayMarks = /[\u4e00-\u9fff”] ?:|[，。；：、）] | [，。；：、（“]|[\u4e00-\u9fff] (?=[\u4e00-\u9fff])/g
    expect(written.match(strayMarks)).toBeNull()
    expect(chinese).toMatch(/评分 5 分/)
  })

  it('call no stage as its department is called', () => {
    for (const [stage, team] of table(chinese, '环节 | 部门')) expect(stage?.replace('（再次）', '')).not.toBe(team)
    for (const [stage, team] of table(english.slice(english.indexOf('The repair')), 'Stage | Department'))
      expect(stage).not.toBe(team)
  })
})
