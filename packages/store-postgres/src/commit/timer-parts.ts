import { OUTBOX_COLUMNS } from '../records/outbox-row.js'
import { TIMER_COLUMNS } from '../records/timer-row.js'
import { names, rowsAsParameters, rowsFromParameters, typedValues } from '../sql/column.js'
import { storeNow } from '../sql/store-now.js'
import { arrays, type CommitPart } from './commit-part.js'

/** Timers that are no longer wanted. */
export const removedTimers: CommitPart = {
  values: ({ removed }) =>
    arrays(
      removed,
      ({ ticketId }) => ticketId,
      ({ key }) => key,
    ),
  write: ({ $, table }) => [
    [
      'removed_timer',
      `delete from ${table('timer')} m using ready, unnest(${$(0)}::text[], ${$(1)}::text[]) as r(ticket_id, key) ` +
        'where m.tenant = $1 and m.ticket_id = r.ticket_id and m.key = r.key',
    ],
  ],
}

/** Timers that are set. One of the same key is replaced, and with it its lease. */
export const setTimers: CommitPart = {
  values: ({ set }) => (set.length === 0 ? null : rowsAsParameters(TIMER_COLUMNS, set)),
  write: ({ $, table }) => [
    [
      'set_timer',
      `insert into ${table('timer')} (tenant, ${names(TIMER_COLUMNS)}, available_at) ` +
        `select $1, ${typedValues(TIMER_COLUMNS)}, n.due_at from ready, ${rowsFromParameters(TIMER_COLUMNS, $)} ` +
        'on conflict (tenant, ticket_id, key) do update set due_at = excluded.due_at, epoch = excluded.epoch, ' +
        'data = excluded.data, available_at = excluded.available_at, lease_until = null, token = null, attempts = 0, ' +
        'dead = false, error = null',
    ],
  ],
}

/** Messages to the outside. They are due at once, by the store's clock. */
export const outboxMessages: CommitPart = {
  values: ({ commit: { outbox }, storeNow: now }) =>
    outbox.length === 0 ? null : [...rowsAsParameters(OUTBOX_COLUMNS, outbox), now],
  write: ({ $, table }) => [
    [
      'new_outbox',
      `insert into ${table('outbox')} (tenant, ${names(OUTBOX_COLUMNS)}, available_at) ` +
        `select $1, ${typedValues(OUTBOX_COLUMNS)}, ${storeNow($(OUTBOX_COLUMNS.length))} ` +
        `from ready, ${rowsFromParameters(OUTBOX_COLUMNS, $)}`,
    ],
  ],
}
