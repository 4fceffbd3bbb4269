import type { Store } from '@docket/core/store'
import { DIRECTORY_COLUMNS, DIRECTORY_FILTER_COLUMNS, readAgent, readDirectory } from '../records/directory-row.js'
import { arrayLiteral } from '../sql/array-literal.js'
import { names, rowsAsParameters, rowsFromParameters, selected, typedValue, typedValues } from '../sql/column.js'
import type { Database } from '../sql/database.js'
import { prepared } from '../sql/prepared.js'

type Directory = Pick<Store, 'putDirectory' | 'directoryEntry' | 'directoryEntries' | 'directoryHistory' | 'agents'>

const CURRENT_COLUMNS = [...DIRECTORY_COLUMNS, ...DIRECTORY_FILTER_COLUMNS]
const REPLACED = CURRENT_COLUMNS.filter(({ name }) => name !== 'kind' && name !== 'id')

/** The store's methods for the directory: the current versions in `directory`, all of them in `directory_version`. */
export function directory({ run, schema }: Database): Directory {
  const given = rowsFromParameters(CURRENT_COLUMNS, (place) => `$${place + 2}`, 'one')
  const keep =
    `insert into ${schema}.directory_version (tenant, ${names(DIRECTORY_COLUMNS)}) ` +
    `select $1, ${typedValues(DIRECTORY_COLUMNS)} from put, ${given}`
  const begin = prepared(
    `with put as (insert into ${schema}.directory (tenant, ${names(CURRENT_COLUMNS)}) ` +
      `select $1, ${typedValues(CURRENT_COLUMNS)} from ${given} on conflict do nothing returning 1), ` +
      `kept as (${keep}) select 1 as put from put`,
  )
  const replace = prepared(
    `with put as (update ${schema}.directory d set ${REPLACED.map((one) => `${one.name} = ${typedValue(one)}`).join(', ')} ` +
      `from ${given} where d.tenant = $1 and d.kind = n.kind and d.id = n.id and d.version = n.version - 1 returning 1), ` +
      `kept as (${keep}) select 1 as put from put`,
  )
  const entry = prepared(
    `select tenant, ${selected(DIRECTORY_COLUMNS)} from ${schema}.directory where tenant = $1 and kind = $2 and id = $3`,
  )
  const entries = prepared(
    `select tenant, ${selected(DIRECTORY_COLUMNS)} from ${schema}.directory where tenant = $1 and kind = $2 ` +
      "and status <> 'removed' and ($3::text is null or id > $3::text) order by id limit $4",
  )
  const versions = prepared(
    `select tenant, ${selected(DIRECTORY_COLUMNS)} from ${schema}.directory_version ` +
      'where tenant = $1 and kind = $2 and id = $3 order by version',
  )
  const agents = prepared(
    `select entry::text as entry from ${schema}.directory where tenant = $1 and kind = 'agent' ` +
      `and status <> 'removed' and ($2::text[] is null or teams && $2::text[]) order by id`,
  )

  return {
    async putDirectory(record) {
      const values = [record.tenant, ...rowsAsParameters(CURRENT_COLUMNS, [record])]
      return (await run(record.version === 1 ? begin : replace, values)).length > 0
    },
    async directoryEntry(tenant, kind, id) {
      const [row] = await run(entry, [tenant, kind, id])
      return row ? readDirectory(row) : null
    },
    async directoryEntries(tenant, kind, { after, limit }) {
      return (await run(entries, [tenant, kind, after, limit])).map(readDirectory)
    },
    async directoryHistory(tenant, kind, id) {
      return (await run(versions, [tenant, kind, id])).map(readDirectory)
    },
    async agents(tenant, teams) {
      return (await run(agents, [tenant, teams && arrayLiteral(teams)])).map(readAgent)
    },
  }
}
