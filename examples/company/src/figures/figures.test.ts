import { expect, it } from 'vitest'
import { ARMS } from './arms.js'
import { type ArmFigures, compareCompanyArms } from './compare.js'
import { figuresTable } from './figures-table.js'

/** One week of one seed, so that the test is quick enough; the README has two weeks of many. */
const until = new Date('2025-03-08T00:00:00+08:00')
const LONG = 280_000

it('keeps its goals against the frozen baseline, and loses some of it when nobody reacts', {
  timeout: LONG,
}, async () => {
  const figures = await compareCompanyArms([1], ['by hand', 'whole', 'whole, nobody reacts'], { until })
  const of = (name: keyof typeof ARMS, figure: keyof ArmFigures) => figures.get(name)?.[figure].mean ?? Number.NaN
  expect(of('whole', 'unsolved')).toBe(0)
  expect(of('whole', 'overdue')).toBeLessThanOrEqual(0.05)
  expect(of('whole', 'cycleShare')).toBeLessThanOrEqual(0.5)
  expect(of('whole', 'transit')).toBeLessThanOrEqual(0.2)
  expect(of('whole', 'commandsShare')).toBeLessThanOrEqual(0.2)
  // The baseline is what it was calibrated to, within what one week differs.
  expect(Math.abs(of('by hand', 'overdue') - 0.45)).toBeLessThanOrEqual(0.15)
  expect(Math.abs(of('by hand', 'transit') - 0.6)).toBeLessThanOrEqual(0.1)
  expect(of('whole, nobody reacts', 'overdue')).toBeLessThan(of('by hand', 'overdue'))
  expect(of('whole, nobody reacts', 'cycle')).toBeLessThan(of('by hand', 'cycle'))
  expect(of('whole, nobody reacts', 'cycle')).toBeGreaterThan(of('whole', 'cycle'))
  // People do the same work, and forget as often, whether they react or not.
  expect(of('whole, nobody reacts', 'commands')).toBeCloseTo(of('whole', 'commands'), 9)
  const table = figuresTable(figures)
  expect(table.split('\n')).toHaveLength(5)
  expect(table).toContain('| whole | ')
})

it('gives every arm the same customers, and the same seed the same bytes', { timeout: LONG }, async () => {
  const monday = new Date('2025-03-04T00:00:00+08:00')
  const run = (name: keyof typeof ARMS) => ARMS[name](7, monday)
  const once = await run('whole')
  expect(JSON.stringify(await run('whole'))).toBe(JSON.stringify(once))
  const customers = (report: typeof once) => report.tickets.map(({ createdAt, ticket }) => ({ createdAt, ticket }))
  for (const name of Object.keys(ARMS) as (keyof typeof ARMS)[]) {
    expect(customers(await run(name)), name).toEqual(customers(once))
  }
})
