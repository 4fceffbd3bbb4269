import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { memoryStore } from '@docket/store-memory'
import { describe, expect, it } from 'vitest'
import { generateLog } from './generate/log.js'
import { fileLog, REAL_LOG } from './log/open-log.js'
import { DEFAULT_MATRIX } from './matrix.js'
import { wrongsIn } from './testing/capacity-oracle.js'
import { figuresByOracle } from './testing/oracle.js'
import { routingByOracle } from './testing/routing-oracle.js'
import { runQuietly, textLog } from './testing/run-text.js'

const fixture = readFileSync(new URL('../fixture/incidents.csv', import.meta.url), 'utf8')
const expected: unknown = JSON.parse(readFileSync(new URL('../fixture/expected.json', import.meta.url), 'utf8'))
const generated = (seed: number, incidents: number) => [...generateLog({ seed, size: { incidents } })].join('')

describe('the figures of a replay', () => {
  it('are those worked out by hand for the fixture', async () => {
    const { figures } = await runQuietly(textLog(fixture))
    expect(figures).toEqual(expected)
  })

  it.each([1, 2, 3])('are those that a second program finds in generated log %i', { timeout: 30_000 }, async (seed) => {
    const csv = generated(seed, 400)
    const { figures } = await runQuietly(textLog(csv))
    expectSame(figures, figuresByOracle(csv))
  })

  it('are the same where the rows of incidents do not follow each other', async () => {
    const [header = '', ...lines] = generated(4, 60).trimEnd().split('\n')
    const dealt = lines.map((line, at) => ({ line, key: at % 5 })).sort((one, other) => one.key - other.key)
    const csv = `${[header, ...dealt.map(({ line }) => line)].join('\n')}\n`
    const { figures } = await runQuietly(textLog(csv))
    expectSame(figures, figuresByOracle(csv))
    expect(figures.incidents).toBe(60)
  })

  it('follow another matrix', async () => {
    const matrix = { ...DEFAULT_MATRIX, '2-2': 2 }
    const csv = generated(5, 100)
    const { figures } = await runQuietly(textLog(csv), { matrix })
    expectSame(figures, figuresByOracle(csv, matrix))
    expect(figures.priorityContradictions).toBeGreaterThan(300)
  })

  const present = existsSync(REAL_LOG)
  if (!present) console.warn('NOT RUN: the figures of the real log, because the real log is not here')
  it.skipIf(!present)('are those of the real log', { timeout: 60_000 }, async () => {
    const { figures } = await runQuietly(fileLog(REAL_LOG))
    expectSame(figures, figuresByOracle(gunzipSync(readFileSync(REAL_LOG)).toString('utf8')))
    expect(figures).toMatchObject({
      incidents: 2_465,
      events: 17_479,
      reopenedIncidents: 38,
      priorityContradictions: 0,
    })
    expect(figures.madeSlaShare?.toFixed(4)).toBe('0.3444')
  })
})

describe('routing', () => {
  it('is judged on the incidents that a second program finds, all of which live on a desk with capacities', async () => {
    const csv = generated(10, 300)
    const { n, frequent } = routingByOracle(csv)
    const { routing, lived } = await runQuietly(textLog(csv))
    expect(n).toBeGreaterThan(50)
    expect(routing).toMatchObject({ n, frequent })
    const opened = lived?.journal.filter(({ what }) => what === 'opened')
    expect(opened?.length).toBe(90)
    expect(wrongsIn(lived?.staff ?? [], lived?.journal ?? [])).toEqual([])
  })
})

describe('a second run on the same store', () => {
  it('gives the same figures and carries nothing out', async () => {
    const store = memoryStore()
    const log = textLog(generated(6, 250))
    const first = await runQuietly(log, { store })
    const second = await runQuietly(log, { store })
    expect(second.figures).toEqual(first.figures)
    expect(first.commandsPerSecond).toBeGreaterThan(0)
    expect(second.commandsPerSecond).toBe(0)
    expect(second.said.join('\n')).toContain('going on where it was')
  })

  it('does not mix another log, or another matrix, with the first', async () => {
    const store = memoryStore()
    await runQuietly(textLog(generated(7, 50)), { store })
    const other = generated(8, 50)
    const { figures } = await runQuietly(textLog(other), { store })
    expectSame(figures, figuresByOracle(other))
    const matrix = { ...DEFAULT_MATRIX, '2-2': 1 }
    expectSame((await runQuietly(textLog(other), { store, matrix })).figures, figuresByOracle(other, matrix))
  })
})

/** Equal, but for the last digits of numbers that were summed in another order. */
function expectSame(actual: object, wanted: ReturnType<typeof figuresByOracle>): void {
  const { waitingShare, madeSlaShare, resolutionHours } = wanted
  expect(actual).toEqual({
    ...wanted,
    waitingShare: expect.closeTo(waitingShare, 12),
    madeSlaShare: expect.closeTo(madeSlaShare, 12),
    resolutionHours: {
      n: resolutionHours.n,
      p50: expect.closeTo(resolutionHours.p50, 9),
      p90: expect.closeTo(resolutionHours.p90, 9),
    },
  })
}
