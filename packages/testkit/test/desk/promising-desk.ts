import {
  type ActorDesk,
  createDesk,
  type Desk,
  type DeskShapeOf,
  type Duration,
  defaultAccess,
  defineCalendar,
  defineDesk,
  defineWorkflow,
  type EffectMessage,
  type Notifier,
  replay,
  type SlaPolicyInput,
  type Store,
} from '@docket/core'
import { seededRandom, sequentialIds } from '@docket/core/testing'
import { expect, onTestFinished } from 'vitest'
import { checkWorld } from '../../src/world/check-world.js'
import type { CreateDeskFixture, DeskFixture } from './world.js'

/** Like the ready-made workflow, without its time-out: nothing but promises sets a timer. */
const jobWorkflow = defineWorkflow({
  id: 'job',
  version: 1,
  initial: 'open',
  states: {
    open: { tags: ['open'], on: { wait: 'waiting', solve: 'solved' } },
    waiting: { tags: ['waiting', 'sla-paused'], on: { resume: 'open', solve: 'solved' } },
    solved: { tags: ['solved'], on: { reopen: { target: 'open', roles: ['requester', 'agent'] }, close: 'closed' } },
    closed: { tags: ['terminal'], on: { reopen: 'open' } },
  },
})

/** Comes back by itself after two days. */
const snoozeWorkflow = defineWorkflow({
  id: 'snooze',
  version: 1,
  initial: 'open',
  states: {
    open: { tags: ['open'], on: { wait: 'snoozing', solve: 'done' } },
    snoozing: {
      tags: ['waiting', 'sla-paused'],
      on: { resume: 'open' },
      timeout: { after: { days: 2 }, send: 'resume' },
    },
    done: { tags: ['terminal'] },
  },
})

const daily = [['09:00', '17:00']] as const

/** Open from nine to five on working days in UTC. */
const office = defineCalendar({
  timeZone: 'UTC',
  weekly: { mon: daily, tue: daily, wed: daily, thu: daily, fri: daily },
})

/** A policy of the scenarios. */
export type Policy = SlaPolicyInput<Record<never, never>, 'urgent' | 'high' | 'normal' | 'low', 'office'>

/** Promises everything that there is to promise, without a ladder. */
export const standard: Policy = {
  id: 'standard',
  calendar: 'office',
  targets: {
    acceptance: { within: { minutes: 30 }, calendar: 'wall', escalate: [] },
    firstResponse: { within: { hours: 1 }, escalate: [] },
    nextResponse: { within: { hours: 2 }, escalate: [] },
    resolution: { within: { hours: 16 }, byPriority: { urgent: { hours: 4 } }, escalate: [] },
  },
}

/** How a desk of the scenarios differs from the usual. */
export interface PromisingOptions {
  readonly reminders?: { readonly requesterWrote?: boolean; readonly colleagueWrote?: boolean }
  readonly notifier?: Notifier
  /** Puts something between the desk and its store. */
  readonly wrap?: (store: Store) => Store
  readonly idPrefix?: string
  /** The desk's own clock, where it is not the store's. */
  readonly clock?: { now(): number }
}

const definitionOf = (sla: readonly Policy[], reminders: PromisingOptions['reminders'] = {}) =>
  defineDesk({
    workflows: [jobWorkflow, snoozeWorkflow],
    access: defaultAccess(),
    calendars: { office },
    sla,
    reminders,
    effects: { page: {} },
  })

type Shape = DeskShapeOf<ReturnType<typeof definitionOf>>

/** Monday 2030-03-04 at nine, when the office opens. */
export const MONDAY = Date.UTC(2030, 2, 4, 9)

/** A desk that promises something, with everything that it runs on in the hands of a scenario. */
export interface PromisingWorld {
  readonly desk: Desk<Shape>
  readonly store: Store
  readonly fixture: DeskFixture
  readonly errors: unknown[]
  /** What the effect `page` was called with, in order. */
  readonly paged: EffectMessage[]
  now(): number
  /** Lets time pass without anybody looking. */
  pass(duration: Duration): Promise<void>
  /** Lets time pass, and the worker look whenever something is due. */
  work(duration: Duration): Promise<void>
  as(role: string, id?: string, tenant?: string): ActorDesk<Shape>
  /** Another node on the same data. */
  node(options?: PromisingOptions): Promise<PromisingWorld>
}

/** Opens a desk with these policies on a fresh store, on a Monday at nine, with the agents ann, bob and the lead lea. */
export async function openPromises(
  create: CreateDeskFixture,
  sla: readonly Policy[],
  options: PromisingOptions = {},
): Promise<PromisingWorld> {
  const fixture = await create()
  onTestFinished(async () => fixture.destroy())
  await fixture.clock.advance(MONDAY - fixture.clock.now())
  const world = await runNode(fixture, fixture.store, sla, options)
  const { directory } = world.as('admin')
  await directory.putTeam({ id: 'lamps', name: 'Lamps', lead: 'lea' })
  for (const id of ['ann', 'bob', 'lea']) await directory.putAgent({ id, name: id, teams: ['lamps'], manager: 'max' })
  await directory.putAgent({ id: 'max', name: 'max' })
  return world
}

async function runNode(
  fixture: DeskFixture,
  store: Store,
  sla: readonly Policy[],
  options: PromisingOptions,
): Promise<PromisingWorld> {
  const { notifier, reminders, wrap, clock = fixture.clock, idPrefix = 'an-id-of-sixteen' } = options
  const errors: unknown[] = []
  const paged: EffectMessage[] = []
  const desk: Desk<Shape> = await createDesk(definitionOf(sla, reminders), {
    store: wrap?.(store) ?? store,
    clock,
    effects: { page: (message) => void paged.push(message) },
    ids: sequentialIds(idPrefix),
    random: seededRandom(7),
    onError: (error) => errors.push(error),
    ...(notifier && { notifier }),
  })
  const world: PromisingWorld = {
    desk,
    store,
    fixture,
    errors,
    paged,
    now: () => fixture.clock.now(),
    async pass({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      await fixture.clock.advance((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000)
    },
    async work(duration) {
      const { days = 0, hours = 0, minutes = 0, seconds = 0 } = duration
      const end = fixture.clock.now() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
      for (;;) {
        await desk.system.tick()
        const wait = await store.nextWakeup()
        const now = fixture.clock.now()
        if (wait === null || now + wait > end) return fixture.clock.advance(end - now)
        await fixture.clock.advance(Math.max(1, wait))
      }
    },
    as: (role, id = `${role}-1`, tenant = 'acme') => desk.as({ tenant, actor: { type: role, id } }),
    async node(other = {}) {
      const handle = fixture.another === undefined ? fixture.store : await fixture.another()
      return runNode(fixture, handle, sla, { ...options, idPrefix: 'an-id-of-node-two', ...other })
    },
  }
  return world
}

/** A ticket that somebody asked for. */
export const request = (subject = 'The lamp hums at night') => ({ subject, requester: { id: 'cem' } })

/** What a ticket's log tells of promises: when, in hours since Monday at nine, what, and of which target or step. */
export async function told(world: PromisingWorld, ticketId: string): Promise<(readonly [number, string, unknown])[]> {
  const events = await world.store.history({ tenant: 'acme', ticketId, afterSeq: 0, limit: 1_000 })
  return events
    .filter(({ type }) => type.startsWith('sla.'))
    .map(({ type, occurredAt, data }) => {
      const what = data['step'] ?? data['target'] ?? (data['promise'] as { policy: { id: string } } | null)?.policy.id
      // A breach lies a millisecond after the due date.
      return [Math.floor((occurredAt - MONDAY) / 3_600) / 1_000, type.slice('sla.'.length), what ?? null]
    })
}

/** Fails unless all that must hold holds, nothing is due that nobody takes, and nobody was told of an error. */
export async function expectKeptWorld(world: PromisingWorld): Promise<void> {
  const report = await checkWorld(world.store, { tenants: ['acme'], replay, settled: true })
  expect(report.problems).toEqual([])
  expect(report.tickets).toBeGreaterThan(0)
  expect(world.errors).toEqual([])
}
