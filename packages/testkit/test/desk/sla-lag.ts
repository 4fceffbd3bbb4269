import { DocketError } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type SeededRandom, seededRandom } from '../../src/random/seeded-random.js'
import { expectKeptWorld, MONDAY, openPromises, type Policy, type PromisingWorld, request } from './promising-desk.js'
import type { CreateDeskFixture } from './world.js'

const tell = [{ action: 'notify', to: ['assignee', 'watchers'] }] as const
const page = [{ action: 'effect', effect: 'page' }] as const
const byTeam = { by: 'team', of: { lamps: 'office' }, otherwise: 'wall' } as const

// Their actions change no ticket: those take effect when a worker looks, and not before.
const POLICIES: readonly Policy[] = [
  {
    id: 'urgent',
    when: { priority: 'urgent' },
    targets: {
      firstResponse: {
        within: { minutes: 20 },
        escalate: [
          { used: 0.5, do: tell },
          { after: {}, do: page },
        ],
      },
      resolution: {
        within: { hours: 3 },
        escalate: [
          { idle: { minutes: 40 }, do: tell },
          { before: { hours: 4 }, do: page },
        ],
      },
    },
  },
  {
    id: 'all',
    calendar: byTeam,
    targets: {
      acceptance: { within: { minutes: 30 } },
      firstResponse: { within: { hours: 2 } },
      nextResponse: { within: { hours: 3 }, escalate: [{ before: { minutes: 30 }, wall: true, do: tell }] },
      resolution: {
        within: { hours: 12 },
        byPriority: { low: { hours: 30 }, high: { hours: 6 } },
        escalate: [
          { used: 0.07, do: tell },
          { idle: { hours: 2 }, wall: true, do: tell },
          { before: { hours: 2 }, do: tell },
          { after: {}, do: [...tell, ...page] },
          { after: { hours: 5 }, do: tell },
          { after: { hours: 1 }, wall: true, do: page },
        ],
      },
    },
  },
]

/** One command of a script, and so many minutes to wait before it. */
interface Step {
  readonly wait: number
  readonly run: (world: PromisingWorld, ids: readonly string[]) => Promise<unknown>
}

/** Minutes to wait; several commands at one instant are told apart by a log, and not by a rehearsal of it. */
const WAITS = [1, 7, 20, 30, 45, 100, 300, 1_000, 2_000] as const
const AT_ONCE = [0, 0, ...WAITS] as const

function anyStep(random: SeededRandom, waits: readonly number[]): Step {
  const pick = <T>(items: readonly [T, ...T[]]): T => random.pick(items)
  const [one, other] = [random.below(3), random.below(3)]
  const agent = pick(['ann', 'bob'])
  const wait = random.pickAny(waits) ?? 0
  const by = (
    call: (desk: ReturnType<PromisingWorld['as']>, id: string, otherId: string) => Promise<unknown>,
    role = 'agent',
  ) => ({
    wait,
    run: (world: PromisingWorld, ids: readonly string[]) =>
      call(world.as(role, role === 'requester' ? 'cem' : agent), ids[one] ?? '', ids[other] ?? ''),
  })
  const event = pick<'wait' | 'resume' | 'solve' | 'reopen' | 'close'>([
    'wait',
    'resume',
    'resume',
    'solve',
    'reopen',
    'reopen',
    'close',
  ])
  const priority = pick<'urgent' | 'high' | 'normal' | 'low'>(['urgent', 'high', 'normal', 'low'])
  return random.pick([
    by((desk, id) => desk.reply(id, { body: 'x' }), 'requester'),
    by((desk, id) => desk.reply(id, { body: 'x' })),
    by((desk, id) => desk.note(id, { body: 'x' })),
    by((desk, id) => desk.send(id, { type: event })),
    by((desk, id) => desk.send(id, { type: event })),
    by((desk, id) => desk.assign(id, { agent })),
    by((desk, id) => desk.assign(id, { team: 'lamps' })),
    by((desk, id) => desk.unassign(id)),
    by((desk, id) => desk.accept(id)),
    by((desk, id) => desk.setPriority(id, { priority })),
    by((desk, id, otherId) => desk.link(id, { kind: 'duplicates', ticketId: otherId })),
  ])
}

/** Plays a script while a worker looks every so many minutes, and gives back each ticket's log and each answer. */
async function play(create: CreateDeskFixture, script: readonly Step[], everyMinutes: number) {
  const atOnce = script.some((step) => step.wait === 0)
  const world = await openPromises(create, POLICIES)
  let minute = 0
  const wait = async (minutes: number) => {
    const end = minute + minutes
    while (minute < end) {
      const next = Math.min(end, everyMinutes * (Math.floor(minute / everyMinutes) + 1))
      await world.pass({ minutes: next - minute })
      minute = next
      if (minute % everyMinutes === 0) await world.desk.system.tick()
    }
  }
  const ids: string[] = []
  for (const priority of ['normal', 'high', 'low'] as const) {
    ids.push((await world.as('agent', 'bob').create({ ...request(), priority })).id)
    await wait(10)
  }
  const answers: string[] = []
  for (const step of script) {
    await wait(step.wait)
    answers.push(await step.run(world, ids).then(() => 'done', codeOf))
  }
  // By then the slowest has had its time; what has come due is written, whoever looks.
  await wait(10 * 24 * 60 - (minute % 1_440))
  await world.work({ minutes: 1 })
  await expectKeptWorld(world)
  if (!atOnce) await expectRehearsedAlike(world, ids)
  const logs: unknown[] = []
  for (const id of ids) {
    const events = await world.store.history({ tenant: 'acme', ticketId: id, afterSeq: 0, limit: 1_000 })
    logs.push(
      events.map(({ type, occurredAt, data }) => ({
        type,
        occurredAt,
        data: { ...data, messageId: null, ticketId: ids.indexOf(data['ticketId'] as string) },
      })),
    )
    await expectNothingMissing(world, id)
  }
  return { answers, logs, promised: JSON.stringify(logs).split('"sla.').length }
}

function codeOf(error: unknown): string {
  if (DocketError.is(error)) return error.code
  throw error
}

/** Every due date that has passed is a verdict by now. */
async function expectNothingMissing(world: PromisingWorld, id: string): Promise<void> {
  const agent = world.as('agent')
  const judged = new Set((await agent.verdicts(id)).map(({ target, cycle }) => `${target} ${cycle}`))
  for (const { target, cycle, dueAt, endedAt } of (await agent.get(id)).sla?.targets ?? []) {
    const over = endedAt !== null || (dueAt !== null && dueAt.getTime() < world.now())
    expect([target, cycle, judged.has(`${target} ${cycle}`)]).toEqual([target, cycle, over])
  }
}

/** History replayed under the definitions that it was made under gives the verdicts that were given. */
async function expectRehearsedAlike(world: PromisingWorld, ids: readonly string[]): Promise<void> {
  const { before, after, differences } = await world.as('lead').rehearse({
    since: new Date(MONDAY),
    until: new Date(world.now() + 1),
    change: {},
  })
  const given: Record<string, number> = {}
  for (const id of ids) {
    for (const { target, verdict } of await world.as('agent').verdicts(id)) {
      given[`${target} ${verdict}`] = (given[`${target} ${verdict}`] ?? 0) + 1
    }
  }
  const rehearsed = Object.entries(before.byTarget).flatMap(([target, { met, breached }]) => [
    ...(met > 0 ? [[`${target} met`, met]] : []),
    ...(breached > 0 ? [[`${target} breached`, breached]] : []),
  ])
  expect(Object.fromEntries(rehearsed)).toEqual(given)
  expect([after, differences.total]).toEqual([before, 0])
}

/** What a log tells does not depend on when a worker looked. */
export function slaLagScenarios(create: CreateDeskFixture, seeds: readonly number[]): void {
  describe('what logs tell of promises', () => {
    it.each(seeds)('is the same whether a worker looks every minute, every day or never: seed %i', async (seed) => {
      const random = seededRandom(seed)
      const atOnce = seed % 2 === 0
      const script = Array.from({ length: 40 }, () => anyStep(random, atOnce ? AT_ONCE : WAITS))
      const never = await play(create, script, 1_000_000)
      expect(never.promised).toBeGreaterThan(15)
      for (const everyMinutes of [1_440, seed % 4 === 0 ? 1 : 60]) {
        const { answers, logs } = await play(create, script, everyMinutes)
        expect(answers).toEqual(never.answers)
        expect(logs).toEqual(never.logs)
      }
    })
  })
}
