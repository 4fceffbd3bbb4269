import {
  type ActorDesk,
  createDesk,
  type Desk,
  DocketError,
  type Duration,
  type EffectMessage,
  type FileStore,
  replay,
  type Store,
  type TargetedEffect,
} from '@docket/core'
import { seededRandom, sequentialIds } from '@docket/core/testing'
import { memoryFileStore } from '@docket/files'
import { expect, onTestFinished } from 'vitest'
import type { StoreFixture } from '../../src/store/fixture.js'
import { readContents } from '../../src/store/read-contents.js'
import { checkWorld } from '../../src/world/check-world.js'
import { routedDesk, type ServiceShape, serviceDesk } from './service-desk.js'

/** A store for one scenario, and where it can be had, every row of it as text. */
export interface DeskFixture extends StoreFixture {
  rows?(): Promise<string>
}

/** Makes the store of one scenario. */
export type CreateDeskFixture = () => DeskFixture | Promise<DeskFixture>

/** An effect's handler that also knows which effect it is. */
export type Handler = (message: EffectMessage) => Promise<void> | void

/** How a world differs from the usual. */
export interface WorldOptions {
  readonly routed?: boolean
  readonly handle?: Handler
  /** One of its effects has targets, of which there are none. */
  readonly targeted?: boolean
  /** Puts something between the desk and its store. */
  readonly wrap?: (store: Store) => Store
  readonly idPrefix?: string
}

/** A running desk with everything that it runs on in the hands of a scenario. */
export interface World {
  readonly desk: Desk<ServiceShape>
  /** The store itself, past anything that was put in between. */
  readonly store: Store
  readonly fixture: DeskFixture
  /** What no caller waited for. */
  readonly errors: unknown[]
  /** What arrived outside, in order. */
  readonly delivered: EffectMessage[]
  readonly files: FileStore
  /** The instant of the clock that desk and store share. */
  now(): number
  advance(duration: Duration): Promise<void>
  /** The desk as somebody of the tenant `acme`. */
  as(role: string, id?: string, tenant?: string): ActorDesk<ServiceShape>
  /** Another node on the same data. */
  node(options?: WorldOptions): Promise<World>
}

/** Opens a desk on a fresh store; what the scenario leaves is closed when the test ends. */
export async function openWorld(create: CreateDeskFixture, options: WorldOptions = {}): Promise<World> {
  const fixture = await create()
  onTestFinished(async () => fixture.destroy())
  return runNode(fixture, fixture.store, options)
}

const TO_NOBODY: TargetedEffect = { targets: () => [], deliver: () => ({ kind: 'done' }) }

async function runNode(fixture: DeskFixture, store: Store, options: WorldOptions): Promise<World> {
  const errors: unknown[] = []
  const delivered: EffectMessage[] = []
  const files = memoryFileStore()
  const handle = async (message: EffectMessage) => {
    await options.handle?.(message)
    delivered.push(message)
  }
  const desk = await createDesk(options.routed ? routedDesk : serviceDesk, {
    store: options.wrap?.(store) ?? store,
    effects: { mail: handle, page: options.targeted ? TO_NOBODY : handle, order: handle },
    files,
    largestFile: 1_000,
    clock: fixture.clock,
    ids: sequentialIds(options.idPrefix ?? 'an-id-of-sixteen'),
    random: seededRandom(7),
    onError: (error) => errors.push(error),
  })
  return {
    desk,
    store,
    fixture,
    errors,
    delivered,
    files,
    now: () => fixture.clock.now(),
    async advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      await fixture.clock.advance((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000)
    },
    as: (role, id = `${role}-1`, tenant = 'acme') => desk.as({ tenant, actor: { type: role, id } }),
    async node(other = {}) {
      const handle = fixture.another === undefined ? fixture.store : await fixture.another()
      return runNode(fixture, handle, { ...options, idPrefix: 'an-id-of-node-two', ...other })
    },
  }
}

/** The code of the error that a call must end with; the error itself where more of it matters. */
export async function failure(call: Promise<unknown> | (() => unknown)): Promise<DocketError> {
  try {
    await (typeof call === 'function' ? call() : call)
  } catch (error) {
    if (DocketError.is(error)) {
      expect(error.message).toMatch(/^[A-Z].*[.!]$/s)
      return error
    }
    throw new Error(`expected a DocketError, got ${String(error)}`, { cause: error })
  }
  throw new Error('expected the call to fail; it succeeded')
}

/** Everything that the port shows of the tenants, as comparable data. */
export async function everything(world: World, tenants: readonly string[] = ['acme', 'other']): Promise<unknown> {
  const found: unknown[] = []
  for (const tenant of tenants) {
    const page = { tenant, where: [], sort: 'createdAt', direction: 'asc', limit: 1_000, after: null } as const
    const tickets = (await world.store.query(page)).map(({ id }) => id)
    found.push(await readContents(world.store, { tenant, tickets }))
  }
  return [...found, await world.store.nextWakeup()]
}

/** Fails unless every log folds to its ticket, and nothing is stuck or lost. */
export async function expectSoundWorld(world: World): Promise<void> {
  const report = await checkWorld(world.store, { tenants: ['acme', 'other'], replay })
  expect(report.problems).toEqual([])
  expect(report.tickets).toBeGreaterThan(0)
}

/** A ticket that an agent creates. */
export const newTicket = (subject = 'The lamp hums at night') => ({ subject, requester: { id: 'requester-1' } })
