import { createDesk, DocketError } from '@docket/core'
import { describe, expect, it, vi } from 'vitest'
import { MONDAY } from './changing-desk.js'
import { request } from './deciding-desk.js'
import { openStaged, stagedDesk } from './staged-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const at = (hours: number) => new Date(MONDAY + hours * 3_600_000)

/** What whoever works on a stage sees of it, and what it receives. */
export function stageContextScenarios(create: CreateDeskFixture): void {
  describe('stages, as seen,', () => {
    it('show whoever works on them what is to be done, what is missing, and what they receive', async () => {
      const world = await openStaged(create)
      const ann = world.as('agent', 'ann')
      const { id } = await ann.create(request())
      await ann.check(id, { item: 'looked' })
      const stage = await ann.stage(id)
      expect(stage).toMatchObject({
        name: 'intake',
        owner: 'desk',
        number: 1,
        since: at(0),
        dueAt: at(4),
        instructions: { en: 'Look at it, take a photo.', zh: '检查并拍照。' },
        context: {
          order: { ok: true, data: { of: id, items: ['lamp'] } },
          customer: { ok: true, data: { tier: 'gold' } },
        },
      })
      expect(stage?.checklist.slice(0, 3)).toEqual([
        { item: 'looked', label: { en: 'Looked at' }, done: true, missing: [] },
        {
          item: 'photo',
          label: null,
          done: false,
          missing: [
            { code: 'item-open', item: 'photo' },
            { code: 'attachment-missing', type: 'image/*', item: 'photo' },
          ],
        },
        {
          item: 'serial',
          label: null,
          done: false,
          missing: [
            { code: 'item-open', item: 'serial' },
            { code: 'field-missing', field: 'serial', item: 'serial' },
          ],
        },
      ])
      expect(stage?.transitions).toEqual(await ann.events(id))
      await ann.watch(id, { watcher: 'col' })
      expect(await world.as('collaborator', 'col').stage(id)).toMatchObject({ name: 'intake' })
      expect((await failure(world.as('requester', 'cem').stage(id))).code).toBe('FORBIDDEN')
      expect((await failure(world.as('requester', 'cem').journey(id))).code).toBe('FORBIDDEN')
      expect((await failure(world.as('collaborator', 'col').journey(id))).code).toBe('FORBIDDEN')
      for (const stranger of [world.as('requester', 'eve'), world.as('agent', 'ann', 'other')]) {
        expect((await failure(stranger.stage(id))).code).toBe('NOT_FOUND')
        expect((await failure(stranger.journey(id))).code).toBe('NOT_FOUND')
      }
      await ann.send(id, { type: 'giveUp' })
      expect(await ann.stage(id)).toBeNull()
    })

    it('are shown though a context provider throws, hangs, or gives what is no JSON', async () => {
      const cyclic: Record<string, unknown> = {}
      cyclic['self'] = cyclic
      const unusable = [
        undefined,
        7n,
        Number.NaN,
        () => 1,
        new Date(0),
        new Map(),
        cyclic,
        { constructor: 1 },
        [undefined],
      ]
      const trap = Object.defineProperty({}, 'a', { enumerable: true, get: () => expect.fail('looked at') })
      let answer: () => unknown = () => ({})
      let changed: unknown
      const context = {
        order: async (ticket: object) => {
          try {
            Object.assign(ticket, { subject: 'changed' })
          } catch (error) {
            changed = error
          }
          return answer()
        },
        customer: async () => ({ tier: 'gold' }),
      }
      const world = await openStaged(create, { context })
      const { id } = await world.sam.create(request())
      const customer = { ok: true, data: { tier: 'gold' } }
      for (const value of [...unusable, trap]) {
        answer = () => value
        expect((await world.sam.stage(id))?.context).toEqual({ order: { ok: false, code: 'unusable' }, customer })
      }
      expect(changed).toBeInstanceOf(TypeError)
      answer = () => {
        throw new DocketError('NOT_FOUND', 'There is no such order in another system.')
      }
      expect((await world.sam.stage(id))?.context).toEqual({ order: { ok: false, code: 'failed' }, customer })
      expect(world.errors).toHaveLength(unusable.length + 2)
      for (const value of [null, 0, '', [], 'text', { deep: [{ er: null }] }]) {
        answer = () => value
        expect((await world.sam.stage(id))?.context['order']).toEqual({ ok: true, data: value })
      }
    })

    it('wait five seconds for a context provider, and then tell it to give up', async () => {
      const signals: AbortSignal[] = []
      let heard = () => {}
      const asked = new Promise<void>((resolve) => {
        heard = resolve
      })
      const context = {
        order: (_ticket: unknown, { signal }: { readonly signal: AbortSignal }) => {
          signals.push(signal)
          heard()
          return new Promise(() => {})
        },
        customer: async () => 'gold',
      }
      const world = await openStaged(create, { context })
      const { id } = await world.sam.create(request())
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      try {
        const answer = world.sam.stage(id)
        await asked
        await vi.advanceTimersByTimeAsync(4_999)
        expect(signals.map(({ aborted }) => aborted)).toEqual([false])
        await vi.advanceTimersByTimeAsync(1)
        expect((await answer)?.context).toEqual({
          order: { ok: false, code: 'no-answer' },
          customer: { ok: true, data: 'gold' },
        })
        expect(signals.map(({ aborted }) => aborted)).toEqual([true])
      } finally {
        vi.useRealTimers()
      }
    })

    it('that receive what nothing gives do not start', async () => {
      const fixture = await create()
      try {
        const context = { order: async () => ({}) }
        const error = await failure(createDesk(stagedDesk, { store: fixture.store, context }))
        expect(error).toMatchObject({ code: 'INVALID_DEFINITION' })
        expect(error.message).toContain('receive customer')
      } finally {
        await fixture.destroy()
      }
    })
  })
}
