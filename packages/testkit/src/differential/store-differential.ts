import type { CreateStore, StoreFixture } from '../store/fixture.js'
import { readContents } from '../store/read-contents.js'
import { claimSteps } from './claim-steps.js'
import { type DifferentialOptions, type DifferentialReport, differentialRunOf } from './differential-run.js'
import { beginFeeds, feedSteps } from './feed-steps.js'
import { keepingSteps } from './keeping-steps.js'
import { notificationSteps, RECIPIENTS } from './notification-steps.js'
import type { Stage } from './play.js'
import { readSteps } from './read-steps.js'
import { StoreWorld, TENANTS } from './store-world.js'
import { writeSteps } from './write-steps.js'

/** Two stores, whose clocks must begin at the same instant and stand still between advances. */
export interface StoreDifferentialOptions extends DifferentialOptions {
  /** The first makes the store whose answers the run learns from, such as the memory store. */
  readonly stores: readonly [CreateStore, CreateStore]
}

const KINDS = [...writeSteps, ...claimSteps, ...readSteps, ...keepingSteps, ...notificationSteps, ...feedSteps]

/**
 * Runs the same random calls of the port on two stores and compares every answer and, in the end, everything they
 * hold: conflicts exactly, errors by their code.
 *
 * @throws DivergenceError with the seed and a shortened list of calls when the stores disagree
 */
export function differentialRun({ stores, ...options }: StoreDifferentialOptions): Promise<DifferentialReport> {
  return differentialRunOf(options, KINDS, () => openStage(stores))
}

async function openStage([createLeft, createRight]: StoreDifferentialOptions['stores']): Promise<
  Stage<StoreWorld, StoreFixture>
> {
  const [left, right] = [await createLeft(), await createRight()]
  if (left.clock.now() !== right.clock.now()) {
    throw new Error(
      'The clocks of the two stores must begin at the same instant; give both fixtures the same beginning.',
    )
  }
  await Promise.all([left, right].map(beginFeeds))
  const world = new StoreWorld(left)
  return {
    world,
    left,
    right,
    contents: ({ store }) => Promise.all(TENANTS.map((tenant) => allOf(store, tenant, world))),
    end: async () => {
      await left.destroy()
      await right.destroy()
    },
  }
}

const DIRECTORY_KINDS = ['agent', 'team', 'department'] as const
const DIRECTORY_IDS = ['a1', 'a2', 'a3', 'B', 'x']

async function allOf(store: StoreFixture['store'], tenant: string, world: StoreWorld): Promise<unknown> {
  const page = { tenant, where: [], direction: 'asc', limit: 1000, after: null } as const
  return {
    listed: (await store.query({ ...page, sort: 'createdAt' })).map(({ id }) => id),
    due: (await store.query({ ...page, sort: 'dueAt' })).map(({ id }) => id),
    contents: await readContents(store, {
      tenant,
      tickets: world.ticketIds(tenant),
      attachments: world.attachments.filter((known) => known.tenant === tenant).map(({ id }) => id),
      counters: ['load:a1', 'load:a2', 'load:a3', 'free'],
      directory: DIRECTORY_IDS.flatMap((id) => DIRECTORY_KINDS.map((kind) => ({ kind, id }))),
      recipients: RECIPIENTS,
    }),
  }
}
