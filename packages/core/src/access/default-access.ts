import { DocketError } from '../kernel/error.js'
import type { ActorReference, TicketView } from '../store/record-types.js'
import { ACTIONS, type AccessPolicy, type Action, type Role, type Verdict } from './access-types.js'

const REQUESTER: readonly Action[] = ['read', 'create', 'reply', 'send', 'attach', 'upload', 'readInbox']
const COLLABORATOR: readonly Action[] = ['read', 'readInternal', 'note', 'attach', 'upload', 'readInbox']
const AGENT: readonly Action[] = [
  ...REQUESTER,
  'readInternal',
  'history',
  'note',
  'request',
  'assign',
  'unassign',
  'accept',
  'update',
  'setPriority',
  'setCategory',
  'tag',
  'watch',
  'link',
  'merge',
  'check',
  'askApproval',
  'approve',
  'setCoordinator',
  'recordCallBack',
  'snooze',
  'archive',
  'setExternal',
  'readDirectory',
  'saveViews',
]
const LEAD: readonly Action[] = [
  ...AGENT,
  'override',
  'readDeadLetters',
  'retryDeadLetters',
  'rehearse',
  'shareViews',
  'reviewCategories',
  'measureRepeats',
]

const BUILT_IN: Readonly<Record<string, Role>> = {
  requester: { tickets: 'own', actions: [...REQUESTER, 'rate', 'nudge'], staff: false },
  collaborator: { tickets: 'watched', actions: COLLABORATOR, staff: false },
  agent: { tickets: 'all', actions: AGENT, staff: true },
  lead: { tickets: 'all', actions: LEAD, staff: true },
  admin: { tickets: 'all', actions: ACTIONS, staff: true },
  service: {
    tickets: 'all',
    actions: [...AGENT, 'receive', 'rate', 'setInputs', 'override', 'import', 'changeDirectory', 'changeCategories'],
    staff: true,
  },
  system: { tickets: 'all', actions: ACTIONS, staff: true },
}

/**
 * The usual roles of a help desk, and the host's own. Everything that is not listed is denied.
 *
 * | role | tickets | may |
 * |---|---|---|
 * | `requester` | their own | create, read public messages, reply, attach, rate, urge, send events that name the role, read their inbox |
 * | `collaborator` | those they watch | read, write notes, attach, read their inbox |
 * | `agent` | all of the tenant | work on them |
 * | `lead` | all | also override a state, see what was given up, share views, rehearse changes, review categories, measure repeats |
 * | `admin` | all | everything, erasing, importing and webhooks included |
 * | `service` | all | what an agent may, receive what channels bring, set inputs of policies, override, import, change the directory and categories |
 *
 * @throws DocketError `INVALID_DEFINITION` when a role of the host redefines `system` or names an unknown action
 * @example
 * ```ts
 * import { defaultAccess } from '@docket/core'
 *
 * export const access = defaultAccess({
 *   roles: { auditor: { tickets: 'all', actions: ['read', 'readInternal', 'history'], staff: false } },
 * })
 * ```
 */
export function defaultAccess(options: { readonly roles?: Readonly<Record<string, Role>> } = {}): AccessPolicy {
  for (const [name, role] of Object.entries(options.roles ?? {})) {
    const unknown = role.actions.filter((action) => !ACTIONS.includes(action))
    if (name === 'system' || unknown.length > 0) {
      const why = name === 'system' ? 'it belongs to Docket' : `it has no action ${unknown.join(', ')}`
      throw new DocketError('INVALID_DEFINITION', `The role ${name} cannot be defined: ${why}.`)
    }
  }
  const roles = new Map(Object.entries({ ...BUILT_IN, ...options.roles }))

  return {
    roles,
    can(actor, action, ticket) {
      const role = roles.get(actor.type)
      if (!role) return deny('role-unknown', { role: actor.type })
      if (!role.actions.includes(action)) return deny('action-not-granted', { role: actor.type, action })
      if (ticket && !reaches(role, actor, ticket)) return deny('ticket-out-of-reach', { role: actor.type })
      return ALLOW
    },
    scope(actor) {
      const tickets = roles.get(actor.type)?.tickets
      if (tickets === 'all') return []
      if (tickets === 'own') return [{ on: 'requester', is: actor.id }]
      if (tickets === 'watched') return [{ on: 'watcher', is: actor.id }]
      return [{ on: 'phase', in: [] }]
    },
    permits(actor, names) {
      const role = roles.get(actor.type)
      if (!role) return false
      return names === null ? role.staff : names.includes(actor.type) || actor.type === 'system'
    },
  }
}

const ALLOW: Verdict = { allow: true }

function deny(code: string, values: Record<string, unknown>): Verdict {
  return { allow: false, reasons: [{ code, ...values }] }
}

function reaches(role: Role, actor: ActorReference, ticket: TicketView): boolean {
  if (role.tickets === 'all') return true
  if (role.tickets === 'own') return ticket.requester.id === actor.id
  return ticket.watchers.includes(actor.id)
}
