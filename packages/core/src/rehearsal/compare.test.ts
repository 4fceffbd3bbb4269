import { describe, expect, it } from 'vitest'
import { START } from '../../test/records.js'
import { differencesBetween } from './compare.js'
import type { FinalRun } from './summarize.js'

type Verdict = FinalRun['verdict']

const run = (ticketId: string, verdict: Verdict, changes: Partial<FinalRun> = {}): FinalRun => ({
  ticketId,
  target: 'resolution',
  cycle: 1,
  verdict,
  policy: 'standard',
  dueAt: START,
  endedAt: null,
  usedSeconds: null,
  priority: 'normal',
  team: null,
  createdAt: START,
  ...changes,
})

describe('the differences', () => {
  it('are none between the same runs, also when their dates differ', () => {
    const runs = [run('t1', 'met'), run('t2', 'breached'), run('t3', 'running')]
    const none = { total: 0, newlyBreached: 0, newlyMet: 0, items: [] }
    expect(differencesBetween(runs, runs, 10)).toEqual(none)
    expect(
      differencesBetween(
        runs,
        runs.map((one) => ({ ...one, dueAt: null, policy: 'other' })),
        10,
      ),
    ).toEqual(none)
    expect(differencesBetween([], [], 10)).toEqual(none)
  })

  it('tell both sides, with what the ticket is under the change', () => {
    const before = run('t1', 'met', { endedAt: START + 5, priority: 'low' })
    const after = run('t1', 'breached', { policy: 'strict', dueAt: null, endedAt: START + 5, team: 'x' })
    expect(differencesBetween([before], [after], 10).items).toEqual([
      {
        ticketId: 't1',
        target: 'resolution',
        cycle: 1,
        priority: 'normal',
        team: 'x',
        before: { verdict: 'met', policy: 'standard', dueAt: new Date(START), endedAt: new Date(START + 5) },
        after: { verdict: 'breached', policy: 'strict', dueAt: null, endedAt: new Date(START + 5) },
      },
    ])
  })

  it.each<[Verdict, Verdict, number, number]>([
    ['met', 'breached', 1, 0],
    ['breached', 'met', 0, 1],
    ['running', 'breached', 0, 0],
    ['running', 'met', 0, 0],
    ['met', 'running', 0, 0],
    ['breached', 'running', 0, 0],
  ])('from %s to %s are all counted, as newly late or no longer late where both were judged', (from, to, late, met) => {
    const found = differencesBetween([run('t1', from)], [run('t1', to)], 10)
    expect([found.total, found.newlyBreached, found.newlyMet]).toEqual([1, late, met])
  })

  it('are also promises that only one side makes', () => {
    const { total, newlyBreached, newlyMet, items } = differencesBetween(
      [run('t1', 'met')],
      [run('t2', 'breached')],
      10,
    )
    expect([total, newlyBreached, newlyMet]).toEqual([2, 0, 0])
    expect(items.map(({ ticketId, before, after }) => [ticketId, before?.verdict, after?.verdict])).toEqual([
      ['t1', 'met', undefined],
      ['t2', undefined, 'breached'],
    ])
    expect([items[0]?.after, items[1]?.before]).toEqual([null, null])
  })

  it('are apart for targets and cycles', () => {
    const runs = (verdict: Verdict) => [
      run('t1', 'met', { target: 'firstResponse' }),
      run('t1', verdict),
      run('t1', 'met', { cycle: 2 }),
    ]
    const { items } = differencesBetween(runs('met'), runs('breached'), 10)
    expect(items.map(({ target, cycle }) => [target, cycle])).toEqual([['resolution', 1]])
  })

  it('come by the creation of their tickets, and at most as many as asked, all counted', () => {
    const order = ['t3', 't1', 't2']
    const runs = (verdict: Verdict) =>
      order.map((id) => run(id, verdict, { createdAt: id === 't2' ? START - 1 : START }))
    const all = differencesBetween(runs('met'), runs('breached'), 10)
    expect(all.items.map(({ ticketId }) => ticketId)).toEqual(['t2', 't1', 't3'])
    const some = differencesBetween(runs('met'), runs('breached'), 2)
    expect([some.total, some.newlyBreached, some.items]).toEqual([3, 3, all.items.slice(0, 2)])
    expect(differencesBetween(runs('met'), runs('breached'), 0)).toMatchObject({ total: 3, items: [] })
  })
})
