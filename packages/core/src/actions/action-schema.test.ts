import { describe, expect, it } from 'vitest'
import { NAMES } from '../../test/promises.js'
import { actionIssues, actionSchema } from './action-schema.js'
import type { TicketAction } from './action-types.js'

const accepts = (given: unknown) => actionSchema.safeParse(given).success
const issues = (action: TicketAction) =>
  actionIssues(action, NAMES, ['do', 0]).map(({ path, code }) => [path.join('.'), code])

describe('the shape of an action', () => {
  it.each<TicketAction>([
    { action: 'notify', to: ['assignee', 'team', 'lead', 'watchers', 'requester', 'departmentHead', 'nextAuthority'] },
    { action: 'notify', to: [{ agent: 'a1' }, { team: 't1' }, { role: 'lead' }], kind: 'wake-up' },
    { action: 'notify', to: [{ managerOf: { managerOf: 'assignee' } }] },
    { action: 'assign', agent: 'a1' },
    { action: 'assign', team: 't1' },
    { action: 'assign', agent: 'a1', team: 't1' },
    { action: 'assign', to: 'lead' },
    { action: 'assign', to: { managerOf: 'assignee' }, team: 't1' },
    { action: 'raisePriority' },
    { action: 'raisePriority', to: 'urgent' },
    { action: 'addWatcher', watcher: 'lead' },
    { action: 'effect', effect: 'page' },
  ])('is met by %j', (action) => {
    expect(actionSchema.parse(action)).toEqual(action)
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'raisePriority'],
    ['an action that there is not', { action: 'close' }],
    ['an action by the name of a method', { action: 'toString' }],
    ['an action of nobody', { action: 'notify', to: [] }],
    ['one recipient that is no list', { action: 'notify', to: 'assignee' }],
    ['51 recipients', { action: 'notify', to: Array.from({ length: 51 }, () => 'lead') }],
    ['10,000 recipients', { action: 'notify', to: Array.from({ length: 10_000 }, () => 'lead') }],
    ['a recipient that there is not', { action: 'notify', to: ['boss'] }],
    ['a recipient that is two', { action: 'notify', to: [{ agent: 'a1', team: 't1' }] }],
    ['a recipient without an id', { action: 'notify', to: [{ agent: '' }] }],
    ['a manager of nobody', { action: 'notify', to: [{ managerOf: null }] }],
    ['the manager of a whole role', { action: 'notify', to: [{ managerOf: { role: 'lead' } }] }],
    ['the manager of a customer', { action: 'notify', to: [{ managerOf: 'requester' }] }],
    ['a text of its own', { action: 'notify', to: ['lead'], body: 'Hurry' }],
    ['an empty kind', { action: 'notify', to: ['lead'], kind: '' }],
    ['an assignment to nobody', { action: 'assign' }],
    ['an assignment to two', { action: 'assign', agent: 'a1', to: 'lead' }],
    ['an assignment to a role', { action: 'assign', to: { role: 'lead' } }],
    ['an assignment to whoever asks', { action: 'assign', to: 'requester' }],
    ['an assignment to nobody in particular', { action: 'assign', agent: undefined, team: 't1' }],
    ['a priority by number', { action: 'raisePriority', to: 1 }],
    ['a watcher that is a list', { action: 'addWatcher', watcher: ['lead'] }],
    ['a watcher that is a role', { action: 'addWatcher', watcher: { role: 'lead' } }],
    ['an effect with data', { action: 'effect', effect: 'page', data: {} }],
    ['an effect without a name', { action: 'effect' }],
  ])('is not met by %s', (_name, given) => {
    expect(accepts(given)).toBe(false)
  })
})

describe('the names in an action', () => {
  it('may be those that the desk has; whom the directory has, it says when the action runs', () => {
    for (const action of [
      { action: 'notify', to: [{ role: 'lead' }, { managerOf: { team: 'x' } }, { agent: 'x' }, { team: 'x' }] },
      { action: 'raisePriority', to: 'urgent' },
      { action: 'raisePriority' },
      { action: 'effect', effect: 'page' },
      { action: 'assign', agent: 'x' },
      { action: 'addWatcher', watcher: { agent: 'x' } },
    ] as const satisfies readonly TicketAction[]) {
      expect(issues(action)).toEqual([])
    }
  })

  it('are told with their path where the desk does not have them', () => {
    expect(issues({ action: 'notify', to: ['lead', { role: 'boss' }, { role: 'admin' }, { role: 'king' }] })).toEqual([
      ['do.0.to', 'unknown_role'],
      ['do.0.to', 'unknown_role'],
    ])
    expect(issues({ action: 'raisePriority', to: 'hot' })).toEqual([['do.0.to', 'unknown_level']])
    expect(issues({ action: 'effect', effect: 'toString' })).toEqual([['do.0.effect', 'unknown_effect']])
  })

  it('are told with what there is instead', () => {
    const [issue] = actionIssues({ action: 'effect', effect: 'fax' }, NAMES, [])
    expect(issue?.message).toBe('names the effect fax, which the desk does not have; it has page')
    const [none] = actionIssues({ action: 'effect', effect: 'fax' }, { ...NAMES, effects: new Set() }, [])
    expect(none?.message).toBe('names the effect fax, which the desk does not have; it has none')
  })
})
