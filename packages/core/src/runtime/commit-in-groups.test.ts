import { describe, expect, it } from 'vitest'
import { ticketRecord } from '../../test/records.js'
import { DocketError } from '../kernel/error.js'
import type { Commit, CommitResult, CounterChange } from '../store/commit-types.js'
import type { Store } from '../store/port.js'
import { commitInGroups } from './commit-in-groups.js'

/** The firing of a ticket's timer, changed as given. */
function firing(ticketId: string, changes: Partial<Commit> = {}): Commit {
  return {
    tenant: 'acme',
    expect: [{ ticketId, version: 1 }],
    tickets: [ticketRecord({ id: ticketId, version: 2 })],
    events: [],
    messages: [],
    contents: [],
    attachments: [],
    timers: { set: [], cancel: [] },
    outbox: [],
    counters: [],
    searches: [],
    revives: [],
    erasures: [],
    idempotency: null,
    settles: { ticketId, key: 'timeout', epoch: 1, token: 'token' },
    ...changes,
  }
}

/** A store that keeps what it was asked to commit, and answers as told. */
function storeOf(answer: (commit: Commit) => CommitResult = () => ({ ok: true })) {
  const asked: Commit[] = []
  const parts: Pick<Store, 'commit'> = {
    async commit(commit) {
      asked.push(commit)
      return answer(commit)
    },
  }
  const tickets = () => asked.map(({ expect: expected }) => expected.map(({ ticketId }) => ticketId).join(' '))
  return { store: commitInGroups(parts as Store), asked, tickets }
}

const count = (key: string, delta: number, max?: number): CounterChange => ({
  key,
  delta,
  ...(max !== undefined && { max }),
})

describe('commits in groups', () => {
  it('go as one, which insists on all versions, removes the timers and adds the counters up', async () => {
    const { store, asked } = storeOf()
    const commits = [
      firing('t1', { counters: [count('load:a', -1), count('load:b', 1)] }),
      firing('t2', {
        counters: [count('load:a', -1), count('load:b', -1)],
        timers: { set: [], cancel: [{ ticketId: 't2', key: 'sla' }] },
      }),
    ]
    expect(await Promise.all(commits.map((commit) => store.commit(commit)))).toEqual([{ ok: true }, { ok: true }])
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({
      tenant: 'acme',
      expect: [
        { ticketId: 't1', version: 1 },
        { ticketId: 't2', version: 1 },
      ],
      timers: {
        set: [],
        cancel: [
          { ticketId: 't1', key: 'timeout' },
          { ticketId: 't2', key: 'sla' },
          { ticketId: 't2', key: 'timeout' },
        ],
      },
      counters: [{ key: 'load:a', delta: -2 }],
      settles: null,
    })
    expect(asked[0]?.tickets.map(({ id }) => id)).toEqual(['t1', 't2'])
  })

  it('go as they are when they come alone', async () => {
    const { store, asked } = storeOf()
    const commit = firing('t1')
    await store.commit(commit)
    expect(asked).toEqual([commit])
  })

  it('are of one tenant, and of different tickets', async () => {
    const { store, tickets } = storeOf()
    const two = firing('t3', {
      expect: [
        { ticketId: 't3', version: 1 },
        { ticketId: 't1', version: 7 },
      ],
    })
    const commits = [firing('t1'), firing('t2'), firing('t9', { tenant: 'other' }), two, firing('t4')]
    await Promise.all(commits.map((commit) => store.commit(commit)))
    expect(tickets()).toEqual(['t1 t2 t4', 't9', 't3 t1'])
  })

  it('leave out what has a condition of its own', async () => {
    const { store, tickets } = storeOf()
    const key = {
      tenant: 'acme',
      scope: 's',
      key: 'k',
      fingerprint: 'f',
      ticketId: 't3',
      version: 2,
      result: {},
      createdAt: 0,
    }
    const commits = [
      firing('t1'),
      firing('t2', { counters: [count('load:a', 1, 3)] }),
      firing('t3', { idempotency: key }),
      firing('t4', { erasures: [{ ticketId: 't4' }] }),
      firing('t5'),
    ]
    await Promise.all(commits.map((commit) => store.commit(commit)))
    expect(tickets().toSorted()).toEqual(['t1 t5', 't2', 't3', 't4'])
  })

  it('are at most fifty in one', async () => {
    const { store, asked } = storeOf()
    await Promise.all(Array.from({ length: 120 }, (_, place) => store.commit(firing(`t${place}`))))
    expect(asked.map(({ expect: expected }) => expected.length)).toEqual([50, 50, 20])
  })

  it('go each by itself, with its lease, when one of them meets a conflict', async () => {
    const conflict = { kind: 'version', ticketId: 't2', actual: 5 } as const
    const { store, asked } = storeOf(({ expect: expected }) =>
      expected.some(({ ticketId }) => ticketId === 't2') ? { ok: false, conflict } : { ok: true },
    )
    const commits = [firing('t1'), firing('t2'), firing('t3')]
    const answers = await Promise.all(commits.map((commit) => store.commit(commit)))
    expect(answers).toEqual([{ ok: true }, { ok: false, conflict }, { ok: true }])
    expect(asked.slice(1)).toEqual(commits)
  })

  // Guards against a joint commit that sets a timer anew whose lease another worker has by now.
  it('let one go alone that settles a timer and insists on no version of its ticket', async () => {
    const { store, asked } = storeOf()
    const commits = [firing('t1'), firing('t2', { expect: [], tickets: [] }), firing('t3')]
    await Promise.all(commits.map((commit) => store.commit(commit)))
    expect(asked).toHaveLength(2)
    expect(asked.find(({ settles }) => settles !== null)?.settles).toMatchObject({ ticketId: 't2', token: 'token' })
  })

  it('fail each for itself', async () => {
    const fault = new DocketError('INTERNAL', 'The commit contradicts itself.')
    const { store } = storeOf(({ expect: expected }) => {
      if (expected.some(({ ticketId }) => ticketId === 't2')) throw fault
      return { ok: true }
    })
    const ends = await Promise.allSettled(['t1', 't2', 't3'].map((id) => store.commit(firing(id))))
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(ends[1]).toMatchObject({ reason: fault })
  })
})

it('leaves the store’s other methods as they are, whatever the store is made of', async () => {
  class OwnStore {
    readonly #found = ticketRecord()
    async load() {
      return this.#found
    }
  }
  const store = commitInGroups(new OwnStore() as unknown as Store)
  expect(await store.load('acme', 't1')).toEqual(ticketRecord())
})
