/**
 * Whom an action means, as seen from a ticket. Who that is, the directory says when the action runs: agents who were
 * removed are passed over, and while a ticket has no assignee, `assignee` means its team.
 */
export type Recipient =
  | 'assignee'
  /** The present agents of the ticket's team; of a ticket without a team, whoever has the role `lead`. */
  | 'team'
  /** The lead of the ticket's team. */
  | 'lead'
  | 'watchers'
  | 'requester'
  /** The head of the department that the ticket's team belongs to; of the one above it where there is none. */
  | 'departmentHead'
  /** The nearest superior of the assignee (of the lead, while there is none) who has more authority. */
  | 'nextAuthority'
  | { readonly agent: string }
  | { readonly team: string }
  /** Whoever has the role. */
  | { readonly role: string }
  | { readonly managerOf: Recipient }

/** Something to do to a ticket or to tell about it, as data: the steps of ladders name them. */
export type TicketAction =
  /** Tells somebody, through the desk's notifier. */
  | {
      readonly action: 'notify'
      readonly to: readonly Recipient[]
      /** What it is about; the step's own kind if left out. */
      readonly kind?: string
    }
  /** Gives the ticket to an agent, a team, or the first whom a recipient means. */
  | { readonly action: 'assign'; readonly agent?: string; readonly team?: string; readonly to?: Recipient }
  /** Raises the priority by one level, or to a level; never lowers it. */
  | { readonly action: 'raisePriority'; readonly to?: string }
  /** Lets whoever is meant watch the ticket. */
  | { readonly action: 'addWatcher'; readonly watcher: Recipient }
  /** Runs an effect of the desk, such as a call to another system. */
  | { readonly action: 'effect'; readonly effect: string }
