import { rowsAsParameters, rowsFromParameters, typedValue } from '../sql/column.js'
import { TICKET_COLUMNS } from '../records/ticket-row.js'
import { arrays, type CommitPart, insertion } from './commit-part.js'

/** The tickets are in the versions that the commit expects. Locks them in order of their ids. */
export const expectedTickets: CommitPart = {
  values: ({ locked }) =>
    arrays(
      locked,
      (expected) => expected.ticketId,
      (expected) => expected.version,
    ),
  check: ({ $, table }) => ({
    subqueries: [
      [
        'locked',
        `select t.id from ${table('ticket')} t join unnest(${$(0)}::text[], ${$(1)}::integer[]) as e(id, version) ` +
          'on e.id = t.id and e.version = t.version where t.tenant = $1 order by t.id for no key update of t',
      ],
    ],
    holds: `(select count(*) from locked) = cardinality(${$(0)}::text[])`,
  }),
}

/** The tickets do not exist. */
export const absentTickets: CommitPart = {
  values: ({ absent }) => arrays(absent, (id) => id),
  check: ({ $, table }) => ({
    holds: `not exists (select from ${table('ticket')} t where t.tenant = $1 and t.id = any(${$(0)}::text[]))`,
  }),
}

/** No other ticket has the external references. */
export const freeTicketReferences: CommitPart = {
  values: ({ ticketReferences }) =>
    arrays(
      ticketReferences,
      ({ source }) => source,
      ({ id }) => id,
      ({ ticketId }) => ticketId,
    ),
  check: ({ $, table }) => ({
    holds:
      `not exists (select from unnest(${$(0)}::text[], ${$(1)}::text[], ${$(2)}::text[]) as r(source, id, ticket_id) ` +
      `join ${table('ticket')} t on t.tenant = $1 and t.external_source = r.source and t.external_id = r.id ` +
      'where t.id <> r.ticket_id)',
  }),
}

/** New tickets. */
export const insertedTickets: CommitPart = insertion('ticket', TICKET_COLUMNS, ({ inserted }) => inserted)

const CHANGED = TICKET_COLUMNS.filter(({ name }) => name !== 'id')

/** Tickets that existed. */
export const updatedTickets: CommitPart = {
  values: ({ updated }) => (updated.length === 0 ? null : rowsAsParameters(TICKET_COLUMNS, updated)),
  write: ({ $, table }) => [
    [
      'changed_ticket',
      `update ${table('ticket')} t set ${CHANGED.map((one) => `${one.name} = ${typedValue(one)}`).join(', ')} ` +
        `from ready, ${rowsFromParameters(TICKET_COLUMNS, $)} where t.tenant = $1 and t.id = n.id`,
    ],
  ],
}
