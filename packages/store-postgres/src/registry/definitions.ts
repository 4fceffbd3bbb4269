import type { Store } from '@docket/core/store'
import { DEFINITION_COLUMNS, readDefinition } from '../records/definition-row.js'
import { arrayLiteral } from '../sql/array-literal.js'
import { names, rowsFromParameters, selected, typedValues } from '../sql/column.js'
import type { Database } from '../sql/database.js'
import { prepared } from '../sql/prepared.js'
import { number } from '../sql/read-value.js'

type Definitions = Pick<Store, 'registerDefinitions' | 'definition'>

/** The store's methods for definitions. */
export function definitions({ run, schema }: Database): Definitions {
  // In the order of the key, so that nodes that start together wait for each other in one direction only.
  const insert = prepared(
    `insert into ${schema}.definition (${names(DEFINITION_COLUMNS)}) select ${typedValues(DEFINITION_COLUMNS)} ` +
      `from ${rowsFromParameters(DEFINITION_COLUMNS, (place) => `$${place + 1}`, 'many')} ` +
      'order by n.tenant, n.kind, n.id, n.version on conflict do nothing',
  )
  const stored = prepared(
    `select r.place, ${selected(DEFINITION_COLUMNS, 'd.')} ` +
      'from unnest($1::text[], $2::text[], $3::text[], $4::integer[]) with ordinality as r(tenant, kind, id, version, place) ' +
      `join ${schema}.definition d on d.tenant = r.tenant and d.kind = r.kind and d.id = r.id and d.version = r.version ` +
      'order by r.place',
  )
  const find = prepared(
    `select ${selected(DEFINITION_COLUMNS)} from ${schema}.definition ` +
      `where tenant in ($1, '*') and kind = $2 and id = $3 and version = $4 order by (tenant = '*') limit 1`,
  )

  return {
    async registerDefinitions(given) {
      if (given.length === 0) return []
      await run(
        insert,
        DEFINITION_COLUMNS.map((one) => arrayLiteral(given.map((row) => one.value(row)))),
      )
      const rows = await run(stored, [
        arrayLiteral(given.map(({ tenant }) => tenant)),
        arrayLiteral(given.map(({ kind }) => kind)),
        arrayLiteral(given.map(({ id }) => id)),
        arrayLiteral(given.map(({ version }) => version)),
      ])
      return [...rows].sort((a, b) => number(a, 'place') - number(b, 'place')).map(readDefinition)
    },
    async definition(tenant, kind, id, version) {
      const [row] = await run(find, [tenant, kind, id, version])
      return row ? readDefinition(row) : null
    },
  }
}
