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
  type ApprovalDescription,
  type ChecklistItemDescription,
  describeWorkflow,
  type StageDescription,
  type StateDescription,
  type TransitionDescription,
  type WorkflowDescription,
} from './describe.js'
export { type DiagramOptions, workflowDiagram } from './diagram.js'
export { defineGuard, type Guard, type GuardContext, type GuardVerdict } from './guard.js'
export type { WorkflowChoices } from './ready-made/choices.js'
export { type ComplaintChoices, complaintWorkflow } from './ready-made/complaint.js'
export { type IncidentChoices, incidentWorkflow } from './ready-made/incident.js'
export { type RefundChoices, refundWorkflow } from './ready-made/refund.js'
export { type RepairChoices, type RepairDepartment, repairWorkflow } from './ready-made/repair.js'
export { supportWorkflow } from './ready-made/support.js'
