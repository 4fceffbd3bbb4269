import { DocketError } from '@docket/core/store'
import { expect, it } from 'vitest'
import { memoryFixture } from '../../test/fixtures.js'
import { seededRandom } from '../random/seeded-random.js'
import { commitOf, creation, TENANT, ticketRecord } from '../store/records.js'
import { faultyStore } from './faulty-store.js'

const unavailable = expect.objectContaining({ code: 'STORE_UNAVAILABLE', retryable: true })
const count = commitOf({ counters: [{ key: 'n', delta: 1 }] })

it('fails the named call before anything happened', async () => {
  const { store, faults } = faultyStore(memoryFixture().store, { at: [{ method: 'commit', call: 2, when: 'before' }] })
  await store.commit(count)
  await expect(store.commit(count)).rejects.toEqual(unavailable)
  expect(await store.counters(TENANT, ['n'])).toEqual([1])
  await store.commit(count)
  expect(await store.counters(TENANT, ['n'])).toEqual([2])
  expect(faults()).toEqual({ calls: 5, before: 1, after: 0, byMethod: { commit: 1 } })
})

it('fails the named call after everything happened', async () => {
  const { store, faults } = faultyStore(memoryFixture().store, { at: [{ method: 'commit', call: 1, when: 'after' }] })
  await expect(store.commit(creation(ticketRecord('t1')))).rejects.toSatisfy((error) => DocketError.is(error))
  expect(await store.load(TENANT, 't1')).toEqual(ticketRecord('t1'))
  expect(faults()).toMatchObject({ before: 0, after: 1 })
})

it('fails a share of the calls, the same ones for the same seed', async () => {
  const run = async (seed: number) => {
    const faulty = faultyStore(memoryFixture().store, { random: seededRandom(seed), rate: 0.2 })
    let failed = ''
    for (let call = 0; call < 300; call += 1) {
      failed += await faulty.store.commit(count).then(
        () => '.',
        () => 'x',
      )
    }
    return { failed, faults: faulty.faults() }
  }
  const first = await run(7)
  expect(await run(7)).toEqual(first)
  expect((await run(8)).failed).not.toBe(first.failed)
  expect(first.faults.before).toBeGreaterThan(10)
  expect(first.faults.after).toBeGreaterThan(10)
  expect(first.faults.before + first.faults.after).toBe(first.failed.split('x').length - 1)
})

it('fails only the methods that are named', async () => {
  const { store } = faultyStore(memoryFixture().store, { random: { next: () => 0 }, rate: 1, methods: ['load'] })
  expect(await store.counters(TENANT, ['n'])).toEqual([0])
  await expect(store.load(TENANT, 't1')).rejects.toEqual(unavailable)
  expect(store.transaction).toBe('own')
})
