/**
 * Workflows by themselves: define, describe and step them without a desk. For tools and benchmarks.
 *
 * @packageDocumentation
 */
export {
  type AvailableEvent,
  type CompiledWorkflow,
  compileWorkflow,
  type StepContext,
  type StepOutcome,
} from './compile.js'
export { defineWorkflow } from './define.js'
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
} from './definition-types.js'
export {
  describeWorkflow,
  type StateDescription,
  type TransitionDescription,
  type WorkflowDescription,
} from './describe.js'
export { defineGuard, type Guard, type GuardContext, type GuardVerdict } from './guard.js'
export { supportWorkflow } from './ready-made/support.js'
