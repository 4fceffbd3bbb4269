import { describe, expect, it } from 'vitest'
import { type CreateDeskFixture, failure, newTicket, openWorld, type World } from './world.js'

const idsOf = ({ items }: { readonly items: readonly { readonly ticket: { readonly id: string } }[] }) =>
  items.map(({ ticket }) => ticket.id)

const found = async (world: World, role: string, text: string, id?: string, tenant?: string) =>
  idsOf(await world.as(role, id, tenant).search(text))

/** Tickets of two requesters, one with a note and one watched. */
async function filled(create: CreateDeskFixture) {
  const world = await openWorld(create)
  const agent = world.as('agent')
  const vpn = await agent.create({
    ...newTicket('VPN 连不上'),
    requester: { id: 'c1' },
    body: 'Since the update, error 809.',
  })
  const screen = await agent.create({
    ...newTicket('Screen broken'),
    requester: { id: 'c2' },
    body: 'The VPN works though.',
  })
  await agent.note(screen.id, { body: 'Customer is on the blacklist' })
  await agent.watch(screen.id, { watcher: 'w1' })
  return { world, agent, vpn: vpn.id, screen: screen.id }
}

/** Finding tickets by their texts. */
export function searchScenarios(create: CreateDeskFixture): void {
  describe('search', () => {
    it('finds tickets by words of their subject and messages, in Chinese and English, subjects first', async () => {
      const { world, vpn, screen } = await filled(create)
      const page = await world.as('agent').search('vpn')
      expect(page.items.map(({ ticket, found: by }) => [ticket.id, by])).toEqual([
        [vpn, 'subject'],
        [screen, 'message'],
      ])
      expect(page.next).toBeNull()
      for (const text of ['连不上', '不上', '上', 'VPN 不上', 'vpn 809', 'UPDATE vpn', 'ＶＰＮ！ error-809']) {
        expect(await found(world, 'agent', text), text).toEqual([vpn])
      }
      for (const text of ['连上', '连不不上', 'vp', 'vpns', 'vpn 810', 'screen 809']) {
        expect(await found(world, 'agent', text), text).toEqual([])
      }
      expect((await world.as('agent').search('blacklist')).items.map((item) => item.found)).toEqual(['note'])
      expect(await found(world, 'agent', 'broken works blacklist')).toEqual([screen])
    })

    it('finds what is written and changed from then on, and no former subject', async () => {
      const { world, agent, vpn } = await filled(create)
      await agent.update(vpn, { subject: 'Router 重启' })
      await agent.reply(vpn, { body: 'Please restart the modem' })
      expect(await found(world, 'agent', '重启 modem')).toEqual([vpn])
      expect(await found(world, 'agent', '连不上')).toEqual([])
      expect((await agent.search('router')).items[0]?.ticket.subject).toBe('Router 重启')
    })

    it('shows each actor what it may see, and nothing of it by asking', async () => {
      const { world, vpn, screen } = await filled(create)
      expect(await found(world, 'requester', 'vpn', 'c1')).toEqual([vpn])
      expect(await found(world, 'requester', 'vpn', 'c2')).toEqual([screen])
      expect(await found(world, 'requester', 'blacklist', 'c2')).toEqual([])
      expect(await found(world, 'requester', 'vpn', 'w1')).toEqual([])
      expect(await found(world, 'collaborator', 'vpn', 'w1')).toEqual([screen])
      expect(await found(world, 'collaborator', 'blacklist', 'w1')).toEqual([screen])
      expect(await found(world, 'collaborator', 'vpn', 'w2')).toEqual([])
      expect(await found(world, 'partner', 'blacklist', 'c2')).toEqual([screen])
      expect(await found(world, 'agent', 'vpn', 'agent-1', 'other')).toEqual([])
      expect((await failure(world.as('ghost').search('vpn'))).code).toBe('FORBIDDEN')
      const [item] = (await world.as('requester', 'c2').search('vpn')).items
      expect(item?.ticket.watchers).toEqual([])
      for (const where of [{ tag: 'x' }, { watcher: 'w1' }]) {
        expect((await failure(world.as('requester', 'c2').search('vpn', { where }))).code).toBe('FORBIDDEN')
      }
    })

    it('is narrowed by the filters of lists', async () => {
      const { world, agent, vpn, screen } = await filled(create)
      await agent.tag(vpn, { add: ['vip'] })
      await agent.update(screen, { fields: { amount: 9 } })
      const by = async (where: object) => idsOf(await world.as('agent').search('vpn', { where }))
      expect(await by({ tag: 'vip' })).toEqual([vpn])
      expect(await by({ requester: 'c2' })).toEqual([screen])
      expect(await by({ fields: { amount: { from: 5 } } })).toEqual([screen])
      expect(await by({ phase: ['solved', 'terminal'] })).toEqual([])
      expect((await failure(agent.search('vpn', { where: { fields: { phone: '1' } as never } }))).code).toBe(
        'QUERY_NOT_INDEXED',
      )
    })

    it('gives page after page, each ticket once', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const made: string[] = []
      for (let place = 0; place < 12; place += 1) {
        if (place % 4 === 0) await world.advance({ minutes: 1 })
        const subject = place % 2 === 0 ? 'Printer 打印' : 'Other'
        made.push((await agent.create({ ...newTicket(subject), body: 'printer 打印机 jam' })).id)
      }
      const paged: string[] = []
      for (let after: string | null = null; ; ) {
        const page: Awaited<ReturnType<typeof agent.search>> = await agent.search('打印 printer', { limit: 5, after })
        paged.push(...idsOf(page))
        after = page.next
        if (after === null) break
      }
      expect([...paged].sort()).toEqual([...made].sort())
      expect(paged).toEqual(idsOf(await agent.search('打印 printer', { limit: 100 })))
      const { next } = await agent.search('打印', { limit: 1 })
      expect((await failure(agent.search('printer', { after: next }))).code).toBe('CURSOR_INVALID')
      for (const after of [
        'x',
        Buffer.from('["search"]').toString('base64url'),
        Buffer.from('{}').toString('base64url'),
      ]) {
        expect((await failure(agent.search('打印', { after }))).code).toBe('CURSOR_INVALID')
      }
    })

    it('does not find what was erased', async () => {
      const { world, screen, vpn } = await filled(create)
      await world.as('admin').erase(screen)
      for (const text of ['screen', 'works', 'blacklist']) expect(await found(world, 'admin', text), text).toEqual([])
      expect(await found(world, 'admin', 'vpn')).toEqual([vpn])
      if (world.fixture.rows) expect(await world.fixture.rows()).not.toContain('blacklist')
    })

    it('takes any text, and refuses what is empty of words or too long', async () => {
      const { world, agent, vpn } = await filled(create)
      const odd = [
        "vpn'",
        '"vpn"',
        'vpn %',
        'vpn_',
        'vpn 😀',
        'vpn; drop table ticket',
        '{vpn}',
        'vpn\\',
        '$1 vpn',
        'vpn\u0001',
      ]
      for (const text of odd) {
        const expected = /drop|1/.test(text) && !text.includes('\u0001') ? [] : vpn
        expect((await found(world, 'requester', text, 'c1')).at(0) ?? [], text).toEqual(expected)
      }
      const refused = ['', ' ', '%', '_', '😀', '"', 'a\u0000b', 'half \ud83d', 'x'.repeat(501), 'x'.repeat(10_000_000)]
      for (const text of [...refused, 5, null, undefined, {}, ['vpn']]) {
        const error = await failure(agent.search(text as string))
        expect(error.code, JSON.stringify(text ?? null).slice(0, 20)).toBe('INVALID_INPUT')
      }
      const options = [
        null,
        5,
        [],
        { limit: 0 },
        { limit: 101 },
        { limti: 1 },
        { where: 5 },
        { where: { nope: 1 } },
        { after: 5 },
      ]
      for (const given of options) {
        expect((await failure(agent.search('vpn', given as never))).code, JSON.stringify(given)).toBe('INVALID_INPUT')
      }
    })

    it('finds by the first 20 words of a long text, and by any of the largest message', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const words = Array.from({ length: 3_000 }, (_, place) => `word${place}`)
      const body = `${words.join(' ')} 末尾 ${'长'.repeat(100_000)}`
      const { id } = await agent.create({ ...newTicket('Long'), body })
      expect(await found(world, 'agent', 'word2999 末尾')).toEqual([id])
      const first20 = words.slice(0, 20).join(' ')
      expect(await found(world, 'agent', `${first20} absent`)).toEqual([id])
      expect(await found(world, 'agent', `absent ${first20}`)).toEqual([])
    })

    it('finds imported tickets, and no more of them when they are imported again', async () => {
      const world = await openWorld(create)
      const service = world.as('service')
      const past = {
        source: 'old',
        tickets: [
          {
            externalId: '1',
            entries: [
              {
                position: 1,
                occurredAt: new Date(Date.UTC(2020, 0, 1)),
                commands: [
                  { type: 'create', subject: 'Modem 断线', requester: { id: 'c9' }, body: 'It blinks' },
                  { type: 'note', body: 'Line is old' },
                ],
              },
            ],
          },
        ],
      }
      for (let time = 0; time < 2; time += 1) {
        for await (const _ of service.import(past as never));
        expect(await found(world, 'agent', '断线 blinks line')).toHaveLength(1)
      }
      expect(await found(world, 'requester', 'blinks', 'c9')).toHaveLength(1)
      expect(await found(world, 'requester', 'line', 'c9')).toEqual([])
    })

    it('finds every one of 32 messages written at once, each once', async () => {
      const { world, agent, vpn } = await filled(create)
      const second = (await world.node()).as('agent')
      await Promise.all(
        Array.from({ length: 32 }, (_, place) =>
          (place % 2 === 0 ? agent : second).reply(vpn, { body: `together unique${place}` }),
        ),
      )
      for (let place = 0; place < 32; place += 1) expect(await found(world, 'agent', `unique${place}`)).toEqual([vpn])
      expect(await found(world, 'agent', 'together')).toEqual([vpn])
    })

    it('writes nothing twice for a command that is sent again with its key', async () => {
      const { world, agent, vpn } = await filled(create)
      for (let time = 0; time < 2; time += 1) {
        await agent.reply(vpn, { body: 'once' }, { idempotencyKey: 'k' })
      }
      const page = await world.store.search({
        tenant: 'acme',
        terms: ['once'],
        where: [],
        visibility: ['public', 'internal'],
        limit: 10,
        after: null,
      })
      expect(page.map(({ ticket, score }) => [ticket.id, score])).toEqual([[vpn, 1]])
    })
  })
}
