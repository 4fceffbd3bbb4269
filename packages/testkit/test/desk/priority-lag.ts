import { type ActorDesk, DocketError, weighted } from '@docket/core'
import type { EventRecord } from '@docket/core/store'
import { describe, expect, it } from 'vitest'
import { type SeededRandom, seededRandom } from '../../src/random/seeded-random.js'
import { office } from './changing-desk.js'
import {
  type DecidingWorld,
  deciding,
  expectSound,
  jobWorkflow,
  openDeciding,
  request,
  snoozing,
} from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

const within = (count: number) => ({
  firstResponse: { within: { hours: count }, escalate: [] },
  resolution: { within: { hours: 4 * count }, escalate: [] },
})

/** Everything that lets a priority change by itself, and promises that depend on it. */
const priority = weighted({
  levels: { urgent: 80, high: 60, normal: 30, low: 0 },
  hysteresis: 7,
  waiting: { weight: 60, full: { hours: 9 } },
  slaRisk: { weight: 40, from: 0.25 },
  sentiment: { weight: 50 },
})
const desk = deciding({
  // The second comes back from a pause by itself.
  workflows: [jobWorkflow, snoozing] as never,
  priority,
  calendars: { office: office() },
  sla: [
    { id: 'urgent', when: { priority: ['urgent', 'high'] }, targets: within(3) },
    { id: 'all', calendar: 'office', targets: within(8) },
  ],
})

interface Step {
  readonly wait: number
  readonly run: (world: DecidingWorld, id: string) => Promise<unknown>
}

function anyStep(random: SeededRandom): Step {
  const wait = random.pick([1, 7, 20, 45, 100, 179, 180, 300, 1_000])
  const by =
    (call: (agent: ActorDesk, id: string, world: DecidingWorld) => Promise<unknown>): Step['run'] =>
    (world, id) =>
      call(world.sam, id, world)
  const [level, minutes] = [random.pick(['urgent', 'low', 'normal']), random.pick([5, 90, 600])]
  const sentiment = random.pick([-1, -0.5, 0, 0.5, 1, null])
  const event = random.pick(['wait', 'resume', 'solve', 'reopen'])
  const run = random.pick<Step['run']>([
    by((agent, id) => agent.reply(id, { body: 'x' })),
    by((_agent, id, world) => world.as('requester', 'cem').reply(id, { body: 'x' })),
    by((agent, id) => agent.note(id, { body: 'x' })),
    by((agent, id) => agent.send(id, { type: event })),
    by((agent, id) => agent.send(id, { type: event })),
    by((agent, id, world) =>
      agent.setPriority(id, { priority: level, until: new Date(world.now() + minutes * 60_000) }),
    ),
    by((agent, id) => agent.setPriority(id, { priority: null })),
    by((_agent, id, world) => world.as('service').setInputs(id, { sentiment })),
  ])
  return { wait, run }
}

/** Plays a script while a worker looks every so many minutes, and gives back the tickets' logs and each answer. */
async function play(create: CreateDeskFixture, script: readonly Step[], everyMinutes: number) {
  const world = await openDeciding(create, desk)
  const ids = [(await world.sam.create(request())).id, (await world.sam.create(request({ workflow: 'snooze' }))).id]
  const answers: unknown[] = []
  let minute = 0
  const wait = async (minutes: number) => {
    for (const end = minute + minutes; minute < end; ) {
      const next = Math.min(end, everyMinutes * (Math.floor(minute / everyMinutes) + 1))
      await world.pass({ minutes: next - minute })
      minute = next
      if (minute % everyMinutes === 0) await world.desk.system.tick()
    }
  }
  for (const [index, { wait: minutes, run }] of script.entries()) {
    await wait(minutes)
    try {
      await run(world, ids[index % 2] ?? '')
      answers.push('done')
    } catch (error) {
      answers.push(DocketError.is(error) ? error.code : String(error))
    }
  }
  await wait(3_000)
  await world.desk.system.tick()
  await expectSound(world)
  const logs = await Promise.all(
    ids.map((ticketId) => world.store.history({ tenant: 'acme', ticketId, afterSeq: 0, limit: 1_000 })),
  )
  return { answers, logs: logs.map((events) => events.map(comparable)) }
}

/** An event without what may be otherwise: when it was written down, what made somebody look, and ids. */
function comparable(event: EventRecord) {
  const { recordedAt: _, cause: __, data, ...rest } = event
  return { ...rest, data: { ...data, messageId: null } }
}

/** A priority's course does not depend on who looks when. */
export function priorityLagScenarios(create: CreateDeskFixture, seeds: readonly number[]): void {
  describe('the course of a priority', () => {
    it.each(seeds)(
      'is the same whether a worker looks every minute, every two days or never: seed %i',
      async (seed) => {
        const random = seededRandom(seed)
        const script = Array.from({ length: 14 }, () => anyStep(random))
        const always = await play(create, script, 10)
        expect(always.logs.flat().filter(({ type }) => type === 'ticket.prioritized').length).toBeGreaterThan(3)
        expect(await play(create, script, 2 * 1_440)).toEqual(always)
        expect(await play(create, script, Number.MAX_SAFE_INTEGER)).toEqual(always)
      },
    )
  })
}
