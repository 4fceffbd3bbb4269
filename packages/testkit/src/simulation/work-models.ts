import type { HeldTicket, WorkModel } from './simulation-types.js'

/** An agent works on one ticket at a time: the most urgent of those held, of these the oldest, until it is solved. */
export function oneAtATime<Ticket>(
  held: readonly HeldTicket<Ticket>[],
  working: readonly HeldTicket<Ticket>[],
): HeldTicket<Ticket> | null {
  return working.length > 0 ? null : mostUrgent(held)
}

/**
 * An agent works on several tickets at a time, each as fast as if it were alone: chats, or work that waits for others.
 *
 * @param slots - how many at most
 */
export function inParallel<Ticket>({ slots }: { readonly slots: number }): WorkModel<Ticket> {
  return (held, working) => (working.length >= slots ? null : mostUrgent(held))
}

function mostUrgent<Ticket>(held: readonly HeldTicket<Ticket>[]): HeldTicket<Ticket> | null {
  const [first = null] = held.toSorted(byUrgency)
  return first
}

/** The order in which people take tickets: the most urgent first, then the oldest; ids make it the same on every store. */
export function byUrgency<Ticket>(
  one: Pick<HeldTicket<Ticket>, 'rank' | 'createdAt' | 'id'>,
  other: Pick<HeldTicket<Ticket>, 'rank' | 'createdAt' | 'id'>,
): number {
  const [a, b] = [one.createdAt.getTime(), other.createdAt.getTime()]
  return one.rank - other.rank || a - b || (one.id < other.id ? -1 : 1)
}
