import type { ActorReference, NotificationQuery } from '@docket/core/store'
import { NOTIFICATION_COLUMNS } from '../records/notification-row.js'
import { arrayLiteral } from '../sql/array-literal.js'
import { selected } from '../sql/column.js'

const COLUMNS = selected(NOTIFICATION_COLUMNS)
const NEWEST_FIRST = 'order by created_at desc, id desc'

/**
 * The statement of a page of notifications. Each recipient's are walked in the order of their index, no further than the
 * page is long, and then merged; a condition on all recipients at once would sort everything they have.
 */
export function pageStatement(schema: string, query: NotificationQuery): { text: string; values: unknown[] } {
  const { tenant, recipients, unreadOnly, after } = query
  const conditions = ['tenant = $1', 'recipient_type = r.type', 'recipient_id = r.id']
  if (unreadOnly) conditions.push('read_at is null')
  if (after !== null) conditions.push('(created_at, id) < ($4::bigint, $5::text)')
  // The number itself, not a parameter: a planner that does not know it would rather sort everything.
  const page = `${NEWEST_FIRST} limit ${Math.trunc(query.limit)}`
  const text =
    `select p.* from (select distinct type, id from unnest($2::text[], $3::text[]) as g(type, id)) as r ` +
    `cross join lateral (select ${COLUMNS} from ${schema}.notification where ${conditions.join(' and ')} ${page}) as p ` +
    page
  return {
    text,
    values: [tenant, ...recipientValues(recipients), ...(after === null ? [] : [after.createdAt, after.id])],
  }
}

/** The recipients as two parameters: their types and their ids. */
export function recipientValues(recipients: readonly ActorReference[]): string[] {
  return [arrayLiteral(recipients.map(({ type }) => type)), arrayLiteral(recipients.map(({ id }) => id))]
}
