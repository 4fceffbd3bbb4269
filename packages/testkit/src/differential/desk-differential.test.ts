import { expect, it } from 'vitest'
import { brokenClaims } from '../../test/broken/broken-claims.js'
import { brokenCommits } from '../../test/broken/broken-commits.js'
import { brokenReads } from '../../test/broken/broken-reads.js'
import { comparedDesk } from '../../test/compared-desk.js'
import { memoryFixture } from '../../test/fixtures.js'
import { deskDifferentialRun } from './desk-differential.js'

it('agrees with itself, and reaches every kind of command and refusal', { timeout: 30_000 }, async () => {
  const report = await deskDifferentialRun({
    seed: 4,
    commands: 1500,
    stores: [memoryFixture, memoryFixture],
    desk: comparedDesk,
  })
  expect(Object.keys(report.byKind).length).toBe(25)
  for (const [kind, count] of Object.entries(report.byKind)) expect(count, kind).toBeGreaterThan(3)
  const refusals =
    'NOT_FOUND FORBIDDEN VERSION_CONFLICT IDEMPOTENCY_MISMATCH EXTERNAL_ID_TAKEN CAPACITY_EXCEEDED'.split(' ')
  for (const code of [...refusals, 'ATTACHMENT_UNAVAILABLE', 'TRANSITION_REFUSED', 'QUERY_NOT_INDEXED']) {
    expect(report.refusals[code] ?? 0, code).toBeGreaterThan(0)
  }
  expect(Object.keys(report.refusals)).not.toContain('INTERNAL')
})

it.each([
  'loses the last outbox message',
  'gives messages of a ticket in reverse order',
  'drops the tenant in a query',
  'shows notes to the requester',
])('notices that a store %s', { timeout: 30_000 }, async (name) => {
  const found = [...brokenCommits, ...brokenClaims, ...brokenReads].find((candidate) => candidate.name === name)
  if (found === undefined) throw new Error(`There is no broken store that ${name}.`)
  const broken = () => {
    const fixture = memoryFixture()
    return { ...fixture, store: found.breakIt(fixture.store) }
  }
  const run = deskDifferentialRun({
    seed: 4,
    commands: 1300,
    shrinkRuns: 0,
    stores: [memoryFixture, broken],
    desk: comparedDesk,
  })
  await expect(run).rejects.toThrow(/diverged with the seed 4/)
})
