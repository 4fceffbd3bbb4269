import { DocketError, type SlaVerdict } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type SeededRandom, seededRandom } from '../../src/random/seeded-random.js'
import { expectSound, hours, office, openSla, type Policy, promising, request, type SlaWorld } from './changing-desk.js'
import type { CreateDeskFixture } from './world.js'

/** Two policies between which tickets come and go, by calendars of their teams, with ladders that change them. */
const POLICIES: readonly Policy[] = [
  {
    id: 'vip',
    when: { tag: 'vip', not: { priority: 'low' } },
    targets: {
      acceptance: { within: { minutes: 20 } },
      firstResponse: { within: { hours: 1 }, escalate: [{ after: {}, do: [{ action: 'raisePriority' }] }] },
      nextResponse: { within: { minutes: 40 } },
      resolution: { within: { hours: 6 }, byPriority: { urgent: { hours: 2 } } },
    },
  },
  {
    id: 'standard',
    calendar: { by: 'team', of: { lamps: 'office' }, otherwise: 'wall' },
    targets: {
      firstResponse: { within: { hours: 3 } },
      nextResponse: { within: { hours: 2 } },
      resolution: { within: { hours: 9 }, escalate: [{ used: 0.5, do: [{ action: 'assign', agent: 'bob' }] }] },
    },
  },
]

interface Place {
  readonly agent?: string
  readonly team?: string
}
interface Tags {
  readonly add?: string[]
  readonly remove?: string[]
}

/** Something that somebody does to a ticket; what its state does not allow is left. */
async function act(world: SlaWorld, id: string, random: SeededRandom): Promise<void> {
  const agent = world.as('agent', random.pick(['ann', 'bob']))
  const commands = [
    () => agent.reply(id, { body: 'x' }),
    () => world.as('requester', 'cem').reply(id, { body: 'x' }),
    () => agent.note(id, { body: 'x' }),
    () => agent.send(id, { type: random.pick(['askRequester', 'resume', 'solve', 'reopen', 'reopen']) }),
    () => agent.assign(id, random.pick<Place>([{ agent: 'ann' }, { agent: 'bob', team: 'lamps' }, { team: 'lamps' }])),
    () => agent.setPriority(id, { priority: random.pick(['urgent', 'normal', 'low']) }),
    () => agent.tag(id, random.pick<Tags>([{ add: ['vip'] }, { remove: ['vip'] }])),
  ] as const
  await random
    .pick(commands)()
    .catch((error: unknown) => {
      if (!DocketError.is(error, 'TRANSITION_REFUSED')) throw error
    })
}

/** Some days of a desk at which the worker looks now and then. */
async function days(world: SlaWorld, seed: number): Promise<string[]> {
  const random = seededRandom(seed)
  const ids: string[] = []
  for (let turn = 0; turn < 120; turn += 1) {
    const id = random.pickAny(ids.slice(-5))
    if (id === undefined || random.chance(0.15)) {
      const tags = random.chance(0.3) ? ['vip'] : []
      ids.push((await world.as('agent', 'ann').create({ ...request(`${turn}`), tags })).id)
    } else await act(world, id, random)
    await world.pass({ seconds: 1 + random.below(random.chance(0.1) ? 36_000 : 1_500) })
    if (random.chance(0.3)) await world.desk.system.tick()
  }
  await world.desk.system.tick()
  return ids
}

/** What a rehearsal of random histories comes to. */
export function slaRandomRehearsalScenarios(create: CreateDeskFixture): void {
  describe('a rehearsal of random days', () => {
    it.each([1, 2, 3])('finds what their logs tell, seed %i', async (seed) => {
      const world = await openSla(create, promising(POLICIES, { office: office() }))
      const ids = await days(world, seed)
      const given: SlaVerdict[] = []
      for (const id of ids) given.push(...(await world.as('agent').verdicts(id)))
      const until = new Date(world.now() + 1)
      const { before, tickets } = await world.as('lead').rehearse({ since: hours(0), until, change: {} })
      expect(tickets).toBe(ids.length)
      for (const target of ['acceptance', 'firstResponse', 'nextResponse', 'resolution'] as const) {
        const count = (wanted: string) =>
          given.filter(({ target: of, verdict }) => of === target && verdict === wanted).length
        const { met = 0, breached = 0 } = before.byTarget[target] ?? {}
        expect([target, met, breached]).toEqual([target, count('met'), count('breached')])
      }
      expect(given.length).toBeGreaterThan(20)
      await expectSound(world)
    })
  })
}
