import type { DeadLetterReference, TimerReference } from '@docket/core/store'
import { OUTBOX_COLUMNS } from '../records/outbox-row.js'
import { TIMER_COLUMNS } from '../records/timer-row.js'
import { column, names, typedValues } from '../sql/column.js'
import { storeNow } from '../sql/store-now.js'
import { part } from './commit-part.js'
import type { CommitPlan } from './commit-plan.js'

/** Timers that are no longer wanted. */
export const removedTimers = part(
  ({ removed }) => removed,
  [
    column<TimerReference>('ticket_id', 'text', ({ ticketId }) => ticketId),
    column<TimerReference>('key', 'text', ({ key }) => key),
  ],
  {
    write: ({ gated, table }) => [
      [
        'removed_timer',
        `delete from ${table('timer')} m using ${gated} ` +
          'where m.tenant = $1 and m.ticket_id = n.ticket_id and m.key = n.key',
      ],
    ],
  },
)

/** Timers that are set. One of the same key is replaced, and with it its lease. */
export const setTimers = part(({ set }) => set, TIMER_COLUMNS, {
  write: ({ gated, table }) => [
    [
      'set_timer',
      `insert into ${table('timer')} (tenant, ${names(TIMER_COLUMNS)}, available_at) ` +
        `select $1, ${typedValues(TIMER_COLUMNS)}, n.due_at from ${gated} ` +
        'on conflict (tenant, ticket_id, key) do update set due_at = excluded.due_at, epoch = excluded.epoch, ' +
        'data = excluded.data, available_at = excluded.available_at, lease_until = null, token = null, attempts = 0, ' +
        'dead = false, error = null',
    ],
  ],
})

const LETTER_COLUMNS = [
  column<DeadLetterReference>('ticket_id', 'text', ({ ticketId }) => ticketId),
  column<DeadLetterReference>('id', 'text', ({ id }) => id),
]

/** Makes the part that lets rows be claimed again which were given up. */
const revived = (table: 'timer' | 'outbox', id: string, rows: (plan: CommitPlan) => readonly DeadLetterReference[]) =>
  part(
    rows,
    LETTER_COLUMNS,
    {
      write: ({ gated, further, table: named }) => [
        [
          `revived_${table}`,
          `update ${named(table)} m set dead = false, error = null, attempts = 0, available_at = ${storeNow(further(0))} ` +
            `from ${gated} where m.tenant = $1 and m.ticket_id = n.ticket_id and m.${id} = n.id and m.dead`,
        ],
      ],
    },
    ({ storeNow: now }) => [now],
  )

/** Timers that were given up and are tried again. */
export const revivedTimers = revived('timer', 'key', ({ revivedTimers: letters }) => letters)

/** Messages to the outside that were given up and are tried again. */
export const revivedMessages = revived('outbox', 'id', ({ revivedMessages: letters }) => letters)

/** Messages to the outside. They are due at once, by the store's clock. */
export const outboxMessages = part(
  ({ commit }) => commit.outbox,
  OUTBOX_COLUMNS,
  {
    write: ({ gated, further, table }) => [
      [
        'new_outbox',
        `insert into ${table('outbox')} (tenant, ${names(OUTBOX_COLUMNS)}, available_at) ` +
          `select $1, ${typedValues(OUTBOX_COLUMNS)}, ${storeNow(further(0))} from ${gated}`,
      ],
    ],
  },
  ({ storeNow: now }) => [now],
)
