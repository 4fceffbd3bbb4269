/**
 * The Docket store contract on PostgreSQL.
 *
 * @packageDocumentation
 */
export type { FieldKind } from './schema/field-expression.js'
export { type IndexedField, type IndexedFields, type SchemaOptions, schemaSql } from './schema/schema-sql.js'
export type { PostgresConnection, PostgresPool, SqlExecutor, SqlRow } from './sql/executor.js'
export { type PostgresStore, type PostgresStoreOptions, postgresStore } from './store.js'
