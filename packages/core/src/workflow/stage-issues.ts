import type { InputIssue } from '../kernel/error.js'
import type { WorkflowDefinition } from './definition-types.js'
import { stageOf } from './requirements.js'

/** What is wrong with a workflow's stages, checklists, approvals, call-backs and replies. */
export function stageIssues(workflow: WorkflowDefinition): InputIssue[] {
  const issues: InputIssue[] = []
  const report = (path: (string | number)[], code: string, message: string) => issues.push({ path, code, message })
  const approvals = Object.keys(workflow.approvals ?? {})
  const checkApproval = (approval: string, path: (string | number)[]) => {
    if (approvals.includes(approval)) return
    const known = approvals.join(', ') || 'none'
    report(path, 'unknown_approval', `${approval} is no approval of the workflow; it has ${known}`)
  }
  for (const [name, state] of Object.entries(workflow.states)) {
    const at = ['states', name]
    if (state.stage && state.phase !== 'open' && state.phase !== 'waiting') {
      report([...at, 'stage'], 'phase', `a stage is work to do, and ${name} is tagged ${state.phase}`)
    }
    if (state.partOf !== undefined) {
      const whole = workflow.states[state.partOf]
      if (state.stage) report([...at, 'partOf'], 'stage', 'a stage of its own is no part of another')
      else if (!whole?.stage) report([...at, 'partOf'], 'unknown_stage', `${state.partOf} is no stage of the workflow`)
    }
    const { checklist = [] } = state.stage ?? {}
    checklist.forEach(({ id, needs = [] }, index) => {
      const path = [...at, 'stage', 'checklist', index]
      if (checklist.findIndex((item) => item.id === id) !== index) report(path, 'twice', `has the id ${id} again`)
      if (needs.filter((evidence) => 'attachment' in evidence).length > 1) {
        report([...path, 'needs'], 'two_files', 'needs two files; give each an item of its own')
      }
      needs.forEach((evidence, place) => {
        if ('approval' in evidence) checkApproval(evidence.approval, [...path, 'needs', place])
      })
    })
    for (const [event, transitions] of Object.entries(state.on)) {
      transitions.forEach(({ requires = [] }, index) => {
        requires.forEach((requirement, place) => {
          const path = [...at, 'on', event, index, 'requires', place]
          if (typeof requirement === 'object' && 'approval' in requirement) checkApproval(requirement.approval, path)
          if (requirement === 'checklist' && !stageOf(workflow, name)?.stage.checklist) {
            report(path, 'no_checklist', `${name} is in no stage with a checklist`)
          }
        })
      })
    }
    if (state.onReply !== undefined && !Object.hasOwn(state.on, state.onReply)) {
      report([...at, 'onReply'], 'unknown_event', `the state has no event ${state.onReply}`)
    }
    for (const [answer, event] of Object.entries(state.confirmation ?? {})) {
      if (!Object.hasOwn(state.on, event)) {
        report([...at, 'confirmation', answer], 'unknown_event', `the state has no event ${event}`)
      }
    }
  }
  return issues
}
