import type { NotificationRecord, Store } from '@docket/core/store'
import { NOTIFICATION_COLUMNS, readNotification } from '../records/notification-row.js'
import { arrayLiteral } from '../sql/array-literal.js'
import { names, rowsFromParameters, typedValues } from '../sql/column.js'
import type { Database } from '../sql/database.js'
import { prepared, preparedUpTo } from '../sql/prepared.js'
import { number } from '../sql/read-value.js'
import { pageStatement, recipientValues } from './page-statement.js'

type Notifications = Pick<Store, 'putNotifications' | 'notifications' | 'markNotificationsRead' | 'forgetNotifications'>

// A desk pages by a few sizes.
const MOST_PAGES = 50

/** The store's methods for notifications. */
export function notifications({ run, schema }: Database): Notifications {
  // In the order of the key, so that deliveries of the same wait for each other in one direction only.
  const insert = prepared(
    `insert into ${schema}.notification (${names(NOTIFICATION_COLUMNS)}) select ${typedValues(NOTIFICATION_COLUMNS)} ` +
      `from ${rowsFromParameters(NOTIFICATION_COLUMNS, (place) => `$${place + 1}`, 'many')} ` +
      'order by n.tenant, n.id on conflict do nothing',
  )
  const mark = prepared(
    `with own as materialized (select n.id from ${schema}.notification n ` +
      'where n.tenant = $1 and n.id = any($2::text[]) and n.read_at is null ' +
      'and exists (select from unnest($3::text[], $4::text[]) as r(type, id) ' +
      'where r.type = n.recipient_type and r.id = n.recipient_id) order by n.id for no key update of n), ' +
      `marked as (update ${schema}.notification n set read_at = $5::bigint from own ` +
      'where n.tenant = $1 and n.id = own.id returning 1) select count(*) as marked from marked',
  )
  const forget = {
    text:
      `with gone as (delete from ${schema}.notification where created_at < $1 returning 1) ` +
      'select count(*) as gone from gone',
  }
  const named = preparedUpTo(MOST_PAGES)

  return {
    async putNotifications(given) {
      const rows = firstOfEach(given)
      if (rows.length === 0) return
      await run(
        insert,
        NOTIFICATION_COLUMNS.map((one) => arrayLiteral(rows.map((row) => one.value(row)))),
      )
    },
    async notifications(query) {
      const { text, values } = pageStatement(schema, query)
      return (await run(named(text), values)).map(readNotification)
    },
    async markNotificationsRead(tenant, recipients, ids, readAt) {
      if (ids.length === 0) return 0
      const [row] = await run(mark, [tenant, arrayLiteral(ids), ...recipientValues(recipients), readAt])
      return row ? number(row, 'marked') : 0
    },
    async forgetNotifications(before) {
      const [row] = await run(forget, [before])
      return row ? number(row, 'gone') : 0
    },
  }
}

// Of two with one id in the same call, the statement would keep either.
function firstOfEach(given: readonly NotificationRecord[]): NotificationRecord[] {
  const known = new Map<string, NotificationRecord>()
  for (const one of given) {
    const key = `${one.tenant}\u0000${one.id}`
    if (!known.has(key)) known.set(key, one)
  }
  return [...known.values()]
}
