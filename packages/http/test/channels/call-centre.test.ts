import { expect, it } from 'vitest'
import { callCentreChannel, type RingingCall } from '../../src/channels/index.js'
import { callPost, ringing, withChannels } from './providers.js'

it('shows who calls while it rings, with the latest open tickets and a draft, and writes nothing', async () => {
  const { send, ticketsOf, writes, tenants } = await withChannels()
  const before = await ticketsOf('c1')
  const { status, json } = await send(callPost(ringing()))
  const { openTickets, ...call } = json as RingingCall
  expect([status, call]).toEqual([
    200,
    {
      callId: 'call-1',
      agent: 'ag1',
      requester: { id: 'c1', tier: 'gold' },
      draft: {
        subject: 'Call from +861',
        channel: 'phone',
        requester: { id: 'c1', tier: 'gold' },
        external: { source: 'call', id: 'call-1' },
      },
      idempotencyKey: 'call:call-1',
    },
  ])
  expect(openTickets).toMatchObject([{ id: tenants.a.own, state: 'open', assignee: 'ag1' }])
  expect(JSON.stringify(openTickets)).not.toContain('internal')
  for (const event of ['answered', 'ended']) {
    expect((await send(callPost(ringing({ event })))).status).toBe(204)
  }
  expect([writes(), await ticketsOf('c1')]).toEqual([0, before])
})

it('shows five open tickets at most, the one that changed last first', async () => {
  const { send, admin } = await withChannels()
  for (let index = 0; index < 7; index += 1) await admin.create({ subject: `${index}`, requester: { id: 'c1' } })
  const { openTickets } = (await send(callPost(ringing()))).json as RingingCall
  expect(openTickets).toHaveLength(5)
  const { items } = await admin.list({
    where: { requester: 'c1', phase: ['open', 'waiting'] },
    sort: 'updatedAt',
    direction: 'desc',
    limit: 5,
  })
  expect(openTickets.map(({ id }) => id)).toEqual(items.map(({ id }) => id))
})

it('makes a ticket in one key, and one of it however often two agents press', async () => {
  const { send, call, ticketsOf } = await withChannels()
  const { draft, idempotencyKey } = (await send(callPost(ringing()))).json as RingingCall
  const before = (await ticketsOf('c1')).length
  const press = (as: string) =>
    call('POST /tickets', { as, body: draft, headers: { 'idempotency-key': idempotencyKey } })
  const [first, again, other] = [await press('a:agent:ag1'), await press('a:agent:ag1'), await press('a:agent:ag2')]
  expect([first.status, again.status, again.json.id]).toEqual([201, 201, first.json.id])
  expect([other.status, other.json.code, other.json.ticketId]).toEqual([409, 'EXTERNAL_ID_TAKEN', first.json.id])
  expect(await ticketsOf('c1')).toHaveLength(before + 1)
  expect(first.json).toMatchObject({ channel: 'phone', requester: { id: 'c1', tier: 'gold' } })
})

it('shows nothing of a caller whom the host does not take, and a usual id without a host’s', async () => {
  const { send } = await withChannels()
  expect((await send(callPost(ringing({ from: '+862' })))).status).toBe(204)
  const key = Buffer.from('m3Yx7Hk29dkSLq0pPmZr81vbnT4wqzYf')
  const calls = callCentreChannel({ secret: `whsec_${key.toString('base64')}`, tenant: 'a' })
  const { send: ask } = await withChannels({ channels: { calls } })
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const { json } = await ask(callPost(ringing(), { key, timestamp }))
  expect([json.requester, json.openTickets]).toEqual([{ id: 'phone:+861' }, []])
})

it.each(['', 'whsec_', 'whsec_MTIz', 'MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=', 'whsec_!'])(
  'does not start with the secret %j',
  (secret) => {
    expect(() => callCentreChannel({ secret, tenant: 'a' })).toThrow('`secret`')
  },
)
