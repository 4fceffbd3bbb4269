import type { AttachmentLink, TimerLeaseReference } from '@docket/core/store'
import { IDEMPOTENCY_COLUMNS } from '../records/idempotency-row.js'
import { arrayLiteral } from '../sql/array-literal.js'
import { column } from '../sql/column.js'
import { insertRows, part } from './commit-part.js'
import type { MergedCounter } from './merge-counters.js'
import { REFERENCE_COLUMNS } from './ticket-parts.js'

/** The command's key was not used; it is from now on. */
export const unusedKey = part(({ commit }) => (commit.idempotency ? [commit.idempotency] : []), IDEMPOTENCY_COLUMNS, {
  check: ({ rows, table }) => ({
    holds:
      `not exists (select from ${rows} join ${table('idempotency')} i on i.tenant = $1 ` +
      'and i.scope = n.scope and i.key = n.key)',
  }),
  write: (context) => [insertRows(context, 'idempotency', IDEMPOTENCY_COLUMNS)],
})

/** No message has the external references. */
export const freeMessageReferences = part(({ messageReferences }) => messageReferences, REFERENCE_COLUMNS, {
  check: ({ rows, table }) => ({
    holds:
      `not exists (select from ${rows} join ${table('message')} m on m.tenant = $1 and m.external_source = n.source ` +
      'and m.external_id = n.external)',
  }),
})

/** The timer whose firing this is has still the lease. Its removal is with those of the other timers. */
export const heldLease = part(
  ({ commit }) => (commit.settles ? [commit.settles] : []),
  [
    column<TimerLeaseReference>('ticket_id', 'text', ({ ticketId }) => ticketId),
    column<TimerLeaseReference>('key', 'text', ({ key }) => key),
    column<TimerLeaseReference>('epoch', 'integer', ({ epoch }) => epoch),
    column<TimerLeaseReference>('token', 'text', ({ token }) => token),
  ],
  {
    check: ({ rows, table, soFar }) => ({
      subqueries: [
        [
          'leased',
          `select 1 as one from ${table('timer')} m join ${rows} on m.ticket_id = n.ticket_id and m.key = n.key ` +
            `and m.epoch = n.epoch and m.token = n.token where m.tenant = $1 and ${soFar} for update of m`,
        ],
      ],
      holds: 'exists (select from leased)',
    }),
  },
)

/** The files are free and the uploader's; they belong to the ticket from now on. */
export const linkedAttachments = part(
  ({ commit }) => commit.attachments,
  [
    column<AttachmentLink>('id', 'text', ({ attachmentId }) => attachmentId),
    column<AttachmentLink>('uploader_type', 'text', ({ uploader }) => uploader.type),
    column<AttachmentLink>('uploader_id', 'text', ({ uploader }) => uploader.id),
    column<AttachmentLink>('ticket_id', 'text', ({ ticketId }) => ticketId),
    column<AttachmentLink>('message_id', 'text', ({ messageId }) => messageId),
  ],
  {
    check: ({ rows, count, table, soFar }) => ({
      subqueries: [
        [
          'linkable',
          `select a.id from ${table('attachment')} a join ${rows} on n.id = a.id and n.uploader_type = a.uploader_type ` +
            'and n.uploader_id = a.uploader_id where a.tenant = $1 and a.ticket_id is null ' +
            `and ${soFar} order by a.id for no key update of a`,
        ],
      ],
      holds: `(select count(distinct id) from linkable) = ${count}`,
    }),
    write: ({ gated, further, table }) => [
      [
        'linked_attachment',
        `update ${table('attachment')} a set ticket_id = n.ticket_id, message_id = n.message_id, ` +
          `name = case when n.ticket_id = any(${further(0)}::text[]) then null else a.name end ` +
          `from ${gated} where a.tenant = $1 and a.id = n.id`,
      ],
    ],
  },
  ({ erased }) => [arrayLiteral(erased)],
)

/** The counters stay within their maximums. Locks those that exist, in order of their keys. */
export const guardedCounters = part(
  ({ counters }) => counters,
  [
    column<MergedCounter>('key', 'text', ({ key }) => key),
    column<MergedCounter>('delta', 'bigint', ({ delta }) => delta),
    column<MergedCounter>('floor', 'bigint', ({ floor }) => floor),
    column<MergedCounter>('ceiling', 'bigint', ({ ceiling }) => ceiling),
  ],
  {
    check: ({ rows, table, soFar }) => ({
      subqueries: [
        [
          'held',
          `select c.key, c.value from ${table('counter')} c join ${rows} on c.key = n.key where c.tenant = $1 ` +
            `and ${soFar} order by c.key for no key update of c`,
        ],
      ],
      holds: `not exists (select from ${rows} left join held h on h.key = n.key where coalesce(h.value, 0) > n.ceiling)`,
    }),
    write: ({ gated, table }) => [
      [
        'changed_counter',
        `update ${table('counter')} c set value = greatest(n.floor, c.value + n.delta) from ${gated} ` +
          'where c.tenant = $1 and c.key = n.key',
      ],
      [
        'new_counter',
        `insert into ${table('counter')} (tenant, key, value) select $1, n.key, greatest(n.floor, n.delta) ` +
          `from ${gated} where not exists (select from held h where h.key = n.key)`,
      ],
    ],
  },
)
