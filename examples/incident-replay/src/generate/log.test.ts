import { describe, expect, it } from 'vitest'
import { figuresByOracle } from '../testing/oracle.js'
import { rowsOf } from '../testing/rows.js'
import { generateLog } from './log.js'

const textOf = (seed: number, incidents: number) => [...generateLog({ seed, size: { incidents } })].join('')

const log = textOf(1, 2_500)

describe('a generated log', () => {
  it('is the same for the same seed, another for another, and a longer one begins with a shorter one', () => {
    expect(textOf(1, 200)).toBe(textOf(1, 200))
    expect(textOf(2, 200)).not.toBe(textOf(1, 200))
    expect(textOf(1, 200).startsWith(textOf(1, 50))).toBe(true)
  })

  it('reads as a log of 36 columns', async () => {
    const text = textOf(3, 300)
    expect(
      new Set(
        text
          .trimEnd()
          .split('\n')
          .map((line) => line.split(',').length),
      ),
    ).toEqual(new Set([36]))
    expect(new Set((await rowsOf(text)).map(({ incident }) => incident)).size).toBe(300)
  })

  it('holds what an import must stand', () => {
    const figures = figuresByOracle(log)
    const moves = new Set(figures.refusals.map(({ from, to }) => `${from} to ${to}`))
    expect([...moves].some((move) => move.endsWith('to -100'))).toBe(true)
    expect([...moves].some((move) => move.startsWith('Closed to'))).toBe(true)
    expect(moves.has('New to Closed')).toBe(true)
    expect(figures.priorityContradictions).toBeGreaterThan(0)
    expect(figures.reopenedIncidents).toBeGreaterThan(10)
    expect(figures.handovers).toBeGreaterThan(500)
  })

  it('steps back in time between incidents and within some', async () => {
    const rows = await rowsOf(log)
    const back = rows.filter((row, index) => row.updatedAt < (rows[index - 1]?.updatedAt ?? 0))
    expect(back.some((row) => rows[row.row - 2]?.incident === row.incident)).toBe(true)
    expect(back.some((row) => rows[row.row - 2]?.incident !== row.incident)).toBe(true)
  })

  it('ends with the incident that reaches the size', () => {
    const text = [...generateLog({ seed: 1, size: { bytes: 300_000 } })].join('')
    expect(text.length).toBeGreaterThanOrEqual(300_000)
    expect(text.length).toBeLessThan(330_000)
  })
})
