import * as z from 'zod'
import { type FieldNames, settingIssues } from '../condition/field-issues.js'
import type { InputIssue } from '../kernel/error.js'
import { text } from '../kernel/input.js'
import { LIMITS } from '../kernel/limits.js'
import { strictObject } from '../kernel/strict-object.js'
import { knownVariables, templateProblem, unknownVariables } from '../templates/template.js'
import type { Move } from '../workflow/moves.js'
import type { AgentRecipient, CommandAction, Recipient, TicketAction } from './action-types.js'

/** What a desk knows that an action may name. */
export interface ActionNames extends FieldNames {
  readonly levels: readonly string[]
  /** The roles that reach all tickets: only they can be told as a whole. */
  readonly roles: ReadonlySet<string>
  readonly effects: ReadonlySet<string>
  /** Names of the custom fields. */
  readonly fields: ReadonlySet<string>
  readonly personal: ReadonlySet<string>
  /** The events of all workflows, each with the states that it can lead to. */
  readonly events: ReadonlyMap<string, readonly Move[]>
  /** The approvals of all workflows. */
  readonly approvals: ReadonlySet<string>
  /** The items of all checklists. */
  readonly items: ReadonlySet<string>
}

/** The name of an action. */
export type ActionName = TicketAction['action']

/** The action of a name. */
export type ActionOf<Name extends ActionName> = Extract<TicketAction, { action: Name }>

/** What is known of a kind of action before it runs. */
interface ActionKind<Action extends TicketAction> {
  readonly schema: z.core.$ZodTypeDiscriminable & z.ZodType<Action>
  /** The names in it that the desk does not have. */
  readonly unknown: (action: Action, names: ActionNames) => readonly UnknownName[]
}

interface UnknownName {
  readonly key: string
  readonly what: 'role' | 'level' | 'effect' | 'field' | 'event' | 'approval' | 'variable'
  readonly name: string
  readonly known: Iterable<string>
}

const id = z.string().min(1).max(200)

const AGENTS = 'assignee, team, lead, departmentHead, nextAuthority, coordinator, { agent }, { team } or { managerOf }'

/** The shape of a recipient that means agents. */
export const agentRecipient: z.ZodType<AgentRecipient> = z.lazy(() =>
  z.union(
    [
      z.enum(['assignee', 'team', 'lead', 'departmentHead', 'nextAuthority', 'coordinator']),
      strictObject({ agent: id }),
      strictObject({ team: id }),
      strictObject({ managerOf: agentRecipient }),
    ],
    `must be ${AGENTS}`,
  ),
)

/** The shape of a recipient. */
const recipient: z.ZodType<Recipient> = z.union(
  [agentRecipient, z.enum(['watchers', 'requester']), strictObject({ role: id })],
  `must be watchers, requester, { role }, ${AGENTS}`,
)

const template = text(LIMITS.body)

function variables({ body }: { readonly body: string }, { fields, personal }: ActionNames): UnknownName[] {
  const names = new Set([...fields, ...personal])
  const known = knownVariables(names)
  return unknownVariables(body, names).map((name) => ({ key: 'body', what: 'variable', name, known }))
}

function family<Name extends 'forChildren' | 'forParents'>(name: Name) {
  const commands: z.ZodType<readonly CommandAction[]> = z.lazy(() => z.array(commandSchema).min(1).max(20))
  return strictObject({ action: z.literal(name), do: commands })
}

/** The registry of actions: what each takes. What each does, `runtime/action-runs.ts` has under the same names. */
const ACTION_KINDS: { readonly [Name in ActionName]: ActionKind<ActionOf<Name>> } = {
  notify: {
    schema: strictObject({
      action: z.literal('notify'),
      to: z.array(recipient).min(1).max(50),
      kind: id.exactOptional(),
    }),
    unknown: ({ to }, { roles }) =>
      to
        .flatMap((one) => (typeof one === 'object' && 'role' in one ? [one.role] : []))
        .filter((name) => !roles.has(name))
        .map((name) => ({ key: 'to', what: 'role', name, known: roles })),
  },
  assign: {
    schema: strictObject({
      action: z.literal('assign'),
      agent: id.exactOptional(),
      team: id.exactOptional(),
      to: agentRecipient.exactOptional(),
    }).refine(
      ({ agent, team, to }) => (agent ?? team ?? to) !== undefined && (agent === undefined || to === undefined),
      'needs an agent, a team, or whom it means in `to`',
    ),
    unknown: () => [],
  },
  raisePriority: {
    schema: strictObject({ action: z.literal('raisePriority'), to: id.exactOptional() }),
    unknown: ({ to }, { levels }) =>
      to === undefined || levels.includes(to) ? [] : [{ key: 'to', what: 'level', name: to, known: levels }],
  },
  addWatcher: {
    schema: strictObject({ action: z.literal('addWatcher'), watcher: agentRecipient }),
    unknown: () => [],
  },
  effect: {
    schema: strictObject({ action: z.literal('effect'), effect: id }),
    unknown: ({ effect }, { effects }) =>
      effects.has(effect) ? [] : [{ key: 'effect', what: 'effect', name: effect, known: effects }],
  },
  tag: {
    schema: strictObject({
      action: z.literal('tag'),
      add: z.array(id).min(1).max(LIMITS.tags).exactOptional(),
      remove: z.array(id).min(1).max(LIMITS.tags).exactOptional(),
    }).refine(({ add, remove }) => (add ?? remove) !== undefined, 'needs tags to add or to remove'),
    unknown: () => [],
  },
  setFields: {
    schema: strictObject({ action: z.literal('setFields'), fields: z.record(z.string(), z.json()) }),
    unknown: ({ fields: given }, { fields, personal }) =>
      Object.keys(given)
        .filter((name) => !fields.has(name) && !personal.has(name))
        .map((name) => ({ key: 'fields', what: 'field', name, known: fields })),
  },
  reply: { schema: strictObject({ action: z.literal('reply'), body: template }), unknown: variables },
  note: { schema: strictObject({ action: z.literal('note'), body: template }), unknown: variables },
  forChildren: { schema: family('forChildren'), unknown: () => [] },
  forParents: { schema: family('forParents'), unknown: () => [] },
  setPriority: {
    schema: strictObject({ action: z.literal('setPriority'), priority: id.nullable() }),
    unknown: ({ priority }, { levels }) =>
      priority === null || levels.includes(priority)
        ? []
        : [{ key: 'priority', what: 'level', name: priority, known: levels }],
  },
  archive: { schema: strictObject({ action: z.literal('archive') }), unknown: () => [] },
  setCategory: {
    schema: strictObject({ action: z.literal('setCategory'), category: id.nullable() }),
    unknown: () => [],
  },
  askApproval: {
    schema: strictObject({ action: z.literal('askApproval'), approval: id }),
    unknown: ({ approval }, { approvals }) =>
      approvals.has(approval) ? [] : [{ key: 'approval', what: 'approval', name: approval, known: approvals }],
  },
  send: {
    schema: strictObject({ action: z.literal('send'), event: id }),
    unknown: ({ event }, { events }) =>
      events.has(event) ? [] : [{ key: 'event', what: 'event', name: event, known: events.keys() }],
  },
}

const { notify, assign, addWatcher, effect, forChildren, forParents } = ACTION_KINDS
const { raisePriority, tag, setFields, setCategory, setPriority, reply, note, archive, askApproval, send } =
  ACTION_KINDS

/** The shape of an action that is nothing but a command. */
const commandSchema: z.ZodType<CommandAction> & z.core.$ZodTypeDiscriminable = z.discriminatedUnion(
  'action',
  [
    raisePriority.schema,
    tag.schema,
    setFields.schema,
    setCategory.schema,
    setPriority.schema,
    reply.schema,
    note.schema,
    archive.schema,
    askApproval.schema,
    send.schema,
  ],
  'must be an action that is nothing but a command on the ticket',
)

/** The shape of any action; which levels, roles and effects there are, {@link actionIssues} knows. */
export const actionSchema: z.ZodType<TicketAction> & z.core.$ZodTypeDiscriminable = z.discriminatedUnion(
  'action',
  [
    notify.schema,
    assign.schema,
    addWatcher.schema,
    effect.schema,
    forChildren.schema,
    forParents.schema,
    commandSchema,
  ],
  `must be one of the actions ${Object.keys(ACTION_KINDS).join(', ')}`,
)

function kindOf(action: TicketAction): ActionKind<TicketAction> {
  return ACTION_KINDS[action.action] as ActionKind<TicketAction>
}

/** What an action names that the desk does not have, and what it sets or writes that cannot be, each with its path. */
export function actionIssues(
  action: TicketAction,
  names: ActionNames,
  path: readonly (string | number)[],
): InputIssue[] {
  const unknown = kindOf(action)
    .unknown(action, names)
    .map(({ key, what, name, known }) => {
      const lacks =
        what === 'role' ? 'which is none that reaches all tickets; such are' : 'which the desk does not have; it has'
      const message = `names the ${what} ${name}, ${lacks} ${[...known].join(', ') || 'none'}`
      return { path: [...path, key], code: `unknown_${what}`, message }
    })
  return [...unknown, ...valueIssues(action, names, path)]
}

function valueIssues(action: TicketAction, names: ActionNames, path: readonly (string | number)[]): InputIssue[] {
  if (action.action === 'setFields') {
    return Object.entries(action.fields).flatMap(([field, value]) =>
      settingIssues(field, value, names, [...path, 'fields', field]),
    )
  }
  if (action.action === 'reply' || action.action === 'note') {
    const message = templateProblem(action.body)
    return message === null ? [] : [{ path: [...path, 'body'], code: 'template', message }]
  }
  if (action.action !== 'forChildren' && action.action !== 'forParents') return []
  return action.do.flatMap((command, index) => actionIssues(command, names, [...path, 'do', index]))
}
