import { DocketError } from '@docket/core/store'
import { quotedSchema, shortHash } from '../sql/identifier.js'
import { feedOriginSql } from './006-feed-origin.js'
import { type FieldKind, indexedValue } from './field-expression.js'
import { MIGRATIONS, type Migration, migrationHash, SCHEMA_VERSION } from './migrations.js'

/** A custom field that lists can be filtered by. */
export interface IndexedField {
  readonly name: string
  readonly type: FieldKind
}

/**
 * The custom fields that lists can be filtered by: what a desk's definition offers as `model.fields.indexed`, or a list.
 */
export type IndexedFields = ReadonlyMap<string, FieldKind> | readonly IndexedField[]

/** What the text of a schema depends on. */
export interface SchemaOptions {
  /** The schema's name; `docket` without it. */
  readonly schema?: string
  /** The custom fields that lists can be filtered by. Each costs every write of a ticket that has the field. */
  readonly indexed?: IndexedFields
}

/** The SQLSTATE that {@link schemaSql} raises when the schema is newer than this package, or was changed by hand. */
export const NEWER_SCHEMA = 'DKT01'

const KINDS: readonly FieldKind[] = ['text', 'number', 'boolean']

/**
 * The SQL that brings a database to the schema of this package: one statement, to be run as it is, as often as wanted, by
 * any number of nodes at once. It takes an advisory lock, applies the migrations that are missing and makes the indexes
 * of the given fields, all in one transaction. A schema that is newer is refused. Of one that was restored from a dump, it
 * begins the feed anew.
 *
 * @throws DocketError `INVALID_DEFINITION` for a schema name or field that cannot be used
 */
export function schemaSql({ schema = 'docket', indexed = [] }: SchemaOptions = {}): string {
  const quoted = quotedSchema(schema)
  const body = [
    `perform pg_advisory_xact_lock(${lockKey(schema)});`,
    `if to_regnamespace('${schema}') is null then create schema ${quoted}; end if;`,
    `if to_regclass('${quoted}.migration') is null then`,
    `  create table ${quoted}.migration (number integer primary key, hash text not null, applied_at timestamptz not null default now());`,
    `end if;`,
    `if exists (select from ${quoted}.migration where number > ${SCHEMA_VERSION}) then`,
    `  raise exception using errcode = '${NEWER_SCHEMA}', message = 'The schema is newer than version ${SCHEMA_VERSION}.';`,
    `end if;`,
    ...MIGRATIONS.map((migration) => migrationSql(migration, quoted)),
    feedOriginSql(quoted),
    ...listed(indexed).map((field) => fieldIndexSql(field, quoted)),
  ].join('\n')
  const tag = dollarTag(body)
  return `do ${tag}\nbegin\n${body}\nend\n${tag};\n`
}

function listed(fields: IndexedFields): readonly IndexedField[] {
  return 'get' in fields ? [...fields].map(([name, type]) => ({ name, type })) : fields
}

function migrationSql(migration: Migration, quoted: string): string {
  const { number } = migration
  const hash = migrationHash(migration)
  return [
    `if exists (select from ${quoted}.migration where number = ${number} and hash <> '${hash}') then`,
    `  raise exception using errcode = '${NEWER_SCHEMA}', message = 'Migration ${number} was applied with another content.';`,
    `end if;`,
    `if not exists (select from ${quoted}.migration where number = ${number}) then`,
    migration.sql.replaceAll('%schema%', () => quoted).trim(),
    `insert into ${quoted}.migration (number, hash) values (${number}, '${hash}');`,
    `end if;`,
  ].join('\n')
}

function fieldIndexSql({ name, type }: IndexedField, quoted: string): string {
  if (name === '' || name.includes('\u0000') || !KINDS.includes(type)) {
    throw new DocketError(
      'INVALID_DEFINITION',
      `The indexed field ${JSON.stringify(name)} of type ${JSON.stringify(type)} cannot have an index. ` +
        'Give it a name and one of the types text, number and boolean.',
    )
  }
  const value = indexedValue(name, type)
  const index = `ticket_field_${shortHash(`${type}:${name}`)}`
  return (
    `create index if not exists ${index} on ${quoted}.ticket (tenant, ${value}, updated_at, id) ` +
    `where ${value} is not null;`
  )
}

// One lock per schema, so that two desks in one database do not wait for each other. PostgreSQL wants a signed 64-bit number.
function lockKey(schema: string): string {
  return BigInt.asIntN(64, BigInt(`0x${shortHash(`docket migrate ${schema}`)}`)).toString()
}

// A field's name may hold anything, also what ends a quotation.
function dollarTag(body: string): string {
  let tag = '$docket$'
  for (let count = 1; body.includes(tag); count += 1) tag = `$docket${count}$`
  return tag
}
