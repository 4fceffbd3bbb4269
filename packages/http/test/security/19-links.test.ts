import { describe, expect, it } from 'vitest'
import { progressLinks } from '../../src/index.js'
import { DAY, identityWorld, KEY } from '../identity/identity-world.js'
import { tokenBy } from '../probes/identity.js'

type World = Awaited<ReturnType<typeof identityWorld>>

async function linked(more: Parameters<typeof identityWorld>[0] = {}) {
  const world = await identityWorld(more)
  const issue = async (ticketId: string, requester = 'c1', tenant = 'a', days = 30) => {
    const expires = new Date(world.clock.now + days * DAY)
    return (await progressLinks(world).issue({ tenant, ticketId, requester, expires })).token
  }
  return { ...world, issue, show: (token: unknown, body: object = {}) => world.post('/progress', { token, ...body }) }
}

const admin = ({ desk }: Pick<World, 'desk'>) => desk.as({ tenant: 'a', actor: { type: 'admin', id: 'ad1' } })

describe('a progress link', () => {
  it('shows how its ticket comes on, and nothing that is internal', async () => {
    const { issue, show, tenants } = await linked()
    const { status, json, text, headers } = await show(await issue(tenants.a.own))
    expect([status, headers.get('content-language')]).toEqual([200, 'en'])
    expect(text).not.toContain('CANARY')
    expect(Object.keys(json).sort()).toEqual(
      [
        'createdAt',
        'expected',
        'firstResponseAt',
        'handler',
        'locale',
        'phase',
        'solvedAt',
        'stage',
        'state',
        'words',
      ].sort(),
    )
    expect(json).toMatchObject({
      state: 'open',
      phase: 'open',
      handler: null,
      stage: { name: 'open', number: 1, seconds: 28_800 },
    })
    expect(json.words.slice(0, 3)).toEqual([
      'Open.',
      'It is in step 1: open.',
      'This step should take at most 8 service hours.',
    ])
  })

  it('speaks the language that is asked for', async () => {
    const { issue, show, post, call, tenants } = await linked()
    const token = await issue(tenants.a.own)
    expect((await show(token, { locale: 'zh-CN' })).json.words[0]).toBe('Open。')
    const asked = async (language: string) => {
      const headers = { 'accept-language': language }
      return (await call('POST /progress', { as: null, body: { token }, headers })).json.locale
    }
    expect(await asked('de, zh-TW;q=0.8, en;q=0.5')).toBe('zh')
    expect(await asked('zh;q=0.1, en;q=0.9')).toBe('en')
    expect(await asked('zh;q=0')).toBe('en')
    expect(await asked(`${'x,'.repeat(10_000)}zh`)).toBe('en')
    expect((await post('/progress', { token, timeZone: 'Mars/Base' })).status).toBe(400)
  })

  it('says by when, in the time zone asked for, or that it is late', async () => {
    const { issue, show, call, customer, deskClock, desk, tenants } = await linked()
    const { id } = await desk
      .as({ tenant: 'a', actor: { type: 'requester', id: 'c1' } })
      .create({ subject: 'New', body: 'x' })
    const { json } = await show(await issue(id), { timeZone: 'Asia/Shanghai' })
    expect(json.words.join(' ')).toMatch(/You can expect an answer by 4 March 2025 at 00:00 \(Asia\/Shanghai\)\./)
    expect(json.expected.answer.at).toBe('2025-03-03T16:00:00.000Z')
    expect(json.expected.answer.atRisk).toBe(false)
    expect(json.firstResponseAt).toBeNull()
    deskClock.advance({ minutes: 30 })
    // Whoever asks sees no light, but that time is short.
    expect((await show(await issue(id))).json.expected.answer.atRisk).toBe(true)
    const { sla, expected } = (await call(`GET /tickets/${id}`, { as: await customer('c1') })).json
    expect([sla, expected.answer]).toMatchObject([null, { at: '2025-03-03T16:00:00.000Z', atRisk: true }])
    const { a } = tenants
    const late = await show(await issue(a.sameTeam, 'c2'))
    expect(late.json.words).toContain('The answer is late; we are sorry, and are working on it.')
  })

  it('names who has it where the host says what agents are called', async () => {
    const agentName = (tenant: string, agent: string) => `${tenant} ${agent}`
    const world = await linked()
    const options = { agentName, identity: { tokens: world.tokens } }
    const other = await linked({ options, tokens: {} })
    expect((await other.show(await other.issue(other.tenants.a.own))).json).toMatchObject({ handler: 'a ag1' })
  })
})

// CVE-2026-41902, CVE-2026-18363: links that never end, or open something else.
describe('a progress link opens nothing', () => {
  it('once it has expired, and none is issued for longer than 90 days or without an end', async () => {
    const { issue, show, clock, tenants, tokens } = await linked()
    const token = await issue(tenants.a.own, 'c1', 'a', 90)
    clock.now += 90 * DAY - 1_000
    expect((await show(token)).status).toBe(200)
    clock.now += 1_000
    expect((await show(token)).status).toBe(401)
    for (const expires of [0, -1, clock.now, clock.now - 1, clock.now + 91 * DAY, 8.64e15, Number.NaN, Infinity]) {
      const link = { tenant: 'a', ticketId: tenants.a.own, requester: 'c1', expires: new Date(expires) }
      await expect(progressLinks({ tokens }).issue(link), String(expires)).rejects.toThrow(TypeError)
    }
  })

  it.each([
    ['missing', undefined],
    ['null', null],
    ['NaN', 'NaN'],
    ['negative', -1],
    ['far away', 99_999_999_999],
    ['a text', '1772000000'],
    ['a fraction', 1_772_000_000.5],
  ])('with an end that is %s', async (_, exp) => {
    const { show, tenants, clock } = await linked()
    const iat = Math.floor(clock.now / 1_000)
    const claims = { iss: 'docket', aud: 'a', sub: 'c1', role: 'requester', purpose: 'progress', jti: 'x', iat, exp }
    const token = tokenBy({ ...claims, ticket: tenants.a.own }, { key: KEY })
    expect((await show(token)).status).toBe(401)
    const right = tokenBy({ ...claims, exp: iat + 60, ticket: tenants.a.own }, { key: KEY })
    expect((await show(right)).status).toBe(200)
  })

  it('of another requester, another tenant, another ticket, or none', async () => {
    const { issue, show, tenants } = await linked()
    const { a, b } = tenants
    const wrong = [
      await issue(a.sameTeam, 'c1'),
      await issue(a.own, 'c2'),
      await issue(b.own, 'c1', 'a'),
      await issue(a.own, 'c1', 'b'),
      await issue('none', 'c1'),
      await issue(a.own, 'ag1'),
      await issue(a.own, 'w1'),
    ]
    const answers = await Promise.all([...wrong, 'x'].map((token) => show(token)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect([answers[0]?.status, answers[0]?.json.detail]).toEqual([
      401,
      'This link does not work any more; ask for a new one.',
    ])
  })

  it('that is no link: what else tokens are for, and a link as a way to sign in', async () => {
    const { issue, show, post, call, customer, tenants } = await linked()
    const link = await issue(tenants.a.own)
    expect((await show(await customer('c1'))).status).toBe(401)
    expect((await show((await post('/visitors', {})).json.token)).status).toBe(401)
    expect((await call('GET /tickets', { as: link })).status).toBe(401)
    expect((await post('/visitors/refresh', { token: link })).status).toBe(401)
    expect((await call(`GET /downloads/${link}`, { as: null })).status).toBe(401)
  })

  it('once the ticket was erased', async () => {
    const world = await linked()
    const token = await world.issue(world.tenants.a.own)
    expect((await world.show(token)).status).toBe(200)
    await admin(world).erase(world.tenants.a.own)
    expect((await world.show(token)).status).toBe(401)
  })

  it('once it was revoked', async () => {
    const revoked = new Set<string>()
    const world = await linked({ tokens: { isRevoked: ({ ticketId = '' }) => revoked.has(ticketId) } })
    const token = await world.issue(world.tenants.a.own)
    const other = await world.issue(world.tenants.a.solved)
    revoked.add(world.tenants.a.own)
    expect([(await world.show(token)).status, (await world.show(other)).status]).toEqual([401, 200])
  })
})

it('a progress link goes on where its ticket goes on, as far as its requester may see it', async () => {
  const { issue, show, tenants, ...world } = await linked()
  const { own, merged, solved, sameTeam } = tenants.a
  const followed = await show(await issue(merged))
  expect(followed.json).toEqual((await show(await issue(own))).json)
  // Into somebody else's ticket nobody is led.
  await admin(world).merge(solved, { into: sameTeam })
  const theirs = (await show(await issue(sameTeam, 'c2'))).json
  const { status, json } = await show(await issue(solved))
  expect([status, json.words[0]]).not.toEqual([200, theirs.words[0]])
  expect(json.createdAt).toBe((await admin(world).get(solved)).createdAt.toISOString())
})

it('a link to a closed ticket says that it is over', async () => {
  const { issue, show, tenants } = await linked()
  const { json } = await show(await issue(tenants.a.closed), { locale: 'zh' })
  expect(json.words).toEqual(['Closed。', '此请求已结束。'])
})
