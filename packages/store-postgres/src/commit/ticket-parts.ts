import type { Expectation } from '@docket/core/store'
import { TICKET_COLUMNS } from '../records/ticket-row.js'
import { column, typedValue } from '../sql/column.js'
import { insertion, type PartContext, part } from './commit-part.js'
import type { Claimed } from './commit-plan.js'

/** The tickets are in the versions that the commit expects. Locks them in order of their ids. */
export const expectedTickets = part(
  ({ locked }) => locked,
  [
    column<Expectation>('id', 'text', ({ ticketId }) => ticketId),
    column<Expectation>('version', 'integer', ({ version }) => version),
  ],
  {
    check: ({ rows, count, table }) => ({
      subqueries: [
        [
          'locked',
          `select t.id from ${table('ticket')} t join ${rows} on n.id = t.id and n.version = t.version ` +
            'where t.tenant = $1 order by t.id for no key update of t',
        ],
      ],
      holds: `(select count(*) from locked) = ${count}`,
    }),
  },
)

/** Tickets that the commit does not create do not exist. Of those that it creates, the primary key sees to that. */
export const absentTickets = part(({ absent }) => absent, [column<string>('id', 'text', (id) => id)], {
  check: ({ rows, table }) => ({
    holds: `not exists (select from ${rows} join ${table('ticket')} t on t.tenant = $1 and t.id = n.id)`,
  }),
})

/** The columns in which an external reference travels. */
export const REFERENCE_COLUMNS = [
  column<Claimed>('source', 'text', ({ source }) => source),
  column<Claimed>('external', 'text', ({ id }) => id),
  column<Claimed>('ticket_id', 'text', ({ ticketId }) => ticketId),
]

/** No other ticket has the external references. */
export const freeTicketReferences = part(({ ticketReferences }) => ticketReferences, REFERENCE_COLUMNS, {
  check: ({ rows, table }) => ({
    holds:
      `not exists (select from ${rows} join ${table('ticket')} t on t.tenant = $1 and t.external_source = n.source ` +
      'and t.external_id = n.external where t.id <> n.ticket_id)',
  }),
})

/** New tickets. */
export const insertedTickets = insertion('ticket', ({ inserted }) => inserted, TICKET_COLUMNS)

const CHANGED = TICKET_COLUMNS.filter(({ name }) => name !== 'id')

/** Tickets that existed. */
export const updatedTickets = part(({ updated }) => updated, TICKET_COLUMNS, {
  write: (context) => [['changed_ticket', changeTickets(context)]],
})

/**
 * The change of one ticket if it is in the expected version: check and write in one, which spares the lock. For a commit
 * that checks nothing else, because what is written here cannot be taken back by a later check.
 */
export function changeExpected(expected: PartContext, updated: PartContext): string {
  return `${changeTickets(updated)} and t.version = (select n.version from ${expected.rows}) returning 1 as one`
}

function changeTickets({ gated, table }: PartContext): string {
  const changes = CHANGED.map((one) => `${one.name} = ${typedValue(one)}`).join(', ')
  return `update ${table('ticket')} t set ${changes} from ${gated} where t.tenant = $1 and t.id = n.id`
}
