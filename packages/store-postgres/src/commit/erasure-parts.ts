import { arrays, type CommitPart } from './commit-part.js'

/** Content that existed before the commit and is overwritten with nulls. */
export const erasedContent: CommitPart = {
  values: ({ erased }) => arrays(erased, (id) => id),
  write: ({ $, table }) => {
    const erased = `tenant = $1 and ticket_id = any(${$(0)}::text[])`
    return [
      ['erased_message', `update ${table('message')} set body = null from ready where ${erased} and body is not null`],
      ['erased_content', `update ${table('content')} set value = 'null' from ready where ${erased}`],
      ['erased_attachment', `update ${table('attachment')} set name = null from ready where ${erased}`],
    ]
  },
}

/** Current content of tickets that the commit does not write otherwise. */
export const erasedTickets: CommitPart = {
  values: ({ erasedOnly }) => arrays(erasedOnly, (id) => id),
  write: ({ $, table }) => [
    [
      'erased_ticket',
      `update ${table('ticket')} t set subject = null, personal = (select coalesce(json_object_agg(name, null), '{}') ` +
        `from json_object_keys(t.personal) as name) from ready where t.tenant = $1 and t.id = any(${$(0)}::text[])`,
    ],
  ],
}
