import type { Reason } from '../kernel/error.js'
import type { TicketCondition } from '../store/query-types.js'
import type { ActorReference, TicketView } from '../store/record-types.js'

/** Everything that an actor can be allowed to do. */
export const ACTIONS = [
  'read',
  'readInternal',
  'history',
  'create',
  'receive',
  'reply',
  'note',
  'request',
  'send',
  'assign',
  'unassign',
  'accept',
  'update',
  'setPriority',
  'setInputs',
  'setCategory',
  'tag',
  'watch',
  'link',
  'merge',
  'attach',
  'check',
  'askApproval',
  'approve',
  'setCoordinator',
  'upload',
  'recordCallBack',
  'rate',
  'nudge',
  'snooze',
  'archive',
  'setExternal',
  'override',
  'erase',
  'import',
  'readDirectory',
  'changeDirectory',
  'readDeadLetters',
  'retryDeadLetters',
  'readInbox',
  'rehearse',
  'saveViews',
  'shareViews',
  'changeSla',
  'migrateWorkflow',
  'changeCategories',
  'reviewCategories',
  'measureRepeats',
  'manageWebhooks',
] as const

/** Something that an actor can be allowed to do. */
export type Action = (typeof ACTIONS)[number]

/** Which tickets a role reaches: all of the tenant, those it requested, those it watches. */
export type Reach = 'all' | 'own' | 'watched'

/** What a role may do. */
export interface Role {
  readonly tickets: Reach
  readonly actions: readonly Action[]
  /** True when it works at the desk: workflow transitions without `roles` are open to it. */
  readonly staff: boolean
}

/** Allowed, or not, with reasons. */
export type Verdict = { readonly allow: true } | { readonly allow: false; readonly reasons: readonly Reason[] }

/** The one place that decides who may do what. Pure. A role that it does not know may do nothing. */
export interface AccessPolicy {
  readonly roles: ReadonlyMap<string, Role>
  /** Whether the actor may do this to the ticket; `ticket` is null for what concerns no ticket yet. */
  can(actor: ActorReference, action: Action, ticket: TicketView | null): Verdict
  /** The conditions that every list of this actor carries. */
  scope(actor: ActorReference): readonly TicketCondition[]
  /** Whether the actor may take a workflow transition with these roles; null means staff. */
  permits(actor: ActorReference, roles: readonly string[] | null): boolean
}
