import { DocketError, leastLoad, weighted } from '@docket/core'
import { describe, expect, it, vi } from 'vitest'
import {
  type DecidingWorld,
  deciding,
  expectSound,
  log,
  type NodeOptions,
  openDeciding,
  request,
} from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

type Provider = NonNullable<NodeOptions['inputs']>

const priority = weighted({
  levels: { urgent: 80, high: 60, normal: 30, low: 0 },
  value: { weight: 100, full: 100 },
  sentiment: { weight: 40 },
})
const desk = deciding({ priority, routing: leastLoad() })

const many = (count: number, prefix = 'n') =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, index]))

/** What a host may answer that no policy can use. */
const UNUSABLE: Readonly<Record<string, unknown>> = {
  'no number': { value: Number.NaN },
  'an endless number': { value: Infinity },
  'a text': { value: '90' },
  'a big integer': { value: 90n },
  'an object': { value: { amount: 90 } },
  'nothing at all': undefined,
  null: null,
  'a list': [90],
  'a number alone': 90,
  '21 numbers': many(21),
  'a name that no store keeps': { 'a\u0000b': 1 },
  'an empty name': { '': 1 },
  'an endless name': { ['x'.repeat(10_000)]: 1 },
}

const missing = async (world: DecidingWorld, id: string) => {
  const events = (await log(world, id)).filter(({ type }) => type.startsWith('inputs.'))
  return events.map(({ type, data }) => [type, data['code'] ?? data['inputs']])
}

/** Numbers from the host that policies look at, and what there is when they do not come. */
export function inputScenarios(create: CreateDeskFixture): void {
  describe('inputs', () => {
    it('are asked for once for each new ticket, and policies decide again when they come', async () => {
      const asked: unknown[] = []
      const inputs: Provider = async ({ id, fields, requester }) => {
        asked.push([id, fields, requester.id])
        return { value: 90 }
      }
      const world = await openDeciding(create, desk, { inputs })
      await world.put('ann')
      const { id, priority: first, assignee } = await world.sam.create(request({ fields: { phone: '5' } }))
      // Nobody waits for the host.
      expect([first, assignee, asked]).toEqual(['low', 'ann', []])
      await world.work({ minutes: 1 })
      expect(asked).toEqual([[id, { severity: 'low', phone: '5' }, 'cem']])
      expect(await world.sam.get(id)).toMatchObject({ priority: 'urgent', inputs: { value: 90 } })
      expect((await world.as('requester', 'cem').get(id)).inputs).toEqual({})
      await world.sam.send(id, { type: 'solve' })
      await world.sam.send(id, { type: 'reopen' })
      await world.work({ days: 3 })
      expect(asked).toHaveLength(1)
      expect(await world.desk.system.nextWakeupAt()).toBeNull()
      await expectSound(world)
    })

    it('may be none: then nothing is written', async () => {
      const world = await openDeciding(create, desk, { inputs: async () => ({}) })
      const { id } = await world.sam.create(request())
      await world.work({ days: 3 })
      expect(await missing(world, id)).toEqual([])
      expect(world.errors).toEqual([])
    })

    it('that never come are given up after five seconds; the log says so once, and they are asked for again', async () => {
      let answers: Provider | null = null
      const asked: AbortSignal[] = []
      let heard = () => {}
      const inputs: Provider = (ticket, { signal }) => {
        asked.push(signal)
        heard()
        return answers?.(ticket, { signal }) ?? new Promise(() => {})
      }
      const world = await openDeciding(create, desk, { inputs })
      await world.put('ann')
      const { id } = await world.sam.create(request())
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      try {
        for (const attempt of [0, 1, 2]) {
          await world.pass({ minutes: attempt * 10 })
          const heardOf = new Promise<void>((resolve) => {
            heard = resolve
          })
          const tick = world.desk.system.tick()
          await heardOf
          await vi.advanceTimersByTimeAsync(4_999)
          expect(asked[attempt]?.aborted).toBe(false)
          // The ticket is as workable as any other meanwhile.
          expect(await world.sam.tag(id, { add: [`${attempt}`] })).toMatchObject({ priority: 'low', assignee: 'ann' })
          await vi.advanceTimersByTimeAsync(1)
          await tick
          expect(asked[attempt]?.aborted).toBe(true)
        }
      } finally {
        vi.useRealTimers()
      }
      expect(await missing(world, id)).toEqual([['inputs.missing', 'no-answer']])
      answers = async () => ({ value: 70 })
      await world.work({ hours: 1 })
      expect(await missing(world, id)).toEqual([
        ['inputs.missing', 'no-answer'],
        ['inputs.received', { value: 70 }],
      ])
      expect((await world.sam.get(id)).priority).toBe('high')
      await expectSound(world)
    })

    it.each([
      ['throws', () => Promise.reject(new Error('a host failed'))],
      ['throws an error of a desk', () => Promise.reject(new DocketError('NOT_FOUND', 'There is no such customer.'))],
      [
        'throws before it promises anything',
        () => {
          throw new Error('a host failed')
        },
      ],
    ])('of a host that %s are missing, and at last are given up with a dead letter', async (_what, inputs) => {
      const world = await openDeciding(create, desk, { inputs: inputs as Provider })
      await world.put('ann')
      const { id } = await world.sam.create(request())
      await world.work({ days: 9 })
      expect(await missing(world, id)).toEqual([['inputs.missing', 'no-answer']])
      expect(await world.as('admin').deadLetters()).toMatchObject([{ kind: 'timer', ticketId: id }])
      expect(await world.sam.send(id, { type: 'solve' })).toMatchObject({ phase: 'solved', assignee: 'ann' })
    })

    it.each(Object.entries(UNUSABLE))('that are %s are missing; what is there stays', async (_what, answer) => {
      const world = await openDeciding(create, desk, { inputs: (async () => answer) as Provider })
      const { id } = await world.sam.create(request())
      await world.as('service').setInputs(id, { sentiment: -1 })
      await world.work({ hours: 1 })
      expect(await missing(world, id)).toEqual([
        ['inputs.received', { sentiment: -1 }],
        ['inputs.missing', 'unusable'],
      ])
      expect(await world.sam.get(id)).toMatchObject({ priority: 'normal', inputs: { sentiment: -1 } })
      const { reasons } = (await world.sam.explain(id)).priority ?? {}
      expect(reasons).toContainEqual({ code: 'absent', factor: 'value' })
    })

    it('that are too many with those that are there are missing, and the log says so', async () => {
      const world = await openDeciding(create, desk, { inputs: async () => many(12, 'host') })
      const { id } = await world.sam.create(request())
      await world.as('service').setInputs(id, many(12))
      await world.work({ hours: 1 })
      expect((await missing(world, id)).slice(1)).toEqual([['inputs.missing', 'unusable']])
      expect(Object.keys((await world.sam.get(id)).inputs)).toHaveLength(12)
    })

    it('are pushed by services, at most twenty, and taken back with null', async () => {
      const world = await openDeciding(create, desk)
      const { id } = await world.sam.create(request())
      const service = world.as('service')
      const first = await service.setInputs(id, { sentiment: -1, value: 50 })
      expect(first.priority).toBe('urgent')
      expect((await service.setInputs(id, { sentiment: -1, value: 50 })).version).toBe(first.version)
      expect(await service.setInputs(id, { value: null, unheardOf: null })).toMatchObject({
        priority: 'normal',
        inputs: { sentiment: -1 },
      })
      expect(await service.setInputs(id, many(19))).toMatchObject({ priority: 'normal' })
      expect(await failure(service.setInputs(id, { more: 1 }))).toMatchObject({ code: 'LIMIT_EXCEEDED' })
      expect(await service.setInputs(id, { more: 1, n0: null })).toMatchObject({ inputs: { more: 1 } })
      expect(await failure(service.setInputs(id, many(21)))).toMatchObject({ code: 'INVALID_INPUT' })
      await expectSound(world)
    })

    it.each([Number.NaN, Infinity, '1', undefined, {}, true])('cannot be %s', async (value) => {
      const world = await openDeciding(create, desk)
      const { id } = await world.sam.create(request())
      const call = world.as('service').setInputs(id, { value: value as number })
      expect(await failure(call)).toMatchObject({ code: 'INVALID_INPUT' })
      const forged = JSON.parse('{"__proto__": 1, "value": 90}') as Record<string, number>
      await world
        .as('service')
        .setInputs(id, forged)
        .catch(() => {})
      expect(Object.keys((await world.sam.get(id)).inputs)).not.toContain('__proto__')
      await expectSound(world)
    })

    it('are not for agents, leads, customers and collaborators to set', async () => {
      const world = await openDeciding(create, desk)
      const { id } = await world.sam.create(request())
      await world.sam.watch(id, { watcher: 'col' })
      for (const [role, who] of [
        ['agent', 'sam'],
        ['lead', 'lea'],
        ['requester', 'cem'],
        ['collaborator', 'col'],
      ] as const) {
        expect(await failure(world.as(role, who).setInputs(id, { value: 90 }))).toMatchObject({ code: 'FORBIDDEN' })
      }
      expect(await world.as('admin').setInputs(id, { value: 90 })).toMatchObject({ priority: 'urgent' })
    })

    it('cannot be smuggled in by changing the ticket that the host was shown', async () => {
      const inputs: Provider = async (ticket) => {
        for (const change of [{ priority: 'urgent' }, { assignee: 'eve' }, { inputs: { value: 90 } }]) {
          expect(() => Object.assign(ticket, change)).toThrow(TypeError)
        }
        expect(() => Object.assign(ticket.requester, { id: 'eve' })).toThrow(TypeError)
        return { value: 10 }
      }
      const world = await openDeciding(create, desk, { inputs })
      const { id } = await world.sam.create(request())
      await world.work({ minutes: 1 })
      expect(await world.sam.get(id)).toMatchObject({
        priority: 'low',
        requester: { id: 'cem' },
        inputs: { value: 10 },
        assignee: null,
      })
      await expectSound(world)
    })

    it('are left to nodes that have a host to ask', async () => {
      const world = await openDeciding(create, desk)
      const asking = await world.node(desk, { inputs: async () => ({ value: 90 }) })
      const { id } = await asking.sam.create(request())
      await world.work({ minutes: 10 })
      expect(await missing(world, id)).toEqual([])
      await world.pass({ minutes: 1 })
      await asking.desk.system.tick()
      expect((await world.sam.get(id)).priority).toBe('urgent')
      await expectSound(world)
    })
  })
}
