import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { given } from '../assertions.js'
import { until } from '../read-feed.js'
import { TENANT, ticketRecord } from '../records.js'
import { caseGroup } from '../store-case.js'

const test = caseGroup('commit hints')

/** Longer than hints are gathered for. */
const MOMENT_MS = 200

export const commitHintCases = [
  // A hint may be lost, so a store that gives none keeps the contract.
  test.advice('heard', 'a listener hears of commits by any process, with their tenant', async ({ store, other }) => {
    const heard = new Set<string | null>()
    const end = store.onCommit((tenant) => void heard.add(tenant))
    try {
      // Until it listens, another process's hints are lost.
      for (let count = 0; !heard.has('beta') && count < 100; count += 1) {
        await given(other, ticketRecord(`t${count}`, { tenant: 'beta' }))
        await setTimeout(MOMENT_MS)
      }
      assert.ok(heard.has('beta'))
      await given(store, ticketRecord('t1'))
      await until(() => heard.has(TENANT), 'the store should tell of its own commit')
      assert.deepEqual(
        [...heard].filter((tenant) => tenant !== null && tenant !== 'beta' && tenant !== TENANT),
        [],
      )
    } finally {
      end()
    }
  }),

  test('ended', 'after its end a listener hears nothing, and others go on', async ({ store }) => {
    let [first, second] = [0, 0]
    const count = () => {
      first += 1
    }
    const ends = [store.onCommit(count), store.onCommit(count)]
    const end = store.onCommit(() => {
      second += 1
    })
    for (const one of ends) one()
    for (const one of ends) one()
    await given(store, ticketRecord('t1'))
    await setTimeout(MOMENT_MS)
    assert.equal(first, 0)
    end()
    await setTimeout(MOMENT_MS)
    const before = second
    await given(store, ticketRecord('t2'))
    await setTimeout(MOMENT_MS)
    assert.deepEqual([first, second], [0, before])
  }),
]
