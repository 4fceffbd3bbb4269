import { DocketError, type InputIssue } from '../kernel/error.js'
import type { WorkflowDefinition } from '../workflow/definition-types.js'

/**
 * Refuses a workflow that asks for a custom field which the desk does not have: nothing could ever be done about it.
 *
 * @throws DocketError `INVALID_DEFINITION` with each place in `details.issues`
 */
export function checkWorkflowFields(
  { id, states, approvals = {} }: WorkflowDefinition,
  fields: ReadonlySet<string>,
): void {
  const issues: InputIssue[] = []
  const look = (evidence: unknown, path: readonly (string | number)[]) => {
    if (typeof evidence !== 'object' || evidence === null || !('field' in evidence)) return
    const field = String(evidence.field)
    if (fields.has(field)) return
    const known = [...fields].join(', ') || 'none'
    issues.push({ path, code: 'unknown_field', message: `the desk has no field ${field}; it has ${known}` })
  }
  for (const [approval, { of = [] }] of Object.entries(approvals)) {
    of.forEach((field, index) => {
      look({ field }, ['approvals', approval, 'of', index])
    })
  }
  for (const [name, { stage, on }] of Object.entries(states)) {
    stage?.checklist?.forEach(({ needs = [] }, index) => {
      const path = ['states', name, 'stage', 'checklist', index, 'needs']
      needs.forEach((evidence, place) => {
        look(evidence, [...path, place])
      })
    })
    for (const [event, transitions] of Object.entries(on)) {
      transitions.forEach(({ requires = [] }, index) => {
        const path = ['states', name, 'on', event, index, 'requires']
        requires.forEach((requirement, place) => {
          look(requirement, [...path, place])
        })
      })
    }
  }
  if (issues.length === 0) return
  const list = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  throw new DocketError('INVALID_DEFINITION', `The workflow ${id} cannot be used. ${list}`, { issues })
}
