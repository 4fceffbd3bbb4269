import { describe, expect, it } from 'vitest'
import { ticketRecord } from '../../test/records.js'
import { thrown } from '../../test/thrown.js'
import { ACTIONS, type Action } from './access-types.js'
import { defaultAccess } from './default-access.js'

const access = defaultAccess()
const ticket = ticketRecord({ requester: { id: 'c1' }, watchers: ['w1'] })

// What the page on access says, written out action by action: q requester, c collaborator, a agent, l lead, v service.
// An admin and the desk itself may do everything.
const TABLE: Readonly<Record<Action, string>> = {
  read: 'q c a l v',
  readInternal: 'c a l v',
  history: 'a l v',
  create: 'q a l v',
  receive: 'v',
  reply: 'q a l v',
  note: 'c a l v',
  request: 'a l v',
  send: 'q a l v',
  assign: 'a l v',
  unassign: 'a l v',
  accept: 'a l v',
  update: 'a l v',
  setPriority: 'a l v',
  setInputs: 'v',
  setCategory: 'a l v',
  tag: 'a l v',
  watch: 'a l v',
  link: 'a l v',
  merge: 'a l v',
  attach: 'q c a l v',
  check: 'a l v',
  askApproval: 'a l v',
  approve: 'a l v',
  setCoordinator: 'a l v',
  upload: 'q c a l v',
  recordCallBack: 'a l v',
  rate: 'q v',
  nudge: 'q',
  snooze: 'a l v',
  setExternal: 'a l v',
  override: 'l v',
  erase: '',
  import: 'v',
  readDirectory: 'a l v',
  changeDirectory: 'v',
  readDeadLetters: 'l',
  retryDeadLetters: 'l',
  readInbox: 'q c a l v',
  rehearse: 'l',
  archive: 'a l v',
  saveViews: 'a l v',
  shareViews: 'l',
  changeSla: '',
  migrateWorkflow: '',
  changeCategories: 'v',
  reviewCategories: 'l',
  measureRepeats: 'l',
  manageWebhooks: '',
}
const ROLES = { q: 'requester', c: 'collaborator', a: 'agent', l: 'lead', v: 'service', x: 'admin', s: 'system' }
const ID_IN_REACH: Readonly<Record<string, string>> = { requester: 'c1', collaborator: 'w1' }

describe('who may do what', () => {
  it('is written down here for every action that there is', () => {
    expect(Object.keys(TABLE).sort()).toEqual([...ACTIONS].sort())
    expect([...access.roles.keys()].sort()).toEqual(Object.values(ROLES).sort())
  })

  const cells = Object.entries(ROLES).flatMap(([letter, role]) =>
    ACTIONS.map((action) => {
      const allowed = letter === 'x' || letter === 's' || TABLE[action].split(' ').includes(letter)
      return { role, action, allowed, may: allowed ? 'may' : 'may not' }
    }),
  )

  it.each(cells)('$role $may $action', ({ role, action, allowed }) => {
    const actor = { type: role, id: ID_IN_REACH[role] ?? 'a1' }
    const denial = { allow: false, reasons: [{ code: 'action-not-granted', role, action }] }
    for (const on of [ticket, null]) expect(access.can(actor, action, on)).toEqual(allowed ? { allow: true } : denial)
  })
})

describe('which tickets', () => {
  it.each([
    ['requester', 'c1', true],
    ['requester', 'c2', false],
    // Watching does not open a ticket to a requester, nor having asked to a collaborator.
    ['requester', 'w1', false],
    ['collaborator', 'w1', true],
    ['collaborator', 'c1', false],
    ['agent', 'anybody', true],
    ['lead', 'anybody', true],
    ['admin', 'anybody', true],
    ['service', 'anybody', true],
  ])('%s %s reaches the ticket: %s', (type, id, reached) => {
    const verdict = access.can({ type, id }, 'read', ticket)
    const denial = { allow: false, reasons: [{ code: 'ticket-out-of-reach', role: type }] }
    expect(verdict).toEqual(reached ? { allow: true } : denial)
  })

  it('lists carry as a condition, so that no list shows what cannot be read', () => {
    expect(access.scope({ type: 'requester', id: 'c1' })).toEqual([{ on: 'requester', is: 'c1' }])
    expect(access.scope({ type: 'collaborator', id: 'w1' })).toEqual([{ on: 'watcher', is: 'w1' }])
    for (const type of ['agent', 'lead', 'admin', 'service', 'system']) {
      expect(access.scope({ type, id: 'a1' })).toEqual([])
    }
  })
})

describe('which transitions', () => {
  it('without roles are open to everybody who works at the desk, but no requester and no collaborator', () => {
    const staff = Object.values(ROLES).filter((type) => access.permits({ type, id: 'x' }, null))
    expect(staff.sort()).toEqual(['admin', 'agent', 'lead', 'service', 'system'])
  })

  it('with roles are open to these and to the desk itself', () => {
    const named = Object.values(ROLES).filter((type) => access.permits({ type, id: 'x' }, ['requester', 'lead']))
    expect(named.sort()).toEqual(['lead', 'requester', 'system'])
  })
})

describe('a role that is not known', () => {
  it.each(['', 'ghost', 'Agent', 'toString', '__proto__', 'constructor'])('%j may do nothing', (type) => {
    const actor = { type, id: 'c1' }
    for (const action of ACTIONS) {
      const denial = { allow: false, reasons: [{ code: 'role-unknown', role: type }] }
      expect([access.can(actor, action, ticket), access.can(actor, action, null)]).toEqual([denial, denial])
    }
    expect(access.scope(actor)).toEqual([{ on: 'phase', in: [] }])
    expect(access.permits(actor, null)).toBe(false)
    // Not even where a workflow names it.
    expect(access.permits(actor, [type])).toBe(false)
  })
})

describe("the host's own roles", () => {
  it('may do what they list, where they reach', () => {
    const own = defaultAccess({
      roles: { auditor: { tickets: 'all', actions: ['read', 'history'], staff: false } },
    })
    const auditor = { type: 'auditor', id: 'x' }
    expect(ACTIONS.filter((action) => own.can(auditor, action, ticket).allow)).toEqual(['read', 'history'])
    expect(own.permits(auditor, null)).toBe(false)
    expect(own.permits(auditor, ['auditor'])).toBe(true)
    expect(own.can({ type: 'agent', id: 'a1' }, 'assign', ticket).allow).toBe(true)
    expect(access.roles.has('auditor')).toBe(false)
  })

  it('may narrow a usual one', () => {
    const narrow = defaultAccess({ roles: { agent: { tickets: 'all', actions: ['read'], staff: true } } })
    expect(narrow.can({ type: 'agent', id: 'a1' }, 'assign', ticket).allow).toBe(false)
  })

  it('cannot be the one that belongs to Docket', () => {
    const system = { tickets: 'all', actions: [], staff: false } as const
    expect(thrown('INVALID_DEFINITION', () => defaultAccess({ roles: { system } })).message).toContain(
      'belongs to Docket',
    )
  })

  it('cannot have actions that do not exist', () => {
    const role = { tickets: 'all', actions: ['read', 'fly', 'toString'] as never, staff: false } as const
    const error = thrown('INVALID_DEFINITION', () => defaultAccess({ roles: { pilot: role } }))
    expect(error.message).toContain('The role pilot cannot be defined: it has no action fly, toString')
  })
})
