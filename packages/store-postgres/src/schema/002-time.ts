/**
 * Due dates of tickets, and notifications.
 *
 * Lists by due date walk `ticket_by_due`, like those by other sorts; tickets without one are not in it. It is partial, so
 * it is no rival to the primary key for finding a single ticket, though it is made later (see the first version).
 *
 * A recipient's notifications are walked by one index and the unread ones by another, so that a page of these does not
 * look for them among thousands of read ones. What is old is forgotten in all tenants at once: its index is the third that
 * does not begin with the tenant.
 */
export const TIME_TABLES = `
alter table %schema%.ticket add column due_at bigint;
create index ticket_by_due on %schema%.ticket (tenant, phase, due_at, id) where due_at is not null;

create table %schema%.notification (
  tenant text collate "C" not null,
  id text collate "C" not null,
  recipient_type text collate "C" not null,
  recipient_id text collate "C" not null,
  ticket_id text collate "C" not null,
  kind text collate "C" not null,
  data json not null,
  created_at bigint not null,
  read_at bigint,
  constraint notification_of_ticket foreign key (tenant, ticket_id) references %schema%.ticket
);
create index notification_inbox on %schema%.notification (tenant, recipient_type, recipient_id, created_at desc, id desc);
create index notification_unread on %schema%.notification (tenant, recipient_type, recipient_id, created_at desc, id desc)
  where read_at is null;
create index notification_age on %schema%.notification (created_at);
alter table %schema%.notification add constraint notification_pkey primary key (tenant, id);
`
