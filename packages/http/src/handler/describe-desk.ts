import type { ActorReference, Desk, Label, WorkflowDescription } from '@docket/core'

/** What a desk is like, apart from what its tenants make of it. Who does not work there is told what states are called. */
export function describeDesk(desk: Desk, actor: ActorReference) {
  const { model } = desk
  const internal = model.access.can(actor, 'readInternal', null).allow
  const workflows = desk.describeWorkflows()
  const labels: readonly (Label | null)[] = [
    ...workflows.flatMap(({ label, states }) => [label, ...states.map((state) => state.label)]),
    ...[...model.forms.values()].flatMap(({ label, fields }) => [
      label,
      ...[...fields.values()].map((one) => one.label),
    ]),
  ]
  return {
    workflows: internal ? workflows : workflows.map(brief),
    categoriesWithForms: [...model.forms.keys()],
    priorities: model.priority.levels,
    locales: [...new Set(labels.flatMap((label) => Object.keys(label ?? {})))],
  }
}

function brief({ id, version, label, initial, states }: WorkflowDescription) {
  const shown = states.map(({ name, phase, label: called, color }) => ({ name, phase, label: called, color }))
  return { id, version, label, initial, states: shown }
}
