import { expect, it } from 'vitest'
import { brokenClaims } from '../../test/broken/broken-claims.js'
import { brokenCommits } from '../../test/broken/broken-commits.js'
import { brokenDirectory } from '../../test/broken/broken-directory.js'
import { brokenFeed } from '../../test/broken/broken-feed.js'
import { brokenNotifications } from '../../test/broken/broken-notifications.js'
import { brokenReads } from '../../test/broken/broken-reads.js'
import { brokenSearch } from '../../test/broken/broken-search.js'
import { memoryFixture } from '../../test/fixtures.js'
import { DivergenceError } from './differential-run.js'
import { differentialRun } from './store-differential.js'

const broken = (name: string) => () => {
  const all = [
    ...brokenCommits,
    ...brokenClaims,
    ...brokenReads,
    ...brokenSearch,
    ...brokenDirectory,
    ...brokenNotifications,
    ...brokenFeed,
  ]
  const found = all.find((candidate) => candidate.name === name)
  if (found === undefined) throw new Error(`There is no broken store that ${name}.`)
  const fixture = memoryFixture()
  return { ...fixture, store: found.breakIt(fixture.store) }
}

async function divergenceOf(run: Promise<unknown>): Promise<DivergenceError> {
  const error: unknown = await run.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(DivergenceError)
  return error as DivergenceError
}

it('agrees with itself, and reaches every kind of command and conflict', { timeout: 30_000 }, async () => {
  const report = await differentialRun({ seed: 11, commands: 4000, stores: [memoryFixture, memoryFixture] })
  for (const [kind, count] of Object.entries(report.byKind)) expect(count, kind).toBeGreaterThan(4)
  expect(Object.keys(report.byKind).length).toBe(33)
  const conflicts = ['version', 'external-ticket', 'external-message', 'idempotency', 'counter', 'attachment', 'lease']
  for (const kind of conflicts) expect(report.refusals[kind] ?? 0, kind).toBeGreaterThan(4)
})

it('does the same for the same seed', { timeout: 30_000 }, async () => {
  const run = () => differentialRun({ seed: 5, commands: 300, stores: [memoryFixture, memoryFixture] })
  expect(await run()).toEqual(await run())
})

it.each([
  'ignores the version',
  'checks only the expectations of tickets that are written',
  'loses the last outbox message',
  'keeps the counters of a refused commit',
  'keeps the timers of a refused commit',
  'answers a used key with the record it was given',
  'settles outbox messages without the fence',
  'commits without the fence',
  'gives messages of a ticket in reverse order',
  'lets a dead message block those behind it',
  'revives nothing',
  'counts the former claims of what it revives',
  'takes every ticket that is over for an archived one',
  'finds tickets that have one of the terms',
  'searches notes for everybody',
  'finds what was erased',
  'keeps the former terms of a subject',
  'forgets the conditions of a search',
  'gives the latest first, whatever the score',
  'drops the tenant in a query',
  'pages past ties',
  'finds a number by its text',
  'shows notes to the requester',
  'replaces a registered definition',
  'lists tickets without a due date last',
  'takes no due date for an early one',
  'keeps the due date that a ticket had first',
  'forgets the calendars of a promise',
  'keeps definitions of all kinds under one id',
  'keeps departments among the teams',
  'gives an agent of two teams twice',
  'keeps removed agents',
  'gives the agents of all teams',
  'takes no team for all',
  'gives agents as they were first put',
  'forgets the channels of an agent',
  'forgets the vacations of an agent',
  'gives counters in the order of their keys',
  'gives a counter that was asked twice once',
  'leaves out counters that were never changed',
  'forgets the offer of a ticket',
  'forgets the passedBy of a ticket',
  'forgets the weight of a ticket',
  'forgets the inputs of a ticket',
  'forgets until when a decision holds',
  'claims what is due at one instant in any order',
  'puts notifications one after the other',
  'replaces a notification that is there',
  'tells recipients apart by their id alone',
  'pages past notifications of one instant',
  'counts what it was asked to mark, not what it marked',
  'moves the instant of what was read before',
  'gives the last event of a page again',
  'moves the present past an event that it has not given',
  'reads past the position up to which it is asked',
  'gives a tenant the feed of another',
])('notices a store that %s', { timeout: 30_000 }, async (name) => {
  const stores = [memoryFixture, broken(name)] as const
  const error = await divergenceOf(differentialRun({ seed: 3, commands: 10_000, shrinkRuns: 10, stores }))
  expect(error.message).toContain('seed 3')
})

it('shortens what it found', { timeout: 30_000 }, async () => {
  const stores = [memoryFixture, broken('shows notes to the requester')] as const
  const error = await divergenceOf(differentialRun({ seed: 3, commands: 500, stores }))
  expect(error.commands.length).toBeLessThan(15)
  expect(error.divergence.kind).toBe('read ticket')
})

it('refuses clocks that begin at different instants', async () => {
  const early = () => ({ ...memoryFixture(), clock: { now: () => 0, advance: () => {} } })
  await expect(differentialRun({ seed: 1, commands: 1, stores: [memoryFixture, early] })).rejects.toThrow(
    /same instant/,
  )
})
