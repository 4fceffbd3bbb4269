import { names, rowsAsParameters, typedValues, rowsFromParameters } from '../sql/column.js'
import { IDEMPOTENCY_COLUMNS } from '../records/idempotency-row.js'
import { arrays, type CommitPart } from './commit-part.js'

/** The command's key was not used; it is from now on. */
export const unusedKey: CommitPart = {
  values: ({ commit }) => commit.idempotency && rowsAsParameters(IDEMPOTENCY_COLUMNS, [commit.idempotency]),
  check: ({ $, table }) => ({
    holds:
      `not exists (select from ${table('idempotency')} i where i.tenant = $1 ` +
      `and i.scope = (${$(0)}::text[])[1] and i.key = (${$(1)}::text[])[1])`,
  }),
  write: ({ $, table }) => [
    [
      'new_idempotency',
      `insert into ${table('idempotency')} (tenant, ${names(IDEMPOTENCY_COLUMNS)}) ` +
        `select $1, ${typedValues(IDEMPOTENCY_COLUMNS)} from ready, ${rowsFromParameters(IDEMPOTENCY_COLUMNS, $)}`,
    ],
  ],
}

/** The timer whose firing this is has still the lease. Its removal is with those of the other timers. */
export const heldLease: CommitPart = {
  values: ({ commit: { settles } }) => settles && [settles.ticketId, settles.key, settles.epoch, settles.token],
  check: ({ $, table, soFar }) => ({
    subqueries: [
      [
        'leased',
        `select 1 as one from ${table('timer')} m where m.tenant = $1 and m.ticket_id = ${$(0)}::text and m.key = ${$(1)}::text ` +
          `and m.epoch = ${$(2)}::integer and m.token = ${$(3)}::text and ${soFar} for update`,
      ],
    ],
    holds: 'exists (select from leased)',
  }),
}

/** No message has the external references. */
export const freeMessageReferences: CommitPart = {
  values: ({ messageReferences }) =>
    arrays(
      messageReferences,
      ({ source }) => source,
      ({ id }) => id,
    ),
  check: ({ $, table }) => ({
    holds:
      `not exists (select from unnest(${$(0)}::text[], ${$(1)}::text[]) as r(source, id) ` +
      `join ${table('message')} m on m.tenant = $1 and m.external_source = r.source and m.external_id = r.id)`,
  }),
}

const LINKS = 'as l(id, uploader_type, uploader_id, ticket_id, message_id)'

/** The files are free and the uploader's; they belong to the ticket from now on. */
export const linkedAttachments: CommitPart = {
  values: ({ commit, erased }) => {
    const links = arrays(
      commit.attachments,
      ({ attachmentId }) => attachmentId,
      ({ uploader }) => uploader.type,
      ({ uploader }) => uploader.id,
      ({ ticketId }) => ticketId,
      ({ messageId }) => messageId,
    )
    return links && [...links, ...(arrays(erased, (id) => id) ?? ['{}'])]
  },
  check: ({ $, table, soFar }) => ({
    subqueries: [
      [
        'linkable',
        `select a.id from ${table('attachment')} a join ${unnested($)} on l.id = a.id and l.uploader_type = a.uploader_type ` +
          'and l.uploader_id = a.uploader_id where a.tenant = $1 and a.ticket_id is null ' +
          `and ${soFar} order by a.id for no key update of a`,
      ],
    ],
    holds: `(select count(distinct id) from linkable) = cardinality(${$(0)}::text[])`,
  }),
  write: ({ $, table }) => [
    [
      'linked_attachment',
      `update ${table('attachment')} a set ticket_id = l.ticket_id, message_id = l.message_id, ` +
        `name = case when l.ticket_id = any(${$(5)}::text[]) then null else a.name end ` +
        `from ready, ${unnested($)} where a.tenant = $1 and a.id = l.id`,
    ],
  ],
}

function unnested($: (place: number) => string): string {
  return `unnest(${[0, 1, 2, 3, 4].map((place) => `${$(place)}::text[]`).join(', ')}) ${LINKS}`
}

/** The counters stay within their maximums. Locks those that exist, in order of their keys. */
export const guardedCounters: CommitPart = {
  values: ({ counters }) =>
    arrays(
      counters,
      ({ key }) => key,
      ({ delta }) => delta,
      ({ floor }) => floor,
      ({ ceiling }) => ceiling,
    ),
  check: ({ $, table, soFar }) => ({
    subqueries: [
      [
        'held',
        `select c.key, c.value from ${table('counter')} c where c.tenant = $1 and c.key = any(${$(0)}::text[]) ` +
          `and ${soFar} order by c.key for no key update`,
      ],
    ],
    holds:
      `not exists (select from unnest(${$(0)}::text[], ${$(3)}::bigint[]) as g(key, ceiling) ` +
      'left join held h on h.key = g.key where coalesce(h.value, 0) > g.ceiling)',
  }),
  write: ({ $, table }) => {
    const changes = `unnest(${$(0)}::text[], ${$(1)}::bigint[], ${$(2)}::bigint[]) as d(key, delta, floor)`
    return [
      [
        'changed_counter',
        `update ${table('counter')} c set value = greatest(d.floor, c.value + d.delta) from ready, ${changes} ` +
          'where c.tenant = $1 and c.key = d.key',
      ],
      [
        'new_counter',
        `insert into ${table('counter')} (tenant, key, value) select $1, d.key, greatest(d.floor, d.delta) ` +
          `from ready, ${changes} where not exists (select from held h where h.key = d.key)`,
      ],
    ]
  },
}
