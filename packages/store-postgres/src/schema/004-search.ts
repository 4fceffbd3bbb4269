/**
 * By which terms tickets are found: a row for a ticket's subject and for each of its messages.
 *
 * A term has the tenant in front, because the inverted index serves all tenants. A row is written once with its message,
 * and again only when a subject changes; the primary key finds a ticket's rows when several terms are asked for at once.
 */
export const SEARCH_TABLES = `
create table %schema%.search_part (
  tenant text collate "C" not null,
  ticket_id text collate "C" not null,
  part text collate "C" not null,
  visibility text collate "C" not null,
  terms text[] collate "C" not null,
  constraint search_part_pkey primary key (tenant, ticket_id, part),
  constraint search_part_of_ticket foreign key (tenant, ticket_id) references %schema%.ticket
);
create index search_part_terms on %schema%.search_part using gin (terms);
`
