import { createDesk, defaultAccess, defineDesk, supportWorkflow } from '@docket/core'
import { memoryStore } from '@docket/store-memory'
import { expect, it } from 'vitest'
import { createHandler } from '../index.js'

it('creates, reads and lists a ticket', async () => {
  const definition = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })
  const desk = await createDesk(definition, { store: memoryStore() })
  const handle = createHandler(desk, {
    authenticate: () => ({ tenant: 'acme', actor: { type: 'agent', id: 'a1' } }),
    secret: 'q8Jw0pX2mVt7RzL5cYh3NfB9sKd1GuA6',
    basePath: '/api',
  })
  const created = await handle(
    new Request('http://x/api/tickets', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ subject: 'Broken', requester: { id: 'c1' } }),
    }),
  )
  expect([created.status, created.headers.get('etag')]).toEqual([201, '"1"'])
  const { id } = (await created.json()) as { id: string }
  const read = await handle(new Request(`http://x/api/tickets/${id}`))
  expect(await read.json()).toMatchObject({ id, subject: 'Broken' })
  await handle(
    new Request('http://x/api/tickets', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ subject: 'Broken 2', requester: { id: 'c1' } }),
    }),
  )
  const list = (await (await handle(new Request(`http://x/api/tickets?limit=1`))).json()) as {
    items: unknown[]
    next: string
  }
  expect(list.items.length).toBe(1)
  const two = await handle(new Request(`http://x/api/tickets?limit=1&after=${list.next}`))
  expect(await two.json()).toMatchObject({ items: [{ id }] })
  expect((await handle(new Request(`http://x/api/tickets?limit=1&after=${list.next}x`))).status).toBe(400)
  expect((await handle(new Request(`http://x/api/tickets/none`))).status).toBe(404)
})
