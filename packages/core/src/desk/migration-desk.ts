import * as z from 'zod'
import { DocketError, type Reason } from '../kernel/error.js'
import { id, parseInput } from '../kernel/input.js'
import { authorize } from '../runtime/authorize.js'
import { followUp } from '../runtime/follow-up.js'
import { runCommand } from '../runtime/run-command.js'
import type { Runtime } from '../runtime/runtime.js'
import type { TicketQuery } from '../store/query-types.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'
import { type Migration, migrateWorkflow as migrate, stateMap } from '../ticket/commands/migrate.js'
import { refusalError, refuse } from '../ticket/refusal.js'
import { readCursor, writeCursor } from './list.js'
import type { MigratedTicket, MigrateWorkflow, MigrationDesk, MigrationPage } from './migration-desk-types.js'
import type { RefusedChange } from './sla-types.js'

const version = z.int().min(1).max(1_000_000)
const migrationInput = z.strictObject({
  from: z.strictObject({ workflow: id, version }),
  to: z.strictObject({ workflow: id, version: version.optional() }),
  states: stateMap,
  dryRun: z.boolean().default(true),
  limit: z.int().min(1).max(500).default(100),
  after: z.string().max(2_000).nullish(),
})

/** What one actor can do about the workflow versions that tickets are on. */
export function migrationDesk(runtime: Runtime, tenant: string, actor: ActorReference): MigrationDesk {
  const { store, model, book } = runtime

  async function migrateWorkflow(given: MigrateWorkflow): Promise<MigrationPage> {
    authorize(model.access, actor, 'migrateWorkflow', null)
    const { dryRun, limit, after, ...input } = parseInput(migrationInput, given, 'migrateWorkflow')
    const { from, states } = input
    const to = { workflow: input.to.workflow, version: input.to.version ?? newestVersion(input.to.workflow) }
    if (to.workflow === from.workflow && to.version === from.version) throw sameVersion()
    const target = await book.find(tenant, to.workflow, to.version)
    const migration: Migration = { from, to, states }
    const unknown = Object.entries(states)
      .map(([state, name]) => ({ state, target: name }))
      .filter((entry) => !Object.hasOwn(target.definition.states, entry.target))
    const query: TicketQuery = {
      tenant,
      where: [...model.access.scope(actor), { on: 'workflow', is: from.workflow }],
      sort: 'createdAt',
      direction: 'asc',
      limit: limit + 1,
      after: after ? readCursor(after, 'createdAt', 'asc') : null,
    }
    const found = await store.query(query)
    const page = found.slice(0, limit)
    const tickets = page.filter(({ workflowVersion }) => workflowVersion === from.version)
    const unmapped = unmappedStates(await statesOf(from), states, tickets)
    if (!dryRun) refuseIncomplete(migration, unmapped, unknown, Object.keys(target.definition.states))
    const moved = dryRun
      ? { items: wouldMove(tickets, migration, target.definition.states), failed: [] }
      : await moveAll(tickets, migration)
    const last = page.at(-1)
    return {
      ...moved,
      unmapped,
      unknown,
      examined: tickets.length,
      next: found.length > limit && last ? writeCursor(query, last) : null,
    }
  }

  function newestVersion(workflow: string): number {
    book.current(workflow)
    const versions = model.workflows.filter(({ definition }) => definition.id === workflow)
    return Math.max(...versions.map(({ definition }) => definition.version))
  }

  /** The states of the former version; none where no node knows it any more. */
  async function statesOf({ workflow, version: of }: Migration['from']): Promise<readonly string[]> {
    try {
      return Object.keys((await book.find(tenant, workflow, of)).definition.states)
    } catch (error) {
      if (!DocketError.is(error, 'DEFINITION_UNKNOWN')) throw error
      return []
    }
  }

  async function moveAll(tickets: readonly TicketRecord[], migration: Migration) {
    const items: MigratedTicket[] = []
    const failed: RefusedChange[] = []
    for (const { id: ticketId } of tickets) {
      try {
        const request = { tenant, ticketId, actor, command: migrate, input: migration, cause: null }
        const outcome = await runCommand(runtime, request)
        await followUp(runtime, outcome)
        const event = outcome.events.find(({ type }) => type === 'ticket.migrated')
        if (event) items.push({ ticketId, ...(event.data as unknown as Pick<MigratedTicket, 'from' | 'to'>) })
      } catch (error) {
        // One ticket that cannot be moved must not keep the others from it; what fails for all is thrown.
        if (!DocketError.is(error) || error.kind === 'internal' || error.code === 'STORE_UNAVAILABLE') throw error
        failed.push({ ticketId, code: error.code, message: error.message })
      }
    }
    return { items: items.map(({ ticketId, from, to }) => ({ ticketId, from, to })), failed }
  }

  return { migrateWorkflow }
}

function unmappedStates(
  known: readonly string[],
  map: Readonly<Record<string, string>>,
  tickets: readonly TicketRecord[],
): MigrationPage['unmapped'] {
  const named = new Set([...known, ...tickets.map(({ state }) => state)])
  return [...named]
    .filter((state) => !Object.hasOwn(map, state))
    .map((state) => ({ state, tickets: tickets.filter((ticket) => ticket.state === state).length }))
}

function wouldMove(tickets: readonly TicketRecord[], { from, to, states }: Migration, known: object): MigratedTicket[] {
  return tickets.flatMap(({ id: ticketId, state }) => {
    const next = Object.hasOwn(states, state) ? states[state] : undefined
    return next === undefined || !Object.hasOwn(known, next)
      ? []
      : [{ ticketId, from: { ...from, state }, to: { ...to, state: next } }]
  })
}

function refuseIncomplete(
  { to }: Migration,
  unmapped: MigrationPage['unmapped'],
  unknown: MigrationPage['unknown'],
  states: readonly string[],
): void {
  const reasons: Reason[] = [
    ...unmapped.filter(({ tickets }) => tickets > 0).map((one) => ({ code: 'state-unmapped', ...one })),
    ...unknown.map(({ state, target }) => ({ code: 'state-unknown', from: state, state: target, states })),
  ]
  if (reasons.length === 0) return
  const message = `Nothing was moved: name in \`states\` a state of version ${to.version} of ${to.workflow} for each state that tickets are in (${reasons.map(({ state }) => String(state)).join(', ')}).`
  throw refusalError(refuse('COMMAND_REFUSED', message, ...reasons))
}

function sameVersion(): DocketError {
  return new DocketError(
    'INVALID_INPUT',
    'The tickets are on this version already; name another, or override states.',
    {
      issues: [{ path: ['to', 'version'], code: 'same_version', message: 'is the version of `from`' }],
    },
  )
}
