import type { AccessPolicy } from '../access/access-types.js'
import type { DeskModel } from '../definitions/model.js'
import { DocketError } from '../kernel/error.js'
import { isPlainObject } from '../kernel/json.js'
import { type CompiledWorkflow, compileWorkflow } from '../workflow/compile.js'
import type { Workflow, WorkflowDefinition } from '../workflow/definition-types.js'
import { checkWorkflowFields } from './check-workflow-fields.js'

/**
 * Workflows in place of a desk's own, checked and compiled, the newest of an id first.
 *
 * @throws DocketError `INVALID_DEFINITION` for one that the desk could not have
 */
export function checkedWorkflows(
  given: readonly unknown[],
  { guards, access, fields }: Pick<DeskModel, 'guards' | 'access' | 'fields'>,
): readonly CompiledWorkflow[] {
  const workflows = given as readonly Workflow[]
  for (const workflow of workflows) checkIsDefined(workflow)
  const compiled = workflows.map((workflow) => compileWorkflow(workflow, guards))
  checkRoles(workflows, access)
  for (const workflow of workflows) checkWorkflowFields(workflow, new Set(Object.keys(fields.schema.shape)))
  return newestFirst(compiled)
}

/** @throws DocketError `INVALID_DEFINITION` when a workflow names a role that nobody has */
export function checkRoles(workflows: readonly Workflow[], access: AccessPolicy): void {
  const known = [...access.roles.keys()]
  for (const { id, states } of workflows) {
    const transitions = Object.values(states).flatMap(({ on }) => Object.values(on).flat())
    const unknown = transitions.flatMap(({ roles }) => roles ?? []).find((role) => !known.includes(role))
    if (unknown === undefined) continue
    const message = `The workflow ${id} names the role ${unknown}, which the desk's access does not have; it has ${known.join(', ')}.`
    throw new DocketError('INVALID_DEFINITION', message)
  }
}

/** @throws DocketError `INVALID_DEFINITION` for what `defineWorkflow` has not returned */
export function checkIsDefined(workflow: Workflow): void {
  const states = Object.values(workflow?.states ?? {})
  if (states.length > 0 && states.every((state) => typeof state?.phase === 'string' && isPlainObject(state.on))) return
  const message = `The workflow ${String(workflow?.id)} is not defined yet; pass what defineWorkflow returns.`
  throw new DocketError('INVALID_DEFINITION', message)
}

/** The workflows in the order of their ids' first, of each the newest version first. */
export function newestFirst(workflows: DeskModel['workflows']): DeskModel['workflows'] {
  const seen = new Set<string>()
  for (const { definition } of workflows) {
    const key = `${definition.id} ${definition.version}`
    if (seen.has(key)) {
      throw new DocketError(
        'INVALID_DEFINITION',
        `The workflow ${definition.id} is given twice in version ${definition.version}.`,
      )
    }
    seen.add(key)
  }
  const order = [...new Set(workflows.map(({ definition }) => definition.id))]
  return [...workflows].sort(
    (a, b) =>
      order.indexOf(a.definition.id) - order.indexOf(b.definition.id) || b.definition.version - a.definition.version,
  )
}

/** The states of all workflows, those of them that are stages, and the approvals and items of checklists that there are. */
export function statesOf(workflows: readonly WorkflowDefinition[]) {
  const states = workflows.flatMap((workflow) => Object.entries(workflow.states))
  const stages = states.filter(([, { stage }]) => stage !== undefined).map(([name]) => name)
  const approvals = new Set(workflows.flatMap((workflow) => Object.keys(workflow.approvals ?? {})))
  const items = new Set(states.flatMap(([, { stage }]) => stage?.checklist ?? []).map(({ id }) => id))
  const names = new Set(states.map(([name]) => name))
  return { states: [...names], stages: [...new Set(stages)], staged: stages.length > 0, approvals, items }
}
