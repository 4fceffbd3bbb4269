import * as z from 'zod'
import type { InputIssue } from '../kernel/error.js'
import type { Recipient, TicketAction } from './action-types.js'

const id = z.string().min(1).max(200)

const RELATIVE = ['assignee', 'team', 'lead', 'watchers', 'requester', 'departmentHead', 'nextAuthority'] as const

/** The shape of a recipient. */
const recipientSchema: z.ZodType<Recipient> = z.lazy(() =>
  z.union([
    z.enum(RELATIVE),
    z.strictObject({ agent: id }),
    z.strictObject({ team: id }),
    z.strictObject({ role: id }),
    z.strictObject({ managerOf: recipientSchema }),
  ]),
)

/** The shape of an action; which levels, roles and effects there are, {@link actionIssues} knows. */
export const actionSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('notify'), to: z.array(recipientSchema).min(1).max(50), kind: id.optional() }),
  z
    .strictObject({
      action: z.literal('assign'),
      agent: id.optional(),
      team: id.optional(),
      to: recipientSchema.optional(),
    })
    .refine(
      ({ agent, team, to }) => (agent ?? team ?? to) !== undefined && !(agent !== undefined && to !== undefined),
      'needs an agent, a team, or whom it means in `to`',
    ),
  z.strictObject({ action: z.literal('raisePriority'), to: id.optional() }),
  z.strictObject({ action: z.literal('addWatcher'), watcher: recipientSchema }),
  z.strictObject({ action: z.literal('effect'), effect: id }),
]) as unknown as z.ZodType<TicketAction>

/** What a desk knows that an action may name. */
export interface ActionNames {
  readonly levels: readonly string[]
  readonly roles: ReadonlySet<string>
  readonly effects: ReadonlySet<string>
}

/** The names in an action that the desk does not have, each with its path. */
export function actionIssues(
  action: TicketAction,
  names: ActionNames,
  path: readonly (string | number)[],
): InputIssue[] {
  const unknown = (key: string, value: string, what: string, known: Iterable<string>): InputIssue => {
    const message = `names the ${what} ${value}, which the desk does not have; it has ${[...known].join(', ') || 'none'}`
    return { path: [...path, key], code: `unknown_${what}`, message }
  }
  const roles = (key: string, recipients: readonly Recipient[]) =>
    recipients.flatMap(rolesOf).flatMap((role) => {
      return names.roles.has(role) ? [] : [unknown(key, role, 'role', names.roles)]
    })
  switch (action.action) {
    case 'notify':
      return roles('to', action.to)
    case 'assign':
      return roles('to', action.to === undefined ? [] : [action.to])
    case 'addWatcher':
      return roles('watcher', [action.watcher])
    case 'raisePriority':
      return action.to === undefined || names.levels.includes(action.to)
        ? []
        : [unknown('to', action.to, 'level', names.levels)]
    case 'effect':
      return names.effects.has(action.effect) ? [] : [unknown('effect', action.effect, 'effect', names.effects)]
  }
}

function rolesOf(recipient: Recipient): string[] {
  if (typeof recipient === 'string') return []
  if ('role' in recipient) return [recipient.role]
  return 'managerOf' in recipient ? rolesOf(recipient.managerOf) : []
}
