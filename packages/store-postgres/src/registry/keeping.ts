import type { Store } from '@docket/core/store'
import { ATTACHMENT_COLUMNS } from '../records/attachment-row.js'
import { names, rowsAsParameters, rowsFromParameters, typedValues } from '../sql/column.js'
import type { Database } from '../sql/database.js'
import { prepared } from '../sql/prepared.js'
import { number } from '../sql/read-value.js'

type Keeping = Pick<Store, 'putAttachment' | 'forgetIdempotencyKeys'>

/** The store's writing methods outside of commits. */
export function keeping({ run, schema }: Database): Keeping {
  const put = prepared(
    `insert into ${schema}.attachment (tenant, ${names(ATTACHMENT_COLUMNS)}) select $1, ${typedValues(ATTACHMENT_COLUMNS)} ` +
      `from ${rowsFromParameters(ATTACHMENT_COLUMNS, (place) => `$${place + 2}`, 'one')}`,
  )
  const forget = {
    text: `with gone as (delete from ${schema}.idempotency where created_at < $1 returning 1) select count(*) as gone from gone`,
  }
  return {
    async putAttachment(attachment) {
      await run(put, [attachment.tenant, ...rowsAsParameters(ATTACHMENT_COLUMNS, [attachment])])
    },
    async forgetIdempotencyKeys(before) {
      const [row] = await run(forget, [before])
      return row ? number(row, 'gone') : 0
    },
  }
}
