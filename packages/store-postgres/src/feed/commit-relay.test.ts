import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type CommitNotice, commitRelay, readNotice } from './commit-relay.js'

it('gathers what comes while one is sent or has just been, and never sends two at once', async () => {
  const sent: CommitNotice[] = []
  let [running, most] = [0, 0]
  const relay = commitRelay('me', async (payload) => {
    running += 1
    most = Math.max(most, running)
    sent.push(JSON.parse(payload) as CommitNotice)
    await setTimeout(80)
    running -= 1
  })
  for (let count = 0; count < 10; count += 1) {
    relay.committed('acme')
    relay.committed(`t${count % 3}`)
    await setTimeout(10)
  }
  await setTimeout(300)
  expect(most).toBe(1)
  expect(sent.length).toBeLessThan(5)
  expect(new Set(sent.flatMap(({ tenants }) => tenants))).toEqual(new Set(['acme', 't0', 't1', 't2']))
})

it('goes on when one cannot be sent', async () => {
  let tries = 0
  const relay = commitRelay('me', async () => {
    tries += 1
    throw new Error('down')
  })
  relay.committed('acme')
  await setTimeout(20)
  relay.committed('acme')
  await setTimeout(120)
  expect(tries).toBe(2)
})

it('says perhaps any tenant’s where their names are longer than a notification may be', async () => {
  const sent: string[] = []
  const relay = commitRelay('me', async (payload) => sent.push(payload))
  for (let count = 0; count < 1_000; count += 1) relay.committed(`客户-${count}`)
  await setTimeout(50)
  expect(sent.map(readNotice)).toEqual([{ from: 'me', tenants: null }])
})

it.each([
  undefined,
  '',
  'x',
  'null',
  '1',
  '[]',
  '{}',
  '{"from":1,"tenants":null}',
  '{"from":"a","tenants":[1]}',
  '{"from":"a"}',
])('takes %j for no notification of ours', (payload) => {
  expect(readNotice(payload)).toBeNull()
})
