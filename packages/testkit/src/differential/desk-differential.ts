import type { Desk, DeskShape } from '@docket/core'
import type { CreateStore, StoreFixture } from '../store/fixture.js'
import { readContents } from '../store/read-contents.js'
import { deskPromises } from './desk-promises.js'
import { deskReads } from './desk-reads.js'
import { deskSteps } from './desk-steps.js'
import { type ArrivedEffect, DESK_TENANTS, type DeskSide, DeskWorld } from './desk-world.js'
import { type DifferentialOptions, type DifferentialReport, differentialRunOf } from './differential-run.js'
import { mergeSteps } from './merge-steps.js'
import type { Stage } from './play.js'
import type { Step, StepKind } from './step.js'

/** Two stores and the desk to run on both. */
export interface DeskDifferentialOptions<Shape extends DeskShape = DeskShape> extends DifferentialOptions {
  readonly stores: readonly [CreateStore, CreateStore]
  /**
   * Runs the desk on a store: with the ready-made support workflow, with a file store, with the store's clock, and with
   * ids and randomness that are the same for every call.
   */
  readonly desk: (fixture: StoreFixture) => Promise<DifferentialDesk<Shape>>
}

/** A desk over one of the two stores, and what it did to the world. */
export interface DifferentialDesk<Shape extends DeskShape = DeskShape> {
  readonly desk: Desk<Shape>
  /** Other nodes over the same store, such as with later definitions: commands go to any of them. */
  readonly others?: readonly Desk<Shape>[]
  /** What the desk's effects brought about, in order. */
  readonly arrived: () => readonly ArrivedEffect[]
}

const KINDS: readonly StepKind<DeskWorld, DeskSide>[] = [
  ...deskSteps,
  ...mergeSteps,
  ...deskReads,
  ...deskPromises,
].map((kind) => ({
  ...kind,
  prepare: async (world, random) => {
    const prepared = await kind.prepare(world, random)
    return prepared === null ? null : aMomentLater(onSomeNode(prepared, random.next()))
  },
}))

/** The step on one of a side's nodes, the same on both sides. */
function onSomeNode({ what, run }: Step<DeskSide>, place: number): Step<DeskSide> {
  return {
    what,
    run: (side, first) => run({ ...side, desk: side.nodes[Math.floor(place * side.nodes.length)] ?? side.desk }, first),
  }
}

/** No two commands at the same instant: of timers that are due at one instant the contract names no first. */
function aMomentLater({ what, run }: Step<DeskSide>): Step<DeskSide> {
  return {
    what,
    run: async (side, first) => {
      await side.clock.advance(1)
      return run(side, first)
    },
  }
}

/**
 * Runs the same random commands on a desk over two stores and compares every answer and, in the end, everything that
 * the stores hold and the effects brought about: errors by their code.
 *
 * @throws DivergenceError with the seed and a shortened list of commands when the stores make a difference
 */
export function deskDifferentialRun<Shape extends DeskShape>(
  options: DeskDifferentialOptions<Shape>,
): Promise<DifferentialReport> {
  const { stores, desk } = options
  return differentialRunOf(options, KINDS, async (): Promise<Stage<DeskWorld, DeskSide>> => {
    const [left, right] = [await sideOf(stores[0], desk), await sideOf(stores[1], desk)]
    const world = new DeskWorld()
    return {
      world,
      left,
      right,
      contents: (side) => contentsOf(side, world),
      end: async () => {
        await left.destroy()
        await right.destroy()
      },
    }
  })
}

async function sideOf<Shape extends DeskShape>(
  create: CreateStore,
  run: DeskDifferentialOptions<Shape>['desk'],
): Promise<DeskSide> {
  const fixture = await create()
  const { desk: first, others = [], arrived } = await run(fixture)
  // The commands name states, levels and events as texts, right and wrong ones, whatever the desk's own types are.
  const [desk, ...nodes] = [first, ...others] as unknown as [Desk, ...Desk[]]
  return { ...fixture, arrived, desk, nodes: [desk, ...nodes] }
}

/** To whom something may have been told. */
const RECIPIENTS = [
  ...['agent', 'watcher'].flatMap((type) => ['a1', 'a2', 'a3'].map((id) => ({ type, id }))),
  ...['r1', 'r2', 'r3'].map((id) => ({ type: 'requester', id })),
  ...['lead', 'admin'].map((id) => ({ type: 'role', id })),
]

/** What is counted of each agent. */
const COUNTERS = ['load', 'load/web', 'load/email', 'load/live%20chat', 'turn', 'solved/', 'solved/c1', 'solved/c2']

async function contentsOf(side: DeskSide, world: DeskWorld): Promise<unknown> {
  const kept = await Promise.all(
    DESK_TENANTS.map((tenant) =>
      readContents(side.store, {
        tenant,
        tickets: world.tickets.filter((known) => known.tenant === tenant).map(({ id }) => id),
        attachments: world.files.filter((known) => known.tenant === tenant).map(({ id }) => id),
        counters: COUNTERS.flatMap((name) => ['a1', 'a2', 'a3'].map((agent) => `${name}:${agent}`)),
        directory: ['a1', 'a2', 'a3'].map((id) => ({ kind: 'agent', id })),
        recipients: RECIPIENTS,
      }),
    ),
  )
  const page = { where: [], sort: 'dueAt', direction: 'asc', limit: 1_000, after: null } as const
  const due = await Promise.all(DESK_TENANTS.map((tenant) => side.store.query({ ...page, tenant })))
  // The order is that of each ticket: between tickets there is none.
  const arrived: Record<string, ArrivedEffect[]> = {}
  for (const effect of side.arrived()) arrived[effect.ticketId] = [...(arrived[effect.ticketId] ?? []), effect]
  return { kept, due: due.map((tickets) => tickets.map(({ id }) => id)), arrived }
}
