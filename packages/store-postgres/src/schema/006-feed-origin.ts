/**
 * Where the feed's transactions were counted.
 *
 * A dump takes the ids of transactions with it, and they mean nothing in another database: what was written long ago could
 * come as new, or hold back what is. The row says of which server and table the ids are, and has a name that each position
 * carries.
 */
export const FEED_ORIGIN = `
create table %schema%.feed_origin (name text collate "C" not null, place text collate "C" not null);
`

/**
 * What is run with each migration: after a restore, all positions that were given are void, and events whose ids lie ahead
 * are in the feed no more.
 *
 * @param quoted - the quoted name of the schema
 */
export function feedOriginSql(quoted: string): string {
  // A restored table has another oid; one with the same is on another server, whose identifier no other has.
  const place = `(select system_identifier || ' ' || '${quoted}.event'::regclass::oid from pg_control_system())`
  return [
    `if not exists (select from ${quoted}.feed_origin where place = ${place}) then`,
    `  update ${quoted}.event set transaction = null where transaction >= pg_snapshot_xmin(pg_current_snapshot());`,
    `  delete from ${quoted}.feed_origin;`,
    `  insert into ${quoted}.feed_origin values (gen_random_uuid(), ${place});`,
    `end if;`,
  ].join('\n')
}
