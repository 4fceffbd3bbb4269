import { type BatchResult, supportWorkflow } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, log, openDeciding, request } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const macros = {
  thanks: {
    label: { en: 'Thank and solve', zh: '致谢并解决' },
    do: [
      {
        action: 'reply',
        body: 'Dear {{ fields.phone | customer }}, your ticket about {{ ticket.subject }} is solved.',
      },
      { action: 'tag', add: ['thanked'] },
      { action: 'send', event: 'solve' },
    ],
  },
  gap: {
    do: [
      { action: 'tag', add: ['x'] },
      { action: 'reply', body: 'About {{ ticket.category }} and {{ticket.team}}' },
    ],
  },
  park: {
    do: [
      { action: 'assign', team: 'lamps' },
      { action: 'setPriority', priority: 'low' },
      { action: 'note', body: 'Parked.' },
    ],
  },
}
const desk = deciding({ macros } as never)

/** Several commands at once, on one ticket or on many. */
export function macroScenarios(create: CreateDeskFixture): void {
  describe('a macro', () => {
    it('does all of its steps in one commit, with its template filled in once', async () => {
      const world = await openDeciding(create, desk)
      const { id, version } = await world.sam.create(request({ subject: '{{ requester.id }} {{fields.phone}}' }))
      const after = await world.sam.runMacro(id, 'thanks')
      expect(after).toMatchObject({ state: 'solved', tags: ['thanked'] })
      const { items } = await world.sam.thread(id)
      // What a value holds is no template.
      expect(items.at(-1)?.body).toBe('Dear customer, your ticket about {{ requester.id }} {{fields.phone}} is solved.')
      const written = (await log(world, id)).filter(({ seq }) => seq > version)
      expect(new Set(written.map(({ recordedAt }) => recordedAt.getTime())).size).toBe(1)
      await expectSound(world)
    })

    it('does nothing while one step cannot be done, and says which and why, gap by gap', async () => {
      const world = await openDeciding(create, desk)
      const { id, version } = await world.sam.create(request())
      const refused = await failure(world.sam.runMacro(id, 'gap'))
      expect(refused).toMatchObject({
        code: 'COMMAND_REFUSED',
        details: {
          reasons: [
            { code: 'template-gap', variable: 'ticket.category', step: 1 },
            { code: 'template-gap', variable: 'ticket.team', step: 1 },
          ],
        },
      })
      expect((await world.sam.get(id)).version).toBe(version)
      const unknown = await failure(world.sam.runMacro(id, 'toString'))
      expect(unknown).toMatchObject({ code: 'INVALID_INPUT' })
    })

    it('takes the right of each of its commands', async () => {
      const world = await openDeciding(create, desk)
      const { id } = await world.sam.create(request({ requester: { id: 'cem' } }))
      await world.sam.watch(id, { watcher: 'col' })
      const refused = await failure(world.as('collaborator', 'col').runMacro(id, 'park'))
      expect(refused).toMatchObject({
        code: 'FORBIDDEN',
        details: { reasons: [{ code: 'action-not-granted', step: 0 }] },
      })
      expect(await failure(world.as('collaborator', 'dan').runMacro(id, 'park'))).toMatchObject({ code: 'NOT_FOUND' })
      expect(await failure(world.as('agent', 'sam', 'other').runMacro(id, 'park'))).toMatchObject({ code: 'NOT_FOUND' })
    })

    it('is told of to those who see what is internal alone, and no template grows beyond a message', async () => {
      const world = await openDeciding(create, desk)
      expect(world.sam.macros().map(({ id }) => id)).toEqual(['thanks', 'gap', 'park'])
      for (const role of ['requester', 'ghost']) expect(world.as(role, 'cem').macros()).toEqual([])
      const { id } = await world.sam.create(request({ fields: { phone: 'x'.repeat(20_000) } }))
      const steps = [{ action: 'reply', body: '{{ fields.phone }}'.repeat(11) }] as const
      for await (const result of world.sam.batch({ tickets: [id], do: steps })) {
        expect(result).toMatchObject({ ok: false, code: 'LIMIT_EXCEEDED' })
      }
    })

    it('of a requester is a reply like any other: it ends the wait, and no source of the desk can be taken', async () => {
      const world = await openDeciding(create, deciding({ workflows: [supportWorkflow] } as never))
      const { id } = await world.sam.create(request({ requester: { id: 'cem' } }))
      await world.sam.send(id, { type: 'askRequester' } as never)
      const steps = [{ action: 'reply', body: 'The second one, {{ requester.id }}.' }] as const
      for await (const { ok } of world.as('requester', 'cem').batch({ tickets: [id], do: steps })) expect(ok).toBe(true)
      expect((await world.sam.get(id)).state).toBe('open')
      const taken = world.sam.create(request({ external: { source: 'docket:followUp', id } }))
      expect(await failure(taken)).toMatchObject({ code: 'INVALID_INPUT' })
    })

    it('takes effect once under its key', async () => {
      const world = await openDeciding(create, desk)
      const { id } = await world.sam.create(request())
      const once = await world.sam.runMacro(id, 'park', { idempotencyKey: 'k' })
      const twice = await world.sam.runMacro(id, 'park', { idempotencyKey: 'k' })
      expect(twice.version).toBe(once.version)
    })

    it.each([
      ['an unknown variable', { do: [{ action: 'reply', body: 'Hi {{constructor}}' }] }, 'constructor'],
      [
        'a path into an object',
        { do: [{ action: 'reply', body: '{{ticket.subject.constructor}}' }] },
        'ticket.subject.constructor',
      ],
      ['nested braces', { do: [{ action: 'note', body: '{{{{ticket.id}}}}{{__proto__}}' }] }, '__proto__'],
      ['an unknown event', { do: [{ action: 'send', event: 'fly' }] }, 'fly'],
      ['an action that is no step', { do: [{ action: 'notify', to: ['lead'] }] }, 'notify'],
      [
        'two assignments',
        {
          do: [
            { action: 'assign', team: 'a' },
            { action: 'assign', team: 'b' },
          ],
        },
        'assigns more than once',
      ],
      ['no steps', { do: [] }, 'do'],
    ])('with %s is refused at definition', (_what, macro, named) => {
      expect(() => deciding({ macros: { wrong: macro } } as never)).toThrow(named)
    })
  })

  describe('a batch', () => {
    async function results(run: AsyncGenerator<BatchResult, void, undefined>) {
      const found: BatchResult[] = []
      for await (const result of run) found.push(result)
      return found
    }

    it('tells of each ticket, and one that refuses holds up no other', async () => {
      const world = await openDeciding(create, desk)
      const ids = []
      for (let n = 0; n < 4; n += 1) ids.push((await world.sam.create(request())).id)
      await world.sam.send(ids[1] ?? '', { type: 'solve' } as never)
      const progress: number[] = []
      const tickets = [...ids, 'nothing', ids[0] ?? '']
      const done = await results(world.sam.batch({ tickets, do: 'thanks', onProgress: (n) => progress.push(n) }))
      expect(done.map((result) => (result.ok ? 'ok' : result.code))).toEqual([
        'ok',
        'TRANSITION_REFUSED',
        'ok',
        'ok',
        'NOT_FOUND',
      ])
      expect(progress).toEqual([1, 2, 3, 4, 5])
      expect(done[0]).toMatchObject({ stays: ['reply', 'send'], undo: [{ action: 'tag', remove: ['thanked'] }] })
      await expectSound(world)
    })

    it('can be undone where nobody has changed the ticket since', async () => {
      const world = await openDeciding(create, desk)
      await world.directory.putTeam({ id: 'desks', name: 'Desks' })
      const one = await world.sam.create(request({ team: 'desks', tags: ['a'], category: 'x', fields: { amount: 3 } }))
      const two = await world.sam.create(request({ team: 'desks' }))
      const steps = [
        { action: 'tag', add: ['b'], remove: ['a'] },
        { action: 'setFields', fields: { amount: 9, severity: 'high' } },
        { action: 'setCategory', category: 'y' },
        { action: 'assign', team: 'lamps' },
        { action: 'setPriority', priority: 'urgent' },
      ] as never
      const done = await results(world.sam.batch({ tickets: [one.id, two.id], do: steps }))
      await world.sam.note(two.id, { body: 'Seen.' })
      const undone = await results(world.sam.undo(done))
      expect(undone.map((result) => (result.ok ? 'ok' : result.code))).toEqual(['ok', 'VERSION_CONFLICT'])
      const { team, tags, category, fields, priority } = one
      expect(await world.sam.get(one.id)).toMatchObject({ team, tags, category, fields, priority })
      expect(await world.sam.get(two.id)).toMatchObject({ team: 'lamps', category: 'y', priority: 'urgent' })
      await expectSound(world)
    })

    it('does no ticket twice when it is begun again with its key, and ends when it is told to', async () => {
      const world = await openDeciding(create, desk)
      const ids: string[] = []
      for (let n = 0; n < 3; n += 1) ids.push((await world.sam.create(request())).id)
      const stop = new AbortController()
      const input = { tickets: ids, do: 'park', idempotencyKey: 'once' }
      const onProgress = (n: number) => n === 2 && stop.abort(new Error('enough'))
      await expect(results(world.sam.batch({ ...input, signal: stop.signal, onProgress } as never))).rejects.toThrow(
        'enough',
      )
      const versions = async () => Promise.all(ids.map(async (id) => (await world.sam.get(id)).version))
      const [first, second, third = 0] = await versions()
      await results(world.sam.batch(input))
      expect(await versions()).toEqual([first, second, third + 3])
    })

    it('tells the same again under its key, in any order, and can be undone all the same', async () => {
      const world = await openDeciding(create, desk)
      await world.directory.putTeam({ id: 'desks', name: 'Desks' })
      const ids: string[] = []
      for (let n = 0; n < 3; n += 1) {
        ids.push((await world.sam.create(request({ team: 'desks', fields: { phone: `${n}` } }))).id)
      }
      const [one = '', two = '', three = ''] = ids
      const steps = [
        { action: 'setFields', fields: { phone: '9', amount: 1 } },
        { action: 'tag', add: ['b'] },
        { action: 'assign', team: 'lamps' },
      ] as never
      const first = await results(world.sam.batch({ tickets: [one, two, one], do: steps, idempotencyKey: 'k' }))
      expect(first).toHaveLength(2)
      const again = await results(world.sam.batch({ tickets: [three, two, one], do: steps, idempotencyKey: 'k' }))
      expect(again.slice(1)).toEqual([first[1], first[0]])
      // The same key with something else to do is a mistake.
      const other = [{ action: 'tag', add: ['c'] }] as never
      const wrong = await results(world.sam.batch({ tickets: [one], do: other, idempotencyKey: 'k' }))
      expect(wrong).toMatchObject([{ ok: false, code: 'IDEMPOTENCY_MISMATCH' }])
      const undone = await results(world.sam.undo(again))
      expect(undone.map(({ ok }) => ok)).toEqual([true, true, true])
      for (const [n, id] of ids.entries()) {
        expect(await world.sam.get(id)).toMatchObject({ team: 'desks', tags: [], fields: { phone: `${n}` } })
      }
      await expectSound(world)
    })

    it('says what rules did because of it, which undoing leaves as it is', async () => {
      const rules = [
        {
          id: 'hot',
          on: 'ticket.tagged',
          when: { tag: 'hot' },
          do: [
            { action: 'tag', add: ['seen'] },
            { action: 'note', body: 'It is hot.' },
            { action: 'setPriority', priority: 'urgent' },
            { action: 'notify', to: ['lead'], kind: 'hot' },
          ],
        },
        { id: 'cold', on: 'ticket.tagged', when: { tag: 'cold' }, do: [{ action: 'archive' }] },
      ]
      const world = await openDeciding(create, deciding({ macros, rules } as never))
      const { id } = await world.sam.create(request())
      const input = { tickets: [id], do: [{ action: 'tag', add: ['hot'] }], idempotencyKey: 'k' } as never
      const done = await results(world.sam.batch(input))
      expect(done).toMatchObject([
        {
          ok: true,
          undo: [{ action: 'tag', remove: ['hot', 'seen'] }],
          rules: [{ rule: 'hot', events: ['message.added', 'ticket.prioritized'], asks: ['notify'] }],
        },
      ])
      expect(await results(world.sam.batch(input))).toEqual(done)
      expect(await results(world.sam.undo(done))).toMatchObject([{ ok: true, rules: [] }])
      expect(await world.sam.get(id)).toMatchObject({ tags: [], priority: 'urgent' })
      await expectSound(world)
    })

    it('tells requesters no names: of macros, of rules, of fields of the desk', async () => {
      const told = [{ id: 'secret-rule', on: 'message.added', do: [{ action: 'notify', to: ['lead'] }] }]
      const world = await openDeciding(create, deciding({ macros, rules: told } as never))
      const mine = world.as('requester', 'cem')
      const ticket = await mine.create({ subject: 'The lamp hums' })
      const unknown = await failure(mine.runMacro(ticket.id, 'nope'))
      const said: unknown[] = [unknown, mine.macros()]
      // Not even that there is one, nor what it says.
      for (const name of ['thanks', 'gap', 'park'])
        expect((await failure(mine.runMacro(ticket.id, name))).toString()).toBe(unknown.toString())
      const named = mine.batch({ tickets: [ticket.id], do: 'thanks' })
      expect((await failure(() => named.next())).message).toContain('is no macro')
      said.push(await failure(mine.create({ subject: 'x', fields: { secret: 1 } as never })))
      for await (const result of mine.batch({ tickets: [ticket.id], do: [{ action: 'reply', body: 'Hm.' }] }))
        said.push(result)
      for await (const result of mine.batch({ tickets: [ticket.id], do: [{ action: 'tag', add: ['x'] }] }))
        said.push(result)
      expect(JSON.stringify(said)).not.toMatch(/secret-rule|thanks|park|severity|amount/)
    })

    it('has at most 10,000 tickets, and known steps', async () => {
      const world = await openDeciding(create, desk)
      const many = Array.from({ length: 10_001 }, (_, index) => `t${index}`)
      for (const input of [
        { tickets: many, do: 'park' },
        { tickets: ['a'], do: 'nothing' },
        { tickets: ['a'], do: [{ action: 'erase' }] },
        { tickets: ['a'], do: [] },
        { tickets: ['a'], do: [{ action: 'setFields', fields: { nothing: 1 } }] },
      ]) {
        await expect(results(world.sam.batch(input as never))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
      }
    })
  })
}
