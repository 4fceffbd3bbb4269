import { describe, expect, it } from 'vitest'
import { type Gate, gate, someTurns } from '../../test/gate.js'
import type { Outcome } from '../store/port.js'
import type { Task } from './task.js'
import { type WorkLineOptions, workLine } from './work-line.js'

type Given = string | { readonly name: string; readonly attempts: number }

/** A line over batches of tasks; a task `t1.a` is of the ticket `t1` and ends when its gate opens. */
function setUp(batches: Given[][], options: Partial<WorkLineOptions> = {}) {
  const began: string[] = []
  const ended: string[] = []
  const gates = new Map<string, Gate>()
  const failures: unknown[] = []
  const limits: number[] = []
  const taskOf = (given: Given): Task => {
    const { name, attempts } = typeof given === 'string' ? { name: given, attempts: 1 } : given
    const own = gate()
    gates.set(name, own)
    return {
      ticket: name.split('.')[0] ?? '',
      attempts,
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
})
