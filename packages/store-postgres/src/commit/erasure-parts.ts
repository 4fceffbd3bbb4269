import { column } from '../sql/column.js'
import { part } from './commit-part.js'

const ID = [column<string>('id', 'text', (id) => id)]

/** Content that existed before the commit and is overwritten with nulls; nothing finds it any more. */
export const erasedContent = part(({ erased }) => erased, ID, {
  write: ({ gated, table }) => {
    const erase = (name: string, change: string) =>
      `update ${table(name)} o set ${change} from ${gated} where o.tenant = $1 and o.ticket_id = n.id`
    return [
      ['erased_message', erase('message', 'body = null')],
      ['erased_content', erase('content', "value = 'null'")],
      ['erased_attachment', erase('attachment', 'name = null')],
      [
        'erased_search',
        `delete from ${table('search_part')} o using ${gated} where o.tenant = $1 and o.ticket_id = n.id`,
      ],
    ]
  },
})

/** Current content of tickets that the commit does not write otherwise. */
export const erasedTickets = part(({ erasedOnly }) => erasedOnly, ID, {
  write: ({ gated, table }) => [
    [
      'erased_ticket',
      `update ${table('ticket')} t set subject = null, personal = (select coalesce(json_object_agg(name, null), '{}') ` +
        `from json_object_keys(t.personal) as name) from ${gated} where t.tenant = $1 and t.id = n.id`,
    ],
  ],
})
