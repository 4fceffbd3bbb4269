import type { RuleInput } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, openDeciding, request } from './deciding-desk.js'
import type { CreateDeskFixture } from './world.js'

const rules: RuleInput[] = [
  {
    id: 'solveChildren',
    on: 'ticket.transitioned',
    when: { state: 'solved', tag: 'incident' },
    do: [
      {
        action: 'forChildren',
        do: [
          { action: 'reply', body: 'The outage {{ ticket.subject }} is over.' },
          { action: 'send', event: 'solve' },
        ],
      },
    ],
  },
  {
    id: 'tellParent',
    on: 'ticket.transitioned',
    when: { state: 'solved', not: { tag: 'incident' } },
    do: [{ action: 'forParents', do: [{ action: 'tag', add: ['a-child-is-solved'] }] }],
  },
]
const desk = deciding({ rules } as never)

/** Parents and children that act together by rule. */
export function familyScenarios(create: CreateDeskFixture): void {
  describe('a family of tickets', () => {
    async function openFamily(children: number) {
      const world = await openDeciding(create, desk)
      const incident = await world.sam.create(request({ subject: 'No power', tags: ['incident'] }))
      const ids: string[] = []
      for (let n = 0; n < children; n += 1) {
        const { id } = await world.sam.create(request({ subject: `Dark at number ${n}`, requester: { id: `c${n}` } }))
        await world.sam.link(incident.id, { kind: 'parent-of', ticketId: id })
        ids.push(id)
      }
      return { world, incident: incident.id, ids }
    }

    it('is solved with the incident behind it, with one message each, and the desk counts that as no answer', async () => {
      const { world, incident, ids } = await openFamily(30)
      const [first = '', second = ''] = ids
      await world.sam.send(first, { type: 'solve' } as never)
      await world.sam.send(incident, { type: 'solve' } as never)
      await world.work({ minutes: 1 })
      for (const id of ids) {
        const { state, firstResponseAt } = await world.sam.get(id)
        const { items } = await world.sam.thread(id)
        const told = items.filter(({ body }) => body?.startsWith('The outage Dark at') ?? false)
        // What was done already is not touched.
        expect({ state, firstResponseAt, told: told.length }).toEqual({
          state: 'solved',
          firstResponseAt: null,
          told: id === first ? 0 : 1,
        })
      }
      expect(second).not.toBe('')
      await expectSound(world)
    })

    it('acts upwards too', async () => {
      const { world, incident, ids } = await openFamily(2)
      await world.sam.send(ids[0] ?? '', { type: 'solve' } as never)
      await world.work({ minutes: 1 })
      expect((await world.sam.get(incident)).tags).toEqual(['incident', 'a-child-is-solved'])
      await expectSound(world)
    })

    it('acts once, however often the desk dies in between', async () => {
      const { world, incident, ids } = await openFamily(5)
      await world.sam.send(incident, { type: 'solve' } as never)
      // Two workers that both find the message, one after the other's lease has run out.
      await Promise.all([world.desk.system.tick({ leaseMs: 10 }), world.desk.system.tick({ leaseMs: 10 })])
      await world.work({ minutes: 5 })
      for (const id of ids) {
        const { items } = await world.sam.thread(id)
        expect(items.filter(({ body }) => body?.startsWith('The outage') ?? false)).toHaveLength(1)
      }
      await expectSound(world)
    })
  })
}
