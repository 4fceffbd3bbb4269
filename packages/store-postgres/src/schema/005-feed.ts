/**
 * The feed: a tenant's events in an order in which nothing appears behind what was read.
 *
 * An event carries the transaction that wrote it. Those below the oldest transaction that still runs are all there and
 * stay as they are, so that whoever has read them never misses one. The column is made without a default first, so that no
 * table is written anew: events of before have none and are not in the feed. The index is partial, hence no rival to the
 * primary key (see the first version).
 */
export const FEED_COLUMN = `
alter table %schema%.event add column transaction xid8;
alter table %schema%.event alter column transaction set default pg_current_xact_id();
create index event_feed on %schema%.event (tenant, transaction, ticket_id, seq) where transaction is not null;
`
