/**
 * The store port: what Docket asks of a database, as types, and the errors that a store raises.
 *
 * A store package imports this entry and nothing else of core.
 *
 * @packageDocumentation
 */
export type { Clock, Instant } from '../kernel/clock.js'
export { DocketError, type ErrorDetails, type InputIssue, type Reason } from '../kernel/error.js'
export type { ErrorCode, ErrorCodeEntry, ErrorKind } from '../kernel/error-codes.js'
export type { Json, JsonObject } from '../kernel/json.js'
export { systemClock } from '../kernel/system.js'
export type {
  AttachmentInsert,
  AttachmentLink,
  Commit,
  CommitResult,
  Conflict,
  CounterChange,
  DeadLetterReference,
  DirectoryPut,
  Erasure,
  Expectation,
  LeaseReference,
  TimerLeaseReference,
  TimerReference,
} from './commit-types.js'
export { FEED_REACH, type FeedEntry, type FeedPage, type FeedQuery } from './feed-types.js'
export type { FileStore } from './file-store.js'
export type {
  ClaimRequest,
  DeadLetter,
  LeasedMessage,
  LeasedTimer,
  OutboxSettlement,
  Outcome,
  Store,
  TimerSettlement,
} from './port.js'
export type {
  IndexedValue,
  NotificationQuery,
  SequenceQuery,
  SortDirection,
  TicketCondition,
  TicketCursor,
  TicketQuery,
  TicketSort,
} from './query-types.js'
export type {
  Absence,
  ActorReference,
  AgentRecord,
  ApprovalState,
  AttachmentRecord,
  CategoryRecord,
  CategoryTreeRecord,
  CheckedItem,
  ContentRecord,
  Cycle,
  DecisionRecord,
  DefinitionKind,
  DefinitionRecord,
  DefinitionReference,
  DepartmentRecord,
  DirectoryKind,
  DirectoryRecord,
  EventCause,
  EventRecord,
  ExternalReference,
  IdempotencyRecord,
  LinkKind,
  MessageRecord,
  NotificationRecord,
  OutboxRecord,
  PauseInterval,
  PerTarget,
  Phase,
  RequesterReference,
  RequestState,
  ShownMessage,
  SlaProgress,
  SlaPromise,
  SlaTarget,
  StageStay,
  TeamRecord,
  TicketFacts,
  TicketFlow,
  TicketLink,
  TicketOffer,
  TicketRecord,
  TicketSla,
  TicketView,
  TimerRecord,
  ViewRecord,
  Visibility,
  WebhookRecord,
} from './record-types.js'
export type { FoundTicket, SearchCursor, SearchRecord, TicketSearch } from './search-types.js'
