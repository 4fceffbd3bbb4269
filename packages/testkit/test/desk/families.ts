import type { RuleInput } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, log, openDeciding, request } from './deciding-desk.js'
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

    it('is solved where its merged members go on, each once, and everybody who had one is told', async () => {
      const world = await openDeciding(create, desk)
      const incident = await world.sam.create(request({ subject: 'No power', tags: ['incident'] }))
      const make = async (who: string) => (await world.sam.create(request({ requester: { id: who } }))).id
      const [child, twin, alone, own, outside] = [
        await make('cem'),
        await make('cem'),
        await make('dora'),
        await make('eda'),
        await make('cem'),
      ]
      for (const ticketId of [child, twin, alone, own]) {
        await world.sam.link(incident.id, { kind: 'parent-of', ticketId })
      }
      // Into another child, into the same of another requester, into the incident itself, into one that is no child.
      await world.sam.merge(twin, { into: child })
      await world.sam.merge(alone, { into: child })
      await world.sam.merge(own, { into: incident.id })
      await world.sam.merge(child, { into: outside })
      await world.sam.send(incident.id, { type: 'solve' } as never)
      await world.work({ minutes: 1 })
      const told = async (id: string) =>
        (await world.sam.thread(id)).items.filter(
          ({ body, ticketId }) => ticketId === id && body?.startsWith('The outage'),
        ).length
      expect((await world.sam.get(outside)).state).toBe('solved')
      expect(await Promise.all([outside, child, twin, alone, own, incident.id].map(told))).toEqual([1, 0, 0, 1, 1, 0])
      expect((await world.sam.get(alone)).phase).toBe('terminal')
      // Taken out of the merge, it is a child as before.
      expect((await world.sam.unmerge(child)).links).toContainEqual({ kind: 'child-of', ticketId: incident.id })
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

    it('whose members fail holds up no others: each is done whole or not at all, and the leads hear of each', async () => {
      const reply = { action: 'reply', body: 'It is over.' } as const
      const order: RuleInput[] = [
        {
          id: 'solveChildren',
          on: 'ticket.transitioned',
          when: { state: 'solved', tag: 'incident' },
          do: [{ action: 'forChildren', do: [{ action: 'send', event: 'close' }, reply] }],
        },
      ]
      const world = await openDeciding(create, deciding({ rules: order } as never))
      const incident = await world.sam.create(request({ tags: ['incident'] }))
      const ids: string[] = []
      for (let n = 0; n < 3; n += 1) {
        const { id } = await world.sam.create(request())
        await world.sam.link(incident.id, { kind: 'parent-of', ticketId: id })
        ids.push(id)
      }
      await world.sam.send(incident.id, { type: 'solve' } as never)
      await world.work({ minutes: 1 })
      for (const id of ids) {
        expect(await world.sam.get(id)).toMatchObject({ state: 'open' })
        expect((await world.sam.thread(id)).items.filter(({ body }) => body === reply.body)).toEqual([])
      }
      const told = await world.as('lead', 'lea').inbox.list()
      const failed = told.items.filter(({ kind }) => kind === 'action.failed').map(({ ticketId }) => ticketId)
      expect(new Set(failed)).toEqual(new Set(ids))
    })

    it('that writes to and fro ends after one round', async () => {
      const note = { action: 'note', body: 'Seen.' } as const
      const echo: RuleInput[] = [
        { id: 'down', on: 'message.added', do: [{ action: 'forChildren', do: [note] }] },
        { id: 'up', on: 'message.added', do: [{ action: 'forParents', do: [note] }] },
      ]
      const world = await openDeciding(create, deciding({ rules: echo } as never))
      const parent = await world.sam.create(request())
      for (let n = 0; n < 6; n += 1) {
        const { id } = await world.sam.create(request())
        await world.sam.link(parent.id, { kind: 'parent-of', ticketId: id })
      }
      await world.sam.note(parent.id, { body: 'Begin.' })
      await world.work({ minutes: 1 })
      const { version } = await world.sam.get(parent.id)
      expect(version).toBeLessThan(60)
      expect((await log(world, parent.id)).some(({ type }) => type === 'rules.stopped')).toBe(true)
    })
  })
}
