import * as z from 'zod'
import { DocketError } from '../kernel/error.js'
import { external, id, instant, parseInput } from '../kernel/input.js'
import { authorize } from '../runtime/authorize.js'
import { conflictError } from '../runtime/conflict-error.js'
import { allEventsOf } from '../runtime/events-of.js'
import { publish, type Runtime } from '../runtime/runtime.js'
import { workflowOf } from '../runtime/workflow-of.js'
import type { ActorReference, EventRecord, TicketRecord } from '../store/record-types.js'
import { assembleCommit, type DecidedDraft } from '../ticket/assemble.js'
import { consequences } from '../ticket/consequences.js'
import { TicketDraft } from '../ticket/draft.js'
import { keepPromises, SYSTEM_ACTOR } from '../ticket/promises.js'
import { decideEntries, type ParsedEntry, parseImportCommand } from './import-entries.js'
import type { ImportedEntry, ImportedMove, ImportInput, ImportReport } from './import-types.js'

const position = z.int().min(0)
const actor = z.strictObject({ type: id, id }).refine(({ type }) => type !== 'system', 'cannot be the desk itself')
const entry = z.strictObject({
  position,
  occurredAt: instant,
  actor: actor.optional(),
  commands: z.array(z.unknown()).min(1).max(1_000),
})
const ticket = z.strictObject({ externalId: id, entries: z.array(entry).min(1).max(100_000) })
const tickets = z.custom<ImportInput['tickets']>(
  (value) => typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value),
  'must be an iterable or async iterable of tickets',
)
const options = z.strictObject({ source: id, tickets, batchSize: z.int().min(1).max(1_000).default(100) })

interface ParsedTicket {
  readonly externalId: string
  readonly entries: readonly ParsedEntry[]
}

function parseTicket(given: unknown): ParsedTicket {
  const { externalId, entries } = parseInput(ticket, given, 'import')
  return {
    externalId,
    entries: entries.map((parsed) => ({ ...parsed, commands: parsed.commands.map(parseImportCommand) })),
  }
}

/** Who imports what. */
interface Import {
  readonly runtime: Runtime
  readonly tenant: string
  readonly actor: ActorReference
  readonly source: string
}

/** How often a batch is decided anew when others import the same tickets meanwhile. */
const MOST_TRIES = 12

/** Imports tickets in batches, each batch in one commit, and reports on each ticket in order. */
export async function* importTickets(
  runtime: Runtime,
  tenant: string,
  importer: ActorReference,
  input: ImportInput,
): AsyncGenerator<ImportReport, void, undefined> {
  const { source, tickets, batchSize } = parseInput(options, input, 'import')
  authorize(runtime.model.access, importer, 'import', null)
  const job: Import = { runtime, tenant, actor: importer, source }
  let batch: ParsedTicket[] = []
  for await (const next of tickets) {
    const parsed = parseTicket(next)
    checkOrder(parsed)
    // The later part of a ticket continues what the earlier part has committed.
    if (batch.length >= batchSize || batch.some(({ externalId }) => externalId === parsed.externalId)) {
      yield* await importBatch(job, batch)
      batch = []
    }
    batch.push(parsed)
  }
  if (batch.length > 0) yield* await importBatch(job, batch)
}

function checkOrder({ externalId, entries }: ParsedTicket): void {
  const bad = entries.find((current, index) => index > 0 && current.position <= (entries[index - 1]?.position ?? -1))
  if (!bad) return
  throw new DocketError('INVALID_INPUT', `The positions of imported ticket ${externalId} must rise.`, {
    issues: [{ path: ['entries'], code: 'positions', message: `position ${bad.position} does not follow` }],
  })
}

async function importBatch(job: Import, batch: readonly ParsedTicket[]): Promise<ImportReport[]> {
  const { runtime, tenant, source } = job
  for (let tries = 1; ; tries += 1) {
    const references = batch.map(({ externalId }) => parseInput(external, { source, id: externalId }, 'import'))
    const known = await runtime.store.findByExternal(tenant, references)
    const decided: (DecidedDraft & { readonly parsed: ParsedTicket })[] = []
    for (const [index, parsed] of batch.entries()) {
      decided.push({ ...(await decideTicket(job, parsed, known[index] ?? null)), parsed })
    }
    const commit = assembleCommit(tenant, decided)
    const committed = commit.tickets.length === 0 ? ({ ok: true } as const) : await runtime.store.commit(commit)
    if (committed.ok) {
      publish(runtime, commit.events)
      return Promise.all(decided.map(({ draft, parsed }) => report(job, draft, parsed)))
    }
    const { conflict } = committed
    const again = conflict.kind === 'version' || conflict.kind === 'external-ticket'
    if (!again || tries >= MOST_TRIES || runtime.store.transaction === 'host') throw conflictError(conflict)
  }
}

async function decideTicket(job: Import, parsed: ParsedTicket, known: TicketRecord | null): Promise<DecidedDraft> {
  const { runtime, tenant, actor: by, source } = job
  const { model, book, slaBook, ids, random } = runtime
  const now = runtime.clock.now()
  const [first] = parsed.entries
  const begins = first?.commands[0]?.begins ?? null
  if (known === null && begins === null) {
    throw new DocketError('INVALID_INPUT', `The imported ticket ${parsed.externalId} must begin with create.`, {
      issues: [{ path: ['entries', 0, 'commands', 0], code: 'create_first', message: 'must be create' }],
    })
  }
  if (known !== null && known.importedUpTo === null) {
    throw new DocketError(
      'EXTERNAL_ID_TAKEN',
      `The ticket ${known.id} has the external id ${parsed.externalId} of this source, but was not imported; import the past under another source.`,
      { ticketId: known.id },
    )
  }
  const workflow = known ? await workflowOf(runtime, known) : book.current(begins?.workflow)
  const cause = { kind: 'import', id: source } as const
  const draft = new TicketDraft(tenant, known?.id ?? ids.next(now), known, { at: now, now, actor: by, cause })
  if (known) await slaBook.bring(known)
  const remaining = parsed.entries.filter((entry) => entry.position > (known?.importedUpTo ?? -1))
  decideEntries(draft, remaining, {
    by,
    source,
    externalId: parsed.externalId,
    context: { model, workflow, random, find: slaBook.atHand, newId: () => ids.next(now) },
  })
  // What the past has ended or changed is judged as it happened; nothing of it fires.
  draft.stamp = { at: draft.ticket.updatedAt, now, actor: SYSTEM_ACTOR, cause }
  if (draft.ticket.sla !== null) keepPromises(draft, model, slaBook.atHand)
  return { draft, consequences: consequences(draft, model, workflow, null, slaBook.atHand) }
}

/** What the log says of the entries: for those imported now the draft's events, for earlier ones the stored ones. */
async function report(job: Import, draft: TicketDraft, parsed: ParsedTicket): Promise<ImportReport> {
  const upTo = draft.before?.importedUpTo ?? -1
  const earlier = parsed.entries.filter((entry) => entry.position <= upTo)
  const events = earlier.length > 0 && draft.before ? await allEventsOf(job.runtime.store, draft.before) : []
  const moves = movesByPosition([...events, ...draft.events])
  const entries = parsed.entries.map((entry): ImportedEntry => {
    return { position: entry.position, moves: moves.get(entry.position) ?? [] }
  })
  const { externalId } = parsed
  const { ticketId, ticket } = draft
  return { externalId, ticketId, entries, alreadyImported: earlier.length, state: ticket.state }
}

const MOVES: Readonly<Record<string, ImportedMove['outcome']>> = {
  'ticket.transitioned': 'accepted',
  'ticket.overridden': 'overridden',
  'import.refused': 'refused',
}

function movesByPosition(events: readonly EventRecord[]): Map<number, ImportedMove[]> {
  const moves = new Map<number, ImportedMove[]>()
  for (const { type, cause, data } of events) {
    const outcome = MOVES[type]
    if (outcome === undefined || cause?.kind !== 'import' || cause.position === undefined) continue
    const { from, to, reasons = [] } = data as unknown as Partial<ImportedMove> & Pick<ImportedMove, 'from' | 'to'>
    const list = moves.get(cause.position) ?? []
    list.push({ from, to, outcome, reasons })
    moves.set(cause.position, list)
  }
  return moves
}
