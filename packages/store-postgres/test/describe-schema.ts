import type pg from 'pg'

/** What is in a schema, as a text with one line for each column, constraint and index; the schema's name left out. */
export async function describeSchema(pool: pg.Pool, schema: string): Promise<string> {
  const { rows } = await pool.query<{ line: string }>(
    `select line from (
       select format('%s.%s %s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
         case when a.attcollation <> 0 then ' collate ' || (select collname from pg_collation where oid = a.attcollation) end,
         case when a.attnotnull then ' not null' end, ' default ' || pg_get_expr(d.adbin, d.adrelid)) as line
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
       where c.relnamespace = $1::text::regnamespace and c.relkind = 'r'
       union all
       select format('%s %s', conname, pg_get_constraintdef(oid)) from pg_constraint
       where connamespace = $1::text::regnamespace and contype <> 'n'
       union all
       select pg_get_statisticsobjdef(oid) from pg_statistic_ext where stxnamespace = $1::text::regnamespace
       union all
       select indexdef from pg_indexes where schemaname = $1::text
     ) lines order by line collate "C"`,
    [schema],
  )
  return `${rows.map(({ line }) => line.replaceAll(`${schema}.`, '')).join('\n')}\n`
}
