import type { Instant } from '../kernel/clock.js'
import type { Reason } from '../kernel/error.js'
import type { Json, JsonObject } from '../kernel/json.js'
import type { CategoryTreeRecord } from './category-types.js'
import type { TicketFlow } from './flow-types.js'
import type { ViewRecord } from './view-types.js'

export type { CategoryRecord, CategoryTreeRecord } from './category-types.js'
export type { ApprovalState, CheckedItem, RequestState, ShownMessage, StageStay, TicketFlow } from './flow-types.js'
export type { ViewRecord } from './view-types.js'

/** Who acts: a role of the desk and an id within the tenant. */
export interface ActorReference {
  /** The role: `requester`, `collaborator`, `agent`, `lead`, `admin`, `service`, `system`, or one of the host's own. */
  readonly type: string
  readonly id: string
}

/** What the customer is to Docket: a reference into the host's own data. */
export interface RequesterReference {
  readonly id: string
  /** The customer's tier, as the host names it. */
  readonly tier?: string
  /** The customer's language, as a BCP 47 tag. */
  readonly locale?: string
}

/**
 * The phase of a state, whatever the workflow calls the state itself. Each state has exactly one:
 * `open` (somebody should work), `waiting` (on somebody outside), `solved` (answered, may come back), `terminal`.
 */
export type Phase = 'open' | 'waiting' | 'solved' | 'terminal'

/** How one ticket relates to another. Every kind has an inverse, which the other ticket carries. */
export type LinkKind = 'related' | 'duplicates' | 'duplicated-by' | 'parent-of' | 'child-of' | 'causes' | 'caused-by'

/** A relation from the ticket that carries it to another ticket of the tenant. */
export interface TicketLink {
  readonly kind: LinkKind
  readonly ticketId: string
}

/** A permanent identity given by another system, unique per tenant and source. */
export interface ExternalReference {
  readonly source: string
  readonly id: string
}

/** A span in which the SLA clocks stood still; `to` is null while it lasts. */
export interface PauseInterval {
  readonly from: Instant
  readonly to: Instant | null
}

/** One run of something that repeats: which one, counted from 1, and from when to when; `to` is null while it lasts. */
export interface Cycle {
  readonly number: number
  readonly from: Instant
  readonly to: Instant | null
}

/** What decisions need to know of a ticket's past without reading it. Each is a fold of the events. */
export interface TicketFacts {
  /** Public messages by the requester, with the one that opened the ticket, whoever wrote it down. */
  readonly requesterMessages: number
  /** Public messages by anybody else. */
  readonly agentMessages: number
  readonly notes: number
  /** When the first public message by somebody other than the requester was written. */
  readonly firstResponseAt: Instant | null
  readonly lastRequesterMessageAt: Instant | null
  readonly lastAgentMessageAt: Instant | null
  /** When the ticket first entered the phase `solved` or `terminal`. */
  readonly firstSolvedAt: Instant | null
  /** When the ticket last entered the phase `solved` or `terminal`; null while it is neither. */
  readonly solvedAt: Instant | null
  /** Moves from `solved` or `terminal` back to `open` or `waiting`. */
  readonly reopenings: number
  /** When it last moved back so. */
  readonly reopenedAt: Instant | null
  /** How often it was assigned to an agent. */
  readonly assignments: number
  /** The last assignment to an agent, until the agent took it up. Null while it has no agent. */
  readonly acceptance: Cycle | null
  /** The last wait of the requester, after the first response: from the first unanswered message until an answer. */
  readonly answer: Cycle | null
  /** When somebody who works at the desk last did something. */
  readonly lastActedAt: Instant | null
  /** Changes from one known team to another. */
  readonly handovers: number
  /** Spans in states tagged `sla-paused`. */
  readonly pauses: readonly PauseInterval[]
}

/** A decision as it was made: which policy in which version decided, and why. Stored, never recomputed silently. */
export interface DecisionRecord {
  /** The policy's id, or `manual` when a person decided. */
  readonly policy: string
  readonly version: number
  readonly at: Instant
  readonly by: ActorReference
  readonly reasons: readonly Reason[]
  /** For what a person decided for a time: until when. Then the policy decides again. */
  readonly until?: Instant
}

/** A ticket that waits for an agent's answer: whether the agent takes it. */
export interface TicketOffer {
  readonly agent: string
  /** The team for which the agent would work on it. */
  readonly team: string | null
  readonly since: Instant
  /** From then on it goes to another. */
  readonly until: Instant
}

/** What a service promises. */
export type SlaTarget = 'acceptance' | 'firstResponse' | 'nextResponse' | 'stage' | 'resolution'

/** A value for some of the targets. */
export type PerTarget<Value> = Partial<Readonly<Record<SlaTarget, Value>>>

/** A definition in the version that was in force. */
export interface DefinitionReference {
  readonly id: string
  readonly version: number
}

/** The promise that a ticket is under: which policy, and which calendar each target reckons by (null for wall time). */
export interface SlaPromise {
  readonly policy: DefinitionReference
  readonly calendars: PerTarget<DefinitionReference | null>
}

/** What has been settled of one target of a promise, in the given cycle of it; an earlier cycle's is in the events. */
export interface SlaProgress {
  readonly cycle: number
  /** Null while nothing is settled but steps. `breached` stays when the work is done later. */
  readonly verdict: 'met' | 'breached' | null
  /** Whether the verdict on it is complete: what was breached is completed by its end. */
  readonly ended: boolean
  /** The due date on which the verdict was given; null without a verdict, or a date. */
  readonly dueAt: Instant | null
  /** The target's whole time by which the verdict was given, in seconds; null without a verdict. */
  readonly seconds: number | null
  /** What was left on the clock when it ended, in seconds, negative when late; null while it has not. */
  readonly left: number | null
  /** The steps of escalation ladders that were taken, each as its policy's id, a space, and its own id. */
  readonly steps: readonly string[]
}

/** A ticket's promises and what has become of them. A fold of the events. */
export interface TicketSla {
  /** The promise in force, whose steps are taken; null when none is any more. */
  readonly promise: SlaPromise | null
  /** The promise before the last change that was to keep both; it is judged too, without its ladder. */
  readonly former: SlaPromise | null
  /** When the first promise was made: time before it does not count. */
  readonly since: Instant
  /** The start of an older ticket's promise, taken over with its requester's request for the given resolution cycle. */
  readonly inherited: {
    readonly cycle: number
    readonly from: Instant
    /** Whether neither had been answered then, so that the first response waits since then too. */
    readonly unanswered?: boolean
    /** When its clocks stood still between that start and the other one's own; not there for never. */
    readonly pauses?: readonly PauseInterval[]
  } | null
  readonly progress: PerTarget<SlaProgress>
  readonly formerProgress: PerTarget<SlaProgress>
}

/** What a ticket is, as folded from its events alone. It holds no personal content. */
export interface TicketView {
  readonly tenant: string
  readonly id: string
  /** The number of the ticket's events; raised by each. */
  readonly version: number
  readonly workflow: string
  readonly workflowVersion: number
  readonly state: string
  /** The version at which the ticket entered its state; a timer of an earlier stay is stale. */
  readonly stateVersion: number
  readonly stateSince: Instant
  /** When the workflow sends its time-out's event by itself; null for never, as after an import. */
  readonly timeoutAt: Instant | null
  readonly phase: Phase
  readonly requester: RequesterReference
  /** The channel it came in on: `web`, `email`, `phone`, or what the host names. */
  readonly channel: string
  readonly category: string | null
  /** The priority level's name. */
  readonly priority: string
  /** The level's place in the desk's order, 1 for the most urgent. */
  readonly priorityRank: number
  readonly team: string | null
  readonly assignee: string | null
  /** Null while it is offered to nobody. It counts as the agent's work, so that the place is free when the agent accepts. */
  readonly offer: TicketOffer | null
  /** The agents who did not take it when it was offered, until it has an assignee or all have been asked. */
  readonly passedBy: readonly string[]
  /** How much work it is, in units of an agent's capacity; by its channel, as the desk weighed it when it was created. */
  readonly weight: number
  /** What is known of it as numbers, such as `sentiment` or `value`; given by the host and by other parts of the desk. */
  readonly inputs: Readonly<Record<string, number>>
  readonly tags: readonly string[]
  readonly watchers: readonly string[]
  readonly links: readonly TicketLink[]
  /** Custom fields that are not tagged personal. */
  readonly fields: JsonObject
  /** For the subject and each personal field, the number of its current value, counted from 1. */
  readonly revisions: Readonly<Record<string, number>>
  readonly external: ExternalReference | null
  /** The position of the last imported entry; null for a ticket that was not imported. */
  readonly importedUpTo: number | null
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly facts: TicketFacts
  /** Null for a ticket without a promise. */
  readonly sla: TicketSla | null
  /** Where it stands on its way besides its state: its stage, approvals, open questions. */
  readonly flow: TicketFlow
  readonly decisions: { readonly priority: DecisionRecord | null; readonly assignment: DecisionRecord | null }
}

/** A ticket as it is stored: the fold of its events and, apart from them, its current personal content. */
export interface TicketRecord extends TicketView {
  /** Null once erased. */
  readonly subject: string | null
  /** Custom fields that are tagged personal; a field's value is null once erased. */
  readonly personal: JsonObject
  /**
   * The earliest instant at which a running promise breaks, or has broken; null while none runs. Reckoned from the view
   * and the definitions with each change, so that lists can be sorted by it.
   */
  readonly dueAt: Instant | null
  /** For when the timer of the ticket's rules of time was last set; not there for none. Nothing that an event tells. */
  readonly ruleTimerAt?: Instant
}

/** Why an event happened, when it was not simply the actor's command. */
export interface EventCause {
  readonly kind: 'timer' | 'import' | 'effect' | 'routing' | 'rule' | 'intake'
  /** The timer's key, the import's source, the outbox message's id, the rule's id, the channel of an incoming message. */
  readonly id: string
  /** For an import, the position of the entry. */
  readonly position?: number
  /** How many rules set each other off before; left out for none. */
  readonly hops?: number
  /** For an import or an incoming message, who brought it; the event's actor is then whose doing or words it is. */
  readonly by?: ActorReference
}

/** One thing that happened to a ticket. Append-only; `seq` counts from 1 without a gap. */
export interface EventRecord {
  readonly tenant: string
  readonly ticketId: string
  readonly seq: number
  /** `noun.past`, such as `ticket.assigned`. */
  readonly type: string
  /** When it happened. For imports this may be long before it was recorded. */
  readonly occurredAt: Instant
  /** When the command ran, by the desk's clock. */
  readonly recordedAt: Instant
  readonly actor: ActorReference
  readonly cause: EventCause | null
  /** Ids, states and values that are not personal. */
  readonly data: JsonObject
}

/** Who may see a message: the requester too (`public`), or only the desk (`internal`). */
export type Visibility = 'public' | 'internal'

/** A message (public) or note (internal) of a ticket. */
export interface MessageRecord {
  readonly tenant: string
  readonly id: string
  readonly ticketId: string
  /** The event that tells of it. */
  readonly seq: number
  readonly visibility: Visibility
  readonly author: ActorReference
  /** Null once erased. */
  readonly body: string | null
  readonly channel: string
  readonly external: ExternalReference | null
  readonly createdAt: Instant
}

/** An earlier value of the subject or of a personal field, kept for "the ticket as of an instant". */
export interface ContentRecord {
  readonly tenant: string
  readonly ticketId: string
  /** `subject` or the field's name prefixed with `field:`. */
  readonly name: string
  readonly revision: number
  /** Null once erased. */
  readonly value: Json
}

/** A file's record. The bytes are in a file store, under `key`. */
export interface AttachmentRecord {
  readonly tenant: string
  readonly id: string
  /** The opaque key in the file store. */
  readonly key: string
  readonly uploader: ActorReference
  /** The name that the uploader gave, as text; never a path. Null once erased. */
  readonly name: string | null
  /** The media type, such as `image/png`. */
  readonly type: string
  /** Bytes. */
  readonly size: number
  /** SHA-256 of the bytes in hexadecimal. */
  readonly sha256: string
  /** The ticket that it was attached to, once; null until then. */
  readonly ticketId: string | null
  readonly messageId: string | null
  readonly createdAt: Instant
}

/** A deadline of a ticket. One row per ticket and key. */
export interface TimerRecord {
  readonly tenant: string
  readonly ticketId: string
  /** Unique within the ticket, such as `timeout` or `route`. */
  readonly key: string
  readonly dueAt: Instant
  /** Which setting of the key this is; a firing with another epoch is stale. */
  readonly epoch: number
  readonly data: JsonObject
}

/** A message to the outside, delivered at least once under a stable id, in order of `seq` and `ordinal` per ticket. */
export interface OutboxRecord {
  readonly tenant: string
  /** Stable over all attempts: the receiver's key against duplicates. */
  readonly id: string
  readonly ticketId: string
  /** The event that caused it. */
  readonly seq: number
  /** The place among the messages of the same event. */
  readonly ordinal: number
  /** The effect to run. */
  readonly effect: string
  readonly data: JsonObject
  readonly createdAt: Instant
}

/** What a command answered, kept so that the same key gives the same answer. */
export interface IdempotencyRecord {
  readonly tenant: string
  /** Actor and command. A key of another actor is another key. */
  readonly scope: string
  readonly key: string
  /** SHA-256 of the command's canonical input. */
  readonly fingerprint: string
  readonly ticketId: string
  /** The ticket's version after the command. */
  readonly version: number
  /** Ids that the command made, such as `messageId`. */
  readonly result: JsonObject
  readonly createdAt: Instant
}

/** A time in which somebody does not work: half-open, `to` does not belong to it. */
export interface Absence {
  readonly from: Instant
  readonly to: Instant
}

/** An agent, as far as routing and access need to know. */
export interface AgentRecord {
  readonly id: string
  readonly name: string
  readonly teams: readonly string[]
  /** Greatest sum of the weights of the active tickets held; null for no limit. */
  readonly capacity: number | null
  /** For some channels, the greatest sum of the weights of tickets held of that channel; 0 for "none of these". */
  readonly channels: Readonly<Record<string, number>>
  /** What the agent, or whoever knows, has said. Shifts and vacations say more. */
  readonly status: 'present' | 'away' | 'removed'
  /** The name of the desk's business calendar in whose hours the agent works; null for at any time. */
  readonly shift: string | null
  readonly vacations: readonly Absence[]
  /** Skill to level, 1 to 5. */
  readonly skills: Readonly<Record<string, number>>
  /** BCP 47 tags. */
  readonly languages: readonly string[]
  /** The agent's superior. */
  readonly manager: string | null
  /** How much the agent may decide, in a unit of the host's, such as the highest refund; null for nothing beyond the work. */
  readonly authority: number | null
  /** How good the agent's work is found to be, in a unit of the host's; null while nobody has said. */
  readonly rating: number | null
  /** The agent's share of work against others', where it is shared out by weight; 1 for an equal share, 0 for none. */
  readonly weight: number
}

/** A team of agents. */
export interface TeamRecord {
  readonly id: string
  readonly name: string
  /** The team's lead, an agent's id. */
  readonly lead: string | null
  /** The department it belongs to. */
  readonly department: string | null
  readonly status: 'active' | 'removed'
}

/** A department, to which teams and other departments belong. */
export interface DepartmentRecord {
  readonly id: string
  readonly name: string
  /** Who heads it, an agent's id. */
  readonly head: string | null
  /** The department above it. */
  readonly parent: string | null
  readonly status: 'active' | 'removed'
}

/** An endpoint outside to which events are sent. No secret is kept: the sender derives it from its own and `secretNumber`. */
export interface WebhookRecord {
  readonly id: string
  /** An https address without credentials and fragment. */
  readonly url: string
  /** The types of events that it wants; null for all. */
  readonly events: readonly string[] | null
  readonly status: 'active' | 'disabled' | 'removed'
  /** Since when nothing is sent, and why: a person said so, the endpoint did (410), or nothing came through. */
  readonly disabled: { readonly at: Instant; readonly reason: 'byHand' | 'gone' | 'failing' } | null
  /** 1 for the first secret; one more with each rotation. */
  readonly secretNumber: number
  /** When the present secret followed the one before; null while there is none that it follows. */
  readonly rotatedAt: Instant | null
}

/** The kinds of entries that a directory has. */
export type DirectoryKind = 'agent' | 'team' | 'department' | 'categories' | 'view' | 'webhook'

/** One version of a directory entry, with who changed it and when. */
export type DirectoryRecord = {
  readonly tenant: string
  readonly version: number
  readonly actor: ActorReference
  readonly changedAt: Instant
} & (
  | { readonly kind: 'agent'; readonly id: string; readonly entry: AgentRecord }
  | { readonly kind: 'team'; readonly id: string; readonly entry: TeamRecord }
  | { readonly kind: 'department'; readonly id: string; readonly entry: DepartmentRecord }
  | { readonly kind: 'categories'; readonly id: string; readonly entry: CategoryTreeRecord }
  | { readonly kind: 'view'; readonly id: string; readonly entry: ViewRecord }
  | { readonly kind: 'webhook'; readonly id: string; readonly entry: WebhookRecord }
)

/** Something that somebody is to know of, kept in the desk's own inbox until it is read. Holds nothing personal. */
export interface NotificationRecord {
  readonly tenant: string
  /** Stable over all attempts to deliver it: put twice, it is there once. */
  readonly id: string
  /** An actor, or with the type `role` and a role's name whoever has the role. */
  readonly recipient: ActorReference
  readonly ticketId: string
  /** What it is about, such as `sla.dueSoon`. */
  readonly kind: string
  readonly data: JsonObject
  readonly createdAt: Instant
  /** When the recipient read it; null until then. */
  readonly readAt: Instant | null
}

/** The kinds of configuration that the store keeps. */
export type DefinitionKind = 'workflow' | 'calendar' | 'slaPolicy' | 'rule' | 'ruleStart'

/** An immutable version of a piece of configuration. */
export interface DefinitionRecord {
  /** The tenant, or `*` for all. */
  readonly tenant: string
  readonly kind: DefinitionKind
  readonly id: string
  readonly version: number
  /** SHA-256 of the canonical JSON of `content`. */
  readonly hash: string
  readonly content: JsonObject
}
