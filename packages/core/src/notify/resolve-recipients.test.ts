import { describe, expect, it } from 'vitest'
import { ticketRecord } from '../../test/records.js'
import type { AgentRecipient, Recipient } from '../actions/action-types.js'
import type { Directory } from '../directory/directory.js'
import { LIMITS } from '../kernel/limits.js'
import type { AgentRecord, DepartmentRecord, TeamRecord, TicketRecord } from '../store/record-types.js'
import { resolveRecipients } from './resolve-recipients.js'

type Entry<Record> = Partial<Record> & { readonly id: string }
interface People {
  readonly agents?: readonly Entry<AgentRecord>[]
  readonly teams?: readonly Entry<TeamRecord>[]
  readonly departments?: readonly Entry<DepartmentRecord>[]
}

const NEW_AGENT = {
  teams: [],
  capacity: null,
  channels: {},
  status: 'present',
  shift: null,
  vacations: [],
  skills: {},
  languages: [],
  manager: null,
  authority: null,
  rating: null,
  weight: 1,
} as const

/** A directory of these people that counts what it is asked. */
function directoryOf({ agents = [], teams = [], departments = [] }: People) {
  let asked = 0
  const known = agents.map((one): AgentRecord => ({ ...NEW_AGENT, name: one.id, ...one }))
  const find = <Found extends { readonly id: string }>(all: readonly Found[], id: string): Found | null => {
    asked += 1
    return all.find((one) => one.id === id) ?? null
  }
  const directory: Directory = {
    agent: async (_tenant, id) => find(known, id),
    team: async (_tenant, id) =>
      find(
        teams.map((one): TeamRecord => ({ name: one.id, lead: null, department: null, status: 'active', ...one })),
        id,
      ),
    department: async (_tenant, id) =>
      find(
        departments.map(
          (one): DepartmentRecord => ({ name: one.id, head: null, parent: null, status: 'active', ...one }),
        ),
        id,
      ),
    // Who was removed is no candidate.
    agents: async (_tenant, of) =>
      known.filter(
        ({ status, teams: own }) => status !== 'removed' && (of === null || own.some((team) => of.includes(team))),
      ),
  }
  return { directory, asked: () => asked }
}

async function meant(people: People, to: readonly Recipient[], changes: Partial<TicketRecord> = {}) {
  const found = await resolveRecipients(directoryOf(people).directory, ticketRecord(changes), to)
  return found.map(({ type, id }) => `${type} ${id}`)
}

const LEADS = ['role lead']

describe('the assignee', () => {
  it('is the agent who has the ticket, whom the directory may not know', async () => {
    expect(await meant({ agents: [{ id: 'a1' }] }, ['assignee'], { assignee: 'a1' })).toEqual(['agent a1'])
    expect(await meant({}, ['assignee'], { assignee: 'of another system' })).toEqual(['agent of another system'])
  })

  it('is the team while nobody has the ticket', async () => {
    const agents = [{ id: 'a1', teams: ['t1'] }, { id: 'a2' }]
    expect(await meant({ agents }, ['assignee'], { team: 't1' })).toEqual(['agent a1'])
    expect(await meant({ agents }, ['assignee'])).toEqual(LEADS)
  })

  it('is the leads where the agent was removed', async () => {
    const agents = [{ id: 'a1', status: 'removed' as const }]
    expect(await meant({ agents }, ['assignee'], { assignee: 'a1', team: 't1' })).toEqual(LEADS)
  })
})

describe('the coordinator', () => {
  const agents = [{ id: 'a1' }, { id: 'a2', teams: ['t1'] }, { id: 'gone', status: 'removed' as const }]

  it('is the agent who answers for the whole, whoever has the ticket', async () => {
    const flow = { coordinator: 'a1' }
    expect(await meant({ agents }, ['coordinator'], { assignee: 'a2', flow })).toEqual(['agent a1'])
    expect(await meant({ agents }, ['coordinator', 'assignee'], { assignee: 'a1', flow })).toEqual(['agent a1'])
  })

  it('is the assignee where nobody is named, or who is was removed; while nobody has the ticket, its team', async () => {
    expect(await meant({ agents }, ['coordinator'], { assignee: 'a1' })).toEqual(['agent a1'])
    const flow = { coordinator: 'gone' }
    expect(await meant({ agents }, ['coordinator'], { assignee: 'a1', flow })).toEqual(['agent a1'])
    expect(await meant({ agents }, ['coordinator'], { team: 't1', flow })).toEqual(['agent a2'])
    expect(await meant({ agents }, ['coordinator'], { flow })).toEqual(LEADS)
  })
})

describe('the team', () => {
  const agents: People['agents'] = [
    { id: 'a1', teams: ['t1'], status: 'away' },
    { id: 'a2', teams: ['t1'] },
    { id: 'a3', teams: ['t1'], status: 'removed' },
    { id: 'a4', teams: ['t2'], status: 'away' },
    { id: 'a5', teams: ['t2'], status: 'away' },
  ]

  it('is whoever of it is present, and all of it while nobody is', async () => {
    expect(await meant({ agents }, ['team'], { team: 't1' })).toEqual(['agent a2'])
    expect(await meant({ agents }, ['team'], { team: 't2' })).toEqual(['agent a4', 'agent a5'])
    expect(await meant({ agents }, [{ team: 't2' }], { team: 't1' })).toEqual(['agent a4', 'agent a5'])
  })

  it('is the leads where the ticket has none, or nobody is in it', async () => {
    expect(await meant({ agents }, ['team'])).toEqual(LEADS)
    expect(await meant({ agents }, ['team'], { team: 'empty' })).toEqual(LEADS)
    expect(await meant({ agents }, [{ team: 'empty' }])).toEqual(LEADS)
  })

  it('has one lead; without one, or once that one was removed, it is the leads', async () => {
    const teams = [{ id: 't1', lead: 'a2' }, { id: 't2' }, { id: 't3', lead: 'a3' }]
    const leadOf = (team: string | null) => meant({ agents, teams }, ['lead'], { team })
    expect(await leadOf('t1')).toEqual(['agent a2'])
    for (const team of ['t2', 't3', 'unknown', null]) expect(await leadOf(team)).toEqual(LEADS)
  })
})

describe('the head of the department', () => {
  const agents: People['agents'] = [{ id: 'h1' }, { id: 'h2' }, { id: 'gone', status: 'removed' }]
  const headOf = (departments: NonNullable<People['departments']>, department: string | null = 'd1') =>
    meant({ agents, departments, teams: [{ id: 't1', department }] }, ['departmentHead'], { team: 't1' })

  it('is that of the team’s own', async () => {
    expect(await headOf([{ id: 'd1', head: 'h1' }])).toEqual(['agent h1'])
  })

  it('is that of the one above where it has none, its head was removed, or it was', async () => {
    const top = { id: 'top', head: 'h2' }
    expect(await headOf([{ id: 'd1', parent: 'top' }, top])).toEqual(['agent h2'])
    expect(await headOf([{ id: 'd1', parent: 'top', head: 'gone' }, top])).toEqual(['agent h2'])
    expect(await headOf([{ id: 'd1', parent: 'top', head: 'h1', status: 'removed' }, top])).toEqual(['agent h2'])
    expect(await headOf([{ id: 'd1', parent: 'd2' }, { id: 'd2', parent: 'top' }, top])).toEqual(['agent h2'])
  })

  it('is the leads where there is none, however the departments lead in circles', async () => {
    expect(await headOf([], null)).toEqual(LEADS)
    expect(await headOf([])).toEqual(LEADS)
    expect(await headOf([{ id: 'd1', parent: 'd1' }])).toEqual(LEADS)
    const circle = [{ id: 'd1', parent: 'd2' } as const, { id: 'd2', parent: 'd1' } as const]
    expect(await headOf(circle)).toEqual(LEADS)
  })
})

describe('managers', () => {
  const agents: People['agents'] = [
    { id: 'a1', manager: 'm1', authority: 1 },
    { id: 'm1', manager: 'm2', authority: 1 },
    { id: 'm2', manager: 'm3', authority: 3 },
    { id: 'm3', authority: 9 },
    { id: 'orphan' },
    { id: 'b1', manager: 'gone' },
    { id: 'gone', manager: 'm3', status: 'removed' },
    { id: 'c1', manager: 'unknown' },
  ]
  const managerOf = (of: AgentRecipient, changes: Partial<TicketRecord> = {}) =>
    meant({ agents, teams: [{ id: 't1', lead: 'a1' }] }, [{ managerOf: of }], changes)

  it('are the nearest superiors who work at the desk', async () => {
    expect(await managerOf('assignee', { assignee: 'a1' })).toEqual(['agent m1'])
    expect(await managerOf({ managerOf: 'assignee' }, { assignee: 'a1' })).toEqual(['agent m2'])
    expect(await managerOf('lead', { team: 't1' })).toEqual(['agent m1'])
    expect(await managerOf({ agent: 'b1' })).toEqual(['agent m3'])
  })

  it('are the leads for who has none', async () => {
    for (const id of ['orphan', 'm3', 'c1', 'unknown', 'gone']) {
      expect([id, await managerOf({ agent: id })]).toEqual([id, LEADS])
    }
    expect(await managerOf({ team: 'empty' })).toEqual(LEADS)
  })

  it('in a circle end the search: the next one is meant, and of more authority nobody', async () => {
    const circle = { agents: [{ id: 'a1', manager: 'a2' } as const, { id: 'a2', manager: 'a1' } as const] }
    expect(await meant(circle, [{ managerOf: { agent: 'a1' } }])).toEqual(['agent a2'])
    const own = { agents: [{ id: 'a1', manager: 'a1', authority: 1 }] }
    expect(await meant(own, ['nextAuthority'], { assignee: 'a1' })).toEqual(LEADS)
    const { directory, asked } = directoryOf(circle)
    await resolveRecipients(directory, ticketRecord({ assignee: 'a1' }), ['nextAuthority'])
    expect(asked()).toBeLessThan(30)
  })

  it('with more authority are found past those who have no more', async () => {
    const next = (changes: Partial<TicketRecord>) =>
      meant({ agents, teams: [{ id: 't1', lead: 'm1' }, { id: 't2' }] }, ['nextAuthority'], changes)
    expect(await next({ assignee: 'a1' })).toEqual(['agent m2'])
    expect(await next({ assignee: 'm2' })).toEqual(['agent m3'])
    expect(await next({ assignee: 'm3' })).toEqual(LEADS)
    // While nobody has the ticket it goes by the lead of its team.
    expect(await next({ team: 't1' })).toEqual(['agent m2'])
    expect(await next({ team: 't2' })).toEqual(LEADS)
    expect(await next({})).toEqual(LEADS)
  })

  it('have more authority than none', async () => {
    const people = { agents: [{ id: 'a1', manager: 'a2' } as const, { id: 'a2', authority: 1 }] }
    expect(await meant(people, ['nextAuthority'], { assignee: 'a1' })).toEqual(['agent a2'])
  })
})

describe('everybody together', () => {
  it('is in the order asked, each once', async () => {
    const agents: People['agents'] = [
      { id: 'a1', teams: ['t1'], manager: 'a2' },
      { id: 'a2', teams: ['t1'] },
    ]
    const ticket = { assignee: 'a1', team: 't1', watchers: ['w1', 'a1'] }
    const to: Recipient[] = ['team', 'assignee', 'watchers', { managerOf: 'assignee' }, 'requester', { role: 'admin' }]
    expect(await meant({ agents }, [...to, ...to], ticket)).toEqual([
      'agent a1',
      'agent a2',
      'watcher w1',
      'requester c1',
      'role admin',
    ])
  })

  it('tells a requester beside an agent of the same id: they are two', async () => {
    const both = await meant({}, [{ agent: 'c1' }, 'requester'])
    expect(both).toEqual(['agent c1', 'requester c1'])
  })

  it('means nobody else where nobody watches: that is nobody’s loss', async () => {
    expect(await meant({}, ['watchers'])).toEqual([])
    expect(await meant({}, ['watchers', 'lead'])).toEqual(LEADS)
  })

  it('is no more than twice the watchers that a ticket can have', async () => {
    const agents = Array.from({ length: 1_000 }, (_, index) => ({ id: `a${index}`, teams: ['t1'] }))
    expect(await meant({ agents }, ['team'], { team: 't1' })).toHaveLength(2 * LIMITS.watchers)
  })
})
