/**
 * What holds a store to the contract of Docket, and a server to what it must do with a mounted handler: conformance suites as
 * data for any test runner, stores that fail on purpose, and runs that compare two stores.
 *
 * @packageDocumentation
 */

export {
  type DeskDifferentialOptions,
  type DifferentialDesk,
  deskDifferentialRun,
} from './differential/desk-differential.js'
export type { ArrivedEffect } from './differential/desk-world.js'
export { type DifferentialOptions, type DifferentialReport, DivergenceError } from './differential/differential-run.js'
export type { Divergence, PlannedCommand } from './differential/play.js'
export { differentialRun, type StoreDifferentialOptions } from './differential/store-differential.js'
export type { PlannedFault, StoreMethod } from './faults/faulty-store.js'
export {
  type FaultCounts,
  type FaultMoment,
  type FaultPlan,
  type FaultyStore,
  faultyStore,
} from './faults/faulty-store.js'
export { handlerCases } from './handler/cases/index.js'
export type {
  HandlerFixture,
  HandlerFixtures,
  MountableHandler,
  MountHandler,
  SuiteHandlerOptions,
  SuitePrincipal,
} from './handler/fixture.js'
export { type Asked, type HandlerCase, type HandlerCaseContext, runHandlerCase } from './handler/handler-case.js'
export type { SeenRequest } from './handler/observed.js'
export { defineHandlerSuite, type HandlerSuiteOptions, runHandlerConformance } from './handler/suite.js'
export type { SeededRandom } from './random/seeded-random.js'
export {
  type ArmChange,
  type ComparedArms,
  type Comparison,
  type ComparisonOptions,
  compareArms,
  type Figures,
  figuresOf,
} from './simulation/compare-arms.js'
export { type DispatcherInput, dispatcher, type InTurnInput, inTurn } from './simulation/dispatcher.js'
export { type Estimate, estimateOf } from './simulation/estimate.js'
export { measuresOf } from './simulation/measures.js'
export { type PoissonInput, poisson } from './simulation/poisson.js'
export type {
  SimulatedAgentReport,
  SimulatedTicket,
  SimulationMeasures,
  SimulationReport,
  Spread,
} from './simulation/report-types.js'
export { simulateDesk } from './simulation/simulate-desk.js'
export type {
  Arrival,
  ArrivalStream,
  Arrivals,
  DispatchCandidate,
  Dispatcher,
  DispatchRule,
  Handling,
  HeldTicket,
  OfferAnswer,
  SimulatedAgent,
  SimulatedParts,
  Simulation,
  SimulationOptions,
  Work,
  WorkModel,
} from './simulation/simulation-types.js'
export { type StagedMeasures, stagedMeasuresOf } from './simulation/staged-measures.js'
export type {
  Attention,
  SimulatedCall,
  SimulatedStay,
  StagedTicket,
  StagedWork,
  StayTask,
} from './simulation/staged-types.js'
export { inParallel, oneAtATime } from './simulation/work-models.js'
export { storeCases } from './store/cases/index.js'
export { type CaseOutcome, type ConformanceReport, runStoreConformance } from './store/conformance.js'
export { CONFORMANCE_FIELDS, type CreateStore, type StoreClock, type StoreFixture } from './store/fixture.js'
export { type ContentsScope, readContents } from './store/read-contents.js'
export { type FeedRead, type ReadFeed, readFeed } from './store/read-feed.js'
export { type CaseContext, runCase, type StoreCase } from './store/store-case.js'
export { defineStoreSuite, type StoreSuiteOptions, type TestRunner } from './store/suite.js'
export { advance, type TimeTravel, type TravellingDesk } from './time/advance.js'
export { type PathReport, type PathStage, runPaths } from './workflow/run-paths.js'
export {
  type PathStep,
  type PathWorkflow,
  type WorkflowPath,
  type WorkflowPaths,
  workflowPaths,
} from './workflow/workflow-paths.js'
export type { Delivery } from './world/check-deliveries.js'
export { type Replay, readHistory, type TicketHistory, type TimeoutOf, ticketProblems } from './world/check-ticket.js'
export { checkWorld, type LedgerEntry, type WorldOptions, type WorldReport } from './world/check-world.js'
