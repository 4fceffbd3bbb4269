import { afterEach, expect, it } from 'vitest'
import { servedDesk, until } from './client-world.js'
import { fakeBrowser } from './fake-browser.js'

let end = () => {}
afterEach(() => end())

async function world() {
  const served = await servedDesk()
  end = served.closeAll
  const { id } = await served.as('requester', 'c1').create({ subject: 'Broken' })
  const streams = () => served.asked.filter((one) => one === 'GET /stream').length
  return { ...served, id, streams, agent: served.as('agent', 'a1') }
}

it('shares one stream among the tabs of a browser, which outlives the tab that had it', async () => {
  const { client, agent, id, streams } = await world()
  const { tabs } = fakeBrowser()
  const [first, second] = [client({ tabs }), client({ tabs })]
  const threads = [first.thread(id), second.thread(id)]
  for (const thread of threads) thread.subscribe(() => {})
  await until(
    () => threads.every((thread) => thread.get().data !== undefined && !thread.get().loading),
    'both have read',
  )
  await agent.reply(id, { body: 'one' })
  await until(() => threads.every((thread) => thread.get().data?.length === 1), 'both show it')
  expect(streams()).toBe(1)
  first.close()
  await agent.reply(id, { body: 'two' })
  await until(() => threads[1]?.get().data?.length === 2, 'the other goes on')
  expect(streams()).toBe(2)
})

it('shares nothing with another user of the same browser', async () => {
  const { client, streams, id } = await world()
  const { tabs, storage } = fakeBrowser()
  const first = client({ tabs, storage })
  const second = client({ tabs, storage, user: 'a1', token: () => 'agent:a1' })
  first.draft('x').set('secret')
  expect(second.draft('x').get()).toBe('')
  for (const one of [first, second]) one.ticket(id).subscribe(() => {})
  await until(() => streams() === 2, 'each has a stream')
})

it('has a stream for each tab where the browser has nothing to share', async () => {
  const { client, agent, id, streams } = await world()
  const threads = [client(), client()].map((one) => one.thread(id))
  for (const thread of threads) thread.subscribe(() => {})
  await until(() => streams() === 2, 'each has a stream')
  await agent.reply(id, { body: 'one' })
  await until(() => threads.every((thread) => thread.get().data?.length === 1), 'both show it')
})

it('has a stream of its own while the tab that has the stream is frozen', async () => {
  const { client, agent, id, streams } = await world()
  const { tabs } = fakeBrowser()
  // Another tab has the lock and says nothing.
  void tabs.locks.request('docket:https%3A%2F%2Fdesk.test:c1:live', {}, () => new Promise(() => {}))
  const thread = client({ tabs, setTimer: (run, ms) => timer(run, ms === 45_000 ? 50 : ms) }).thread(id)
  thread.subscribe(() => {})
  await until(() => streams() >= 1, 'it has one')
  await agent.reply(id, { body: 'one' })
  await until(() => thread.get().data?.length === 1, 'it shows it')
})

function timer(run: () => void, ms: number): () => void {
  const set = setTimeout(run, ms)
  return () => clearTimeout(set)
}
