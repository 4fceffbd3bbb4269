/**
 * A PostgreSQL server of one's own, from binaries that come by npm: for development and demos.
 *
 * @packageDocumentation
 */
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, embeddedPostgres } from './embedded-postgres.js'
