import {
  type ActorDesk,
  createDesk,
  type Desk,
  type DeskInput,
  type DeskOptions,
  type DirectoryDesk,
  DocketError,
  type Duration,
  defaultAccess,
  defineDesk,
  defineWorkflow,
  type HistoryEvent,
  replay,
  type Store,
} from '@docket/core'
import { seededRandom, sequentialIds } from '@docket/core/testing'
import { expect, onTestFinished } from 'vitest'
import * as z from 'zod'
import { checkWorld } from '../../src/world/check-world.js'
import { type Definition, MONDAY, office } from './changing-desk.js'
import type { CreateDeskFixture, DeskFixture } from './world.js'

/** Without a time-out: nothing but what a scenario is about sets a timer. */
export const jobWorkflow = defineWorkflow({
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
export const snoozing = defineWorkflow({
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

const fields = z.object({
  severity: z.enum(['low', 'high']).default('low'),
  amount: z.number().optional(),
  phone: z.string().optional(),
})

const common = {
  fields,
  personal: ['phone'],
  workflows: [jobWorkflow],
  access: defaultAccess(),
  calendars: { office: office() },
} as const

type Input = DeskInput<typeof fields, readonly (typeof jobWorkflow)[], string, never, never, string>

/** A desk of these scenarios, which decides as said. */
export function deciding(changes: Partial<Input>): Definition {
  return defineDesk({ ...common, ...changes } as Input) as unknown as Definition
}

/** How a node differs from the usual. */
export interface NodeOptions extends Pick<DeskOptions, 'inputs' | 'directory' | 'files' | 'context' | 'notifier'> {
  /** Puts something between the desk and its store. */
  readonly wrap?: (store: Store) => Store
}

/** A desk on the store of a scenario, with what a scenario asks of it. */
export interface DecidingNode {
  readonly desk: Desk
  /** What no caller waited for. */
  readonly errors: unknown[]
  /** The desk as the agent sam, who is nobody's colleague in the directory. */
  readonly sam: ActorDesk
  /** The directory as an admin. */
  readonly directory: DirectoryDesk
  as(role: string, id?: string, tenant?: string): ActorDesk
}

/** The first node of a scenario, and all that the scenario drives. */
export interface DecidingWorld extends DecidingNode {
  readonly store: Store
  readonly fixture: DeskFixture
  now(): number
  /** Lets time pass without anybody looking. */
  pass(duration: Duration): Promise<void>
  /** Lets time pass, and a worker look whenever something is due. */
  work(duration: Duration): Promise<void>
  /** Puts an agent into the directory, of the team lamps if nothing else is said. */
  put(id: string, more?: object): Promise<void>
  /** What each agent holds. */
  loads(): Promise<Record<string, number>>
  /** Another node on the same data. */
  node(definition: Definition, options?: NodeOptions): Promise<DecidingNode>
}

/** Opens a desk on a fresh store on Monday 2030-03-04 at nine in UTC, with the team lamps and its lead lea, no agent. */
export async function openDeciding(
  create: CreateDeskFixture,
  definition: Definition,
  options: NodeOptions = {},
): Promise<DecidingWorld> {
  const fixture = await create()
  onTestFinished(async () => fixture.destroy())
  await fixture.clock.advance(MONDAY - fixture.clock.now())
  let nodes = 0
  const nodeOn = (store: Store, given: Definition, { wrap = (one) => one, ...more }: NodeOptions) => {
    nodes += 1
    return runNode(fixture, wrap(store), given, { ...more, idPrefix: `an-id-of-node-${nodes}` })
  }
  const first = await nodeOn(fixture.store, definition, options)
  const { directory, desk } = first
  if (options.directory === undefined) await directory.putTeam({ id: 'lamps', name: 'Lamps', lead: 'lea' })
  return {
    ...first,
    store: fixture.store,
    fixture,
    now: () => fixture.clock.now(),
    pass: async (duration) => fixture.clock.advance(lengthOf(duration)),
    async work(duration) {
      const end = fixture.clock.now() + lengthOf(duration)
      for (;;) {
        await desk.system.tick()
        const wait = await fixture.store.nextWakeup()
        const now = fixture.clock.now()
        if (wait === null || now + wait > end) return fixture.clock.advance(end - now)
        await fixture.clock.advance(Math.max(1, wait))
      }
    },
    put: async (id, more = {}) => void (await directory.putAgent({ id, name: id, teams: ['lamps'], ...more })),
    async loads() {
      return Object.fromEntries((await directory.agents()).map(({ agent, load }) => [agent.id, load]))
    },
    async node(given, more = {}) {
      return nodeOn(fixture.another === undefined ? fixture.store : await fixture.another(), given, more)
    },
  }
}

async function runNode(
  fixture: DeskFixture,
  store: Store,
  definition: Definition,
  { idPrefix, ...options }: Omit<NodeOptions, 'wrap'> & { readonly idPrefix: string },
): Promise<DecidingNode> {
  const errors: unknown[] = []
  const desk = (await createDesk(definition, {
    store,
    clock: fixture.clock,
    ids: sequentialIds(idPrefix),
    random: seededRandom(7),
    onError: (error: unknown) => errors.push(error),
    ...options,
  })) as unknown as Desk
  const as = (role: string, id = `${role}-1`, tenant = 'acme') => desk.as({ tenant, actor: { type: role, id } })
  return { desk, errors, as, sam: as('agent', 'sam'), directory: as('admin').directory }
}

function lengthOf({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Duration): number {
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}

/** A process that dies: once told, so many more calls of a method reach the store, and after the last nothing does. */
export function mortal() {
  let fate: { readonly method: string; left: number } | null = null
  const wrap = (store: Store): Store =>
    new Proxy(store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return async (...given: unknown[]): Promise<unknown> => {
          if (fate?.left === 0) throw new DocketError('STORE_UNAVAILABLE', 'The process has died on purpose.')
          if (fate?.method === name) fate.left -= 1
          return Reflect.apply(value, target, given)
        }
      },
    })
  const dieAfter = (left: number, method = 'commit'): void => {
    fate = { method, left }
  }
  return { wrap, dieAfter }
}

/** A ticket that somebody asked for, of no team. */
export const request = (more: object = {}) => ({ subject: 'The lamp hums', requester: { id: 'cem' }, ...more })

/** A ticket's log. */
export async function log({ sam }: Pick<DecidingNode, 'sam'>, ticketId: string): Promise<readonly HistoryEvent[]> {
  return (await sam.history(ticketId, { limit: 500 })).items
}

/** What a ticket's log tells, in short: when, in minutes since Monday at nine, and what. */
export async function course(
  world: Pick<DecidingNode, 'sam'>,
  ticketId: string,
): Promise<(readonly [number, string])[]> {
  return (await log(world, ticketId)).map(({ type, occurredAt }) => [(occurredAt.getTime() - MONDAY) / 60_000, type])
}

/** Of what kinds and of which tickets somebody finds notifications in the inbox, oldest first. */
export async function toldOf(node: DecidingNode, role: string, id: string) {
  const { items } = await node.as(role, id).inbox.list({ limit: 100 })
  return items.toReversed().map(({ kind, ticketId }) => [kind, ticketId])
}

/** Who has each ticket. */
export async function holders({ sam }: Pick<DecidingNode, 'sam'>, ids: readonly string[]) {
  return Promise.all(ids.map(async (id) => (await sam.get(id)).assignee))
}

/** Fails unless all that must hold holds, and nobody was told of an error. */
export async function expectSound({ store, errors }: DecidingWorld): Promise<void> {
  const report = await checkWorld(store, { tenants: ['acme'], replay })
  expect(report.problems).toEqual([])
  expect(report.tickets).toBeGreaterThan(0)
  expect(errors).toEqual([])
}
