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
  const event = `${quoted}.event`
  // A restored table has another oid; one with the same is on another server, whose identifier no other has. A server that
  // does not tell its identifier to everybody is known by the oid alone.
  return [
    `declare`,
    `  here text := '';`,
    `begin`,
    `  begin`,
    `    select system_identifier into here from pg_control_system();`,
    `  exception when insufficient_privilege or undefined_function then`,
    `    null;`,
    `  end;`,
    `  here := here || ' ' || '${event}'::regclass::oid;`,
    `  if not exists (select from ${quoted}.feed_origin as known where known.place = here) then`,
    `    update ${event} set transaction = null where transaction >= pg_snapshot_xmin(pg_current_snapshot());`,
    `    delete from ${quoted}.feed_origin;`,
    `    insert into ${quoted}.feed_origin values (gen_random_uuid(), here);`,
    `  end if;`,
    `end;`,
  ].join('\n')
}
