import { fixedPriority, leastLoad, type RuleInput, weighted } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type SeededRandom, seededRandom } from '../../src/random/seeded-random.js'
import { type DecidingWorld, deciding, openDeciding, request } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const tell: RuleInput['do'] = [{ action: 'notify', to: ['lead'], kind: 'told' }]
/** What they do concerns others alone, so that the past is the same with and without them. */
const RULES: readonly RuleInput[] = [
  { id: 'phoned', on: ['ticket.created', 'ticket.transitioned'], when: { channel: 'phone' }, do: tell, stop: true },
  { id: 'opened', on: 'ticket.created', when: { fields: { severity: 'high' } }, do: tell },
  { id: 'watched', on: 'ticket.tagged', do: [{ action: 'addWatcher', watcher: { agent: 'ann' } }] },
  { id: 'seen', on: 'ticket.watched', when: { tag: 'a' }, do: tell },
  { id: 'wrote', on: 'message.added', by: ['requester', 'agent'], when: { phase: ['open', 'waiting'] }, do: tell },
  { id: 'moved', on: 'ticket.transitioned', when: { phase: 'solved' }, do: tell },
  { id: 'noted', on: 'message.added', when: { event: { visibility: 'internal' } }, do: tell },
  {
    id: 'reopened',
    on: ['ticket.transitioned', 'ticket.tagged'],
    when: { event: { from: 'solved', to: 'open' }, reopenings: { atLeast: 1 } },
    do: tell,
  },
  { id: 'raised', on: 'ticket.prioritized', when: { priority: ['urgent', 'high'] }, do: tell },
  { id: 'late', on: ['sla.breached', 'sla.escalated', 'sla.met'], when: { not: { phase: 'waiting' } }, do: tell },
  { id: 'given', on: 'ticket.assigned', when: { assignee: 'ann' }, do: tell },
  { id: 'soon', after: { hours: 2 }, since: 'created', when: { phase: 'open' }, do: tell, stop: true },
  { id: 'then', after: { hours: 2 }, since: 'created', do: tell },
  { id: 'remind', after: { hours: 1 }, since: 'requesterWrote', calendar: 'office', when: { phase: 'open' }, do: tell },
  { id: 'stuck', after: { hours: 3 }, since: 'stateEntered', do: tell },
  { id: 'idle', after: { minutes: 50 }, since: 'deskActed', when: { team: 'lamps' }, do: tell },
]

const priority = weighted({
  levels: { urgent: 80, high: 60, normal: 30, low: 0 },
  waiting: { weight: 60, full: { hours: 9 } },
  sentiment: { weight: 60 },
})
const sla = [{ id: 'all', targets: { firstResponse: { within: { hours: 2 } }, resolution: { within: { hours: 9 } } } }]

async function anything(world: DecidingWorld, random: SeededRandom, id: string): Promise<void> {
  const customer = world.as('requester', 'cem')
  const { assignee } = await world.sam.get(id)
  const worker = world.as('agent', assignee ?? 'sam')
  const call = random.pick<() => Promise<unknown>>([
    () => customer.reply(id, { body: 'x' }),
    () => worker.reply(id, { body: 'x' }),
    () => worker.note(id, { body: 'x' }),
    () => worker.tag(id, { add: [random.pick(['a', 'b'])] }),
    () => worker.tag(id, { remove: ['a'] }),
    () => worker.update(id, { fields: { severity: random.pick(['low', 'high']) } }),
    () => worker.setPriority(id, { priority: random.pick(['urgent', 'low', null]) }),
    () => world.as('service').setInputs(id, { sentiment: random.pick([-1, -0.5, 0.5, 1]) }),
    () => worker.send(id, { type: random.pick(['wait', 'resume', 'solve', 'reopen']) }),
    () => worker.unassign(id),
  ])
  await call().catch(() => {})
}

type Match = readonly [rule: string, ticketId: string, seq: number | null, at: number]
const inOrder = (matches: readonly Match[]) => matches.map((match) => JSON.stringify(match)).toSorted()

/** Trying rules on the past. */
export function triedRuleScenarios(create: CreateDeskFixture, seeds: readonly number[]): void {
  describe('rules tried on a past through which they lived', () => {
    it.each(seeds)('match where they matched, and are asked as often: seed %i', async (seed) => {
      const random = seededRandom(seed)
      const world = await openDeciding(create, deciding({ rules: RULES as never, priority, sla, routing: leastLoad() }))
      await world.put('ann', { capacity: 3 })
      const since = new Date(world.now())
      const ids: string[] = []
      const steps = world.fixture.another === undefined ? 60 : 25
      for (let step = 0; step < steps; step += 1) {
        const fields = { severity: random.pick(['low', 'high']) }
        const begun = { team: 'lamps', channel: random.pick(['web', 'phone']), fields }
        if (step % 10 === 0) ids.push((await world.sam.create(request(begun as never))).id)
        else await anything(world, random, random.pickAny(ids) ?? '')
        // A worker does not always look at once; but what happens at one instant, no log puts in order.
        await world.pass({ minutes: random.pick([1, 13, 47]), seconds: 0.007 })
        if (random.below(3) > 0) await world.work({ minutes: 5, seconds: 0.003 })
      }
      await world.work({ hours: 30 })
      const { items, next } = await world.sam.rules.log({ since, limit: 200 })
      expect(next).toBeNull()
      const asked = items.filter(({ reasons }) => !reasons.some(({ code }) => code === 'stopped'))
      const tried = await world.as('lead', 'lea').rules.try({ rules: RULES as never, tickets: 1_000 })
      const found = tried.flatMap(({ rule, matches }) =>
        matches.map(({ ticketId, seq, at }): Match => [rule, ticketId, seq, at.getTime()]),
      )
      const lived = asked
        .filter(({ matched }) => matched)
        .map(({ rule, ticketId, seq, at }): Match => [rule, ticketId, seq, at.getTime()])
      expect(inOrder(found)).toEqual(inOrder(lived))
      for (const { rule, asked: often } of tried) {
        expect([rule, often]).toEqual([rule, asked.filter((one) => one.rule === rule).length])
      }
      expect(lived.length).toBeGreaterThan(20)
      expect(lived.some(([rule]) => rule === 'noted')).toBe(true)
    })
  })

  describe('a trial of rules', () => {
    it('sees the ticket after the whole command, and goes no further than one that says stop', async () => {
      const world = await openDeciding(create, deciding({ priority: fixedPriority }))
      const { id } = await world.sam.create(request())
      await world.pass({ minutes: 1 })
      const rules: RuleInput[] = [
        // The message comes before the move in the log; the rule sees the ticket where the command left it.
        { id: 'after', on: 'message.added', when: { state: 'solved' }, do: tell, stop: true },
        { id: 'never', on: 'message.added', do: tell },
      ]
      await world.sam.send(id, { type: 'solve', reason: 'Done.' } as never)
      const tried = await world.as('lead', 'lea').rules.try({ rules: rules as never })
      expect(tried).toMatchObject([
        { rule: 'after', asked: 1, matched: 1 },
        { rule: 'never', asked: 0, matched: 0 },
      ])
    })

    it('lets others have a turn, and ends when it is told to', async () => {
      const world = await openDeciding(create, deciding({}))
      for (let index = 0; index < 5; index += 1) await world.sam.create(request())
      const lead = world.as('lead', 'lea')
      const rules = [{ id: 'any', on: 'ticket.created', do: tell }] as never
      const ended = new AbortController()
      ended.abort(new Error('enough'))
      await expect(lead.rules.try({ rules, signal: ended.signal })).rejects.toThrow('enough')
      const later = new AbortController()
      const tried = lead.rules.try({ rules, signal: later.signal })
      setTimeout(() => later.abort(new Error('later')), 0)
      await expect(tried).rejects.toThrow('later')
      expect(await failure(lead.rules.try({ rules, signal: 'stop' as never }))).toMatchObject({ code: 'INVALID_INPUT' })
    })

    it('also within a ticket: thousands of answers about one are given in turns', async () => {
      const world = await openDeciding(create, deciding({}))
      const { id } = await world.sam.create(request())
      for (let step = 0; step < 60; step += 1) await world.sam.tag(id, { add: [`t${step}`] })
      const rules = Array.from({ length: 300 }, (_, index) => ({
        id: `r${index}`,
        on: 'ticket.tagged',
        do: tell,
      })) as never
      const ended = new AbortController()
      const tried = world.as('lead').rules.try({ rules, tickets: 1, signal: ended.signal })
      // When the first turn has begun, so that only a later one can notice.
      setTimeout(() => setTimeout(() => ended.abort(new Error('enough')), 0), 0)
      await expect(tried).rejects.toThrow('enough')
      const [first] = await world.as('lead').rules.try({ rules, tickets: 1 })
      expect(first).toMatchObject({ rule: 'r0', asked: 60, matched: 60, tickets: 1 })
    })
  })
}
