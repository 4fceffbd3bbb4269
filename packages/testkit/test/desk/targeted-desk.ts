import {
  type ActorDesk,
  createDesk,
  type Delivery,
  type Desk,
  type DeskShape,
  defaultAccess,
  defineDesk,
  type EffectHandler,
  type EffectMessage,
  type Store,
  supportWorkflow,
  type TargetedEffect,
} from '@docket/core'
import { seededRandom, sequentialIds } from '@docket/core/testing'
import { onTestFinished } from 'vitest'
import type { CreateDeskFixture, DeskFixture } from './world.js'

/** A desk that promises a solution within half an hour, tells targets of new tickets, and sends mail for messages. */
const desk = defineDesk({
  workflows: [supportWorkflow],
  access: defaultAccess(),
  sla: [{ id: 'soon', targets: { resolution: { within: { minutes: 30 } } } }],
  effects: { hook: { on: ['ticket.created'] }, mail: { on: ['message.added'] } },
})

/** The tenant of these scenarios. */
export const TENANT = 'acme'

/** Answers for a target. */
export type Answer = (message: EffectMessage, target: string) => Promise<Delivery> | Delivery

/** How a node differs from one that tells the targets a and b. */
export interface NodeOptions {
  readonly targets?: TargetedEffect['targets']
  readonly answer?: Answer
  /** The whole handler instead. */
  readonly hook?: EffectHandler | TargetedEffect
  readonly mail?: EffectHandler
  readonly wrap?: (store: Store) => Store
  readonly prefix?: string
}

/** A node, and what its handlers were given. */
export interface TargetedWorld {
  readonly desk: Desk
  readonly store: Store
  readonly fixture: DeskFixture
  /** What `deliver` was given, in order. */
  readonly tried: { readonly target: string; readonly id: string; readonly attempt: number; readonly at: number }[]
  /** The events that the plain effect was given. */
  readonly mailed: number[]
  /** How often targets were asked for. */
  readonly asked: () => number
  readonly errors: unknown[]
  now(): number
  /** Moves the clock by milliseconds and ticks. */
  pass(milliseconds: number): Promise<void>
  as(role: string): ActorDesk
  /** A new ticket's id. */
  create(): Promise<string>
  node(options?: NodeOptions): Promise<TargetedWorld>
}

/** Opens a desk on a fresh store. */
export async function openTargeted(create: CreateDeskFixture, options: NodeOptions = {}): Promise<TargetedWorld> {
  const fixture = await create()
  onTestFinished(async () => fixture.destroy())
  return runNode(fixture, fixture.store, options)
}

async function runNode(fixture: DeskFixture, store: Store, options: NodeOptions): Promise<TargetedWorld> {
  const tried: TargetedWorld['tried'] = []
  const mailed: number[] = []
  const errors: unknown[] = []
  let asked = 0
  const hook: TargetedEffect = {
    targets(message) {
      asked += 1
      return options.targets?.(message) ?? ['a', 'b']
    },
    deliver(message, target) {
      tried.push({ target, id: message.id, attempt: message.attempt, at: fixture.clock.now() })
      return options.answer === undefined ? { kind: 'done' } : options.answer(message, target)
    },
  }
  const mail: EffectHandler = ({ event }) => void mailed.push(event.seq)
  const running = (await createDesk(desk, {
    store: options.wrap?.(store) ?? store,
    effects: { hook: options.hook ?? hook, mail: options.mail ?? mail },
    clock: fixture.clock,
    ids: sequentialIds(options.prefix ?? 'an-id-of-sixteen'),
    random: seededRandom(7),
    onError: (error) => errors.push(error),
  })) as unknown as Desk<DeskShape>
  const as = (role: string) => running.as({ tenant: TENANT, actor: { type: role, id: `${role}-1` } })
  return {
    desk: running,
    store,
    fixture,
    tried,
    mailed,
    asked: () => asked,
    errors,
    now: () => fixture.clock.now(),
    async pass(milliseconds) {
      await fixture.clock.advance(milliseconds)
      await running.system.tick()
    },
    as,
    async create() {
      const { id } = await as('agent').create({ subject: 'The lamp hums', requester: { id: 'cem' } })
      return id
    },
    async node(other = {}) {
      const handle = fixture.another === undefined ? fixture.store : await fixture.another()
      return runNode(fixture, handle, { ...options, prefix: 'an-id-of-node-two', ...other })
    },
  }
}

/** The milliseconds until something is due. */
export async function nextIn(world: TargetedWorld): Promise<number> {
  const next = await world.desk.system.nextWakeupAt()
  return next === null ? Number.POSITIVE_INFINITY : next.getTime() - world.now()
}
