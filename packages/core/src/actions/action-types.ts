import type { JsonObject } from '../kernel/json.js'

/** Agents, as seen from a ticket. Who they are, the directory says when the action runs; those removed are passed over. */
export type AgentRecipient =
  /** Who has the ticket; while nobody has it, its team. */
  | 'assignee'
  /** The present agents of the ticket's team, all while none is present. */
  | 'team'
  /** The lead of the ticket's team. */
  | 'lead'
  /** The head of the department that the ticket's team belongs to; of the one above it where there is none. */
  | 'departmentHead'
  /** The nearest superior of the assignee (of the lead, while there is none) who has more authority. */
  | 'nextAuthority'
  /** Who answers for the whole ticket; the assignee where nobody is named. */
  | 'coordinator'
  | { readonly agent: string }
  | { readonly team: string }
  | { readonly managerOf: AgentRecipient }

/** Whom an action means, as seen from a ticket. Where it means nobody, whoever has the role `lead` is meant. */
export type Recipient =
  | AgentRecipient
  | 'watchers'
  | 'requester'
  /** Whoever has the role, which must be one that reaches all tickets. */
  | { readonly role: string }

/** An action that is nothing but a command on a ticket. */
export type CommandAction<Fields = JsonObject, Event extends string = string, Level extends string = string> =
  /** Raises the priority by one level, or to a level; never lowers it. */
  | { readonly action: 'raisePriority'; readonly to?: Level }
  /** Adds and removes tags. */
  | { readonly action: 'tag'; readonly add?: readonly string[]; readonly remove?: readonly string[] }
  /** Sets custom fields; null removes one. */
  | { readonly action: 'setFields'; readonly fields: { readonly [Name in keyof Fields]?: Fields[Name] | null } }
  /** Writes a public message from a template such as `Thank you, {{ fields.name | there }}.` */
  | { readonly action: 'reply'; readonly body: string }
  /** Writes a note from a template. */
  | { readonly action: 'note'; readonly body: string }
  /** Sets the priority by hand, or gives it back to the policy with null. */
  | { readonly action: 'setPriority'; readonly priority: Level | null }
  /** Puts it into a category, or into none. */
  | { readonly action: 'setCategory'; readonly category: string | null }
  /** Puts a ticket that is over out of the lists. */
  | { readonly action: 'archive' }
  /** Asks for an approval of its workflow, as `askApproval` does. */
  | { readonly action: 'askApproval'; readonly approval: string }
  /** Sends an event of its workflow. */
  | { readonly action: 'send'; readonly event: Event }

/** Something to do to a ticket or to tell about it, as data: ladders, levels and rules name them. */
export type TicketAction<
  Fields = JsonObject,
  Effect extends string = string,
  Event extends string = string,
  Level extends string = string,
> =
  /** Tells somebody, through the desk's notifier. */
  | {
      readonly action: 'notify'
      readonly to: readonly Recipient[]
      /** What it is about; the step's own kind if left out. */
      readonly kind?: string
    }
  /** Gives the ticket to an agent, a team, or the first whom `to` means; the leads hear when that cannot be done. */
  | { readonly action: 'assign'; readonly agent?: string; readonly team?: string; readonly to?: AgentRecipient }
  /** Lets whoever is meant watch the ticket. */
  | { readonly action: 'addWatcher'; readonly watcher: AgentRecipient }
  /** Runs an effect of the desk, such as a call to another system. */
  | { readonly action: 'effect'; readonly effect: Effect }
  /** The same to each ticket of which this one is the parent, or to its parents, that is not done yet. */
  | { readonly action: 'forChildren'; readonly do: readonly CommandAction<Fields, Event, Level>[] }
  | { readonly action: 'forParents'; readonly do: readonly CommandAction<Fields, Event, Level>[] }
  | CommandAction<Fields, Event, Level>
