import { type CalendarDefinition, defineCalendar, type SlaPolicyDefinition, type Store } from '@docket/core'
import type { DefinitionRecord } from '@docket/core/store'
import { describe, expect, it } from 'vitest'
import { HOUR, logOf, openWorld, promising, request, START, within8 } from './world.js'

describe('a node without promises', () => {
  // Guards tickets while the first version with promises is rolled out, or rolled back.
  it('withdraws none, and keeps those that others have made', async () => {
    const world = await openWorld(promising([within8([{ used: 0.5, do: [{ action: 'notify', to: ['lead'] }] }])]))
    const { id } = await world.as('agent', 'ann').create(request())
    const without = await world.node(promising([]))
    world.clock.advance({ hours: 1 })
    await without.as('agent', 'ann').note(id, { body: 'x' })
    await without.as('agent', 'ann').setPriority(id, { priority: 'urgent' })
    expect((await world.as('agent').get(id)).sla).toMatchObject({
      policy: { id: 'standard' },
      targets: [{ dueAt: new Date(START + 8 * HOUR) }],
    })
    world.clock.advance({ hours: 8 })
    await without.desk.system.tick()
    expect(await logOf(world, id)).toEqual([
      ['ticket.created', 0],
      ['sla.applied', 0],
      ['message.added', 1],
      ['ticket.prioritized', 1],
      ['sla.escalated', 4],
      ['sla.breached', 8 + 1 / HOUR],
    ])
    expect(without.errors).toEqual([])
  })
})

/** A store as a newer node has left it: its definitions of one kind hold what an older node cannot build. */
const newer = (kind: DefinitionRecord['kind'], change: (content: never) => object) => (store: Store) =>
  new Proxy(store, {
    get(target, name) {
      if (name !== 'definition') return Reflect.get(target, name, target)
      return async (...given: Parameters<Store['definition']>) => {
        const found = await target.definition(...given)
        return found === null || given[1] !== kind ? found : { ...found, content: change(found.content as never) }
      }
    },
  })

// Guards a rolling update: what an older node cannot build must cost no read, no timer and no promise.
describe.each([
  [
    'a calendar in an unknown zone',
    newer('calendar', (content: CalendarDefinition) => ({ ...content, timeZone: 'Mars/Olympus_Mons' })),
  ],
  [
    'a policy with an unknown kind of step',
    newer('slaPolicy', ({ targets, ...content }: SlaPolicyDefinition) => {
      const step = { id: 'unread 60s', moment: { kind: 'unread', ms: 60_000 }, wall: false, actions: [] }
      return { ...content, targets: { resolution: { ...targets.resolution, steps: [step] } } }
    }),
  ],
])('%s', (_what, wrap) => {
  const open = async () => {
    const calendars = { office: defineCalendar({ timeZone: 'UTC', weekly: { wed: [['00:00', '24:00']] } }) }
    const world = await openWorld(promising([{ ...within8(), calendar: 'office' }], { calendars }))
    const { id } = await world.as('agent', 'ann').create(request())
    return { world, id, older: await world.node(promising([]), wrap) }
  }

  it('does not keep the ticket from being read, without a promise', async () => {
    const { world, id, older } = await open()
    const ann = older.as('agent', 'ann')
    expect(await ann.get(id)).toMatchObject({ id, sla: null })
    expect((await ann.list()).items).toMatchObject([{ id, sla: null }])
    expect(older.errors).not.toEqual([])
    for (const error of older.errors) expect(error).toMatchObject({ code: 'DEFINITION_UNKNOWN' })
    await expect(ann.note(id, { body: 'x' })).rejects.toMatchObject({ code: 'DEFINITION_UNKNOWN', retryable: true })
    expect((await world.as('agent', 'ann').get(id)).sla?.targets).toHaveLength(1)
  })

  it('leaves the timer to nodes that can build it, however often it comes by', async () => {
    const { world, id, older } = await open()
    world.clock.advance({ hours: 9 })
    for (let turn = 0; turn < 20; turn += 1) {
      await older.desk.system.tick()
      world.clock.advance({ seconds: 15 })
    }
    expect(await older.as('lead').deadLetters()).toEqual([])
    await world.desk.system.tick()
    expect((await logOf(world, id)).at(-1)).toEqual(['sla.breached', 8 + 1 / HOUR])
  })
})
