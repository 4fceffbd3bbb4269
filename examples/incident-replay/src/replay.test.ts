import { readFileSync } from 'node:fs'
import { memoryStore } from '@docket/store-memory'
import { beforeAll, describe, expect, it } from 'vitest'
import { asImport, type IncidentActor, openDesk, putDirectory } from './desk.js'
import { survey } from './log/survey.js'
import { DEFAULT_MATRIX } from './matrix.js'
import { replay } from './replay.js'
import { textLog } from './testing/run-text.js'

const log = textLog(readFileSync(new URL('../fixture/incidents.csv', import.meta.url), 'utf8'))

describe('the desk after a replay', () => {
  const store = memoryStore()
  let desk: IncidentActor
  const ticketOf = async (number: string) => {
    const { items } = await desk.list({ limit: 100 })
    return items.find(({ external }) => external?.id === number)
  }

  beforeAll(async () => {
    desk = asImport(await openDesk(store, DEFAULT_MATRIX), 'acme')
    const found = await survey(log.rows())
    await putDirectory(desk, found)
    for await (const _ of replay(desk, 'incident-log', log.rows(), found.scattered));
  })

  it('holds each incident as a ticket, as the log left it', async () => {
    expect(await ticketOf('INC0000001')).toMatchObject({
      state: 'closed',
      priority: 'moderate',
      fields: { impact: 2, urgency: 2 },
      team: 'Group 2',
      assignee: 'Resolver 2',
      requester: { id: 'Caller 1' },
      channel: 'Phone',
      category: 'Category 1',
      createdAt: new Date('2016-03-01T08:00:00Z'),
    })
    expect(await ticketOf('INC0000006')).toMatchObject({ state: 'resolved', requester: { id: 'unknown' } })
  })

  it('shows in the history what the workflow refused, when it happened and who did it', async () => {
    const ticket = await ticketOf('INC0000002')
    const { items } = await desk.history(ticket?.id ?? '', { limit: 100 })
    const deviations = items.filter(({ type }) => type === 'import.refused' || type === 'ticket.overridden')
    expect(deviations).toMatchObject([
      { type: 'import.refused', occurredAt: new Date('2016-03-01T08:30:00Z'), data: { from: 'active', to: '-100' } },
      {
        type: 'ticket.overridden',
        occurredAt: new Date('2016-03-01T13:30:00Z'),
        data: { from: 'closed', to: 'active' },
      },
    ])
    expect(deviations[1]?.actor).toEqual({ type: 'agent', id: 'Updated by 7' })
    expect(items.filter(({ type }) => type === 'ticket.transitioned')).toHaveLength(6)
  })

  it('has the groups and agents of the log in its directory', async () => {
    expect(await desk.directory.team('Group 3')).toMatchObject({ name: 'Group 3', status: 'active' })
    expect(await desk.directory.agent('Resolver 2')).toMatchObject({ teams: ['Group 2'] })
    expect(await desk.directory.history('agent', 'Resolver 2')).toHaveLength(1)
  })

  it('has set no timer and sent no notice', async () => {
    expect(await store.nextWakeup()).toBeNull()
  })
})

it('continues an incident of more rows than fit into one group', async () => {
  const header =
    'number,incident_state,sys_updated_at,sys_updated_by,opened_at,resolved_at,caller_id,contact_type,category,impact,urgency,priority,assignment_group,assigned_to,made_sla'
  const rows = Array.from(
    { length: 2_100 },
    (_, at) => `INC1,${at === 2_099 ? 'Closed' : 'Active'},1/3/2016 08:00${',?'.repeat(12)}`,
  )
  const long = textLog(`${[header, ...rows].join('\n')}\n`)
  const desk = asImport(await openDesk(memoryStore(), DEFAULT_MATRIX), 'acme')
  const outcomes: (string | null)[] = []
  for await (const { replayed } of replay(desk, 'incident-log', long.rows(), new Set())) {
    outcomes.push(`${replayed.from} ${replayed.refused}`)
  }
  expect(outcomes).toHaveLength(2_100)
  expect(outcomes.at(1_000)).toBe('active null')
  expect(outcomes.at(-1)).toBe('active no-transition')
  expect((await desk.list({ limit: 10 })).items).toHaveLength(1)
})
