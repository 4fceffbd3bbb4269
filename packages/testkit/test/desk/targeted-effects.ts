import { createDesk, type Delivery, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { nextIn, openTargeted, type TargetedWorld } from './targeted-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const SECOND = 1_000
const HOUR = 3_600_000
const DELAYS = [5 * SECOND, 300 * SECOND, 1_800 * SECOND, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR)]
const refusing = (error = 'it answered 500') => ({ kind: 'retry', error }) as const

/** Fails as `answer` says until nothing is due within a week. */
async function untilGivenUp(world: TargetedWorld): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await world.pass(Math.min(12 * HOUR, Math.max(1, await nextIn(world))))
}

const toldOf = async (world: TargetedWorld) =>
  (await world.as('lead').inbox.list({ limit: 100 })).items.filter(({ kind }) => kind === 'effect.failed')

/** Effects that go to several targets, each by itself. */
export function targetedEffectScenarios(create: CreateDeskFixture): void {
  describe('an effect with targets', () => {
    it('brings a message to each once under one id, and to nobody where there is none', async () => {
      let targets: readonly string[] = ['a', 'b', 'a']
      const world = await openTargeted(create, { targets: () => targets })
      const first = await world.create()
      expect(await world.desk.system.tick()).toEqual({ timers: 2, messages: 1 })
      const id = `${first}.1.hook`
      const at = world.now()
      expect(world.tried).toEqual([
        { target: 'a', id, attempt: 1, at },
        { target: 'b', id, attempt: 1, at },
      ])
      targets = []
      await world.create()
      expect(await world.desk.system.tick()).toEqual({ timers: 0, messages: 1 })
      expect(world.errors).toEqual([])
    })

    it('goes to targets of any name and to a hundred at once', async () => {
      const odd = ['x'.repeat(200), 'http://a.b:80/c?d#e', ' ', 'a\nb', '#x', '表', 'é'.repeat(200), '\u{1f600}']
      const names = [...odd, ...Array.from({ length: 92 }, (_, place) => `t${place}`)]
      const world = await openTargeted(create, { targets: () => names })
      await world.create()
      await world.desk.system.tick()
      expect(world.tried.map(({ target }) => target).toSorted()).toEqual(names.toSorted())
    })

    it('whose target fails holds up neither the other one nor the other effects of the ticket', async () => {
      const world = await openTargeted(create, {
        answer: (_, target) => (target === 'a' ? refusing() : { kind: 'done' }),
      })
      const id = await world.create()
      await world.as('agent').reply(id, { body: 'x' })
      await world.desk.system.tick()
      expect(world.tried.map(({ target }) => target).toSorted()).toEqual(['a', 'b'])
      expect(world.mailed).toEqual([3])
      await world.pass(10 * SECOND)
      expect(world.tried.slice(2)).toMatchObject([{ target: 'a', attempt: 2 }])
    })

    it('is tried ten times over three days, then kept, told of, and begun anew when a lead says so', async () => {
      let answer: Delivery = refusing()
      const world = await openTargeted(create, { targets: () => ['a'], answer: () => answer })
      const ticketId = await world.create()
      await world.desk.system.tick()
      await untilGivenUp(world)
      const waits = world.tried.slice(1).map(({ at }, place) => at - (world.tried[place]?.at ?? 0))
      expect(waits).toHaveLength(9)
      for (const [place, wait] of waits.entries()) {
        // The steps of the clock come on top.
        expect(wait).toBeGreaterThanOrEqual((DELAYS[place] ?? 0) * 0.9)
        expect(wait).toBeLessThanOrEqual(Math.min((DELAYS[place] ?? 0) * 1.1, 24 * HOUR) + 1)
      }
      expect(world.tried.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      expect(new Set(world.tried.map(({ id }) => id)).size).toBe(1)
      const key = `effect:${ticketId}.1.hook:a`
      const error = 'after 10 attempts: it answered 500'
      const lead = world.as('lead')
      const letters = await lead.deadLetters()
      expect(letters).toMatchObject([{ ticketId, kind: 'timer', id: key, error }])
      expect(await toldOf(world)).toMatchObject([{ ticketId, data: { seq: 1, effect: 'hook', target: 'a' } }])
      expect(world.errors.map(String)).toEqual([expect.stringContaining('given up for its target a after 10 attempts')])

      expect(await lead.retryDeadLetters(letters)).toBe(1)
      await world.desk.system.tick()
      await untilGivenUp(world)
      expect(world.tried.slice(10).map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      expect(await lead.deadLetters()).toMatchObject([{ id: key, error }])
      expect(await toldOf(world)).toHaveLength(2)

      answer = { kind: 'wait', delayMs: 60 * SECOND }
      await lead.retryDeadLetters(letters)
      await world.desk.system.tick()
      answer = { kind: 'done' }
      await world.pass(60 * SECOND)
      expect(world.tried.slice(20)).toMatchObject([{ attempt: 1 }, { attempt: 1 }])
      expect(await lead.deadLetters()).toEqual([])
      expect(await nextIn(world)).toBe(Number.POSITIVE_INFINITY)
    })

    it('waits as long as a target asks for, within a day, and for want of room without counting', async () => {
      const answers: Delivery[] = [
        { kind: 'wait', delayMs: 0 },
        { kind: 'wait', delayMs: 90_000.5 },
        { kind: 'retry', error: 'too many requests', delayMs: HOUR },
        { kind: 'retry', error: 'too many requests', delayMs: 1e300 },
        { kind: 'retry', error: 'soon', delayMs: 0 },
      ]
      const world = await openTargeted(create, {
        targets: () => ['a'],
        answer: () => answers.shift() ?? { kind: 'done' },
      })
      const id = await world.create()
      await world.as('agent').send(id, { type: 'solve' })
      await world.desk.system.tick()
      const waits: number[] = []
      while (answers.length > 0) {
        waits.push(await nextIn(world))
        await world.pass(waits.at(-1) ?? 0)
      }
      expect(waits).toEqual([1_000, 90_001, HOUR, 24 * HOUR])
      expect(await nextIn(world)).toBeGreaterThan(1_500 * SECOND)
      expect(world.tried.map(({ attempt }) => attempt)).toEqual([1, 1, 1, 2, 3])
    })

    it('is given up at once where a target says that it will never work', async () => {
      const world = await openTargeted(create, { answer: () => ({ kind: 'dead', error: 'it is gone' }) })
      await world.create()
      await world.desk.system.tick()
      expect(await world.as('lead').deadLetters()).toMatchObject([
        { kind: 'timer', error: 'it is gone' },
        { kind: 'timer', error: 'it is gone' },
      ])
      expect(await toldOf(world)).toHaveLength(2)
      expect(world.tried).toHaveLength(2)
    })

    it.each([
      ['nothing', undefined],
      ['no outcome', { kind: 'finished' }],
      ['a wait without end', { kind: 'wait', delayMs: Number.NaN }],
      ['a wait for the past', { kind: 'retry', error: 'x', delayMs: -1 }],
      ['a retry without a reason', { kind: 'retry' }],
    ])('counts it as a failure when `deliver` gives back %s', async (_what, given) => {
      const world = await openTargeted(create, { targets: () => ['a'], answer: () => given as Delivery })
      await world.create()
      await world.desk.system.tick()
      await untilGivenUp(world)
      const [letter] = await world.as('lead').deadLetters()
      expect(letter?.error).toContain('`deliver` of the effect hook gave back no')
    })

    it.each([
      [
        'too many',
        Array.from({ length: 101 }, (_, place) => `t${place}`),
        'has 101 targets for one message; it may have 100',
      ],
      ['one without a name', ['a', ''], 'targets of the effect hook is wrong: 1 must not be empty'],
      ['one with too long a name', ['x'.repeat(201)], 'targets of the effect hook is wrong: 0'],
      ['one that no store can keep', ['a\u0000'], 'targets of the effect hook is wrong: 0'],
      ['no list', 'a', 'targets of the effect hook is wrong'],
    ])(
      'whose targets are %s is refused with the reason, and lets later effects through',
      async (_what, targets, said) => {
        const world = await openTargeted(create, { targets: () => targets as readonly string[] })
        const id = await world.create()
        await world.as('agent').reply(id, { body: 'x' })
        for (let turn = 0; turn < 12; turn += 1) await world.pass(HOUR)
        const [letter, ...others] = await world.as('lead').deadLetters()
        expect([letter?.kind, others]).toEqual(['outbox', []])
        expect(letter?.error).toContain(said)
        expect([world.tried, world.mailed, world.asked()]).toEqual([[], [3], 10])
      },
    )

    it('goes on for a ticket that was erased or merged, and keeps nothing of what was said in it', async () => {
      let away = true
      const world = await openTargeted(create, {
        targets: () => ['a'],
        answer: () => (away ? refusing() : { kind: 'done' }),
      })
      const [erased, merged, into] = [await world.create(), await world.create(), await world.create()]
      await world.as('agent').reply(erased, { body: 'a-very-private-word' })
      await world.desk.system.tick()
      await world.as('admin').erase(erased)
      await world.as('agent').merge(merged, { into })
      await world.desk.system.tick()
      const rows = (await world.fixture.rows?.()) ?? ''
      expect(rows).not.toContain('a-very-private-word')
      expect(rows).not.toContain('The lamp hums at all')
      away = false
      await world.pass(6 * SECOND)
      const done = world.tried.filter(({ attempt }) => attempt === 2).map(({ id }) => id)
      expect(done.toSorted()).toEqual([erased, merged, into].map((id) => `${id}.1.hook`).toSorted())
    })

    it('is no hindrance to a rehearsal', async () => {
      const world = await openTargeted(create, { answer: () => refusing() })
      const since = new Date(world.now())
      const id = await world.create()
      await world.desk.system.tick()
      await world.pass(2 * HOUR)
      await world.as('agent').send(id, { type: 'solve' })
      const { tickets, differences } = await world
        .as('lead')
        .rehearse({ since, until: new Date(world.now() + 1), change: {} })
      expect([tickets, differences.total]).toEqual([1, 0])
    })

    it.each([
      ['no function', 5],
      ['a part of it', { deliver: () => ({ kind: 'done' }) }],
      ['no functions', { targets: ['a'], deliver: () => ({ kind: 'done' }) }],
    ])('is refused in createDesk where its handler is %s', async (_what, hook) => {
      const fixture = await create()
      const definition = defineDesk({
        workflows: [supportWorkflow],
        access: defaultAccess(),
        effects: { hook: { on: ['ticket.created'] } },
      })
      const error = await failure(
        createDesk(definition, { store: fixture.store, effects: { hook: hook as unknown as () => void } }),
      )
      expect([error.code, error.message]).toEqual([
        'INVALID_DEFINITION',
        expect.stringContaining(
          'hook is none; give a function, or an object with the functions `targets` and `deliver`',
        ),
      ])
      await fixture.destroy()
    })
  })
}
