/**
 * Ticketing that lives inside your own app: define a desk, run it on a store, work with tickets as an actor.
 * @packageDocumentation
 */

export { ACTIONS, type AccessPolicy, type Action, type Reach, type Role, type Verdict } from './access/access-types.js'
export { defaultAccess } from './access/default-access.js'
export type { ActionNames } from './actions/action-schema.js'
export type { AgentRecipient, CommandAction, Recipient, TicketAction } from './actions/action-types.js'
export { type CombinedOptions, intersectionOf, unionOf } from './calendar/algebra.js'
export { ALWAYS_OPEN } from './calendar/always-open.js'
export type {
  BusinessCalendar,
  CalendarDefinition,
  CalendarExplanation,
  CalendarInput,
  CalendarStep,
  Opening,
  Segment,
  Weekday,
} from './calendar/calendar-types.js'
export { calendarOf, defineCalendar } from './calendar/define-calendar.js'
export { holidaysFromChina } from './calendar/holidays-china.js'
export type {
  ChinaHolidayDay,
  ChinaHolidayFile,
  ChinaHolidayOptions,
  ChinaHolidays,
} from './calendar/holidays-china-types.js'
export type { Category } from './categories/nested-categories.js'
export type {
  CategoryOverlap,
  CategoryReview,
  CategoryUse,
  ReviewGroup,
  ReviewInput,
  SuggestedMerge,
  SuggestedSplit,
} from './categories/review-types.js'
export type { CompiledCondition } from './condition/compile-condition.js'
export type { ConditionNames } from './condition/condition-schema.js'
export type { Bounds, Condition, EventCondition, EventTest, FieldTest, OneOrMany } from './condition/condition-types.js'
export type { FieldNames } from './condition/field-issues.js'
export type { Unmet } from './condition/unmet.js'
export type {
  DeskModel,
  FollowUpTicket,
  LevelSettings,
  NudgeSettings,
  Reminders,
  SlaModel,
  SurveySettings,
} from './definitions/model.js'
export type {
  ActorDesk,
  CommandOptions,
  CreateTicket,
  DirectoryDesk,
  InboxDesk,
  InboxItem,
  NewTicket,
  SequencePage,
  ThreadPage,
  TicketHandle,
  UpdateTicket,
  UploadFile,
  WriteMessage,
  WriteNote,
} from './desk/actor-desk-types.js'
export type { ApprovalDesk } from './desk/approval-desk-types.js'
export type {
  Categories,
  CategoriesDesk,
  CategoriesVersion,
  CategoryDesk,
  CategoryInput,
  CategoryOptions,
} from './desk/categories-desk-types.js'
export type { ClosedLoopDesk } from './desk/closed-loop-desk-types.js'
export type { AskRequest, CollaborationDesk, RequestDue } from './desk/collaboration-desk-types.js'
export {
  type CreateDeskOptions,
  createDesk,
  type Desk,
  type DeskOptions,
  type DeskPrincipal,
} from './desk/create-desk.js'
export type { DeadLettersDesk } from './desk/dead-letters-desk-types.js'
export type { FollowUpInput, NudgeInput, SurveyInput } from './desk/define-closed-loop.js'
export {
  type DeskDefinition,
  type DeskInput,
  type DeskShapeOf,
  defineDesk,
  type EffectDefinition,
  type ShapeOf,
  type WorkflowEffects,
  type WorkflowShapes,
} from './desk/define-desk.js'
export type { LevelInput } from './desk/define-levels.js'
export type { AgentInput, DepartmentInput, TeamInput } from './desk/directory-commands.js'
export type {
  DuplicateDesk,
  LikelyDuplicate,
  PossibleDuplicatesInput,
  RepeatRate,
  SplitTicket,
} from './desk/duplicate-desk-types.js'
export type {
  ImportCommand,
  ImportCreate,
  ImportEntry,
  ImportedEntry,
  ImportedMove,
  ImportedTicket,
  ImportInput,
  ImportReport,
} from './desk/import-types.js'
export type { IncomingMessage, IntakeDesk, Received } from './desk/intake-desk-types.js'
export type { FieldCondition, IndexedName, InstantRange, ListInput, TicketFilter } from './desk/list.js'
export type { BatchInput, BatchResult, MacroDesk, MacroOf, StepOf } from './desk/macro-desk-types.js'
export type {
  MigratedTicket,
  MigrateWorkflow,
  MigrationDesk,
  MigrationPage,
  MigrationPlace,
} from './desk/migration-desk-types.js'
export { parseRules, type RuleOf } from './desk/parse-rules.js'
export type {
  TicketApproval,
  TicketCheck,
  TicketProgress,
  TicketRequest,
  TicketStage,
} from './desk/present-flow.js'
export type { RehearseInput } from './desk/rehearse-types.js'
export type { RuleLogEntry, RuleLogInput, RulesDesk, TriedRule, TryRulesInput } from './desk/rules-desk-types.js'
export type {
  FoundItem,
  SavedView,
  SearchDesk,
  SearchOptions,
  ViewDesk,
  ViewInput,
  ViewQuery,
} from './desk/search-desk-types.js'
export type { DeskShape, EventOf, StateOf } from './desk/shape-types.js'
export type {
  Expected,
  ExpectedDate,
  RecomputePage,
  RecomputeSla,
  RefusedChange,
  SlaChange,
  SlaVerdict,
  TargetLight,
  TicketPromise,
} from './desk/sla-types.js'
export type {
  ItemToCheck,
  Journey,
  JourneyStage,
  JourneySum,
  StageDesk,
  StageItem,
  StageView,
} from './desk/stage-desk-types.js'
export type { SystemDesk, TickReport } from './desk/system-desk.js'
export type {
  Attachment,
  ExplainedDate,
  ExplainedDecision,
  ExplainedPriority,
  Explanation,
  HistoryEvent,
  Message,
  Page,
  Ticket,
  TicketOf,
  TicketOfferTo,
} from './desk/ticket-types.js'
export type { Webhook, WebhookAttempt, WebhookDesk, WebhookInput } from './desk/webhook-desk-types.js'
export type { Worker, WorkerOptions } from './desk/worker.js'
export type { Directory } from './directory/directory.js'
export type { Change, ChangeNotice, ChangePage, ReadChanges, TenantChanges } from './feed/feed-types.js'
export type { FieldKind, FieldType } from './fields/field-types.js'
export type { FieldResult, FieldSet, FieldValues, IndexedType } from './fields/fields.js'
export type {
  Form,
  FormField,
  FormFieldInput,
  FormFieldNotes,
  FormInput,
  FormProperty,
  FormSchema,
} from './forms/form-types.js'
export type { Clock, Instant } from './kernel/clock.js'
export type { Duration, TimeSpan } from './kernel/duration.js'
export { DocketError, type ErrorDetails, type InputIssue, type Reason } from './kernel/error.js'
export { ERROR_CODES, type ErrorCode, type ErrorCodeEntry, type ErrorKind } from './kernel/error-codes.js'
export type { Ids } from './kernel/ids.js'
export { inputIssues } from './kernel/input.js'
export type { Json, JsonObject } from './kernel/json.js'
export { LIMITS } from './kernel/limits.js'
export type { Random } from './kernel/random.js'
export { type LearnedInput, learned } from './learning/learned.js'
export { predictTeams, type TeamPrediction } from './learning/predict-teams.js'
export type { LearnedFeature, LearnedTeam, TeamExample, TeamModel } from './learning/team-model.js'
export { textFeatures } from './learning/text-features.js'
export { type TrainTeamsOptions, trainTeams } from './learning/train-teams.js'
export type { DoneByRule } from './macros/done-by-rules.js'
export type { ChecklistStep, MacroDefinition, MacroInput, MacroStep } from './macros/macro-types.js'
export { inboxNotifier, type Notification, type Notifier } from './notify/notifier.js'
export { fixedPriority } from './priority/fixed.js'
export type { ScoreLevels } from './priority/levels.js'
export { type MatrixInput, matrix } from './priority/matrix.js'
export type {
  PolicyFields,
  PolicyTicket,
  PriorityContext,
  PriorityDecision,
  PriorityPolicy,
} from './priority/policy-types.js'
export { type PriorityScore, type ScoredInput, scored } from './priority/scored.js'
export { type WeightedFields, weighted } from './priority/weighted.js'
export type {
  FieldFactor,
  ListedFactor,
  MeasuredFactor,
  RiskFactor,
  ValueFactor,
  WaitingFactor,
  Weight,
  WeightedInput,
} from './priority/weighted-types.js'
export { type RehearsedWork, SAME_WORK, type WorkAssumption } from './rehearsal/assumption.js'
export type * from './rehearsal/rehearsal-types.js'
export { agentPool } from './routing/agent-pool.js'
export type {
  AgentPool,
  AgentPoolOptions,
  PooledAgent,
  PoolNeed,
  PoolNeedInput,
  PoolSearch,
} from './routing/agent-pool-types.js'
export { type DefinedRouting, defineRouting } from './routing/define-routing.js'
export type {
  Candidate,
  RankContext,
  Requirements,
  RoutingContext,
  RoutingDecision,
  RoutingPolicy,
  RoutingStrategy,
} from './routing/policy-types.js'
export type { Presence } from './routing/presence.js'
export type {
  Ranking,
  RoutingInput,
  RoutingOf,
  RoutingTier,
  TeamChoice,
  TeamChooser,
} from './routing/routing-input.js'
export { byRating } from './routing/strategies/by-rating.js'
export { byWeight } from './routing/strategies/by-weight.js'
export { experience } from './routing/strategies/experience.js'
export { leastLoad } from './routing/strategies/least-load.js'
export { roundRobin } from './routing/strategies/round-robin.js'
export { type SkillsMatchOptions, skillsMatch } from './routing/strategies/skills-match.js'
export { sticky } from './routing/strategies/sticky.js'
export { type IncidentRuleChoices, incidentRules } from './rules/ready-made/incident.js'
export { type LifeRuleChoices, lifeRules } from './rules/ready-made/life.js'
export type { Rule, RuleSet } from './rules/rule-set.js'
export type {
  EventRule,
  RuleDefinition,
  RuleFailure,
  RuleInput,
  RuleMatch,
  RuleMiss,
  RuleMisses,
  RuleSince,
  RulesEvaluated,
  RuleTrigger,
  TimeRule,
} from './rules/rule-types.js'
export type { TimedRule, TimedRuleGroup, TimedRules } from './rules/timed-rules.js'
export type { ContextProvider, StageContext } from './runtime/context-types.js'
export type { Delivery, EffectHandler, EffectMessage, TargetedEffect } from './runtime/effect-types.js'
export type { InputsProvider } from './runtime/runtime.js'
export type { SlaNames } from './sla/define-policies.js'
export type { Light } from './sla/light.js'
export {
  type CalendarChoice,
  type EscalationStep,
  type LightThresholds,
  type Moment,
  SLA_TARGETS,
  type SlaPolicyDefinition,
  type SlaPolicyInput,
  type StageTargetInput,
  type StepDefinition,
  type TargetDefinition,
  type TargetInput,
  type TargetInputs,
} from './sla/policy-types.js'
export type { SlaPolicy } from './sla/promise.js'
export type { DeadLetterReference } from './store/commit-types.js'
export type { FileStore } from './store/file-store.js'
export type { DeadLetter, Store } from './store/port.js'
export type { SortDirection, TicketCondition, TicketSort } from './store/query-types.js'
export type {
  Absence,
  ActorReference,
  AgentRecord,
  ApprovalState,
  CheckedItem,
  Cycle,
  DecisionRecord,
  DefinitionReference,
  DepartmentRecord,
  EventCause,
  EventRecord,
  ExternalReference,
  LinkKind,
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
  Visibility,
  WebhookRecord,
} from './store/record-types.js'
export type { NoteAbout } from './ticket/about.js'
export {
  TICKET_EVENT_TYPES,
  type TicketEvent,
  type TicketEventData,
  type TicketEventType,
  type VerdictData,
} from './ticket/event-types.js'
export { replay } from './ticket/evolve.js'
export type { ApprovalVoid, FlowEventData, WorkflowPlace } from './ticket/flow-events.js'
export type { ExpectedMoved, TimelineChange, TimelineEntry, TimelinePage } from './timeline/timeline-types.js'
export { type WebhookEndpoints, webhookEndpoints } from './webhooks/webhook-endpoints.js'
export type { LoggedAttempt } from './webhooks/webhook-log.js'
export type { AvailableEvent } from './workflow/compile.js'
export { defineWorkflow } from './workflow/define.js'
export type {
  ApprovalInput,
  ChecklistItem,
  Evidence,
  GuardReference,
  Label,
  Requirement,
  StageInput,
  StateDefinition,
  StateInput,
  StateTag,
  TimeoutInput,
  TransitionDefinition,
  TransitionInput,
  Workflow,
  WorkflowDefinition,
  WorkflowInput,
} from './workflow/definition-types.js'
export {
  type ApprovalDescription,
  type ChecklistItemDescription,
  describeWorkflow,
  type StageDescription,
  type StateDescription,
  type TransitionDescription,
  type WorkflowDescription,
} from './workflow/describe.js'
export { type DiagramOptions, workflowDiagram } from './workflow/diagram.js'
export { defineGuard, type Guard, type GuardContext, type GuardVerdict } from './workflow/guard.js'
export type { Move } from './workflow/moves.js'
export type { WorkflowChoices } from './workflow/ready-made/choices.js'
export { type ComplaintChoices, complaintWorkflow } from './workflow/ready-made/complaint.js'
export { type IncidentChoices, incidentWorkflow } from './workflow/ready-made/incident.js'
export { type RefundChoices, refundWorkflow } from './workflow/ready-made/refund.js'
export { type RepairChoices, type RepairDepartment, repairWorkflow } from './workflow/ready-made/repair.js'
export { supportWorkflow } from './workflow/ready-made/support.js'
