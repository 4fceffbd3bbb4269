import { leastLoad, type RuleInput, type Store } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, log, openDeciding, request } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const withRules = (rules: readonly RuleInput[], more = {}) => deciding({ ...more, rules: rules as never })
const pay: RuleInput = { id: 'pay', on: 'ticket.created', do: [{ action: 'effect', effect: 'refund' }] }

/** Rules among all else that happens, and what goes wrong outside. */
export function attackedRuleScenarios(create: CreateDeskFixture): void {
  describe('an effect that a rule asks for', () => {
    const desk = withRules([pay], { effects: { refund: { onFailure: 'skip' } } })

    it('answers by a command that takes effect once, however often the effect is run', async () => {
      let runs = 0
      const refund = async ({ id, ticketId }: { readonly id: string; readonly ticketId: string }) => {
        runs += 1
        await world.as('agent', 'payments').tag(ticketId, { add: ['paid'] }, { idempotencyKey: id })
        if (runs === 1) throw new Error('The connection broke after the answer.')
      }
      const world = await openDeciding(create, desk, { effects: { refund } } as never)
      const { id } = await world.sam.create(request())
      await world.work({ hours: 2 })
      expect(runs).toBe(2)
      const tagged = (await log(world, id)).filter(({ type }) => type === 'ticket.tagged')
      expect(tagged).toHaveLength(1)
      expect((await world.sam.get(id)).tags).toEqual(['paid'])
    })

    it('that fails for ever is seen among the dead letters, and the ticket goes on', async () => {
      const refund = async () => {
        throw new Error('The bank is closed.')
      }
      const world = await openDeciding(create, desk, { effects: { refund } } as never)
      const { id } = await world.sam.create(request())
      await world.work({ days: 20 })
      const dead = await world.as('lead', 'lea').deadLetters()
      expect(dead).toMatchObject([
        { kind: 'outbox', ticketId: id, error: expect.stringContaining('The bank is closed.') },
      ])
      expect(await world.sam.send(id, { type: 'solve' } as never)).toMatchObject({ state: 'solved' })
      expect(await failure(world.as('requester', 'cem').deadLetters())).toMatchObject({ code: 'FORBIDDEN' })
    })
  })

  describe('several nodes with other rules', () => {
    const late: RuleInput = {
      id: 'late',
      after: { hours: 4 },
      since: 'created',
      do: [{ action: 'tag', add: ['late'] }],
    }

    it('a changed rule needs a higher version', async () => {
      const world = await openDeciding(create, withRules([late]))
      const changed: RuleInput = { ...late, do: [{ action: 'tag', add: ['other'] }] }
      expect(await failure(world.node(withRules([changed])))).toMatchObject({
        code: 'DEFINITION_CHANGED',
        details: { kind: 'rule', id: 'late', version: 1 },
      })
      await world.node(withRules([{ ...changed, version: 2 }]))
    })

    it('the timer of a rule that a node does not have does no harm there', async () => {
      const world = await openDeciding(create, withRules([]))
      const other = await world.node(withRules([late]))
      const { id } = await other.sam.create(request())
      await world.work({ hours: 5 })
      expect((await world.sam.get(id)).tags).toEqual([])
      await other.sam.note(id, { body: 'Looked at by a node that has it.' })
      expect((await world.sam.get(id)).tags).toEqual(['late'])
      await expectSound(world)
    })
  })

  it('rules, routing, promises and 32 tickets at once: each rule is asked once for each, and all is sound', async () => {
    const rules: RuleInput[] = [
      {
        id: 'team',
        on: 'ticket.created',
        do: [
          { action: 'assign', team: 'lamps' },
          { action: 'tag', add: ['new'] },
        ],
      },
      {
        id: 'hurry',
        on: 'sla.breached',
        do: [{ action: 'raisePriority' }, { action: 'note', body: 'Late: {{ ticket.id }}' }],
      },
      {
        id: 'remind',
        after: { hours: 2 },
        since: 'created',
        when: { phase: 'open' },
        do: [{ action: 'notify', to: ['assignee'] }],
      },
      { id: 'seen', on: 'ticket.prioritized', by: 'system', do: [{ action: 'tag', add: ['raised'], remove: ['new'] }] },
    ]
    const sla = [{ id: 'all', targets: { resolution: { within: { hours: 3 }, escalate: [] } } }]
    const world = await openDeciding(create, withRules(rules, { routing: leastLoad(), sla }))
    await world.put('ann', { capacity: 100 })
    await world.put('bob', { capacity: 100 })
    const tickets = await Promise.all(Array.from({ length: 32 }, () => world.sam.create(request())))
    await world.work({ hours: 6 })
    for (const { id } of tickets) {
      expect(await world.sam.get(id)).toMatchObject({ team: 'lamps', tags: ['raised'] })
      const asked = (await log(world, id))
        .filter(({ type }) => type === 'rules.evaluated')
        .flatMap(({ data }) =>
          (data['matched'] as unknown as readonly { readonly rule: string }[]).map(({ rule }) => rule),
        )
      expect(asked.toSorted()).toEqual(['hurry', 'remind', 'seen', 'team'])
    }
    await expectSound(world)
  })

  it.each([
    ['at once', true],
    ['by its timer', false],
  ])('routing that answers a rule %s goes on in its chain, which the limit of hops ends', async (_how, atOnce) => {
    const rules: RuleInput[] = [
      {
        id: 'back',
        on: 'ticket.assigned',
        when: { not: { assignee: null } },
        do: [{ action: 'assign', team: 'lamps' }],
      },
    ]
    const wrap = (store: Store): Store => (atOnce ? store : { ...store, transaction: 'host' })
    const world = await openDeciding(create, withRules(rules, { routing: leastLoad() }), { wrap })
    await world.put('ann')
    const { id } = await world.sam.create(request())
    await world.work({ minutes: 30 })
    const events = await log(world, id)
    expect(events.filter(({ type, data }) => type === 'ticket.assigned' && data['assignee'] === 'ann')).toHaveLength(9)
    // Both the answer of routing and what takes it back are stopped.
    const stopped = async () => (await log(world, id)).filter(({ type }) => type === 'rules.stopped')
    expect(await stopped()).toMatchObject([{ data: { hops: 8 } }, { data: { hops: 8 } }])
    // What a person does afterwards begins anew.
    await world.sam.unassign(id)
    await world.work({ minutes: 30 })
    expect(await stopped()).toHaveLength(4)
  })

  it('time sets nothing off on what has been erased that would write of it, and the ticket stays sound', async () => {
    const rules: RuleInput[] = [
      {
        id: 'later',
        after: { hours: 4 },
        since: 'created',
        do: [{ action: 'reply', body: 'About {{ ticket.subject | it }}' }],
      },
    ]
    const world = await openDeciding(create, withRules(rules))
    const { id } = await world.sam.create(request())
    await world.as('admin').erase(id)
    await world.work({ hours: 8 })
    const { items } = await world.sam.thread(id)
    expect(items.map(({ body }) => body).join(' ')).not.toContain('hums')
    await expectSound(world)
  })
}
