import { EventEmitter } from 'eventemitter3'
import * as z from 'zod'
import type { DeskModel } from '../definitions/model.js'
import { registerDefinitions } from '../definitions/register.js'
import { createSlaBook } from '../definitions/sla-book.js'
import { createWorkflowBook } from '../definitions/workflow-book.js'
import { type Directory, storeDirectory } from '../directory/directory.js'
import { tenantChanges } from '../feed/changes.js'
import type { TenantChanges } from '../feed/feed-types.js'
import { type Clock, EARLIEST_INSTANT, LATEST_INSTANT } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import type { Ids } from '../kernel/ids.js'
import { id, parseInput } from '../kernel/input.js'
import type { Random } from '../kernel/random.js'
import { sha256, systemClock, systemIds, systemRandom } from '../kernel/system.js'
import { inboxNotifier, type Notifier } from '../notify/notifier.js'
import { startingAt } from '../rules/rule-set.js'
import type { ContextProvider } from '../runtime/context-types.js'
import type { EffectHandler, TargetedEffect } from '../runtime/effect-types.js'
import type { InputsProvider, Runtime } from '../runtime/runtime.js'
import type { FileStore } from '../store/file-store.js'
import type { Store } from '../store/port.js'
import type { ActorReference, EventRecord } from '../store/record-types.js'
import type { TicketEvent } from '../ticket/event-types.js'
import { describeWorkflow, type WorkflowDescription } from '../workflow/describe.js'
import { actorDesk } from './actor-desk.js'
import type { ActorDesk } from './actor-desk-types.js'
import type { DeskDefinition } from './define-desk.js'
import type { DeskShape } from './shape-types.js'
import { type SystemDesk, systemDesk } from './system-desk.js'

/** What a desk runs on. Everything but the store has a default. */
export interface DeskOptions<Shape extends DeskShape = DeskShape> {
  readonly store: Store
  /** What each effect of the definition does, at once or for each of its targets. Needed as soon as the definition names one. */
  readonly effects?: { readonly [Effect in Shape['effect']]: EffectHandler | TargetedEffect }
  /** Where the bytes of attachments are kept; without it uploads are refused. */
  readonly files?: FileStore
  /** Greatest size of one file in bytes; 25 MiB if left out. */
  readonly largestFile?: number
  /** Who works at the desk; what the store keeps, if left out. */
  readonly directory?: Directory
  /**
   * Numbers that policies look at, such as a customer's value: asked for once for each new ticket, by a worker or `tick`.
   * While they are missing, policies do without.
   */
  readonly inputs?: InputsProvider<Shape['fieldsOut']>
  /**
   * Gives what the stages of the workflows receive, by name: needed for each name that a stage `receives`. Asked with each
   * `stage()`, all at once, five seconds each; one that fails leaves its own name empty.
   */
  readonly context?: Readonly<Record<string, ContextProvider<Shape['fieldsOut']>>>
  /** Tells people; keeps notifications in the store for the inbox, if left out. */
  readonly notifier?: Notifier
  readonly clock?: Clock
  readonly ids?: Ids
  readonly random?: Random
  /** Is told of errors for which no caller waits; they go to `console.error` if left out. */
  readonly onError?: (error: unknown) => void
}

/** The options of `createDesk`: `effects` is required when the definition has effects. */
export type CreateDeskOptions<Shape extends DeskShape> = [Shape['effect']] extends [never]
  ? DeskOptions<Shape>
  : DeskOptions<Shape> & Required<Pick<DeskOptions<Shape>, 'effects'>>

/** Who uses the desk: a tenant and an actor, as the host has authenticated them. */
export interface DeskPrincipal {
  readonly tenant: string
  readonly actor: ActorReference
  /** The customer's tier, for a requester: it goes into the tickets that it creates. */
  readonly tier?: string
  /** The customer's language, for a requester, as a BCP 47 tag. */
  readonly locale?: string
}

/** A running desk. */
export interface Desk<Shape extends DeskShape = DeskShape> {
  /** The desk as one actor of one tenant: the only way to tickets. The host vouches for both. */
  as(principal: DeskPrincipal): ActorDesk<Shape>
  /**
   * The same desk on another store, such as the one that is bound to a transaction of the host. There, nothing is
   * retried, subscribers hear nothing, and routing is left to the worker.
   */
  using(store: Store): Desk<Shape>
  /** Tells of events recorded by this process, best effort; for what must happen, define an effect. Returns the end. */
  subscribe(listener: (event: TicketEvent) => void): () => void
  /**
   * What happens to a tenant's tickets, recorded by any process, and who may know of it: for live updates. The host vouches
   * for the tenant.
   */
  changes(tenant: string): TenantChanges
  /** The workflows as plain data, in all versions that the definition holds. */
  describeWorkflows(): readonly WorkflowDescription[]
  /** What the desk was defined as, for what is built around it. */
  readonly model: DeskModel
  /** Whether it was given a file store; without one, no file can be kept. */
  readonly takesFiles: boolean
  readonly system: SystemDesk
}

const has = (...methods: readonly string[]) =>
  z.custom<object>(
    (value) => methods.every((method) => typeof (value as Record<string, unknown> | null)?.[method] === 'function'),
    `must have the methods ${methods.join(', ')}`,
  )
const callable = z.custom((value) => typeof value === 'function', 'must be a function')
const deskOptions = z.strictObject({
  store: has('load', 'commit', 'claimTimers', 'claimOutbox'),
  effects: z.record(z.string(), z.unknown()).optional(),
  files: has('put', 'get', 'remove').optional(),
  largestFile: z.int().min(1).optional(),
  directory: has('agent', 'team', 'department', 'agents').optional(),
  inputs: callable.optional(),
  context: z.record(z.string(), callable).optional(),
  notifier: has('notify').optional(),
  clock: has('now').optional(),
  ids: has('next').optional(),
  random: has('next').optional(),
  onError: callable.optional(),
})
const principal = z.strictObject({
  tenant: id,
  actor: z.strictObject({ type: id, id }),
  tier: id.exactOptional(),
  locale: id.exactOptional(),
})

/**
 * Runs a desk on a store: registers its definitions and gives the way to its tickets.
 *
 * @throws DocketError `DEFINITION_CHANGED` when a workflow, calendar or SLA policy changed without a new version, `INVALID_DEFINITION` when an
 *   effect has no handler, or one that is none
 * @example
 * ```ts
 * import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
 * import { memoryStore } from '@docket/store-memory'
 *
 * const support = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })
 * const desk = await createDesk(support, { store: memoryStore() })
 * const agent = desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a7' } })
 * await agent.create({ subject: 'Screen broken', requester: { id: 'c42' } })
 * ```
 */
export async function createDesk<Shape extends DeskShape>(
  definition: DeskDefinition<Shape>,
  options: CreateDeskOptions<Shape>,
): Promise<Desk<Shape>> {
  const { model } = definition
  // The schema has checked that what the types say is there.
  const given = parseInput(deskOptions, options, 'createDesk') as unknown as DeskOptions
  const handlers = handlersOf(model, given.effects ?? {})
  const context: Runtime['context'] = given.context ?? {}
  const received = missingProviders(model, context)
  if (received.length > 0) {
    throw new DocketError(
      'INVALID_DEFINITION',
      `Stages receive ${received.join(', ')}, and nothing gives it; give a provider of that name in \`context\`.`,
    )
  }
  const givenClock = given.clock ?? systemClock
  const clock = wholeMilliseconds(givenClock)
  const report = given.onError ?? ((error) => console.error(error))
  const starts = await registerDefinitions(model, given.store, sha256, clock.now(), report)
  const rules = startingAt(model.rules, model.calendars, starts)

  const wakes = new Set<() => void>()
  const runtime: Runtime = {
    model: { ...model, rules, asksInputs: model.asksInputs || given.inputs !== undefined },
    inputs: (given.inputs ?? null) as InputsProvider | null,
    context,
    store: given.store,
    book: createWorkflowBook(model, given.store),
    slaBook: createSlaBook(model, given.store),
    directory: given.directory ?? storeDirectory(given.store),
    ownDirectory: given.directory === undefined,
    notifier: given.notifier ?? inboxNotifier(given.store),
    ownNotifier: given.notifier === undefined,
    files: given.files ?? null,
    largestFile: given.largestFile ?? 25 * 1024 * 1024,
    clock,
    givenClock,
    ids: given.ids ?? systemIds,
    random: given.random ?? systemRandom,
    handlers,
    emitter: new EventEmitter<{ event: [EventRecord] }>(),
    report,
    wake() {
      for (const wake of wakes) wake()
    },
    onWake(wake) {
      wakes.add(wake)
      return () => void wakes.delete(wake)
    },
  }
  return deskOf(runtime) as unknown as Desk<Shape>
}

function deskOf(runtime: Runtime): Desk {
  return {
    as(given) {
      const { tenant, actor, ...customer } = parseInput(principal, given, 'desk.as')
      if (tenant === '*' || actor.type === 'system') {
        throw reserved(tenant === '*' ? ['tenant'] : ['actor', 'type'])
      }
      // What is returned to callers must never lead back to who the caller is.
      return actorDesk(runtime, tenant, Object.freeze({ ...actor }), customer)
    },
    using(given) {
      const store = parseInput(deskOptions.shape.store, given, 'desk.using') as unknown as Store
      const directory = runtime.ownDirectory ? storeDirectory(store) : runtime.directory
      const notifier = runtime.ownNotifier ? inboxNotifier(store) : runtime.notifier
      const books = { book: createWorkflowBook(runtime.model, store), slaBook: createSlaBook(runtime.model, store) }
      return deskOf({ ...runtime, ...books, store, directory, notifier })
    },
    subscribe(given) {
      const listener = parseInput(callable, given, 'desk.subscribe') as typeof given
      const guarded = (event: EventRecord) => {
        try {
          listener(structuredClone(event) as unknown as TicketEvent)
        } catch (error) {
          runtime.report(error)
        }
      }
      runtime.emitter.on('event', guarded)
      return () => void runtime.emitter.off('event', guarded)
    },
    changes(given) {
      const tenant = parseInput(id, given, 'desk.changes')
      if (tenant === '*') throw reserved(['tenant'])
      return tenantChanges(runtime, tenant)
    },
    describeWorkflows: () => runtime.model.workflows.map(({ definition }) => describeWorkflow(definition)),
    model: runtime.model,
    takesFiles: runtime.files !== null,
    system: systemDesk(runtime),
  }
}

function reserved(path: readonly string[]): DocketError {
  return new DocketError('INVALID_INPUT', 'The tenant * and the role system belong to Docket; name your own.', {
    issues: [{ path: [...path], code: 'reserved', message: 'is reserved' }],
  })
}

/** The handlers of the effects, checked: each effect has one, and each is one. */
function handlersOf({ effects }: DeskModel, given: Runtime['handlers']): Runtime['handlers'] {
  const invalid = (message: string) => new DocketError('INVALID_DEFINITION', message)
  const unknown = Object.keys(given).filter((effect) => !effects.has(effect))
  if (unknown.length > 0) {
    throw invalid(`The desk has no effect ${unknown.join(', ')}; it has ${[...effects].join(', ') || 'none'}.`)
  }
  const missing = [...effects].filter((effect) => !Object.hasOwn(given, effect) || given[effect] === undefined)
  if (missing.length > 0) {
    throw invalid(`The desk has no handler for ${missing.join(', ')}; give it in \`effects\`.`)
  }
  const targeted = has('targets', 'deliver')
  const wrong = [...effects].filter(
    (one) => typeof given[one] !== 'function' && !targeted.safeParse(given[one]).success,
  )
  if (wrong.length > 0) {
    const what = 'a function, or an object with the functions `targets` and `deliver`'
    throw invalid(`The handler of the effect ${wrong.join(', ')} is none; give ${what}.`)
  }
  return given
}

/** The names that stages receive and that no provider has. */
function missingProviders({ workflows }: DeskModel, context: object): string[] {
  const stages = workflows.flatMap(({ definition }) => Object.values(definition.states).map(({ stage }) => stage))
  const received = new Set(stages.flatMap((stage) => stage?.receives ?? []))
  return [...received].filter((name) => !Object.hasOwn(context, name))
}

function wholeMilliseconds(clock: Clock): Clock {
  return {
    now() {
      const now = clock.now()
      if (Number.isSafeInteger(now) && now >= EARLIEST_INSTANT && now < LATEST_INSTANT) return now
      throw new DocketError(
        'INVALID_DEFINITION',
        'The clock must give whole milliseconds since 1970-01-01T00:00:00Z, within the years 1900 to 2199.',
      )
    },
  }
}
