import { memoryStore } from '@docket/store-memory'
import { deskDifferentialRun, differentialRun } from '@docket/testkit'
import { comparedDesk } from '@docket/testkit/test/desk'
import { afterAll, expect, it } from 'vitest'
import { postgresFixtures, steppedClock } from '../test/postgres-fixture.js'

/** Printed by a failure; set `DOCKET_SEED` to repeat a run. */
const SEED = Number(process.env['DOCKET_SEED'] ?? 20_260_101)

const fixtures = postgresFixtures()

afterAll(fixtures.close)

const postgres = postgresFixtures()

afterAll(postgres.close)

function memoryFixture() {
  const clock = steppedClock()
  return { store: memoryStore({ clock }), clock, destroy: () => {} }
}

it('does what the memory store does, for 10,000 random calls', { timeout: 240_000 }, async () => {
  const report = await differentialRun({
    seed: SEED,
    commands: 10_000,
    shrinkRuns: 20,
    stores: [memoryFixture, fixtures.create],
  })
  expect(Object.values(report.byKind).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(9000)
  expect(Object.keys(report.refusals)).toEqual(
    expect.arrayContaining(['version', 'external-ticket', 'idempotency', 'counter', 'attachment', 'lease']),
  )
})

it('makes no difference to a desk, for 4,000 random commands', { timeout: 240_000 }, async () => {
  const report = await deskDifferentialRun({
    seed: SEED,
    commands: 4_000,
    shrinkRuns: 20,
    stores: [memoryFixture, postgres.create],
    desk: comparedDesk,
  })
  expect(Object.values(report.byKind).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(3_800)
})
