import type { ActorDesk, CategoriesDesk, Category, DocketError } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { deciding, expectSound, log, openDeciding, request } from './deciding-desk.js'
import { type CreateDeskFixture, failure } from './world.js'

const desk = deciding({})
const label = (text: string) => ({ en: text })

/** A tree as nested ids. */
const ids = (categories: readonly Category[]): unknown[] =>
  categories.map(({ id, children }) => (children.length > 0 ? [id, ids(children)] : id))

const reasonOf = ({ details }: DocketError) => details.reasons?.[0]

async function openTree(create: CreateDeskFixture) {
  const world = await openDeciding(create, desk)
  const { categories } = world.as('admin')
  await categories.add({ id: 'hardware', label: { en: 'Hardware', zh: '硬件' } })
  await categories.add({ id: 'lamp', label: label('Lamp'), parent: 'hardware' })
  await categories.add({ id: 'printer', label: label('Printer'), parent: 'hardware' })
  await categories.add({ id: 'other', label: label('Other'), other: true })
  return { ...world, categories, shown: async () => ids((await categories.tree()).categories) }
}

/** The tree of categories, which changes while the desk runs. */
export function categoryScenarios(create: CreateDeskFixture): void {
  describe('the categories of a tenant', () => {
    it('are any texts until there is a tree, then the active ones of it', async () => {
      const world = await openDeciding(create, desk)
      const free = await world.sam.create(request({ category: 'whatever' }))
      expect(free.category).toBe('whatever')
      expect(await world.sam.categories.tree()).toEqual({ version: 0, categories: [] })
      await world.as('admin').categories.add({ id: 'lamp', label: label('Lamp') })
      const error = await failure(world.sam.create(request({ category: 'whatever' })))
      expect(error.code).toBe('COMMAND_REFUSED')
      expect(reasonOf(error)).toEqual({ code: 'category-unknown', category: 'whatever', known: ['lamp'] })
      const refused = await failure(world.sam.setCategory(free.id, { category: 'Lamp' }))
      expect(reasonOf(refused)).toMatchObject({ code: 'category-unknown' })
      // What it carries it keeps, and everything else about it can change.
      expect((await world.sam.tag(free.id, { add: ['x'] })).category).toBe('whatever')
      expect((await world.sam.setCategory(free.id, { category: 'lamp' })).category).toBe('lamp')
      expect((await world.sam.setCategory(free.id, { category: null })).category).toBeNull()
      expect((await world.sam.create(request())).category).toBeNull()
      await expectSound(world)
    })

    it('are added, renamed and moved, each change a version with who made it', async () => {
      const world = await openTree(create)
      const { categories, shown, fixture } = world
      expect(await shown()).toEqual([['hardware', ['lamp', 'printer']], 'other'])
      await fixture.clock.advance(60_000)
      const renamed = await world.as('service', 'robot').categories.rename({ id: 'lamp', label: label('Lights') })
      expect(renamed).toEqual({
        id: 'lamp',
        label: label('Lights'),
        parent: 'hardware',
        status: 'active',
        mergedInto: null,
        other: false,
        reviewAt: null,
        children: [],
      })
      await categories.move({ id: 'lamp', parent: null })
      const moved = await categories.move({ id: 'hardware', parent: 'lamp' })
      expect(moved.children.map(({ id }) => id)).toEqual(['printer'])
      expect(await shown()).toEqual([['lamp', [['hardware', ['printer']]]], 'other'])
      const history = await categories.history()
      expect(history.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7])
      expect(history.map(({ by }) => by.id)).toEqual([...Array(4).fill('admin-1'), 'robot', 'admin-1', 'admin-1'])
      expect(ids(history[3]?.categories ?? [])).toEqual([['hardware', ['lamp', 'printer']], 'other'])
      const [before, after] = [history[3], history[4]]
      expect((after?.changedAt.getTime() ?? 0) - (before?.changedAt.getTime() ?? 0)).toBe(60_000)
      // A change that changes nothing is none.
      await categories.rename({ id: 'lamp', label: label('Lights') })
      expect((await categories.tree()).version).toBe(7)
    })

    it('go as deep as somebody likes', async () => {
      const world = await openDeciding(create, desk)
      const { categories } = world.as('admin')
      for (let depth = 0; depth < 40; depth += 1) {
        await categories.add({ id: `c${depth}`, label: label('x'), parent: depth === 0 ? null : `c${depth - 1}` })
      }
      const error = await failure(categories.move({ id: 'c0', parent: 'c39' }))
      expect(reasonOf(error)?.['path']).toHaveLength(41)
      await categories.move({ id: 'c20', parent: null })
      expect((await categories.tree()).categories.map(({ id }) => id)).toEqual(['c0', 'c20'])
    })

    it('are merged: children move, lists find both, tickets keep what they carry', async () => {
      const world = await openTree(create)
      const { categories, sam } = world
      await categories.add({ id: 'bulb', label: label('Bulb'), parent: 'lamp' })
      const lamp = await sam.create(request({ category: 'lamp' }))
      const printer = await sam.create(request({ category: 'printer' }))
      const events = await log(world, lamp.id)
      const into = await categories.merge({ from: 'lamp', into: 'printer' })
      expect(ids([into])).toEqual([['printer', ['bulb']]])
      expect(await world.shown()).toEqual([['hardware', [['printer', ['bulb']]]], 'other'])
      const all = await categories.tree({ retired: true })
      const found = all.categories[0]?.children.find(({ id }) => id === 'lamp')
      expect(found).toMatchObject({ status: 'retired', mergedInto: 'printer' })
      const listed = async (category: string, by: ActorDesk = sam) =>
        (await by.list({ where: { category }, direction: 'asc' })).items.map(({ id }) => id)
      expect(await listed('printer')).toEqual([lamp.id, printer.id])
      expect(await listed('lamp')).toEqual([lamp.id])
      expect((await sam.search('hums', { where: { category: 'printer' } })).items).toHaveLength(2)
      expect((await sam.get(lamp.id)).category).toBe('lamp')
      expect(await log(world, lamp.id)).toEqual(events)
      // New ones come where it was merged to, over more than one merge too.
      expect((await sam.create(request({ category: 'lamp' }))).category).toBe('printer')
      await categories.merge({ from: 'printer', into: 'other' })
      expect((await sam.setCategory(lamp.id, { category: 'lamp' })).category).toBe('other')
      expect(await listed('other')).toHaveLength(3)
      const first = await sam.list({ where: { category: 'other' }, limit: 2 })
      const second = await sam.list({ where: { category: 'other' }, limit: 2, after: first.next })
      expect([...first.items, ...second.items]).toHaveLength(3)
      expect(await listed('other', world.as('requester', 'nobody'))).toEqual([])
      expect(await listed('other', world.as('requester', 'cem'))).toHaveLength(3)
      await expectSound(world)
    })

    it('that are retired take no ticket any more, from that moment on, on every node', async () => {
      const world = await openTree(create)
      const other = await world.node(desk)
      const { id } = await other.sam.create(request({ category: 'lamp' }))
      await world.categories.retire({ id: 'lamp' })
      const error = await failure(other.sam.create(request({ category: 'lamp' })))
      expect(reasonOf(error)).toEqual({
        code: 'category-retired',
        category: 'lamp',
        known: ['hardware', 'printer', 'other'],
      })
      expect((await other.sam.get(id)).category).toBe('lamp')
      expect(await world.shown()).toEqual([['hardware', ['printer']], 'other'])
      const inUse = await failure(world.categories.retire({ id: 'hardware' }))
      expect(reasonOf(inUse)).toMatchObject({ code: 'category-in-use', children: ['printer'] })
      await world.categories.retire({ id: 'lamp' })
      expect((await world.categories.tree()).version).toBe(5)
      await expectSound(world)
    })

    it.each<[string, string, (categories: CategoriesDesk) => Promise<unknown>]>([
      ['an id twice', 'category-exists', (c) => c.add({ id: 'lamp', label: label('x') })],
      ['an unknown parent', 'category-unknown', (c) => c.add({ id: 'x', label: label('x'), parent: 'none' })],
      ['a move of nothing', 'category-unknown', (c) => c.move({ id: 'none', parent: null })],
      ['a new name for nothing', 'category-unknown', (c) => c.rename({ id: 'none', label: label('x') })],
      ['a category below itself', 'category-cycle', (c) => c.move({ id: 'lamp', parent: 'lamp' })],
      ['a category below its child', 'category-cycle', (c) => c.move({ id: 'hardware', parent: 'lamp' })],
      ['a merge with itself', 'category-cycle', (c) => c.merge({ from: 'lamp', into: 'lamp' })],
      ['a merge into its child', 'category-cycle', (c) => c.merge({ from: 'hardware', into: 'lamp' })],
      ['a merge into nothing', 'category-unknown', (c) => c.merge({ from: 'lamp', into: 'none' })],
      ['a merge of nothing', 'category-unknown', (c) => c.merge({ from: 'none', into: 'lamp' })],
    ])('refuse %s', async (_name, code, change) => {
      const { categories } = await openTree(create)
      const before = await categories.tree({ retired: true })
      const error = await failure(change(categories))
      expect([error.code, reasonOf(error)?.code]).toEqual(['COMMAND_REFUSED', code])
      expect(await categories.tree({ retired: true })).toEqual(before)
    })

    it('refuse a merge in a circle, and what goes to a category that is gone', async () => {
      const { categories } = await openTree(create)
      await categories.merge({ from: 'lamp', into: 'printer' })
      const circle = await failure(categories.merge({ from: 'printer', into: 'lamp' }))
      expect(reasonOf(circle)).toEqual({ code: 'category-cycle', path: ['lamp', 'printer', 'lamp'] })
      const again = await failure(categories.merge({ from: 'lamp', into: 'other' }))
      expect(reasonOf(again)).toMatchObject({ code: 'category-retired', mergedInto: 'printer' })
      const below = await failure(categories.move({ id: 'other', parent: 'lamp' }))
      expect(reasonOf(below)).toMatchObject({ code: 'category-retired', mergedInto: 'printer' })
      const added = await failure(categories.add({ id: 'x', label: label('x'), parent: 'lamp' }))
      expect(reasonOf(added)).toMatchObject({ code: 'category-retired' })
    })

    it.each<[string, unknown]>([
      ['nothing', undefined],
      ['no label', { id: 'x' }],
      ['a label without a text', { id: 'x', label: {} }],
      ['a language that is none', { id: 'x', label: { 'not a tag': 'x' } }],
      ['an empty text', { id: 'x', label: { en: '' } }],
      ['U+0000', { id: 'x', label: { en: 'a\u0000b' } }],
      ['10 MB', { id: 'x', label: { en: 'x'.repeat(10_000_000) } }],
      ['an id of spaces', { id: ' ', label: { en: 'x' } }],
      ['a key of every object', JSON.parse('{"id":"x","label":{"__proto__":"x"}}')],
      ['something else', { id: 'x', label: { en: 'x' }, color: 'red' }],
    ])('refuse %s as a new category', async (_name, input) => {
      const { categories } = await openTree(create)
      expect((await failure(categories.add(input as never))).code).toBe('INVALID_INPUT')
      expect((await categories.tree()).version).toBe(4)
    })

    it('are for admins and services to change, and for whoever creates tickets to read', async () => {
      const world = await openTree(create)
      const changes: ((categories: CategoriesDesk) => Promise<unknown>)[] = [
        (c) => c.add({ id: 'x', label: label('x') }),
        (c) => c.rename({ id: 'lamp', label: label('x') }),
        (c) => c.move({ id: 'lamp', parent: null }),
        (c) => c.merge({ from: 'lamp', into: 'printer' }),
        (c) => c.retire({ id: 'lamp' }),
        (c) => c.history(),
      ]
      for (const role of ['requester', 'collaborator', 'agent', 'lead']) {
        for (const change of changes) {
          expect((await failure(change(world.as(role).categories))).code).toBe('FORBIDDEN')
        }
      }
      for (const role of ['requester', 'agent', 'lead', 'admin', 'service']) {
        expect((await world.as(role).categories.tree()).version).toBe(4)
      }
      expect((await failure(world.as('collaborator').categories.tree())).code).toBe('FORBIDDEN')
    })

    it('are each tenant’s own', async () => {
      const world = await openTree(create)
      const stranger = world.as('admin', 'eve', 'other')
      expect(await stranger.categories.tree()).toEqual({ version: 0, categories: [] })
      const { category } = await stranger.create(request({ category: 'anything' }))
      expect(category).toBe('anything')
      await stranger.categories.add({ id: 'lamp', label: label('Theirs') })
      expect((await world.categories.tree()).version).toBe(4)
      expect(await stranger.categories.history()).toHaveLength(1)
    })

    it('take 32 changes at once, and one of two that expect the same version', async () => {
      const world = await openTree(create)
      const nodes = [world, await world.node(desk)]
      const adding = Array.from({ length: 32 }, (_, index) => {
        const { categories } = (nodes[index % 2] ?? world).as('admin')
        return categories.add({ id: `n${index}`, label: label('x'), parent: 'other' })
      })
      await Promise.all(adding)
      const { version, categories } = await world.categories.tree()
      expect(version).toBe(36)
      expect(categories.find(({ id }) => id === 'other')?.children).toHaveLength(32)
      const raced = await Promise.allSettled(
        ['a', 'b'].map((id) => world.categories.add({ id, label: label('x') }, { expectedVersion: 36 })),
      )
      expect(raced.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const late = await failure(world.categories.retire({ id: 'n1' }, { expectedVersion: 36 }))
      expect([late.code, late.details]).toEqual(['VERSION_CONFLICT', { actual: 37, expected: 36 }])
      // Two who move two categories below each other cannot both have their way.
      const crossed = await Promise.allSettled([
        world.categories.move({ id: 'n1', parent: 'n2' }),
        world.categories.move({ id: 'n2', parent: 'n1' }),
      ])
      expect(crossed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    })

    it('answer a command that was sent again with its key as they did, whatever changed since', async () => {
      const world = await openTree(create)
      const key = { idempotencyKey: 'k1' }
      const first = await world.sam.create(request({ category: 'lamp' }), key)
      const set = await world.sam.setCategory(first.id, { category: 'printer' }, { idempotencyKey: 'k2' })
      await world.categories.merge({ from: 'lamp', into: 'other' })
      await world.categories.retire({ id: 'printer' })
      const again = await world.sam.create(request({ category: 'lamp' }), key)
      expect([again.id, again.category]).toEqual([first.id, 'lamp'])
      const twice = await world.sam.setCategory(first.id, { category: 'printer' }, { idempotencyKey: 'k2' })
      expect(twice.version).toBe(set.version)
      await expectSound(world)
    })

    it('bind a batch too, whatever its steps need besides', async () => {
      const world = await openTree(create)
      const { id } = await world.sam.create(request())
      const run = async (category: string) => {
        const steps = [
          { action: 'setCategory', category },
          { action: 'setFields', fields: { amount: 1 } },
        ] as const
        const results = []
        for await (const one of world.sam.batch({ tickets: [id], do: steps })) results.push(one)
        return results
      }
      expect(await run('none')).toMatchObject([{ ok: false }])
      expect((await world.sam.get(id)).category).toBeNull()
      expect(await run('lamp')).toMatchObject([{ ok: true }])
      expect(await world.sam.get(id)).toMatchObject({ category: 'lamp', fields: { amount: 1 } })
    })

    it('bind no import: the past was as it was', async () => {
      const world = await openTree(create)
      const input = {
        source: 'old',
        tickets: [
          {
            externalId: '1',
            entries: [
              {
                position: 0,
                occurredAt: new Date(world.now() - 1_000),
                commands: [
                  { type: 'create' as const, subject: 'x', requester: { id: 'cem' }, category: 'long-gone' },
                  { type: 'setCategory' as const, category: 'gone-too' },
                ],
              },
            ],
          },
        ],
      }
      const reports = []
      for await (const report of world.as('admin').import(input)) reports.push(report)
      expect((await world.sam.get(reports[0]?.ticketId ?? '')).category).toBe('gone-too')
    })
  })
}
