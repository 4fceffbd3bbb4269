import {
  type ActorDesk,
  type BusinessCalendar,
  createDesk,
  type Desk,
  type DeskDefinition,
  type DeskPrincipal,
  type DeskShape,
  defaultAccess,
  defineDesk,
  defineWorkflow,
  type EffectDefinition,
  type EffectMessage,
  type SlaPolicyInput,
  type Store,
  type Workflow,
} from '@docket/core'
import { type ManualClock, manualClock, seededRandom, sequentialIds } from '@docket/core/testing'
import { memoryStore } from '@docket/store-memory'

/** Where the clock stands when a world opens. */
export const START = Date.UTC(2025, 0, 1)

/** Milliseconds of an hour. */
export const HOUR = 3_600_000

/** A policy of these tests, which may name any calendar. */
export type Policy = SlaPolicyInput<Record<never, never>, 'urgent' | 'high' | 'normal' | 'low', string>

/** A solution within eight hours of wall time, with a ladder or none. */
export function within8(
  escalate: NonNullable<Policy['targets']['resolution']>['escalate'] = [],
  id = 'standard',
): Policy {
  return { id, targets: { resolution: { within: { hours: 8 }, escalate } } }
}

/** A definition whose effects have handlers that write down what they are given. */
export type Definition = DeskDefinition<DeskShape & { readonly effect: string }>

const states = {
  open: { tags: ['open'], on: { wait: 'waiting', solve: 'solved' } },
  waiting: { tags: ['waiting', 'sla-paused'], on: { resume: 'open', solve: 'solved' } },
  solved: { tags: ['solved'], on: { reopen: 'open', close: 'closed' } },
  closed: { tags: ['terminal'], on: {} },
} as const

/** Nothing but promises sets a timer on it. */
const plainWorkflow = defineWorkflow({ id: 'plain', version: 1, initial: 'open', states })

/** A ticket that nobody moves waits by itself after two hours, and then its clocks stand still. */
export const impatientWorkflow = defineWorkflow({
  id: 'impatient',
  version: 1,
  initial: 'open',
  states: { ...states, open: { ...states.open, timeout: { after: { hours: 2 }, send: 'wait' } } },
})

const access = defaultAccess({
  roles: {
    // Reaches its own tickets alone, with all that there is to do about promises.
    partner: {
      tickets: 'own',
      actions: ['read', 'history', 'create', 'readInbox', 'rehearse', 'changeSla'],
      staff: true,
    },
  },
})

/** How a desk differs from the usual one. */
export interface Difference {
  readonly workflows?: readonly [Workflow]
  readonly calendars?: Readonly<Record<string, BusinessCalendar>>
  readonly effects?: Readonly<Record<string, EffectDefinition>>
}

/** A desk with these promises. */
export function promising(sla: readonly Policy[], difference: Difference = {}): Definition {
  const { workflows = [plainWorkflow], calendars = {}, effects = {} } = difference
  return defineDesk({ workflows, access, calendars, sla, effects }) as unknown as Definition
}

/** A desk on the store of a world. */
export interface Node {
  readonly desk: Desk
  /** What no caller waited for. */
  readonly errors: unknown[]
  /** What its effects' handlers were given, in order. */
  readonly delivered: EffectMessage[]
  as(role: string, id?: string, vouched?: Pick<DeskPrincipal, 'tier' | 'locale'>): ActorDesk
}

/** The first node, and all that it runs on. */
export interface World extends Node {
  readonly store: Store
  readonly clock: ManualClock
  /** Another node with a definition of its own on the same data; `wrap` puts something between it and its store. */
  node(definition: Definition, wrap?: (store: Store) => Store): Promise<Node>
}

/** Opens a desk on a memory store, with the agents ann and bob and the lead lea in the team lamps. */
export async function openWorld(definition: Definition): Promise<World> {
  const clock = manualClock(new Date(START))
  const store = memoryStore({ clock })
  let nodes = 0
  async function node(given: Definition, wrap = (plain: Store) => plain): Promise<Node> {
    nodes += 1
    const errors: unknown[] = []
    const delivered: EffectMessage[] = []
    const handler = (message: EffectMessage) => void delivered.push(message)
    const desk = (await createDesk(given, {
      store: wrap(store),
      effects: Object.fromEntries([...given.model.effects].map((effect) => [effect, handler])),
      clock,
      ids: sequentialIds(`an-id-of-node-${nodes}`),
      random: seededRandom(7),
      onError: (error: unknown) => errors.push(error),
    })) as unknown as Desk
    return {
      desk,
      errors,
      delivered,
      as: (type, id = `${type}-1`, vouched = {}) => desk.as({ tenant: 'acme', actor: { type, id }, ...vouched }),
    }
  }
  const first = await node(definition)
  const { directory } = first.as('admin')
  await directory.putTeam({ id: 'lamps', name: 'Lamps', lead: 'lea' })
  for (const id of ['ann', 'bob', 'lea']) await directory.putAgent({ id, name: id, teams: ['lamps'] })
  return { ...first, store, clock, node }
}

/** A ticket that somebody asked for. */
export const request = (subject = 'The lamp hums') => ({ subject, requester: { id: 'cem' } })

/** A ticket's log: the type of each event and when it happened, in hours since the world opened. */
export async function logOf({ store }: Pick<World, 'store'>, ticketId: string): Promise<(readonly [string, number])[]> {
  const events = await store.history({ tenant: 'acme', ticketId, afterSeq: 0, limit: 1_000 })
  return events.map(({ type, occurredAt }) => [type, (occurredAt - START) / HOUR])
}

/** What whoever it is finds in the inbox, oldest first: the kind and the data of each. */
export async function inboxOf(node: Node, role: string, id: string) {
  const { items } = await node.as(role, id).inbox.list()
  return items.toReversed().map(({ kind, data }) => ({ kind, data }))
}
