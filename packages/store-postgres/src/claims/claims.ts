import type { Store } from '@docket/core/store'
import { OUTBOX_COLUMNS, readLeasedMessage } from '../records/outbox-row.js'
import { readLeasedTimer, TIMER_COLUMNS } from '../records/timer-row.js'
import type { Database } from '../sql/database.js'
import { number } from '../sql/read-value.js'
import { claimer } from './claim.js'
import { settler } from './settle.js'
import { deadLetters, nextWakeup } from './standing.js'

type Claims = Pick<
  Store,
  'claimTimers' | 'settleTimers' | 'claimOutbox' | 'settleOutbox' | 'nextWakeup' | 'deadLetters'
>

/**
 * Only the earliest message of a ticket that is neither settled nor given up may be claimed. Written so that no plan but
 * one offers itself, a look into the index `outbox_order` for each message: a plan that is made while the table is empty
 * serves when it is full.
 */
const FIRST_OF_TICKET = (schema: string) =>
  `coalesce((select false from ${schema}.outbox e where e.tenant = q.tenant and e.ticket_id = q.ticket_id and not e.dead ` +
  'and (e.seq, e.ordinal) < (q.seq, q.ordinal) order by e.seq, e.ordinal limit 1), true)'

/** The store's methods for workers. */
export function claims(database: Database): Claims {
  const { run, schema } = database
  const now = () => database.clock?.now() ?? null
  const first = FIRST_OF_TICKET(schema)
  const claimTimers = claimer(database, {
    table: 'timer',
    key: ['tenant', 'ticket_id', 'key'],
    order: ['tenant', 'ticket_id', 'key'],
    columns: TIMER_COLUMNS,
    eligible: 'true',
    read: readLeasedTimer,
  })
  const claimOutbox = claimer(database, {
    table: 'outbox',
    key: ['tenant', 'id'],
    order: ['tenant', 'ticket_id', 'seq', 'ordinal'],
    columns: OUTBOX_COLUMNS,
    eligible: first,
    read: readLeasedMessage,
  })
  const settleTimers = settler(database, 'timer', ['tenant', 'ticket_id', 'key'])
  const settleOutbox = settler(database, 'outbox', ['tenant', 'id'])
  const wakeup = nextWakeup(schema, first)
  const dead = deadLetters(schema)

  return {
    claimTimers,
    claimOutbox,
    settleTimers: (settlements) =>
      settleTimers(settlements.map((one) => ({ ...one, key: [one.tenant, one.ticketId, one.key] }))),
    settleOutbox: (settlements) => settleOutbox(settlements.map((one) => ({ ...one, key: [one.tenant, one.id] }))),
    async nextWakeup() {
      const [row] = await run(wakeup, [now()])
      return row === undefined || row['wait'] === null ? null : Math.max(0, number(row, 'wait'))
    },
    async deadLetters(tenant) {
      return (await run(dead.statement, [tenant])).map(dead.read)
    },
  }
}
