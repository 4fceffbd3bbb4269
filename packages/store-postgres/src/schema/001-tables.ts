/**
 * The first version of the schema.
 *
 * Tenants come first in every key, so that the tables can be partitioned or distributed by tenant; the two exceptions are
 * the claim indexes, because a worker asks for what is due in all tenants. Instants are whole milliseconds since 1970 as
 * bigint: exact, and nothing for a session's time zone or a driver's date parser to change. Ids and names sort by code
 * point (`collate "C"`), the same on every server.
 *
 * Which lists are served by which index:
 * - by phase (and without one: the four phases are merged), each sort walks its own index `ticket_by_…`;
 * - a requester's, an assignee's, a team's, a state's and a category's tickets have their own index, because a value may be
 *   rare; the statistics tell the planner which states a phase has at all;
 * - tags and watchers share one inverted index that only tickets with such terms are in;
 * - workflow, channel and rank are not selective: they are checked while a sort's index is walked;
 * - a custom field has an index if it is declared as indexed.
 * Each further index costs every write of a ticket, since `updated_at` changes with each.
 *
 * On a young table all indexes that begin with the tenant look equally cheap to the planner, which then takes the one made
 * last; a connection may keep such a plan while the table grows. So the primary keys of `ticket` and `message`, by which
 * single rows are found, are made after their other indexes. A later migration that adds one must keep that in mind.
 */
export const FIRST_TABLES = `
create table %schema%.ticket (
  tenant text collate "C" not null,
  id text collate "C" not null,
  version integer not null,
  workflow text collate "C" not null,
  workflow_version integer not null,
  state text collate "C" not null,
  state_version integer not null,
  state_since bigint not null,
  phase text collate "C" not null,
  requester_id text collate "C" not null,
  channel text collate "C" not null,
  category text collate "C",
  priority text collate "C" not null,
  priority_rank integer not null,
  team text collate "C",
  assignee text collate "C",
  external_source text collate "C",
  external_id text collate "C",
  created_at bigint not null,
  updated_at bigint not null,
  subject text,
  fields jsonb not null,
  personal json not null,
  terms text[] collate "C",
  rest json not null
);
create unique index ticket_external on %schema%.ticket (tenant, external_source, external_id)
  where external_source is not null;
create index ticket_by_creation on %schema%.ticket (tenant, phase, created_at, id);
create index ticket_by_change on %schema%.ticket (tenant, phase, updated_at, id);
create index ticket_by_priority on %schema%.ticket (tenant, phase, priority_rank, id);
create index ticket_of_state on %schema%.ticket (tenant, state, phase, created_at, id);
create index ticket_of_category on %schema%.ticket (tenant, category, phase, created_at, id) where category is not null;
create index ticket_of_requester on %schema%.ticket (tenant, requester_id, created_at, id);
create index ticket_of_assignee on %schema%.ticket (tenant, assignee, phase, updated_at, id) where assignee is not null;
create index ticket_of_team on %schema%.ticket (tenant, team, phase, priority_rank, id) where team is not null;
create index ticket_terms on %schema%.ticket using gin (terms) where terms is not null;
create statistics %schema%.ticket_phase_state (dependencies, mcv) on phase, state from %schema%.ticket;
alter table %schema%.ticket add constraint ticket_pkey primary key (tenant, id);

create table %schema%.event (
  tenant text collate "C" not null,
  ticket_id text collate "C" not null,
  seq integer not null,
  type text collate "C" not null,
  occurred_at bigint not null,
  recorded_at bigint not null,
  actor_type text collate "C" not null,
  actor_id text collate "C" not null,
  cause json,
  data json not null,
  constraint event_pkey primary key (tenant, ticket_id, seq),
  constraint event_of_ticket foreign key (tenant, ticket_id) references %schema%.ticket
);

create table %schema%.message (
  tenant text collate "C" not null,
  id text collate "C" not null,
  ticket_id text collate "C" not null,
  seq integer not null,
  visibility text collate "C" not null,
  author_type text collate "C" not null,
  author_id text collate "C" not null,
  body text,
  channel text collate "C" not null,
  external_source text collate "C",
  external_id text collate "C",
  created_at bigint not null,
  constraint message_of_ticket foreign key (tenant, ticket_id) references %schema%.ticket
);
create index message_thread on %schema%.message (tenant, ticket_id, seq);
create unique index message_external on %schema%.message (tenant, external_source, external_id)
  where external_source is not null;
alter table %schema%.message add constraint message_pkey primary key (tenant, id);

create table %schema%.content (
  tenant text collate "C" not null,
  ticket_id text collate "C" not null,
  name text collate "C" not null,
  revision integer not null,
  value json not null,
  constraint content_pkey primary key (tenant, ticket_id, name, revision),
  constraint content_of_ticket foreign key (tenant, ticket_id) references %schema%.ticket
);

create table %schema%.attachment (
  tenant text collate "C" not null,
  id text collate "C" not null,
  key text collate "C" not null,
  uploader_type text collate "C" not null,
  uploader_id text collate "C" not null,
  name text,
  type text not null,
  size bigint not null,
  sha256 text collate "C" not null,
  ticket_id text collate "C",
  message_id text collate "C",
  created_at bigint not null,
  constraint attachment_pkey primary key (tenant, id),
  constraint attachment_of_ticket foreign key (tenant, ticket_id) references %schema%.ticket
);
create index attachment_list on %schema%.attachment (tenant, ticket_id) where ticket_id is not null;

create table %schema%.timer (
  tenant text collate "C" not null,
  ticket_id text collate "C" not null,
  key text collate "C" not null,
  due_at bigint not null,
  epoch integer not null,
  data json not null,
  available_at bigint not null,
  lease_until bigint,
  token text collate "C",
  attempts integer not null default 0,
  dead boolean not null default false,
  error text,
  constraint timer_pkey primary key (tenant, ticket_id, key),
  constraint timer_of_ticket foreign key (tenant, ticket_id) references %schema%.ticket
) with (autovacuum_vacuum_scale_factor = 0.02);
create index timer_claim on %schema%.timer (available_at, tenant, ticket_id, key) where not dead;
create index timer_dead on %schema%.timer (tenant, ticket_id, key) where dead;

create table %schema%.outbox (
  tenant text collate "C" not null,
  id text collate "C" not null,
  ticket_id text collate "C" not null,
  seq integer not null,
  ordinal integer not null,
  effect text collate "C" not null,
  data json not null,
  created_at bigint not null,
  available_at bigint not null,
  lease_until bigint,
  token text collate "C",
  attempts integer not null default 0,
  dead boolean not null default false,
  error text,
  constraint outbox_pkey primary key (tenant, id),
  constraint outbox_of_ticket foreign key (tenant, ticket_id) references %schema%.ticket
) with (autovacuum_vacuum_scale_factor = 0.02);
create index outbox_order on %schema%.outbox (tenant, ticket_id, seq, ordinal) where not dead;
create index outbox_claim on %schema%.outbox (available_at, tenant, ticket_id, seq, ordinal) where not dead;
create index outbox_dead on %schema%.outbox (tenant, ticket_id, seq, ordinal) where dead;

create table %schema%.counter (
  tenant text collate "C" not null,
  key text collate "C" not null,
  value bigint not null,
  constraint counter_pkey primary key (tenant, key)
);

create table %schema%.idempotency (
  tenant text collate "C" not null,
  scope text collate "C" not null,
  key text collate "C" not null,
  fingerprint text collate "C" not null,
  ticket_id text collate "C" not null,
  version integer not null,
  result json not null,
  created_at bigint not null,
  constraint idempotency_pkey primary key (tenant, scope, key)
);

create table %schema%.directory (
  tenant text collate "C" not null,
  kind text collate "C" not null,
  id text collate "C" not null,
  version integer not null,
  actor json not null,
  changed_at bigint not null,
  entry json not null,
  status text collate "C" not null,
  teams text[] collate "C" not null,
  constraint directory_pkey primary key (tenant, kind, id)
);

create table %schema%.directory_version (
  tenant text collate "C" not null,
  kind text collate "C" not null,
  id text collate "C" not null,
  version integer not null,
  actor json not null,
  changed_at bigint not null,
  entry json not null,
  constraint directory_version_pkey primary key (tenant, kind, id, version)
);

create table %schema%.definition (
  tenant text collate "C" not null,
  kind text collate "C" not null,
  id text collate "C" not null,
  version integer not null,
  hash text collate "C" not null,
  content json not null,
  constraint definition_pkey primary key (tenant, kind, id, version)
);
`
