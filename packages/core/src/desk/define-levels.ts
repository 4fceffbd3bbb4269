import * as z from 'zod'
import { actionIssues, actionSchema } from '../actions/action-schema.js'
import type { TicketAction } from '../actions/action-types.js'
import type { DeskModel, LevelSettings } from '../definitions/model.js'
import { DocketError, type InputIssue } from '../kernel/error.js'
import { id, inputIssues } from '../kernel/input.js'
import { invalidDefinition } from '../kernel/invalid-definition.js'
import type { PriorityPolicy } from '../priority/policy-types.js'
import { deskRouting } from '../routing/desk-routing.js'
import type { RoutingOf } from '../routing/routing-input.js'
import type { SlaNames } from '../sla/define-policies.js'

/** What else a priority level means, besides its place in the order. */
export interface LevelInput<Fields> {
  /** The workflow of tickets that are created with the level and name none; later changes of the level leave it. */
  readonly workflow?: string
  /** Who gets tickets of the level, in place of the desk's own way. */
  readonly routing?: RoutingOf<Fields, string>
  /** What is done whenever a ticket comes to the level, such as telling the lead. */
  readonly actions?: readonly TicketAction[]
  /** Whether tickets of the level are to stand above others wherever tickets are shown; false if left out. */
  readonly pinned?: boolean
}

const levels = z.record(
  id,
  z.strictObject({
    workflow: id.optional(),
    routing: z.custom<RoutingOf<never>>().optional(),
    actions: z.array(actionSchema).max(20).default([]),
    pinned: z.boolean().default(false),
  }),
)

/** The settings of a desk's levels, complete. */
export function checkedLevels(given: object, names: SlaNames): DeskModel['levels'] {
  const parsed = levels.safeParse(given, { reportInput: true })
  if (!parsed.success) throw invalidDefinition("The desk's levels are", inputIssues(parsed.error), 'levels')
  const issues = Object.entries(parsed.data).flatMap(([level, { workflow, actions }]): InputIssue[] => {
    const unknown = names.levels.includes(level)
      ? []
      : [{ path: [level], code: 'unknown', message: `is no level; the desk has ${names.levels.join(', ')}` }]
    const missing =
      workflow === undefined || names.workflows.includes(workflow)
        ? []
        : [{ path: [level, 'workflow'], code: 'unknown', message: `is no workflow of the desk` }]
    const wrong = actions.flatMap((action, index) => actionIssues(action, names, [level, 'actions', index]))
    return [...unknown, ...missing, ...wrong]
  })
  if (issues.length > 0) throw invalidDefinition("The desk's levels are", issues, 'levels')
  return new Map(
    Object.entries(parsed.data).map(([level, settings]): [string, LevelSettings] => {
      const { workflow = null, routing, actions, pinned } = settings
      return [level, { workflow, routing: routing === undefined ? null : deskRouting(routing, names), actions, pinned }]
    }),
  )
}

const policyShape = z.looseObject({
  id: id.refine(
    (name) => name !== 'manual' && name !== 'raised',
    'is the name of what people and ladders decide; rename it',
  ),
  version: z.int().min(1),
  levels: z.array(id).max(100),
})

/** A desk's priority policy, checked. */
export function checkedPriority(priority: PriorityPolicy<never>, personal: ReadonlySet<string>): PriorityPolicy<never> {
  if (typeof priority?.decide !== 'function') {
    throw new DocketError(
      'INVALID_DEFINITION',
      'The priority is no policy; pass matrix, weighted or scored, or your own.',
    )
  }
  const shape = policyShape.safeParse(priority, { reportInput: true })
  if (!shape.success) throw invalidDefinition("The desk's priority is", inputIssues(shape.error), 'priority')
  const revealed = (priority.reads ?? []).filter((field) => personal.has(field))
  if (revealed.length > 0) {
    throw new DocketError(
      'INVALID_DEFINITION',
      `The priority policy ${priority.id} keeps ${revealed.join(', ')} in its reasons, which are never erased. Let it read fields that are not personal.`,
    )
  }
  if (priority.levels.length === 0 || new Set(priority.levels).size !== priority.levels.length) {
    throw new DocketError('INVALID_DEFINITION', 'The priority policy must have levels, each named once.')
  }
  return priority
}

const weights = z.record(id, z.int().min(1).max(1_000))

/** How much work tickets are by channel. */
export function checkedWeights(given: object): DeskModel['weights'] {
  const parsed = weights.safeParse(given, { reportInput: true })
  if (!parsed.success) throw invalidDefinition("The desk's weights are", inputIssues(parsed.error), 'weights')
  return new Map(Object.entries(parsed.data))
}
