import { describe, expect, it } from 'vitest'
import { type Gate, gate, someTurns } from '../../test/gate.js'
import type { Outcome } from '../store/port.js'
import type { Task } from './task.js'
import { type WorkLineOptions, workLine } from './work-line.js'

type Given = string | { readonly name: string; readonly attempts?: number; readonly lane?: string }

/** A line over batches of tasks; a task `t1.a` is of the ticket `t1` and ends when its gate opens; one with a lane is done aside. */
function setUp(batches: Given[][], options: Partial<WorkLineOptions> = {}) {
  const began: string[] = []
  const ended: string[] = []
  const gates = new Map<string, Gate>()
  const failures: unknown[] = []
  const limits: number[] = []
  const taskOf = (given: Given): Task => {
    const { name, attempts = 1, lane } = typeof given === 'string' ? { name: given } : given
    const own = gate()
    gates.set(name, own)
    return {
      ticket: name.split('.')[0] ?? '',
      attempts,
      ...(lane !== undefined && { aside: { lane, crowded: { kind: 'wait', delayMs: 7, error: null } } }),
      async run(): Promise<Outcome | null> {
        began.push(name)
        await own.opened
        return { kind: 'done' }
      },
      settle: async (outcome) => void ended.push(`${name} ${outcome.kind}`),
    }
  }
  const claim = async (limit: number) => {
    limits.push(limit)
    return (batches.shift() ?? []).map(taskOf)
  }
  const line = workLine(claim, {
    batchSize: 2,
    atOnce: 2,
    onSettled: () => {},
    onFailure: (error) => failures.push(error),
    ...options,
  })
  const finish = async (...names: string[]) => {
    for (const name of names) gates.get(name)?.open()
    await someTurns()
  }
  return { line, began, ended, finish, gates, failures, limits }
}

describe('a line of work', () => {
  it('begins so many at once, in order', async () => {
    const { line, began, finish } = setUp([['t1.a', 't2.a', 't3.a', 't4.a']], { batchSize: 4 })
    await line.claim()
    expect(began).toEqual(['t1.a', 't2.a'])
    await finish('t2.a')
    expect(began).toEqual(['t1.a', 't2.a', 't3.a'])
    await finish('t1.a', 't3.a')
    expect(began).toEqual(['t1.a', 't2.a', 't3.a', 't4.a'])
  })

  it('does one after the other what is of one ticket, in order, and lets others pass by', async () => {
    const { line, began, finish } = setUp([['t1.a', 't1.b', 't1.c', 't2.a']], { batchSize: 4, atOnce: 4 })
    await line.claim()
    expect(began).toEqual(['t1.a', 't2.a'])
    await finish('t1.a')
    expect(began).toEqual(['t1.a', 't2.a', 't1.b'])
    await finish('t1.b', 't1.c', 't2.a')
    expect(began.at(-1)).toBe('t1.c')
    expect(line.isIdle()).toBe(true)
  })

  it('holds two batches and no more, settled or not', async () => {
    const { line, began, finish } = setUp([['t1.a', 't2.a'], ['t3.a', 't4.a'], ['t5.a']], { atOnce: 4 })
    await line.claim()
    expect(line.drains()).toBe(true)
    await line.claim()
    expect(line.hasRoom()).toBe(false)
    await line.claim()
    expect(began).toEqual(['t1.a', 't2.a', 't3.a', 't4.a'])
    await finish('t4.a', 't2.a')
    expect(line.hasRoom()).toBe(true)
    await line.claim()
    expect(began.at(-1)).toBe('t5.a')
    expect(line.drains()).toBe(false)
  })

  it('goes on past a task that does not end', async () => {
    const { line, ended, finish } = setUp([
      ['t1.slow', 't2.a'],
      ['t3.a', 't4.a'],
    ])
    await line.claim()
    await line.claim()
    await finish('t2.a', 't3.a', 't4.a')
    expect(ended).toEqual(['t2.a done', 't3.a done', 't4.a done'])
    expect(line.hasRoom()).toBe(true)
    expect(line.isIdle()).toBe(false)
  })

  it('gives back on its stop what has not begun, and what a claim brings then, and finishes the rest', async () => {
    const { line, began, ended, finish } = setUp([['t1.a', 't2.a', 't3.a'], ['t4.a']], { batchSize: 3 })
    await line.claim()
    const claim = line.claim()
    line.stop()
    await claim
    await someTurns()
    expect(ended).toEqual(['t3.a wait', 't4.a wait'])
    await finish('t1.a', 't2.a')
    expect(began).toEqual(['t1.a', 't2.a'])
    expect(ended.slice(2)).toEqual(['t1.a done', 't2.a done'])
    expect(line.isIdle()).toBe(true)
  })

  it('keeps one task apart that may have ended its process, gives back the others, and then claims one by one', async () => {
    const suspect = (name: string, attempts: number) => ({ name, attempts })
    const { line, began, ended, finish, limits } = setUp(
      [[suspect('t1.a', 4), 't2.a', suspect('t3.a', 3)], [suspect('t1.a', 4)], ['t4.a'], ['t5.a']],
      { batchSize: 3 },
    )
    await line.claim()
    expect(began).toEqual(['t2.a'])
    expect(ended).toEqual(['t1.a wait'])
    expect([line.isSuspicious(), line.hasRoom()]).toEqual([true, false])
    await finish('t2.a')
    expect(line.isIdle()).toBe(true)
    const done = line.doSuspect()
    await finish('t3.a')
    await done
    expect(ended.slice(1)).toEqual(['t2.a done', 't3.a done'])
    expect(line.isSuspicious()).toBe(false)
    await line.claim()
    const second = line.doSuspect()
    await finish('t1.a')
    await second
    await line.claim()
    await line.claim()
    expect(limits).toEqual([3, 1, 1, 3])
    expect(began).toEqual(['t2.a', 't3.a', 't1.a', 't4.a', 't5.a'])
  })

  it('tells of a task that fails, and lets the next ones begin', async () => {
    const { line, began, gates, failures, finish } = setUp([['t1.a', 't2.a']], { atOnce: 1 })
    await line.claim()
    const broken = new Error('no line')
    gates.get('t1.a')?.fail(broken)
    await finish('t2.a')
    expect(failures).toEqual([broken])
    expect(began).toEqual(['t1.a', 't2.a'])
    expect(line.isIdle()).toBe(true)
  })

  describe('with work that waits for somebody outside', () => {
    const apart = (place: number) => `lane ${place}`
    const crowd = (count: number, laneOf = apart) =>
      Array.from({ length: count }, (_, place) => ({ name: `t1.x${place}`, lane: laneOf(place) }))

    it('does 32 of it beside all else, of whatever ticket, and holds no room for it', async () => {
      const { line, began, ended, finish } = setUp([crowd(100), ['t1.a', 't2.a'], ['t3.a']], { batchSize: 100 })
      await line.claim()
      expect([began.length, line.hasRoom(), line.isIdle()]).toEqual([32, true, true])
      await line.claim()
      expect(began.slice(32)).toEqual(['t1.a', 't2.a'])
      await finish('t1.a', 't2.a')
      await line.claim()
      await finish('t3.a')
      expect(ended).toEqual(['t1.a done', 't2.a done', 't3.a done'])
      await finish('t1.x5')
      expect(began.at(-1)).toBe('t1.x32')
    })

    it('does four of it for the same one, holds sixteen, and gives the others back for a while', async () => {
      const { line, began, ended, finish } = setUp([[...crowd(20, () => 'slow'), { name: 't1.other', lane: 'other' }]])
      await line.claim()
      await someTurns()
      expect(began).toEqual(['t1.x0', 't1.x1', 't1.x2', 't1.x3', 't1.other'])
      expect(ended).toEqual(['t1.x16 wait', 't1.x17 wait', 't1.x18 wait', 't1.x19 wait'])
      await finish('t1.x0')
      expect(began.at(-1)).toBe('t1.x4')
    })

    it('holds 128 of it and no more', async () => {
      const { line, ended } = setUp([crowd(200)], { batchSize: 200 })
      await line.claim()
      await someTurns()
      expect(ended).toHaveLength(72)
    })

    // Guards against a worker that stands still while somebody outside does not answer.
    it('takes none of it for what may have ended its process, and does what may without waiting for it', async () => {
      const often = crowd(3).map((one) => ({ ...one, attempts: 9 }))
      const { line, began, ended, finish } = setUp([[...often, { name: 't2.a', attempts: 3 }]], { batchSize: 4 })
      await line.claim()
      expect(began).toEqual(['t1.x0', 't1.x1', 't1.x2'])
      expect([line.isSuspicious(), line.isIdle()]).toEqual([true, true])
      const done = line.doSuspect()
      await finish('t2.a')
      await done
      expect(ended).toEqual(['t2.a done'])
    })

    it('gives back on its stop what of it has not begun, and is idle when the rest has ended', async () => {
      const settled: boolean[] = []
      const { line, ended, finish } = setUp([crowd(34), [{ name: 't2.late', lane: 'late' }]], {
        batchSize: 34,
        onSettled: (one) => settled.push(one.isIdle()),
      })
      await line.claim()
      const claim = line.claim()
      line.stop()
      await claim
      await someTurns()
      expect(ended).toEqual(['t1.x32 wait', 't1.x33 wait', 't2.late wait'])
      expect(line.isIdle()).toBe(false)
      await finish(...Array.from({ length: 32 }, (_, place) => `t1.x${place}`))
      expect(ended).toHaveLength(35)
      // Whoever waits for its end hears of it.
      expect([line.isIdle(), settled.at(-1)]).toEqual([true, true])
    })

    it('tells of it when it fails', async () => {
      const { line, gates, failures, finish } = setUp([crowd(1)])
      await line.claim()
      const broken = new Error('no line')
      gates.get('t1.x0')?.fail(broken)
      await finish()
      expect(failures).toEqual([broken])
    })
  })
})
