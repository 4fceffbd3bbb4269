import * as z from 'zod'
import type { AccessPolicy } from '../access/access-types.js'
import type { BusinessCalendar } from '../calendar/calendar-types.js'
import type { DeskModel } from '../definitions/model.js'
import { fieldTypes } from '../fields/field-types.js'
import { compileFields } from '../fields/fields.js'
import { optionsOf } from '../fields/options.js'
import type { FormInput } from '../forms/form-types.js'
import { DocketError } from '../kernel/error.js'
import { defineMacros } from '../macros/define-macros.js'
import type { MacroInput } from '../macros/macro-types.js'
import { fixedPriority } from '../priority/fixed.js'
import type { PolicyFields, PriorityPolicy } from '../priority/policy-types.js'
import { deskRouting } from '../routing/desk-routing.js'
import type { RoutingOf } from '../routing/routing-input.js'
import { defineRules } from '../rules/define-rules.js'
import { compileRules } from '../rules/rule-set.js'
import type { RuleInput } from '../rules/rule-types.js'
import type { SlaPolicyInput } from '../sla/policy-types.js'
import { TICKET_EVENT_TYPES, type TicketEventType } from '../ticket/event-types.js'
import { compileWorkflow } from '../workflow/compile.js'
import type { Workflow } from '../workflow/definition-types.js'
import type { Guard } from '../workflow/guard.js'
import { movesOf } from '../workflow/moves.js'
import { checkWorkflowFields } from './check-workflow-fields.js'
import { checkIsDefined, checkRoles, newestFirst, statesOf } from './check-workflows.js'
import { checkedNudges, checkedSurvey, type NudgeInput, type SurveyInput } from './define-closed-loop.js'
import { checkedForms } from './define-forms.js'
import { checkedLevels, checkedPriority, checkedWeights, type LevelInput } from './define-levels.js'
import { checkedCalendars, checkedReminders, slaModel } from './define-sla.js'
import type { DeskShape } from './shape-types.js'

/** Something that happens outside when an event is recorded; what it does is given to `createDesk`. */
export interface EffectDefinition {
  /** The events that cause it. An effect that only workflows name needs none. */
  readonly on?: readonly TicketEventType[]
}

/** What {@link defineDesk} takes. */
export interface DeskInput<
  Fields extends z.ZodObject,
  Workflows extends readonly Workflow[],
  Level extends string,
  Indexed extends string,
  Effect extends string,
  Calendar extends string,
> {
  /** Custom fields. Everything that they accept must be storable as JSON. */
  readonly fields?: Fields
  /** Fields that lists can filter by; at most 8, none of them personal. */
  readonly indexed?: readonly (Indexed & keyof z.output<Fields>)[]
  /**
   * For some categories the form that requesters fill in; categories below inherit it. Without one, or without a category,
   * a ticket may have every field. Those who work at the desk may set every field, and may leave required ones open until
   * a transition requires `form`.
   */
  readonly forms?: {
    readonly [category: string]: FormInput<NoInfer<PolicyFields<z.output<Fields>>>, NoInfer<Level>>
  }
  /** Fields that are stored apart from events, so that they can be erased. */
  readonly personal?: readonly (keyof z.output<Fields> & string)[]
  /** All versions that tickets may be on. New tickets begin with the first, in its highest version. */
  readonly workflows: Workflows
  readonly guards?: readonly Guard[]
  /** How urgent a ticket is; without it every ticket begins with the level `normal`. */
  readonly priority?: PriorityPolicy<NoInfer<PolicyFields<z.output<Fields>>>, Level>
  /**
   * Who gets a ticket: a policy, or what `defineRouting` takes, which then knows the desk's fields. Without it tickets
   * wait until somebody assigns them.
   */
  readonly routing?: RoutingOf<NoInfer<PolicyFields<z.output<Fields>>>, NoInfer<Level>>
  /** What else some priority levels mean: their own workflow, routing and actions. SLA policies name levels in `when`. */
  readonly levels?: {
    readonly [Name in NoInfer<Level>]?: LevelInput<NoInfer<PolicyFields<z.output<Fields>>>>
  }
  /**
   * How much work a ticket is by its channel, in whole units of an agent's capacity from 1 to 1,000; 1 for channels that
   * are not named. A ticket keeps what it was when it was created.
   */
  readonly weights?: Readonly<Record<string, number>>
  /** Business calendars by name. `wall` is no name: it means wall time. */
  readonly calendars?: { readonly [Name in Calendar]: BusinessCalendar }
  /** What the service promises; the first policy that fits a ticket is its own. Without it nothing is promised. */
  readonly sla?: readonly SlaPolicyInput<NoInfer<PolicyFields<z.output<Fields>>>, NoInfer<Level>, NoInfer<Calendar>>[]
  /**
   * What is told without a rule: to an assignee, that the requester wrote again and that a colleague wrote; to the lead,
   * that routing found nobody for a ticket; to watchers, public messages, and that the ticket was solved or ended. Each
   * person is told of an event once. All of it, if left out.
   */
  readonly reminders?: {
    readonly requesterWrote?: boolean
    readonly colleagueWrote?: boolean
    readonly unassigned?: boolean
    readonly watched?: boolean
  }
  /** How requesters rate solved tickets. */
  readonly survey?: SurveyInput<NoInfer<Level>>
  /** How requesters urge. */
  readonly nudges?: NudgeInput
  /** Several commands under one name, for those who work at the desk. */
  readonly macros?: Readonly<
    Record<
      string,
      MacroInput<NoInfer<z.input<Fields>>, NoInfer<NonNullable<Workflows[number]['$types']>['event']>, NoInfer<Level>>
    >
  >
  /**
   * What is done by itself when something happens or time passes, in this order. What concerns the ticket alone is done in
   * the commit that set the rule off, all else right after it.
   */
  readonly rules?: readonly RuleInput<
    NoInfer<PolicyFields<z.output<Fields>>>,
    NoInfer<Level>,
    NoInfer<Calendar>,
    NoInfer<Effect | WorkflowEffects<Workflows>>,
    NoInfer<NonNullable<Workflows[number]['$types']>['event']>
  >[]
  /** Who may do what. Required: a desk without it would be an open door. */
  readonly access: AccessPolicy
  /** Effects by name. */
  readonly effects?: { readonly [E in Effect]: EffectDefinition }
}

/** A desk as defined: pure, typed, without I/O. Clients, tests and tools take `typeof` it. */
export interface DeskDefinition<Shape extends DeskShape = DeskShape> {
  readonly model: DeskModel
  /** Types only; never present at run time. */
  readonly $types?: Shape
}

/** The shape of a desk: `DeskShapeOf<typeof support>`. */
export type DeskShapeOf<Definition> = Definition extends DeskDefinition<infer Shape> ? Shape : never

/** Workflow id to the names of its states and events. */
export type WorkflowShapes<Workflows extends readonly Workflow[]> = {
  readonly [W in Workflows[number] as W['id']]: {
    readonly state: NonNullable<W['$types']>['state']
    readonly event: NonNullable<W['$types']>['event']
  }
}

/** The effects that transitions name. */
export type WorkflowEffects<Workflows extends readonly Workflow[]> = NonNullable<Workflows[number]['$types']>['effect']

/** The shape that a desk's definition gives its types. */
export interface ShapeOf<
  Fields extends z.ZodObject,
  Workflows extends readonly Workflow[],
  Level extends string,
  Indexed extends string,
  Effect extends string,
  Calendar extends string,
> extends DeskShape {
  readonly fieldsIn: z.input<Fields>
  readonly fieldsOut: z.output<Fields>
  readonly workflows: WorkflowShapes<Workflows>
  readonly level: Level
  readonly indexed: Indexed
  readonly effect: Effect | WorkflowEffects<Workflows>
  readonly calendar: Calendar
}

/**
 * Defines a desk: its custom fields, workflows, policies and access. Everything is checked at once.
 *
 * @throws DocketError `INVALID_DEFINITION`
 * @example
 * ```ts
 * import { defaultAccess, defineDesk, leastLoad, supportWorkflow } from '@docket/core'
 * import * as z from 'zod'
 *
 * export const support = defineDesk({
 *   fields: z.object({ orderId: z.string().optional() }),
 *   indexed: ['orderId'],
 *   workflows: [supportWorkflow],
 *   routing: leastLoad(),
 *   access: defaultAccess(),
 * })
 * ```
 */
export function defineDesk<
  const Workflows extends readonly Workflow[],
  Fields extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Level extends string = 'urgent' | 'high' | 'normal' | 'low',
  Indexed extends string = never,
  Effect extends string = never,
  Calendar extends string = never,
>(
  input: DeskInput<Fields, Workflows, Level, Indexed, Effect, Calendar>,
): DeskDefinition<ShapeOf<Fields, Workflows, Level, Indexed, Effect, Calendar>> {
  checkNames(input)
  if (!input.access) {
    throw new DocketError(
      'INVALID_DEFINITION',
      'The desk has no access policy. Give `access: defaultAccess()`, or one of your own.',
    )
  }
  if (!Array.isArray(input.workflows) || input.workflows.length === 0) {
    throw new DocketError('INVALID_DEFINITION', 'The desk has no workflow. Give at least one, such as supportWorkflow.')
  }
  for (const workflow of input.workflows) checkIsDefined(workflow)
  const personal = new Set<string>(input.personal)
  const priority = checkedPriority((input.priority ?? fixedPriority) as PriorityPolicy<never>, personal)
  const guards = input.guards ?? []
  const twice = guards.find((guard, index) => guards.findIndex(({ id }) => id === guard.id) !== index)
  if (twice) throw new DocketError('INVALID_DEFINITION', `Two guards have the id ${twice.id}; rename one.`)
  const workflows = input.workflows.map((workflow) => compileWorkflow(workflow, guards))
  checkRoles(input.workflows, input.access)
  const effects = namedEffects(input.effects ?? {}, input.workflows)
  const fields = compileFields((input.fields ?? EMPTY) as z.ZodObject, {
    ...(input.indexed && { indexed: input.indexed }),
    ...(input.personal && { personal: input.personal }),
  })
  for (const workflow of input.workflows) checkWorkflowFields(workflow, new Set(Object.keys(fields.schema.shape)))
  const calendars = checkedCalendars(input.calendars ?? {})
  const names = {
    fields: new Set(Object.keys(fields.schema.shape).filter((name) => !personal.has(name))),
    personal,
    levels: priority.levels,
    workflows: input.workflows.map(({ id }) => id),
    ...statesOf(input.workflows),
    options: optionsOf(fields),
    types: fieldTypes(fields),
    actors: new Set([...input.access.roles.keys(), 'system']),
    roles: rolesToldAsAWhole(input.access),
    effects: effects.effects,
    events: movesOf(input.workflows),
    calendars: new Set(calendars.keys()),
  }
  return {
    model: {
      fields,
      calendars,
      sla: slaModel(input.sla ?? [], names, calendars, fields.defaults),
      reminders: checkedReminders(input.reminders ?? {}),
      survey: checkedSurvey(input.survey ?? {}, names),
      nudges: checkedNudges(input.nudges ?? {}),
      workflows: newestFirst(workflows),
      macros: defineMacros(input.macros ?? {}, names),
      rules: compileRules(defineRules(input.rules ?? [], names), calendars, fields.defaults),
      guards,
      priority,
      routing: deskRouting((input.routing ?? null) as RoutingOf<never> | null, names),
      levels: checkedLevels(input.levels ?? {}, names),
      weights: checkedWeights(input.weights ?? {}),
      asksInputs: false,
      forms: checkedForms(input.forms ?? {}, fields, names),
      access: input.access,
      ...effects,
    },
  }
}

const NAMES = [
  'fields',
  'forms',
  'indexed',
  'personal',
  'workflows',
  'guards',
  'priority',
  'routing',
  'levels',
  'weights',
  'calendars',
  'sla',
  'reminders',
  'rules',
  'macros',
  'survey',
  'nudges',
  'access',
  'effects',
]

function checkNames(input: object): void {
  const unknown = Object.keys(input).filter((name) => !NAMES.includes(name))
  if (unknown.length === 0) return
  const message = `A desk has no ${unknown.join(', ')}; it has ${NAMES.join(', ')}.`
  throw new DocketError('INVALID_DEFINITION', message)
}

/** The roles that people have and that reach all tickets: what is told to the whole role is of any ticket. */
function rolesToldAsAWhole({ roles }: AccessPolicy): ReadonlySet<string> {
  const all = [...roles].filter(([name, { tickets }]) => tickets === 'all' && name !== 'system')
  return new Set(all.map(([name]) => name))
}

const EMPTY = z.object({})

function namedEffects(
  given: Readonly<Record<string, EffectDefinition>>,
  workflows: readonly Workflow[],
): Pick<DeskModel, 'effects' | 'effectsByEvent'> {
  const named = workflows.flatMap((workflow) =>
    Object.values(workflow.states).flatMap((state) =>
      Object.values(state.on).flatMap((transitions) => transitions.flatMap((transition) => transition.effects)),
    ),
  )
  const effectsByEvent = new Map<string, string[]>()
  for (const [effect, { on = [] }] of Object.entries(given)) {
    if (effect.startsWith('docket:')) {
      throw new DocketError('INVALID_DEFINITION', `The effect ${effect} has a name that belongs to Docket; rename it.`)
    }
    for (const type of on) {
      if (!TICKET_EVENT_TYPES.includes(type)) {
        throw new DocketError(
          'INVALID_DEFINITION',
          `The effect ${effect} waits for ${type}, which is no event of a ticket.`,
        )
      }
      effectsByEvent.set(type, [...(effectsByEvent.get(type) ?? []), effect])
    }
  }
  return { effects: new Set([...Object.keys(given), ...named]), effectsByEvent }
}
