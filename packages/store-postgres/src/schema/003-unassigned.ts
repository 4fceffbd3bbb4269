/**
 * The list of the tickets that wait for an agent, most urgent first.
 *
 * By `ticket_by_priority` alone, whoever asks for the few tickets that nobody has walks past the thousands that somebody
 * works on. This index has only tickets that wait, so that it costs nothing once they have an agent or are over. It is
 * partial, hence no rival to the primary key (see the first version).
 */
export const UNASSIGNED_TICKETS = `
create index ticket_unassigned on %schema%.ticket (tenant, phase, priority_rank, id)
  where assignee is null and phase in ('open', 'waiting');
`
