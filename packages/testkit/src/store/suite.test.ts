import { describe, expect, it } from 'vitest'
import { memoryFixture } from '../../test/fixtures.js'
import { storeCases } from './cases/index.js'
import { runStoreConformance } from './conformance.js'
import { defineStoreSuite } from './suite.js'

const OPTIONAL = 'copies/passed-while-running'

/** A runner that only writes down what it was given. */
function listingRunner() {
  const defined: string[] = []
  const skipped: string[] = []
  const it = Object.assign((name: string) => defined.push(name), { skip: (name: string) => skipped.push(name) })
  return { runner: { describe: (_name: string, body: () => void) => body(), it }, defined, skipped }
}

describe('the cases', () => {
  it('have unique ids that begin with their group', () => {
    expect(new Set(storeCases.map(({ id }) => id)).size).toBe(storeCases.length)
    for (const { id, group } of storeCases) expect(id.startsWith(`${group}/`)).toBe(true)
  })

  it('have unique titles within their group', () => {
    expect(new Set(storeCases.map(({ group, title }) => `${group}: ${title}`)).size).toBe(storeCases.length)
  })
})

describe('defineStoreSuite', () => {
  it('defines every case', () => {
    const { runner, defined } = listingRunner()
    defineStoreSuite(runner, { create: memoryFixture })
    expect(defined).toEqual(storeCases.map(({ title }) => title))
  })

  it('shows a skipped case with its reason', () => {
    const { runner, defined, skipped } = listingRunner()
    defineStoreSuite(runner, { create: memoryFixture, skip: { [OPTIONAL]: 'copies late' } })
    expect(defined.length).toBe(storeCases.length - 1)
    expect(skipped).toEqual([expect.stringContaining('(skipped: copies late)')])
  })

  it.each([
    ['a case that does not exist', { 'no/such': 'reason' }, /no case no\/such/],
    ['a core case', { 'versions/stale': 'reason' }, /cannot be skipped/],
    ['a case without a reason', { [OPTIONAL]: ' ' }, /Say why/],
  ])('refuses to skip %s', (_what, skip, message) => {
    expect(() => defineStoreSuite(listingRunner().runner, { create: memoryFixture, skip })).toThrow(message)
  })
})

describe('runStoreConformance', () => {
  it('counts what passed and was skipped', async () => {
    const report = await runStoreConformance({ create: memoryFixture, skip: { [OPTIONAL]: 'copies late' } })
    expect(report).toMatchObject({ passed: storeCases.length - 1, failed: 0, skipped: 1 })
    expect(report.cases.find(({ id }) => id === OPTIONAL)).toMatchObject({ outcome: 'skipped', reason: 'copies late' })
  })

  it('reports a failure with what was thrown, and ends every fixture', async () => {
    let open = 0
    const create = () => {
      open += 1
      const fixture = memoryFixture()
      const store = { ...fixture.store, deadLetters: () => Promise.reject(new Error('boom')) }
      return {
        ...fixture,
        store,
        destroy: () => {
          open -= 1
        },
      }
    }
    const report = await runStoreConformance({ create })
    expect(report.failed).toBeGreaterThan(3)
    expect(report.cases.find(({ id }) => id === 'timer settling/dead')).toMatchObject({
      outcome: 'failed',
      reason: expect.objectContaining({ message: 'boom' }),
    })
    expect(open).toBe(0)
  })
})
