import * as z from 'zod'
import type { DeskModel } from '../definitions/model.js'
import { EARLIEST_INSTANT, type Instant, LATEST_INSTANT } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import { id, instant, invalidInput, parseInput, storable } from '../kernel/input.js'
import { isPlainObject } from '../kernel/json.js'
import { authorize } from '../runtime/authorize.js'
import type { SortDirection, TicketCondition, TicketCursor, TicketQuery, TicketSort } from '../store/query-types.js'
import type { ActorReference, Phase, TicketRecord } from '../store/record-types.js'
import type { DeskShape, StateOf } from './shape-types.js'

/** From an instant (included) to another (excluded). */
export interface InstantRange {
  readonly from?: Date
  readonly before?: Date
}

/** A value of an indexed field, or for numbers and texts a range: `from` included, `before` excluded. */
export type FieldCondition<Value> = Value | { readonly from?: Value; readonly before?: Value }

/** What a list is narrowed to; a ticket must meet all of it. */
export interface TicketFilter<Shape extends DeskShape = DeskShape> {
  readonly phase?: Phase | readonly Phase[]
  readonly workflow?: keyof Shape['workflows'] & string
  readonly state?: StateOf<Shape>
  readonly requester?: string
  /** Null for tickets without one. */
  readonly assignee?: string | null
  readonly team?: string | null
  readonly category?: string | null
  readonly channel?: string
  readonly priority?: Shape['level'] | readonly Shape['level'][]
  /** For those who may read what is internal. */
  readonly tag?: string
  /** For those who may read what is internal. */
  readonly watcher?: string
  /** True for archived tickets alone. If left out, lists leave them out, and searches find them among the others. */
  readonly archived?: boolean
  /**
   * False for tickets that nobody has put off, true for those that somebody has until later than now, all of them if left
   * out. For those who may read what is internal.
   */
  readonly snoozed?: boolean
  readonly createdAt?: InstantRange
  readonly updatedAt?: InstantRange
  /** When its next promise breaks, or has broken. For those who may read what is internal. */
  readonly dueAt?: InstantRange
  /** Only fields that the desk declares as `indexed`. */
  readonly fields?: [IndexedName<Shape>] extends [never]
    ? Readonly<Record<string, never>>
    : { readonly [Name in IndexedName<Shape>]?: FieldCondition<NonNullable<Shape['fieldsOut'][Name]>> }
}

/** The names of a desk's fields that lists filter by. */
export type IndexedName<Shape extends DeskShape> = Shape['indexed'] & keyof Shape['fieldsOut']

/** What `list` takes. */
export interface ListInput<Shape extends DeskShape = DeskShape> {
  readonly where?: TicketFilter<Shape>
  /** `createdAt` if left out. By `dueAt`, only tickets under a promise that runs are listed; for those who may read what is internal. */
  readonly sort?: TicketSort
  /** `desc` if left out; for `priority` and `dueAt`, `asc`, which begins with the most urgent. */
  readonly direction?: SortDirection
  /** 1 to 100; 50 if left out. */
  readonly limit?: number
  /** The `next` of the former page. */
  readonly after?: string | null
}

const PHASES = ['open', 'waiting', 'solved', 'terminal'] as const
// A date, which is an object without properties of its own, would pass as a range without bounds.
const range = z
  .custom(isPlainObject, 'must be an object with `from`, `before` or both')
  .pipe(z.strictObject({ from: instant.optional(), before: instant.optional() }))
const filter = z.strictObject({
  phase: z.union([z.enum(PHASES), z.array(z.enum(PHASES)).min(1).max(4)]).optional(),
  workflow: id.optional(),
  state: id.optional(),
  requester: id.optional(),
  assignee: id.nullable().optional(),
  team: id.nullable().optional(),
  category: id.nullable().optional(),
  channel: id.optional(),
  priority: z.union([id, z.array(id).min(1).max(20)]).optional(),
  tag: id.optional(),
  watcher: id.optional(),
  archived: z.boolean().optional(),
  snoozed: z.boolean().optional(),
  createdAt: range.optional(),
  updatedAt: range.optional(),
  dueAt: range.optional(),
  // No record of zod's, which drops the key `__proto__` and with it the condition.
  fields: z.custom<Record<string, unknown>>(isPlainObject, 'must be an object').optional(),
})
const listInput = z.strictObject({
  where: filter.optional(),
  sort: z.enum(['createdAt', 'updatedAt', 'priority', 'dueAt']).default('createdAt'),
  direction: z.enum(['asc', 'desc']).optional(),
  limit: z.int().min(1).max(100).default(50),
  after: z.string().max(2_000).nullish(),
})

/** Turns what a caller asks into a query of the store, narrowed to what the actor may see. */
export function toQuery(
  model: DeskModel,
  tenant: string,
  actor: ActorReference,
  input: unknown,
  now: Instant,
): TicketQuery {
  const asked = parseInput(listInput, input ?? {}, 'list')
  // Whoever does not see tags, watchers, snoozes and due dates must not find them out by asking either.
  const { tag, watcher, dueAt, snoozed } = asked.where ?? {}
  if (asked.sort === 'dueAt' || [tag, watcher, dueAt, snoozed].some((given) => given !== undefined)) {
    authorize(model.access, actor, 'readInternal', null)
  }
  const direction = asked.direction ?? (asked.sort === 'priority' || asked.sort === 'dueAt' ? 'asc' : 'desc')
  return {
    tenant,
    where: [...model.access.scope(actor), ...conditions(model, asked.where ?? {}, now)],
    sort: asked.sort,
    direction,
    limit: asked.limit,
    after: asked.after ? readCursor(asked.after, asked.sort, direction) : null,
  }
}

/** The query without archived tickets, unless it says which it wants. */
export function withoutArchived(query: TicketQuery): TicketQuery {
  if (query.where.some(({ on }) => on === 'archived')) return query
  return { ...query, where: [...query.where, { on: 'archived', is: false }] }
}

function conditions(model: DeskModel, where: z.output<typeof filter>, now: Instant): TicketCondition[] {
  const found: TicketCondition[] = []
  if (where.phase !== undefined) found.push({ on: 'phase', in: [where.phase].flat() })
  if (where.workflow !== undefined) found.push({ on: 'workflow', is: where.workflow })
  if (where.state !== undefined) found.push({ on: 'state', is: where.state })
  if (where.requester !== undefined) found.push({ on: 'requester', is: where.requester })
  if (where.assignee !== undefined) found.push({ on: 'assignee', is: where.assignee })
  if (where.team !== undefined) found.push({ on: 'team', is: where.team })
  if (where.category !== undefined) found.push({ on: 'category', is: where.category })
  if (where.channel !== undefined) found.push({ on: 'channel', is: where.channel })
  if (where.tag !== undefined) found.push({ on: 'tag', is: where.tag })
  if (where.watcher !== undefined) found.push({ on: 'watcher', is: where.watcher })
  if (where.archived !== undefined) found.push({ on: 'archived', is: where.archived })
  if (where.snoozed !== undefined) found.push({ on: 'snoozed', is: where.snoozed, at: now })
  if (where.priority !== undefined) {
    found.push({ on: 'priorityRank', in: [where.priority].flat().map((level) => rankOf(model, level)) })
  }
  for (const on of ['createdAt', 'updatedAt', 'dueAt'] as const) {
    const { from, before } = where[on] ?? {}
    if (!from && !before) continue
    found.push({ on, ...(from && { from: from.getTime() }), ...(before && { before: before.getTime() }) })
  }
  for (const [name, value] of Object.entries(where.fields ?? {})) found.push(fieldCondition(model, name, value))
  return found
}

function rankOf(model: DeskModel, level: string): number {
  const rank = model.priority.levels.indexOf(level) + 1
  if (rank > 0) return rank
  const message = `must be one of ${model.priority.levels.join(', ')}`
  throw invalidInput('list', [{ path: ['where', 'priority'], code: 'unknown_level', message }])
}

function fieldCondition(model: DeskModel, name: string, value: unknown): TicketCondition {
  const type = model.fields.indexed.get(name)
  if (type === undefined) {
    const known = [...model.fields.indexed.keys()].join(', ') || 'none'
    throw new DocketError(
      'QUERY_NOT_INDEXED',
      `Lists cannot be filtered by this field. The indexed fields are ${known}; add it to \`indexed\` of the desk.`,
      { field: name },
    )
  }
  const one = type === 'text' ? storable(20_000) : type === 'number' ? z.number() : z.boolean()
  const bound = type === 'number' ? z.number() : storable(20_000)
  const schema =
    type === 'boolean' ? one : z.union([one, z.strictObject({ from: bound.optional(), before: bound.optional() })])
  const parsed = parseInput(
    schema as z.ZodType<string | number | boolean | object>,
    value,
    `list, where.fields.${name}`,
  )
  return typeof parsed === 'object' ? { on: 'field', name, ...parsed } : { on: 'field', name, is: parsed }
}

/** The cursor after a page's last ticket. It names sort values, never a position, so it stays right under writes. */
export function writeCursor(query: TicketQuery, last: TicketRecord): string {
  const value = query.sort === 'priority' ? last.priorityRank : (last[query.sort] ?? 0)
  return Buffer.from(JSON.stringify([query.sort, query.direction, value, last.id])).toString('base64url')
}

/** Reads what {@link writeCursor} wrote for the same sort and direction. */
export function readCursor(cursor: string, sort: TicketSort, direction: SortDirection): TicketCursor {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const [ofSort, ofDirection, value, ticketId] = cursorParts.parse(parsed)
    if (ofSort === sort && ofDirection === direction) return { value, id: ticketId }
  } catch {
    // Falls through to the one refusal below.
  }
  throw new DocketError(
    'CURSOR_INVALID',
    'The cursor does not belong to this list. Give the `next` of the former page, with the same sort and direction.',
  )
}

const cursorParts = z.tuple([z.string(), z.string(), z.int().min(EARLIEST_INSTANT).max(LATEST_INSTANT), id])
