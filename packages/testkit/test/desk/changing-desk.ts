import {
  type ActorDesk,
  type BusinessCalendar,
  createDesk,
  type Desk,
  type DeskDefinition,
  type DeskShape,
  type Duration,
  defaultAccess,
  defineCalendar,
  defineDesk,
  replay,
  type SlaPolicyInput,
  type Store,
  supportWorkflow,
} from '@docket/core'
import { seededRandom, sequentialIds } from '@docket/core/testing'
import { expect, onTestFinished } from 'vitest'
import * as z from 'zod'
import { checkWorld } from '../../src/world/check-world.js'
import type { CreateDeskFixture, DeskFixture } from './world.js'

/** A desk of these scenarios: without effects, so that any of them runs without handlers. */
export type Definition = DeskDefinition<DeskShape & { readonly effect: never }>

/** Monday 2030-03-04 at nine in UTC, when these scenarios begin. */
export const MONDAY = Date.UTC(2030, 2, 4, 9)

/** The instant so many hours after that Monday at nine. */
export const hours = (count: number) => new Date(MONDAY + count * 3_600_000)

const daily = (from: string, to: string) => {
  const opening = [[from, to]] as const
  return { mon: opening, tue: opening, wed: opening, thu: opening, fri: opening }
}

/** Open from nine to five on working days in UTC, or so long as said. */
export const office = (version = 1, to = '17:00') =>
  defineCalendar({ version, timeZone: 'UTC', weekly: daily('09:00', to) })

const fields = z.object({ severity: z.enum(['low', 'high']).default('low'), phone: z.string().optional() })

/** A policy of these scenarios, which may name any calendar. */
export type Policy = SlaPolicyInput<z.output<typeof fields>, 'urgent' | 'high' | 'normal' | 'low', string>

/** An answer within two hours and the solution within sixteen, by the calendar of the office, without a ladder. */
export function standard(version = 1, changes: Partial<Policy> = {}): Policy {
  const targets = {
    firstResponse: { within: { hours: 2 }, escalate: [] },
    resolution: { within: { hours: 16 }, escalate: [] },
  }
  return { id: 'standard', version, calendar: 'office', targets, ...changes }
}

/** A desk that makes these promises. */
export function promising(
  sla: readonly Policy[],
  calendars: Readonly<Record<string, BusinessCalendar>> = { office: office() },
): Definition {
  const access = defaultAccess({
    roles: {
      // Reaches its own tickets alone, with all that there is to do about promises.
      partner: {
        tickets: 'own',
        actions: ['read', 'readInternal', 'history', 'create', 'readInbox', 'rehearse', 'changeSla'],
        staff: true,
      },
    },
  })
  const desk = defineDesk({ fields, personal: ['phone'], workflows: [supportWorkflow], access, calendars, sla })
  return desk as unknown as Definition
}

/** A desk on the store of a scenario. */
export interface SlaNode {
  readonly desk: Desk
  /** What no caller waited for. */
  readonly errors: unknown[]
  as(role: string, id?: string, tenant?: string): ActorDesk
}

/** The first node of a scenario, and all that the scenario drives. */
export interface SlaWorld extends SlaNode {
  readonly store: Store
  readonly fixture: DeskFixture
  now(): number
  /** Lets time pass without anybody looking. */
  pass(duration: Duration): Promise<void>
  /** Another node with a definition of its own on the same data; `wrap` puts something between it and its store. */
  node(definition: Definition, wrap?: (store: Store) => Store): Promise<SlaNode>
}

/** Opens a desk on a fresh store on that Monday, with the agents ann and bob and the lead lea in the team lamps. */
export async function openSla(create: CreateDeskFixture, definition: Definition): Promise<SlaWorld> {
  const fixture = await create()
  onTestFinished(async () => fixture.destroy())
  await fixture.clock.advance(MONDAY - fixture.clock.now())
  let nodes = 0
  const nodeOn = (store: Store, given: Definition) => {
    nodes += 1
    return runNode(fixture, store, given, `an-id-of-node-${nodes}`)
  }
  const first = await nodeOn(fixture.store, definition)
  const { directory } = first.as('admin')
  await directory.putTeam({ id: 'lamps', name: 'Lamps', lead: 'lea' })
  for (const id of ['ann', 'bob', 'lea']) await directory.putAgent({ id, name: id, teams: ['lamps'] })
  return {
    ...first,
    store: fixture.store,
    fixture,
    now: () => fixture.clock.now(),
    async pass({ days = 0, hours: whole = 0, minutes = 0, seconds = 0 }) {
      await fixture.clock.advance((((days * 24 + whole) * 60 + minutes) * 60 + seconds) * 1000)
    },
    async node(given, wrap = (store) => store) {
      return nodeOn(wrap(fixture.another === undefined ? fixture.store : await fixture.another()), given)
    },
  }
}

async function runNode(fixture: DeskFixture, store: Store, definition: Definition, idPrefix: string): Promise<SlaNode> {
  const errors: unknown[] = []
  const desk = (await createDesk(definition, {
    store,
    clock: fixture.clock,
    ids: sequentialIds(idPrefix),
    random: seededRandom(7),
    onError: (error: unknown) => errors.push(error),
  })) as unknown as Desk
  return {
    desk,
    errors,
    as: (role, id = `${role}-1`, tenant = 'acme') => desk.as({ tenant, actor: { type: role, id } }),
  }
}

/** A ticket that somebody asked for. */
export const request = (subject = 'The lamp hums at night', requester: object = {}) => ({
  subject,
  requester: { id: 'cem', ...requester },
})

/** Fails unless all that must hold holds, and nobody was told of an error. */
export async function expectSound({ store, errors }: SlaWorld): Promise<void> {
  const report = await checkWorld(store, { tenants: ['acme', 'other'], replay })
  expect(report.problems).toEqual([])
  expect(report.tickets).toBeGreaterThan(0)
  expect(errors).toEqual([])
}
