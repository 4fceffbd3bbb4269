import type { Conflict, CounterChange } from '@docket/core/store'
import { readIdempotency } from '../records/idempotency-row.js'
import { arrayLiteral } from '../sql/array-literal.js'
import type { Database } from '../sql/database.js'
import { number, text } from '../sql/read-value.js'
import type { Claimed, CommitPlan } from './commit-plan.js'

/**
 * Why a commit was not applied, or null when nothing stands against it any more. Of several reasons the first in this
 * order is given: a used key comes before a version, so that a repeated command gets the answer of the first.
 */
export async function explainConflict(database: Database, plan: CommitPlan): Promise<Conflict | null> {
  return (
    (await usedKey(database, plan)) ??
    (await lostLease(database, plan)) ??
    (await otherVersion(database, plan)) ??
    (await takenReference(database, plan, 'ticket')) ??
    (await takenReference(database, plan, 'message')) ??
    (await fullCounter(database, plan)) ??
    (await unavailableAttachment(database, plan))
  )
}

async function usedKey({ run, schema }: Database, { commit }: CommitPlan): Promise<Conflict | null> {
  if (commit.idempotency === null) return null
  const { tenant, scope, key } = commit.idempotency
  const [row] = await run(
    {
      text: `select *, result::text as result from ${schema}.idempotency where tenant = $1 and scope = $2 and key = $3`,
    },
    [tenant, scope, key],
  )
  return row ? { kind: 'idempotency', record: readIdempotency(row) } : null
}

async function lostLease({ run, schema }: Database, { commit }: CommitPlan): Promise<Conflict | null> {
  if (commit.settles === null) return null
  const { ticketId, key, epoch, token } = commit.settles
  const [row] = await run(
    {
      text: `select 1 as held from ${schema}.timer where tenant = $1 and ticket_id = $2 and key = $3 and epoch = $4 and token = $5`,
    },
    [commit.tenant, ticketId, key, epoch, token],
  )
  return row ? null : { kind: 'lease' }
}

async function otherVersion({ run, schema }: Database, { commit }: CommitPlan): Promise<Conflict | null> {
  if (commit.expect.length === 0) return null
  const rows = await run(
    { text: `select id, version from ${schema}.ticket where tenant = $1 and id = any($2::text[])` },
    [commit.tenant, arrayLiteral(commit.expect.map(({ ticketId }) => ticketId))],
  )
  const versions = new Map(rows.map((row) => [text(row, 'id'), number(row, 'version')]))
  for (const { ticketId, version } of commit.expect) {
    const actual = versions.get(ticketId) ?? 0
    if (actual !== version) return { kind: 'version', ticketId, actual }
  }
  return null
}

async function takenReference(
  { run, schema }: Database,
  plan: CommitPlan,
  table: 'ticket' | 'message',
): Promise<Conflict | null> {
  const wanted = table === 'ticket' ? plan.ticketReferences : plan.messageReferences
  if (wanted.length === 0) return null
  const rows = await run(
    {
      text:
        `select r.source, r.id, t.${table === 'ticket' ? 'id' : 'ticket_id'} as holder ` +
        `from unnest($2::text[], $3::text[]) as r(source, id) ` +
        `join ${schema}.${table} t on t.tenant = $1 and t.external_source = r.source and t.external_id = r.id`,
    },
    [plan.commit.tenant, arrayLiteral(wanted.map(({ source }) => source)), arrayLiteral(wanted.map(({ id }) => id))],
  )
  const holders = new Map(rows.map((row) => [referenceKey(text(row, 'source'), text(row, 'id')), text(row, 'holder')]))
  const kind = table === 'ticket' ? 'external-ticket' : 'external-message'
  for (const { source, id, ticketId } of wanted) {
    const key = referenceKey(source, id)
    const holder = holders.get(key)
    if (holder !== undefined && (table === 'message' || holder !== ticketId))
      return { kind, source, id, ticketId: holder }
    holders.set(key, ticketId)
  }
  return null
}

async function fullCounter({ run, schema }: Database, { commit }: CommitPlan): Promise<Conflict | null> {
  if (commit.counters.length === 0) return null
  const rows = await run(
    { text: `select key, value from ${schema}.counter where tenant = $1 and key = any($2::text[])` },
    [commit.tenant, arrayLiteral(commit.counters.map(({ key }) => key))],
  )
  return firstOver(commit.counters, new Map(rows.map((row) => [text(row, 'key'), number(row, 'value')])))
}

function firstOver(changes: readonly CounterChange[], values: Map<string, number>): Conflict | null {
  for (const { key, delta, max } of changes) {
    const value = values.get(key) ?? 0
    const after = Math.max(0, value + delta)
    if (max !== undefined && after > max) return { kind: 'counter', key, value, max }
    values.set(key, after)
  }
  return null
}

async function unavailableAttachment({ run, schema }: Database, { commit }: CommitPlan): Promise<Conflict | null> {
  if (commit.attachments.length === 0) return null
  const rows = await run(
    {
      text: `select id, uploader_type, uploader_id from ${schema}.attachment where tenant = $1 and ticket_id is null and id = any($2::text[])`,
    },
    [commit.tenant, arrayLiteral(commit.attachments.map(({ attachmentId }) => attachmentId))],
  )
  const free = new Set(
    rows.map((row) => attachmentKey(text(row, 'id'), text(row, 'uploader_type'), text(row, 'uploader_id'))),
  )
  for (const { attachmentId, uploader } of commit.attachments) {
    // Taken out at once, because a file that is named twice is not free the second time.
    if (!free.delete(attachmentKey(attachmentId, uploader.type, uploader.id)))
      return { kind: 'attachment', attachmentId }
  }
  return null
}

function referenceKey(source: Claimed['source'], id: string): string {
  return `${source}\u0000${id}`
}

function attachmentKey(...parts: string[]): string {
  return parts.join('\u0000')
}
