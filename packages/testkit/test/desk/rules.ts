import { leastLoad, parseRules, type RuleInput } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, log, openDeciding, request } from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

const withRules = (rules: readonly RuleInput[], more = {}) => deciding({ ...more, rules: rules as never })

/** What rules do by themselves. */
export function ruleScenarios(create: CreateDeskFixture): void {
  describe('a rule that an event sets off', () => {
    it('does at once what concerns the ticket, in one commit with what set it off, and tells why', async () => {
      const rules: RuleInput[] = [
        {
          id: 'hurry',
          on: 'ticket.created',
          when: { fields: { severity: 'high' } },
          do: [{ action: 'raisePriority' }],
        },
        { id: 'mark', on: 'ticket.created', do: [{ action: 'tag', add: ['new'] }] },
      ]
      const world = await openDeciding(create, withRules(rules))
      const low = await world.sam.create(request())
      expect(low).toMatchObject({ priority: 'normal', tags: ['new'] })
      const high = await world.sam.create(request({ fields: { severity: 'high' } }))
      expect(high).toMatchObject({ priority: 'high', tags: ['new'] })
      const evaluated = (await log(world, low.id)).find(({ type }) => type === 'rules.evaluated')
      expect(evaluated).toMatchObject({
        actor: { type: 'system' },
        cause: { kind: 'rule' },
        data: {
          hops: 0,
          matched: [{ rule: 'mark', version: 1, seq: 1, asks: [], failed: [] }],
          missed: [{ rule: 'hurry', reasons: [{ code: 'condition-not-met', part: 'fields.severity', found: 'low' }] }],
        },
      })
      await expectSound(world)
    })

    it('asks only whom it names: what the desk does is nobody else', async () => {
      const rules: RuleInput[] = [
        { id: 'wrote', on: 'message.added', by: 'requester', do: [{ action: 'tag', add: ['wrote'] }] },
      ]
      const world = await openDeciding(create, withRules(rules))
      const { id } = await world.sam.create(request())
      await world.sam.reply(id, { body: 'We look into it.' })
      expect((await world.sam.get(id)).tags).toEqual([])
      await world.as('requester', (await world.sam.get(id)).requester.id).reply(id, { body: 'And?' })
      expect((await world.sam.get(id)).tags).toEqual(['wrote'])
      await expectSound(world)
    })

    it('asks others after the commit, once, also when the message comes twice', async () => {
      const rules: RuleInput[] = [
        { id: 'tell', on: 'ticket.created', do: [{ action: 'notify', to: ['lead'], kind: 'new-ticket' }] },
        { id: 'watch', on: 'ticket.created', do: [{ action: 'addWatcher', watcher: { agent: 'ann' } }] },
      ]
      const world = await openDeciding(create, withRules(rules))
      await world.put('ann', { status: 'away' })
      const { id } = await world.sam.create(request({ team: 'lamps' }))
      await world.work({ minutes: 1 })
      expect((await world.sam.get(id)).watchers).toEqual(['ann'])
      const told = await world.as('agent', 'lea').inbox.list()
      expect(told.items.filter(({ kind }) => kind === 'new-ticket')).toHaveLength(1)
      await expectSound(world)
    })

    it('goes on to the next rules until one that matched says stop', async () => {
      const rules: RuleInput[] = [
        {
          id: 'one',
          on: 'ticket.created',
          when: { channel: 'phone' },
          do: [{ action: 'tag', add: ['one'] }],
          stop: true,
        },
        { id: 'two', on: 'ticket.created', do: [{ action: 'tag', add: ['two'] }] },
      ]
      const world = await openDeciding(create, withRules(rules))
      expect((await world.sam.create(request({ channel: 'phone' }))).tags).toEqual(['one'])
      expect((await world.sam.create(request())).tags).toEqual(['two'])
    })

    it('sets another off, which sees what the first has done', async () => {
      const rules: RuleInput[] = [
        { id: 'second', on: 'ticket.tagged', when: { tag: 'a' }, do: [{ action: 'setFields', fields: { amount: 5 } }] },
        { id: 'first', on: 'ticket.created', do: [{ action: 'tag', add: ['a'] }] },
      ]
      const world = await openDeciding(create, withRules(rules))
      const { id, fields } = await world.sam.create(request())
      expect(fields).toMatchObject({ amount: 5 })
      const hops = (await log(world, id))
        .filter(({ type }) => type === 'rules.evaluated')
        .map(({ data }) => data['hops'])
      expect(hops).toEqual([0, 1])
    })

    it('whose action cannot be done harms nothing: the log tells, the ticket goes on', async () => {
      const rules: RuleInput[] = [
        { id: 'close', on: 'ticket.created', do: [{ action: 'send', event: 'close' }] },
        {
          id: 'fill',
          on: 'ticket.created',
          do: [
            { action: 'reply', body: 'We call you at {{ fields.phone }}.' },
            { action: 'tag', add: ['b'] },
          ],
        },
      ]
      const world = await openDeciding(create, withRules(rules))
      const { id, state, tags } = await world.sam.create(request())
      expect({ state, tags }).toEqual({ state: 'open', tags: ['b'] })
      const evaluated = (await log(world, id)).find(({ type }) => type === 'rules.evaluated')
      expect(evaluated?.data['matched']).toMatchObject([
        { rule: 'close', failed: [{ action: 'send', code: 'TRANSITION_REFUSED' }] },
        { rule: 'fill', failed: [{ action: 'reply', code: 'COMMAND_REFUSED' }] },
      ])
      await expectSound(world)
    })

    it('pays once, as docs/rules.md has it, though the answer is a tag and the ticket comes back', async () => {
      const paid: string[] = []
      const rules: RuleInput[] = [
        {
          id: 'pay',
          on: 'ticket.tagged',
          when: { event: { added: 'pay' }, not: { tag: 'pay-ordered' } },
          do: [
            { action: 'tag', add: ['pay-ordered'] },
            { action: 'effect', effect: 'refund' },
          ],
        },
      ]
      const world = await openDeciding(create, withRules(rules, { effects: { refund: {} } }), {
        effects: {
          refund: async ({ id, ticketId }: { id: string; ticketId: string }) => {
            paid.push(id)
            await world.as('service', 'payments').tag(ticketId, { add: ['paid'] }, { idempotencyKey: id })
          },
        },
      } as never)
      const { id } = await world.sam.create(request())
      await world.sam.tag(id, { add: ['pay'] })
      await world.work({ hours: 1 })
      expect((await world.sam.get(id)).tags).toEqual(['pay', 'pay-ordered', 'paid'])
      await world.sam.tag(id, { remove: ['pay'] })
      await world.sam.tag(id, { add: ['pay', 'vip'] })
      await world.work({ hours: 1 })
      expect(paid).toHaveLength(1)
      await expectSound(world)
    })

    it('decides before routing looks: what it sets counts for who gets the ticket', async () => {
      const rules: RuleInput[] = [{ id: 'tag', on: 'ticket.created', do: [{ action: 'assign', team: 'lamps' }] }]
      const world = await openDeciding(create, withRules(rules, { routing: leastLoad() }))
      await world.put('ann')
      const { id } = await world.sam.create(request())
      await world.work({ minutes: 1 })
      expect(await world.sam.get(id)).toMatchObject({ team: 'lamps', assignee: 'ann' })
    })

    it('is set off by a broken promise at its own instant, whoever looks first and whenever', async () => {
      const rules: RuleInput[] = [{ id: 'late', on: 'sla.breached', do: [{ action: 'tag', add: ['late'] }] }]
      const sla = [{ id: 'all', targets: { resolution: { within: { hours: 1 }, escalate: [] } } }]
      const logs = []
      for (const looks of [true, false]) {
        const world = await openDeciding(create, withRules(rules, { sla }))
        const { id } = await world.sam.create(request())
        if (looks) await world.work({ hours: 5 })
        else await world.pass({ hours: 5 })
        await world.sam.tag(id, { add: ['seen'] })
        expect((await world.sam.get(id)).tags).toEqual(['late', 'seen'])
        logs.push((await log(world, id)).map(({ type, occurredAt }) => `${type} ${occurredAt.toISOString()}`))
        await expectSound(world)
      }
      expect(logs[0]).toEqual(logs[1])
    })
  })

  describe('a rule that time sets off', () => {
    const rules: RuleInput[] = [
      {
        id: 'remind',
        after: { hours: 4 },
        since: 'requesterWrote',
        calendar: 'office',
        when: { phase: 'open' },
        do: [{ action: 'tag', add: ['reminded'] }],
      },
    ]

    it('counts by its calendar, and is set off once for each time that it counts from', async () => {
      const world = await openDeciding(create, withRules(rules))
      const asker = world.as('requester', 'cem')
      const { id } = await asker.create({ subject: 'It hums', body: 'Please help.' } as never)
      await world.work({ hours: 3, minutes: 59 })
      expect((await world.sam.get(id)).tags).toEqual([])
      await world.work({ minutes: 1 })
      expect((await world.sam.get(id)).tags).toEqual(['reminded'])
      await world.sam.tag(id, { remove: ['reminded'] })
      await world.work({ hours: 48 })
      expect((await world.sam.get(id)).tags).toEqual([])
      await asker.reply(id, { body: 'And?' })
      await world.work({ hours: 24 })
      expect((await world.sam.get(id)).tags).toEqual(['reminded'])
      await expectSound(world)
    })

    it('is looked at once: what does not hold then is in the log with its reason', async () => {
      const world = await openDeciding(create, withRules(rules))
      const { id } = await world.as('requester', 'cem').create({ subject: 'It hums', body: 'Please help.' } as never)
      await world.sam.send(id, { type: 'solve' } as never)
      await world.work({ hours: 48 })
      const evaluated = (await log(world, id)).filter(({ type }) => type === 'rules.evaluated')
      expect(evaluated.map(({ data }) => data['missed'])).toMatchObject([
        [{ rule: 'remind', seq: null, reasons: [{ part: 'phase', found: 'solved' }] }],
      ])
    })

    it('is the same whether a worker looks at once or a command days later', async () => {
      const logs = []
      for (const looks of [true, false]) {
        const world = await openDeciding(create, withRules(rules))
        const { id } = await world.as('requester', 'cem').create({ subject: 'It hums', body: 'Please help.' } as never)
        if (looks) await world.work({ hours: 72 })
        else await world.pass({ hours: 72 })
        await world.sam.note(id, { body: 'Seen.' })
        logs.push((await log(world, id)).map(({ type, occurredAt }) => `${type} ${occurredAt.toISOString()}`))
      }
      expect(logs[0]).toEqual(logs[1])
    })
  })

  it('rules of time say stop too: the later ones of the instant are passed over once and for all', async () => {
    const timed = (id: string, more = {}): RuleInput => {
      return { id, after: { hours: 1 }, since: 'created', do: [{ action: 'tag', add: [id] }], ...more }
    }
    const world = await openDeciding(create, withRules([timed('one', { stop: true }), timed('two')]))
    const { id } = await world.sam.create(request())
    await world.work({ hours: 5 })
    expect((await world.sam.get(id)).tags).toEqual(['one'])
    const { items } = await world.sam.rules.log({ since: new Date(world.now() - 10 * 3_600_000) })
    expect(items).toMatchObject([
      { rule: 'one', matched: true },
      { rule: 'two', matched: false, reasons: [{ code: 'stopped', by: 'one' }] },
    ])
  })

  it('levels and rules that set each other off end, and one commit never grows without bound', async () => {
    const levels = { high: { actions: [{ action: 'setPriority', priority: 'low' }] } }
    const raise: RuleInput = { id: 'raise', on: 'ticket.prioritized', when: { priority: 'low' }, do: [] as never }
    const rules = [{ ...raise, do: [{ action: 'raisePriority', to: 'high' } as const] }]
    const world = await openDeciding(create, withRules(rules, { levels }))
    const { id } = await world.sam.create(request())
    await world.sam.setPriority(id, { priority: 'low' } as never)
    await world.work({ hours: 1 })
    expect((await world.sam.get(id)).version).toBeLessThan(100)
    const many = Array.from({ length: 20 }, (_, index) => ({ action: 'note', body: `${index}` }) as const)
    const spread: RuleInput[] = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((name): RuleInput[] => [
      { id: `n${name}`, on: 'ticket.created', do: many },
      { id: `t${name}`, on: 'message.added', do: many.map(({ body }) => ({ action: 'tag', add: [`${name}${body}`] })) },
      {
        id: `f${name}`,
        on: 'ticket.tagged',
        do: many.map((_, index) => ({ action: 'setFields', fields: { amount: index } })),
      },
    ])
    const wide = await openDeciding(create, withRules(spread))
    expect((await wide.sam.create(request())).version).toBeLessThan(2_000)
  })

  it('is told what its command changed: a tag that was there, or a field that stayed, sets nothing off', async () => {
    const rules: RuleInput[] = [
      { id: 'gone', on: 'ticket.tagged', when: { event: { removed: 'vip' } }, do: [{ action: 'note', body: 'Gone.' }] },
      {
        id: 'dear',
        on: 'ticket.updated',
        when: { event: { changed: 'amount' }, fields: { amount: { atLeast: 100 } } },
        do: [{ action: 'raisePriority' }],
      },
    ]
    const world = await openDeciding(create, withRules(rules))
    const { id } = await world.sam.create(request({ tags: ['vip'], fields: { amount: 100 } }))
    await world.sam.tag(id, { add: ['other'] })
    await world.sam.update(id, { fields: { severity: 'high' } } as never)
    expect(await world.sam.get(id)).toMatchObject({ priority: 'normal', version: 5 })
    await world.sam.update(id, { fields: { amount: 200 } } as never)
    await world.sam.tag(id, { remove: ['vip'] })
    expect((await world.sam.get(id)).priority).toBe('high')
    const { items } = await world.sam.rules.log({ since: new Date(world.now() - 1_000) })
    expect(items.map(({ rule, matched, reasons }) => [rule, matched, reasons[0]?.['found']])).toEqual([
      ['gone', false, []],
      ['dear', false, ['severity']],
      ['dear', true, undefined],
      ['gone', true, undefined],
    ])
    await expectSound(world)
  })

  describe('a chain of rules', () => {
    it('that nothing ends is refused with its rules', async () => {
      const rules: RuleInput[] = [
        {
          id: 'to',
          on: 'ticket.transitioned',
          when: { state: 'waiting', not: { tag: 'x' } },
          do: [{ action: 'assign', team: 'lamps' }],
        },
        {
          id: 'give',
          on: 'ticket.assigned',
          when: { team: 'lamps', not: { tag: 'x' } },
          do: [{ action: 'assign', team: 'desks' }],
        },
        {
          id: 'back',
          on: 'ticket.assigned',
          when: { team: 'desks', not: { tag: 'x' } },
          do: [{ action: 'assign', team: 'lamps' }],
        },
      ]
      expect(() => withRules(rules)).toThrow(/give .*back|back .*give/)
    })
  })

  it('imports set nothing off', async () => {
    const rules: RuleInput[] = [{ id: 'mark', on: 'ticket.created', do: [{ action: 'tag', add: ['new'] }] }]
    const world = await openDeciding(create, withRules(rules))
    const admin = world.as('admin')
    for await (const _ of admin.import({
      source: 'old',
      tickets: [
        {
          externalId: '1',
          entries: [
            {
              position: 0,
              occurredAt: new Date('2029-01-01T00:00:00Z'),
              commands: [{ type: 'create', subject: 'Old', requester: { id: 'c' } }],
            },
          ],
        },
      ],
    } as never)) {
      // Only the result counts.
    }
    const [ticket] = (await admin.list()).items
    expect(ticket?.tags).toEqual([])
  })
}

/** What can be learnt of rules. */
export function ruleLogScenarios(create: CreateDeskFixture): void {
  const mark: RuleInput = {
    id: 'mark',
    on: 'ticket.created',
    when: { channel: 'phone' },
    do: [{ action: 'tag', add: ['p'] }],
  }
  const remind: RuleInput = {
    id: 'remind',
    after: { hours: 4 },
    since: 'created',
    when: { phase: 'open' },
    do: [{ action: 'tag', add: ['late'] }],
  }

  it('the log of rules tells each match and miss with its reason, ticket by ticket', async () => {
    const world = await openDeciding(create, withRules([mark, remind]))
    const since = new Date(world.now())
    const one = await world.sam.create(request({ channel: 'phone' }))
    const two = await world.sam.create(request())
    await world.work({ hours: 5 })
    const first = await world.sam.rules.log({ since, limit: 1 })
    const rest = await world.sam.rules.log({ since, limit: 1, after: first.next })
    expect(rest.next).toBeNull()
    const entries = [...first.items, ...rest.items].map(({ ticketId, rule, matched, seq, reasons }) => {
      return { ticketId, rule, matched, timed: seq === null, part: reasons[0]?.['part'] }
    })
    expect(new Set(entries)).toEqual(
      new Set([
        { ticketId: one.id, rule: 'mark', matched: true, timed: false, part: undefined },
        { ticketId: two.id, rule: 'mark', matched: false, timed: false, part: 'channel' },
        { ticketId: one.id, rule: 'remind', matched: true, timed: true, part: undefined },
        { ticketId: two.id, rule: 'remind', matched: true, timed: true, part: undefined },
      ]),
    )
    expect((await world.sam.rules.log({ since, rule: 'mark' })).items).toHaveLength(2)
    const later = await world.sam.rules.log({ since: new Date(world.now() - 2 * 3_600_000) })
    expect(later.items.map(({ rule }) => rule)).toEqual(['remind', 'remind'])
    await expect(world.as('requester', 'cem').rules.log({ since })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('a rule can be tried on the last tickets before it is switched on: nothing is written', async () => {
    const world = await openDeciding(create, withRules([]))
    const one = await world.sam.create(request({ channel: 'phone' }))
    const two = await world.sam.create(request())
    await world.work({ hours: 2 })
    await world.sam.send(two.id, { type: 'solve' } as never)
    await world.work({ hours: 5 })
    const lead = world.as('lead', 'lea')
    const tried = await lead.rules.try({ rules: [mark, remind] as never })
    expect(tried).toMatchObject([
      {
        rule: 'mark',
        asked: 2,
        matched: 1,
        tickets: 1,
        unmet: { channel: 1 },
        matches: [{ ticketId: one.id, seq: 1 }],
      },
      { rule: 'remind', asked: 2, matched: 1, unmet: { phase: 1 }, matches: [{ ticketId: one.id, seq: null }] },
    ])
    expect(tried[1]?.matches[0]?.at).toEqual(new Date(one.createdAt.getTime() + 4 * 3_600_000))
    expect((await world.sam.get(one.id)).version).toBe(one.version)
    await expect(world.sam.rules.try({ rules: [mark] as never })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const wrong = { rules: [{ ...mark, when: { fields: { nothing: 1 } } }] as never }
    await expect(lead.rules.try(wrong)).rejects.toMatchObject({ code: 'INVALID_DEFINITION' })
    const read: unknown = JSON.parse(JSON.stringify([mark, remind]))
    expect(await lead.rules.try({ rules: parseRules(withRules([]), read) })).toEqual(tried)
    expect(() => parseRules(withRules([]), [{ ...mark, on: 'ticket.made' }])).toThrow(
      'rules.0.on (mark) names ticket.made',
    )
  })
}
