import { afterEach, expect, it } from 'vitest'
import type { DeskMeta } from '../src/index.js'
import { servedDesk, until, type Way } from './client-world.js'
import { fakeBrowser } from './fake-browser.js'

let end = () => {}
afterEach(() => end())

async function world(options: Parameters<typeof servedDesk>[0] = {}) {
  const served = await servedDesk(options)
  end = served.closeAll
  const admin = served.as('admin', 'ad1')
  await admin.directory.putTeam({ id: 'repair', name: 'Repair' })
  await admin.directory.putAgent({ id: 'a1', name: 'Ann', teams: ['repair'] })
  const { id } = await served.as('requester', 'c1').create({ subject: 'Broken', body: 'It is dark.' })
  return { ...served, admin, id }
}

it('does what agents do, and shows a note before it is answered', async () => {
  const { deskClient, as, id } = await world()
  const desk = deskClient()
  expect(await desk.assign(id, { agent: 'a1' })).toMatchObject({ assignee: 'a1' })
  const thread = desk.thread(id)
  await thread.load()
  const note = desk.note(id, { body: 'The lamp is gone.' })
  expect(thread.get().data?.at(-1)).toMatchObject({ pending: true, visibility: 'internal' })
  await note
  await desk.setPriority(id, { priority: 'high', reason: 'A shop' })
  await desk.tag(id, { add: ['lamp'] })
  await desk.unassign(id)
  const other = await desk.create({ subject: 'The other', requester: { id: 'c1' } })
  await desk.link(id, { kind: 'related', ticketId: other.id })
  await desk.unlink(id, { kind: 'related', ticketId: other.id })
  await desk.watch(id, {})
  await desk.unwatch(id, { watcher: 'a1' })
  expect(await as('agent', 'a1').get(id)).toMatchObject({ priority: 'high', tags: ['lamp'], assignee: null, links: [] })
})

it('finds, explains and tells events and what happened as the desk does', async () => {
  const { deskClient, id } = await world()
  const desk = deskClient()
  const found = await desk.search('broken', { where: { phase: ['open', 'waiting'] }, limit: 5 })
  expect(found.items).toMatchObject([{ ticket: { id }, found: 'subject' }])
  expect((await desk.events(id)).map(({ event }) => event)).toContain('solve')
  expect(await desk.explain(id)).toHaveProperty('dates')
  expect((await desk.get(id, { at: new Date() })).id).toBe(id)
  const first = await desk.history(id, { limit: 1 })
  const second = await desk.history(id, { limit: 1, after: first.next })
  expect([first.items[0]?.type, second.items[0]?.type]).toEqual(['ticket.created', expect.any(String)])
  expect(await desk.verdicts(id)).toEqual([])
  expect(await desk.stage(id)).toBe(null)
  expect(await desk.journey(id)).toHaveProperty('stages')
  expect(await desk.duplicates(id)).toEqual([])
  const likely = await desk.possibleDuplicates({ subject: 'Broken', body: 'It is dark.', requester: 'c1' })
  expect(likely.map(({ ticket }) => ticket.id)).toEqual([id])
})

/** All that the type has: a name too many or too few does not compile. */
const OF_META = {
  categories: true,
  forms: true,
  limits: true,
  locales: true,
  priorities: true,
  suggestions: true,
  uploads: true,
  workflows: true,
} satisfies { readonly [Name in keyof DeskMeta]: true }

it('says what the desk is like, and who works there', async () => {
  const { deskClient, client } = await world()
  const desk = deskClient()
  const whole = await desk.meta()
  expect(Object.keys(whole).sort()).toEqual(Object.keys(OF_META))
  expect(whole.workflows).toMatchObject([{ id: 'support', states: expect.any(Array), approvals: [] }])
  expect(whole.priorities).toEqual(['urgent', 'high', 'normal', 'low'])
  expect(Object.keys((await client().meta()).workflows[0] ?? {}).sort()).toEqual(
    ['id', 'initial', 'label', 'states', 'version'].sort(),
  )
  expect(await desk.form()).toMatchObject({ type: 'object' })
  expect(await desk.categories.tree()).toMatchObject({ categories: [] })
  expect(await desk.directory.agents('repair')).toMatchObject([{ agent: { id: 'a1' }, load: 0 }])
  expect(await desk.directory.agent('a1')).toMatchObject({ name: 'Ann' })
  expect(await desk.directory.team('repair')).toMatchObject({ id: 'repair' })
  expect([await desk.directory.agent('nobody'), await desk.directory.department('none')]).toEqual([null, null])
  expect(await desk.macros()).toMatchObject([{ id: 'thank' }])
})

it('runs a macro, a batch by parts, each ticket once though answers are lost, and undoes it', async () => {
  const { deskClient, as, id } = await world()
  const requester = as('requester', 'c1')
  const tickets = [id]
  for (let count = 1; count < 203; count += 1) tickets.push((await requester.create({ subject: `${count}` })).id)
  let lost = 0
  const way: Way = async (request, handle) => {
    const asked = request()
    const response = await handle(asked)
    if (!asked.url.endsWith('/batches') || lost > 0) return response
    lost += 1
    throw new TypeError('no way back')
  }
  const desk = deskClient({ setTimer: fast }, way)
  await desk.runMacro(id, 'thank')
  const results = []
  for await (const result of desk.batch({ tickets, do: [{ action: 'note', body: 'Seen.' }] })) results.push(result)
  expect(results.map(({ ticketId, ok }) => [ticketId, ok])).toEqual(tickets.map((one) => [one, true]))
  const agent = as('agent', 'a1')
  const notes = (await agent.thread(id)).items.filter(({ visibility }) => visibility === 'internal')
  expect([lost, notes.map(({ body }) => body)]).toEqual([1, ['Seen.']])
  expect((await agent.thread(id)).items.map(({ body }) => body)).toContain('Thank you.')

  const done = []
  for await (const one of desk.batch({ tickets: [id], do: [{ action: 'tag', add: ['x'] }] })) done.push(one)
  expect((await agent.get(id)).tags).toEqual(['x'])
  const undone = []
  for await (const one of desk.undo(done)) undone.push(one.ok)
  expect([undone, (await agent.get(id)).tags]).toEqual([[true], []])
})

it('keeps lists, tells of notifications and marks them as read', async () => {
  const { deskClient, id } = await world()
  const desk = deskClient()
  const view = await desk.views.save({ id: 'mine', name: 'Mine', query: { where: { phase: 'open' } } })
  expect(await desk.views.list()).toEqual([view])
  expect((await desk.views.run('mine', { limit: 1 })).items).toMatchObject([{ id }])
  await desk.views.remove('mine')
  expect(await desk.views.list()).toEqual([])
  expect((await desk.inbox.list({ limit: 10 })).items).toEqual([])
  expect(await desk.inbox.markRead(['none'])).toBe(0)
})

it('gives a link to a file, and what may answer what somebody is typing', async () => {
  const suggest = async ({ text }: { readonly text: string }) => [
    { id: 'kb1', title: `About ${text}`, snippet: 'Turn it on.', url: '/help/1' },
  ]
  const { client, handle, id } = await world({ suggest })
  const own = client()
  const file = await own.upload({ name: 'a.txt', type: 'text/plain', bytes: new TextEncoder().encode('words') })
  await own.attach(id, { attachmentId: file.id })
  const { path } = await own.downloadLink(file.id)
  const answer = await handle(new Request(`https://desk.test${path}`))
  expect([answer.status, await answer.text()]).toEqual([200, 'words'])
  expect(await own.suggestions('lamps', { most: 1 })).toEqual([
    { id: 'kb1', title: 'About lamps', snippet: 'Turn it on.', url: '/help/1' },
  ])
})

it('leaves what an agent wrote to the client of an agent, which sends it', async () => {
  const { client, deskClient, as, id } = await world()
  const { storage, tabs, kept } = fakeBrowser()
  const page = { storage, tabs, user: 'a1', token: () => 'agent:a1' }
  const before = deskClient(page, async () => {
    throw new TypeError('offline')
  })
  before.note(id, { body: 'Seen.' }).catch(() => {})
  before.close()
  const widget = client(page)
  await widget.reply(id, { body: 'Hello.' })
  expect([widget.outbox.get(), kept.size]).toEqual([[], 1])
  widget.close()
  const after = deskClient(page)
  await until(() => kept.size === 0, 'it was sent')
  expect(after.outbox.get()).toEqual([])
  const bodies = (await as('agent', 'a1').thread(id)).items.map(({ body }) => body)
  expect(bodies).toEqual(['It is dark.', 'Hello.', 'Seen.'])
})

function fast(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms < 30_000 ? ms / 100 : ms)
  return () => clearTimeout(timer)
}
