import { replay, type Store } from '@docket/core'
import { expect, it } from 'vitest'
import { brokenClaims } from '../../test/broken/broken-claims.js'
import { brokenCommits } from '../../test/broken/broken-commits.js'
import { brokenDirectory } from '../../test/broken/broken-directory.js'
import { brokenNotifications } from '../../test/broken/broken-notifications.js'
import { brokenReads } from '../../test/broken/broken-reads.js'
import { comparedDesk } from '../../test/compared-desk.js'
import { memoryFixture } from '../../test/fixtures.js'
import type { StoreFixture } from '../store/fixture.js'
import { checkWorld } from '../world/check-world.js'
import { deskDifferentialRun } from './desk-differential.js'
import { DESK_TENANTS } from './desk-world.js'

/** The compared desk, and what it came to do: the types of its events, and what is special about some. */
function watchedDesk() {
  const seen = new Set<string>()
  const stores: Store[] = []
  const desk = async (fixture: StoreFixture) => {
    stores.push(fixture.store)
    const compared = await comparedDesk(fixture)
    for (const node of [compared.desk, ...compared.others]) {
      node.subscribe(({ type, cause, data }) => {
        const { former, keepsFormer } = data as { readonly former?: boolean; readonly keepsFormer?: boolean }
        seen.add(type)
        if (cause?.kind === 'effect') seen.add(`${type} by an action`)
        if (former === true || keepsFormer === true) seen.add(`${type} of a former promise`)
      })
    }
    return compared
  }
  return { desk, seen, stores }
}

it('agrees with itself, and reaches every kind of command and refusal', { timeout: 60_000 }, async () => {
  const { desk, seen, stores } = watchedDesk()
  const report = await deskDifferentialRun({ seed: 8, commands: 3000, stores: [memoryFixture, memoryFixture], desk })
  expect(Object.keys(report.byKind).length).toBe(38)
  for (const [kind, count] of Object.entries(report.byKind)) expect(count, kind).toBeGreaterThan(3)
  const refusals =
    'NOT_FOUND FORBIDDEN VERSION_CONFLICT IDEMPOTENCY_MISMATCH EXTERNAL_ID_TAKEN CAPACITY_EXCEEDED'.split(' ')
  for (const code of [...refusals, 'ATTACHMENT_UNAVAILABLE', 'TRANSITION_REFUSED', 'QUERY_NOT_INDEXED']) {
    expect(report.refusals[code] ?? 0, code).toBeGreaterThan(0)
  }
  expect(Object.keys(report.refusals)).not.toContain('INTERNAL')
  for (const store of stores) {
    expect((await checkWorld(store, { tenants: [...DESK_TENANTS], replay })).problems).toEqual([])
  }
  // Everything that promises, ladders and their actions can come to.
  const sla = ['applied', 'inherited', 'met', 'breached', 'completed', 'escalated'].map((name) => `sla.${name}`)
  const actions = ['ticket.assigned', 'ticket.prioritized', 'ticket.watched'].map((type) => `${type} by an action`)
  const former = ['sla.applied', 'sla.breached'].map((type) => `${type} of a former promise`)
  const merges = ['merged', 'absorbed', 'unmerged', 'released', 'split', 'splitOff'].map((name) => `ticket.${name}`)
  const routing = ['ticket.offered', 'offer.declined', 'offer.expired', 'routing.abstained', 'inputs.received']
  for (const name of [...sla, ...actions, ...former, ...routing, ...merges, 'ticket.accepted'])
    expect([...seen]).toContain(name)
})

it.each([
  'loses the last outbox message',
  'gives messages of a ticket in reverse order',
  'drops the tenant in a query',
  'shows notes to the requester',
  'lists tickets without a due date last',
  'keeps the due date that a ticket had first',
  'forgets the calendars of a promise',
  'gives the agents of all teams',
  'keeps removed agents',
  'forgets the vacations of an agent',
  'gives counters in the order of their keys',
  'forgets the offer of a ticket',
  'forgets the passedBy of a ticket',
  'tells recipients apart by their id alone',
  'counts what it was asked to mark, not what it marked',
  'moves the instant of what was read before',
])('notices that a store %s', { timeout: 120_000 }, async (name) => {
  const all = [...brokenCommits, ...brokenClaims, ...brokenReads, ...brokenDirectory, ...brokenNotifications]
  const found = all.find((candidate) => candidate.name === name)
  if (found === undefined) throw new Error(`There is no broken store that ${name}.`)
  const broken = () => {
    const fixture = memoryFixture()
    return { ...fixture, store: found.breakIt(fixture.store) }
  }
  // Not every run comes to what shows the difference.
  for (const seed of [7, 8, 4]) {
    const stores = [memoryFixture, broken] as const
    const run = deskDifferentialRun({ seed, commands: 1300, shrinkRuns: 0, stores, desk: comparedDesk })
    const noticed: unknown = await run.then(
      () => null,
      (error: unknown) => error,
    )
    if (noticed === null) continue
    expect(noticed).toMatchObject({ message: expect.stringContaining(`diverged with the seed ${seed}`) as string })
    return
  }
  throw new Error('No run has noticed it.')
})
