import { describe, expect, it } from 'vitest'
import { HOUR, inboxOf, openWorld, promising, request, START, within8 } from './world.js'

describe('a notification', () => {
  // Guards what the desk promises itself: its policies, targets and steps are not for the customer.
  it('tells a requester only which event it is about, and the desk what happened', async () => {
    const steps = [{ used: 0.5, do: [{ action: 'notify', to: ['requester', { agent: 'ann' }] }] }] as const
    const world = await openWorld(promising([within8(steps, 'gold-plated')]))
    await world.as('agent', 'ann').create(request())
    world.clock.advance({ hours: 4 })
    await world.desk.system.tick()
    expect(await inboxOf(world, 'requester', 'cem')).toEqual([{ kind: 'sla.dueSoon', data: { seq: 3 } }])
    expect(await inboxOf(world, 'agent', 'ann')).toEqual([
      {
        kind: 'sla.dueSoon',
        data: expect.objectContaining({ seq: 3, target: 'resolution', policy: { id: 'gold-plated', version: 1 } }),
      },
    ])
  })

  // Guards tickets out of reach: what is to a whole role is of any ticket.
  it('to a whole role is in the inboxes of that role only where it reaches all tickets', async () => {
    const world = await openWorld(promising([]))
    const { id } = await world.as('agent', 'ann').create(request())
    const roles = ['partner', 'requester', 'collaborator', 'lead', 'agent']
    await world.store.putNotifications(
      roles.map((role) => ({
        tenant: 'acme',
        id: `to-${role}`,
        recipient: { type: 'role', id: role },
        ticketId: id,
        kind: 'leak',
        data: {},
        createdAt: START,
        readAt: null,
      })),
    )
    const counts = await Promise.all(roles.map(async (role) => [role, (await inboxOf(world, role, 'x')).length]))
    expect(Object.fromEntries(counts)).toEqual({ partner: 0, requester: 0, collaborator: 0, lead: 1, agent: 1 })
    expect(await world.as('partner', 'x').inbox.markRead(['to-partner'])).toBe(0)
  })
})

it('what a requester can expect names no policy', async () => {
  const world = await openWorld(promising([within8([], 'gold-plated')]))
  const { id } = await world.as('agent', 'ann').create(request())
  const requester = world.as('requester', 'cem')
  expect((await requester.get(id)).expected).toEqual({
    answer: null,
    solution: { at: new Date(START + 8 * HOUR), atRisk: false, reason: { code: 'promised', seconds: 8 * 3600 } },
  })
  expect((await world.as('agent').get(id)).expected.solution?.reason).toEqual({ code: 'promised', seconds: 8 * 3600 })
  const seen = [await requester.get(id), await requester.list(), await requester.events(id)]
  expect(JSON.stringify(seen)).not.toContain('gold-plated')
})

// Guards the requester whose ticket nobody has: what they write must reach somebody, but not everybody each time.
describe('a message on a ticket that nobody has', () => {
  const open = async (team: string | undefined) => {
    const world = await openWorld(promising([]))
    await world.as('admin').directory.putTeam({ id: 'leaderless', name: 'Leaderless' })
    await world.as('admin').directory.putAgent({ id: 'bob', name: 'bob', teams: ['lamps', 'leaderless'] })
    const { id } = await world.as('agent', 'ann').create({ ...request(), ...(team !== undefined && { team }) })
    const told = async () => {
      await world.desk.system.tick()
      const kinds = async (role: string, who: string) => (await inboxOf(world, role, who)).map(({ kind }) => kind)
      return {
        lea: await kinds('agent', 'lea'),
        team: [...(await kinds('agent', 'ann')), ...(await kinds('agent', 'bob'))],
        leads: await kinds('lead', 'leo'),
      }
    }
    return { world, id, told }
  }

  it.each([
    ['the lead of its team', 'lamps', { lea: ['message.requesterWrote'], team: [], leads: [] }],
    ['the role lead where its team has none', 'leaderless', { lea: [], team: [], leads: ['message.requesterWrote'] }],
    ['the role lead where it has no team', undefined, { lea: [], team: [], leads: ['message.requesterWrote'] }],
  ])('tells, where the requester wrote it, %s', async (_whom, team, expected) => {
    const { world, id, told } = await open(team)
    await world.as('requester', 'cem').reply(id, { body: 'Hello?' })
    expect(await told()).toEqual(expected)
  })

  it('tells nobody where a colleague wrote it', async () => {
    const { world, id, told } = await open('lamps')
    await world.as('agent', 'bob').note(id, { body: 'x' })
    await world.as('agent', 'bob').reply(id, { body: 'x' })
    expect(await told()).toEqual({ lea: [], team: [], leads: [] })
  })
})
