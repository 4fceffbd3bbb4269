import { defineWorkflow, type RuleInput } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type SeededRandom, seededRandom } from '../../src/random/seeded-random.js'
import { readContents } from '../../src/store/read-contents.js'
import { hours } from './changing-desk.js'
import { type DecidingWorld, deciding, jobWorkflow, log, openDeciding, request } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const RULES: readonly RuleInput[] = [
  {
    id: 'dear',
    on: 'ticket.created',
    when: { fields: { severity: 'high' } },
    do: [{ action: 'raisePriority' }, { action: 'tag', add: ['dear'] }, { action: 'assign', team: 'lamps' }],
  },
  {
    id: 'wake',
    on: 'message.added',
    by: 'requester',
    when: { phase: 'waiting' },
    do: [
      { action: 'send', event: 'resume' },
      { action: 'notify', to: ['assignee'] },
    ],
  },
  { id: 'seen', on: 'ticket.tagged', when: { tag: 'dear' }, do: [{ action: 'setFields', fields: { amount: 7 } }] },
  {
    id: 'close',
    after: { hours: 20 },
    since: 'solved',
    do: [{ action: 'send', event: 'close' }, { action: 'archive' }, { action: 'reply', body: 'Closed.' }],
  },
  {
    id: 'late',
    on: 'sla.breached',
    do: [
      { action: 'tag', add: ['late'] },
      { action: 'notify', to: ['lead'] },
    ],
  },
]
const sla = [{ id: 'all', targets: { firstResponse: { within: { hours: 2 } }, resolution: { within: { hours: 9 } } } }]

async function anything(world: DecidingWorld, random: SeededRandom, id: string): Promise<void> {
  const call = random.pick<() => Promise<unknown>>([
    () => world.as('requester', 'cem').reply(id, { body: 'x' }),
    () => world.sam.reply(id, { body: 'x' }),
    () => world.sam.tag(id, { add: [random.pick(['dear', 'b'])] }),
    () => world.sam.send(id, { type: random.pick(['wait', 'solve', 'reopen', 'resume']) }),
  ])
  await call().catch(() => {})
}

/** Lets a desk with rules live through something. */
async function lived(create: CreateDeskFixture, seed: number, more: object = {}) {
  const random = seededRandom(seed)
  const world = await openDeciding(create, deciding({ rules: RULES as never, sla, ...more }))
  const ids: string[] = []
  const steps = world.fixture.another === undefined ? 40 : 20
  for (let step = 0; step < steps; step += 1) {
    const begun = { fields: { severity: random.pick(['low', 'high']) } } as never
    if (step % 6 === 0) ids.push((await world.as('agent', 'sam').create(request(begun))).id)
    else await anything(world, random, random.pickAny(ids) ?? '')
    // What happens at one instant, no log puts in order.
    await world.work({ minutes: random.pick([1, 13, 170]), seconds: 0.007 })
  }
  await world.work({ hours: 30 })
  return { world, ids, until: new Date(world.now()) }
}

type Lived = Awaited<ReturnType<typeof lived>>
type Change = Parameters<DecidingWorld['sam']['rehearse']>[0]['change']
const rehearse = ({ world, until }: Pick<Lived, 'world' | 'until'>, change: object, more: object = {}) =>
  world.as('lead', 'lea').rehearse({ since: hours(0), until, change: change as Change, ...more })

/** How a ticket ended, of what rules touch. */
function gist(ticket: object) {
  const { state, team, priority, tags, fields } = ticket as {
    readonly [name: string]: unknown
    readonly tags: readonly string[]
    readonly fields: { readonly amount?: number }
  }
  return { state, team, priority, tags: tags.toSorted(), amount: fields.amount }
}

/** Rules and workflows on the past. */
export function rehearseFlowScenarios(create: CreateDeskFixture, seeds: readonly number[]): void {
  describe('a rehearsal of rules', () => {
    it.each(seeds)('finds on its own side what the rules did: seed %i', async (seed) => {
      const past = await lived(create, seed)
      const same = await rehearse(past, { rules: RULES })
      expect(same.after).toEqual(same.before)
      expect(same.differences).toMatchObject({ total: 0, outcomes: { total: 0 }, assignments: { total: 0 } })
      expect(same.before.moves).toMatchObject({ byHand: 0 })
      const { items } = await past.world.sam.rules.log({ since: hours(0), limit: 200 })
      for (const { rule, asked, matched } of same.before.rules ?? []) {
        const own = items.filter((entry) => entry.rule === rule)
        expect([rule, asked, matched]).toEqual([rule, own.length, own.filter((entry) => entry.matched).length])
      }
      const given = (await Promise.all(past.ids.map((id) => past.world.sam.verdicts(id)))).flat()
      const count = (wanted: string) => given.filter(({ verdict }) => verdict === wanted).length
      expect([same.before.verdicts.met, same.before.verdicts.breached]).toEqual([count('met'), count('breached')])
      // Without rules each that a rule touched ends otherwise, so that it is listed.
      const { differences, after } = await rehearse(past, { rules: [] })
      expect(after.rules).toEqual([])
      const found = differences.outcomes?.items ?? []
      expect(found.length).toBeGreaterThan(0)
      for (const { ticketId, before } of found) {
        expect(gist(before)).toEqual(gist(await past.world.sam.get(ticketId)))
      }
    })

    it('counts what it would ask of others, does the rest, and writes nothing', async () => {
      const world = await openDeciding(create, deciding({ sla }))
      await world.as('admin').categories.add({ id: 'lamps', label: { en: 'Lamps' } })
      const { id } = await world.sam.create(request())
      await world.work({ hours: 4 })
      const rules: RuleInput[] = [
        {
          id: 'late',
          on: 'sla.breached',
          do: [
            { action: 'notify', to: ['lead'] },
            { action: 'addWatcher', watcher: { agent: 'ann' } },
            { action: 'tag', add: ['late'] },
            { action: 'assign', team: 'lamps' },
            { action: 'send', event: 'resume' },
            { action: 'setCategory', category: 'nowhere' },
          ],
        },
        { id: 'told', after: { hours: 3 }, since: 'created', when: { tag: 'late' }, do: [{ action: 'raisePriority' }] },
        { id: 'never', on: 'ticket.rated', do: [{ action: 'archive' }] },
      ]
      const all = async () => [
        await readContents(world.store, { tenant: 'acme', tickets: [id] }),
        await world.store.nextWakeup(),
      ]
      const before = await all()
      const found = await rehearse({ world, until: new Date(world.now()) }, { rules })
      expect(found.notes).toEqual([{ code: 'asked-not-done' }])
      expect(found.before).toMatchObject({ rules: [], routing: null })
      expect(found.after.rules).toEqual([
        {
          rule: 'late',
          asked: 1,
          matched: 1,
          done: { tag: 1, assign: 1 },
          asks: { notify: 1, addWatcher: 1 },
          failed: { send: 1, setCategory: 1 },
        },
        { rule: 'told', asked: 1, matched: 1, done: { raisePriority: 1 }, asks: {}, failed: {} },
        { rule: 'never', asked: 0, matched: 0, done: {}, asks: {}, failed: {} },
      ])
      expect(found.differences.outcomes).toMatchObject({
        total: 1,
        items: [
          {
            ticketId: id,
            before: { tags: [], priority: 'normal', team: null },
            after: { tags: ['late'], priority: 'high', team: 'lamps' },
          },
        ],
      })
      expect(await all()).toEqual(before)
      expect((await log(world, id)).some(({ type }) => type === 'rules.evaluated')).toBe(false)
    })

    it('that would ask each other without end is refused, and of what the desk could not have, too', async () => {
      const world = await openDeciding(create, deciding({}))
      const past = { world, until: hours(1) }
      const call = (rules: readonly object[]) => failure(rehearse(past, { rules }))
      const tag = [{ action: 'tag', add: ['x'] }]
      expect(await call([{ id: 'a', on: 'message.added', do: [{ action: 'note', body: 'x' }] }])).toMatchObject({
        code: 'INVALID_DEFINITION',
      })
      expect(await call([{ id: 'a', on: 'ticket.created', when: { fields: { no: 1 } }, do: tag }])).toMatchObject({
        code: 'INVALID_DEFINITION',
      })
      expect(await failure(rehearse(past, { rules: 'all' }))).toMatchObject({ code: 'INVALID_INPUT' })
      const change = { rules: [] }
      const bySam = world.sam.rehearse({ since: hours(0), until: hours(1), change })
      expect(await failure(bySam)).toMatchObject({ code: 'FORBIDDEN' })
      const ended = AbortSignal.abort(new Error('enough'))
      await expect(rehearse(past, change, { signal: ended })).rejects.toThrow('enough')
    })
  })

  describe('a rehearsal of workflows', () => {
    it.each(seeds)('that are as they were finds what was: seed %i', async (seed) => {
      const past = await lived(create, seed, { rules: [] })
      const found = await rehearse(past, { workflows: [jobWorkflow] })
      expect(found.after).toEqual(found.before)
      expect(found.after.moves).toMatchObject({ byHand: 0, items: [] })
      expect(found.after.moves?.total).toBeGreaterThan(0)
      expect(found.differences).toMatchObject({ total: 0, outcomes: { total: 0 } })
      const told = await rehearse(past, {})
      expect(found.before.verdicts).toEqual(told.before.verdicts)
    })

    it('lists each move that it would have refused, with all that was missing, and goes on by hand', async () => {
      const world = await openDeciding(create, deciding({ sla }))
      const { id } = await world.sam.create(request())
      await world.pass({ minutes: 10 })
      await world.sam.send(id, { type: 'wait' })
      await world.pass({ minutes: 10 })
      await world.sam.send(id, { type: 'solve' })
      await world.pass({ minutes: 10 })
      await world.as('admin').override(id, { state: 'waiting', reason: 'Not yet.' })
      await world.pass({ hours: 5 })
      const past = { world, until: new Date(world.now()) }
      const { after, before, differences } = await rehearse(past, { workflows: [stricter] })
      expect(before.moves).toEqual({ total: 3, byHand: 0, items: [] })
      expect(after.moves).toEqual({
        total: 3,
        byHand: 3,
        items: [
          {
            ticketId: id,
            at: hours(1 / 6),
            event: 'wait',
            from: 'open',
            to: 'waiting',
            reasons: [
              { code: 'event-unknown', events: ['solve', 'close'] },
              { code: 'state-unknown', state: 'waiting' },
            ],
          },
          {
            ticketId: id,
            at: hours(1 / 3),
            event: 'solve',
            from: 'open',
            to: 'solved',
            reasons: [{ code: 'reason-missing' }, { code: 'field-missing', field: 'amount' }],
          },
          {
            ticketId: id,
            at: hours(1 / 2),
            event: null,
            from: 'solved',
            to: 'waiting',
            reasons: [{ code: 'state-unknown', state: 'waiting' }],
          },
        ],
      })
      // The time-out of the state in which it stayed comes by itself.
      expect(differences.outcomes).toMatchObject({
        total: 1,
        items: [{ before: { state: 'waiting', phase: 'waiting' }, after: { state: 'closed', phase: 'terminal' } }],
      })
      expect((await rehearse(past, { workflows: [stricter] }, { limit: 1 })).after.moves?.items).toHaveLength(1)
      expect((await world.sam.get(id)).state).toBe('waiting')
    })

    it('gives their stages deadlines and owners, whatever else is promised', async () => {
      const world = await openDeciding(create, deciding({}))
      const { id } = await world.sam.create(request())
      await world.pass({ minutes: 20 })
      await world.sam.send(id, { type: 'solve' })
      await world.pass({ hours: 5 })
      const past = { world, until: new Date(world.now()) }
      const { before, after, differences } = await rehearse(past, { workflows: [staged] })
      expect(before).toMatchObject({ promised: 0, moves: { byHand: 0 } })
      expect(after).toMatchObject({ promised: 1, moves: { byHand: 0 } })
      expect(after.byTarget).toEqual({ stage: { met: 0, breached: 1, running: 0 } })
      expect(differences.items).toMatchObject([{ ticketId: id, target: 'stage', team: 'lamps', before: null }])
      expect(differences.outcomes).toMatchObject({
        items: [{ before: { state: 'solved', team: null }, after: { state: 'solved', team: 'lamps' } }],
      })
      const rules: RuleInput[] = [
        { id: 'look', on: 'stage.begun', when: { stage: 'check' }, do: [{ action: 'tag', add: ['x'] }] },
      ]
      const both = await rehearse(past, { workflows: [staged], rules })
      expect(both.after.rules).toMatchObject([{ rule: 'look', asked: 1, matched: 1, done: { tag: 1 } }])
    })

    it('that the desk could not have is refused', async () => {
      const world = await openDeciding(create, deciding({}))
      const call = (workflows: unknown) => failure(rehearse({ world, until: hours(1) }, { workflows }))
      expect(await call([{ id: 'job' }])).toMatchObject({ code: 'INVALID_DEFINITION' })
      expect(await call([stricter, stricter])).toMatchObject({ code: 'INVALID_DEFINITION' })
      const open = { tags: ['open'], on: { solve: { target: 'done', roles: ['pope'] } } } as const
      const roles = defineWorkflow({
        id: 'job',
        version: 3,
        initial: 'open',
        states: { open, done: { tags: ['terminal'] } },
      })
      expect(await call([roles])).toMatchObject({ code: 'INVALID_DEFINITION' })
      expect(await call('all')).toMatchObject({ code: 'INVALID_INPUT' })
      expect(await call([null])).toMatchObject({ code: 'INVALID_DEFINITION' })
    })
  })
}

const closed = {
  solved: { tags: ['solved'], on: { close: 'closed' }, timeout: { after: { hours: 2 }, send: 'close' } },
  closed: { tags: ['terminal'] },
} as const

/** It does not know what the desk of the past did. */
const stricter = defineWorkflow({
  id: 'job',
  version: 2,
  initial: 'open',
  states: {
    open: { tags: ['open'], on: { solve: { target: 'solved', requires: ['reason', { field: 'amount' }] } } },
    ...closed,
  },
})

/** Each ticket begins with a check. */
const staged = defineWorkflow({
  id: 'job',
  version: 2,
  initial: 'check',
  states: {
    check: { tags: ['open'], stage: { owner: 'lamps', within: { minutes: 5 } }, on: { solve: 'solved' } },
    solved: { tags: ['solved'], on: { reopen: 'check', close: 'closed' } },
    closed: { tags: ['terminal'] },
  },
})
