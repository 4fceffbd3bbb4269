import { type Store, webhookEndpoints } from '@docket/core'
import { describe, expect, it } from 'vitest'
import { type CreateDeskFixture, failure, newTicket, openWorld } from './world.js'

const URL = 'https://hooks.example/in'

/** Endpoints of webhooks, as admins keep them and as whoever sends reads them. */
export function webhookScenarios(create: CreateDeskFixture): void {
  describe('endpoints of webhooks', () => {
    it('are put on no desk that could send them nothing', async () => {
      const { webhooks } = (await openWorld(create)).as('admin')
      const error = await failure(() => webhooks.put({ id: 'w', url: URL }))
      expect([error.code, error.details]).toEqual(['COMMAND_REFUSED', { reasons: [{ code: 'no-webhooks' }] }])
      expect(await webhooks.list()).toEqual([])
    })

    it('are put, listed by id, disabled and removed, each tenant for itself', async () => {
      const world = await openWorld(create, { targeted: true })
      const { webhooks } = world.as('admin')
      const usual = { url: URL, events: null, status: 'active', disabled: null, secretNumber: 1, rotatedAt: null }
      expect(await webhooks.put({ id: 'b', url: URL })).toEqual({ id: 'b', ...usual })
      await webhooks.put({ id: 'a', url: URL, events: ['ticket.created', 'message.added'] })
      expect(await webhooks.list()).toEqual([
        { id: 'a', ...usual, events: ['ticket.created', 'message.added'] },
        { id: 'b', ...usual },
      ])
      const at = new Date(world.now())
      await webhooks.put({ id: 'b', url: URL, status: 'disabled' })
      await world.advance({ hours: 1 })
      // It says since when, however often it is put so.
      const disabled = await webhooks.put({ id: 'b', url: URL, status: 'disabled' })
      expect(disabled.disabled).toEqual({ at, reason: 'byHand' })
      expect((await webhooks.put({ id: 'b', url: URL })).disabled).toBeNull()
      await webhooks.put({ id: 'a', url: URL, status: 'removed' })
      expect((await webhooks.list()).map(({ id }) => id)).toEqual(['b'])
      expect(await webhooks.get('a')).toMatchObject({ status: 'removed' })
      const other = world.as('admin', 'x', 'other').webhooks
      expect(await other.list()).toEqual([])
      for (const call of [() => other.get('b'), () => other.rotate('b', 1), () => other.attempts('b')]) {
        expect((await failure(call)).code).toBe('NOT_FOUND')
      }
    })

    it('have an https address without credentials and fragment, as it is connected to', async () => {
      const { webhooks } = (await openWorld(create, { targeted: true })).as('admin')
      expect((await webhooks.put({ id: 'w', url: 'HTTPS://0x7f.1:443/../x?y' })).url).toBe('https://127.0.0.1/x?y')
      for (const url of [
        'http://a.example/',
        'https://u@a.example/',
        'https://u:p@a.example/',
        'https://a.example/#',
        'a',
        '',
      ]) {
        expect((await failure(() => webhooks.put({ id: 'w', url }))).code).toBe('INVALID_INPUT')
      }
      for (const events of [[], ['x'], ['ticket.created', 'ticket.created']]) {
        expect((await failure(() => webhooks.put({ id: 'w', url: URL, events: events as never }))).code).toBe(
          'INVALID_INPUT',
        )
      }
    })

    it('get another secret once for each number, and another again when they come back', async () => {
      const world = await openWorld(create, { targeted: true })
      const { webhooks } = world.as('admin')
      await webhooks.put({ id: 'w', url: URL })
      const rotatedAt = new Date(world.now())
      const both = await Promise.all([webhooks.rotate('w', 1), webhooks.rotate('w', 1), webhooks.rotate('w', 1)])
      for (const one of both) expect(one).toMatchObject({ secretNumber: 2, rotatedAt })
      expect(await webhooks.put({ id: 'w', url: `${URL}2` })).toMatchObject({ secretNumber: 2, rotatedAt })
      await webhooks.put({ id: 'w', url: URL, status: 'removed' })
      expect((await failure(() => webhooks.rotate('w', 2))).code).toBe('NOT_FOUND')
      expect(await webhooks.put({ id: 'w', url: URL })).toMatchObject({ secretNumber: 3, rotatedAt: null })
    })

    it('are a hundred at most', async () => {
      const { webhooks } = (await openWorld(create, { targeted: true })).as('admin')
      for (let made = 0; made < 100; made += 1) await webhooks.put({ id: `w${made}`, url: URL })
      expect((await failure(() => webhooks.put({ id: 'more', url: URL }))).code).toBe('LIMIT_EXCEEDED')
      await webhooks.put({ id: 'w7', url: `${URL}7` })
      await webhooks.put({ id: 'w8', url: URL, status: 'removed' })
      await webhooks.put({ id: 'more', url: URL })
      expect((await failure(() => webhooks.put({ id: 'w8', url: URL }))).code).toBe('LIMIT_EXCEEDED')
    })

    it('are for admins', async () => {
      const world = await openWorld(create, { targeted: true })
      for (const role of ['requester', 'agent', 'lead', 'service', 'collaborator'] as const) {
        const { webhooks } = world.as(role)
        const calls = [
          () => webhooks.put({ id: 'w', url: URL }),
          () => webhooks.list(),
          () => webhooks.get('w'),
          () => webhooks.rotate('w', 1),
          () => webhooks.attempts('w'),
        ]
        for (const call of calls) expect((await failure(call)).code).toBe('FORBIDDEN')
      }
    })
  })

  describe('the log of an endpoint', () => {
    it('has each attempt, the latest first, page by page, and in nobody’s inbox', async () => {
      const world = await openWorld(create, { targeted: true })
      const admin = world.as('admin')
      await admin.webhooks.put({ id: 'w', url: URL })
      const { id: ticketId } = await admin.create(newTicket('One'))
      const endpoints = sending(world)
      const logged = (attempt: number, succeeded: boolean) => ({
        tenant: TENANT,
        webhook: 'w',
        ticketId,
        at: world.now(),
        succeeded,
        messageId: 'msg_1',
        event: 'ticket.created',
        sequence: 1,
        attempt,
        milliseconds: 12,
        status: succeeded ? 204 : null,
        error: succeeded ? null : 'timed-out',
      })
      for (const attempt of [1, 2, 3]) {
        expect(await endpoints.hasSucceeded(TENANT, 'w', 0)).toBe(false)
        await endpoints.keep(logged(attempt, attempt === 3))
        await world.advance({ minutes: 1 })
      }
      const since = world.now()
      // Tried again by a person: attempts begin anew, under the same id.
      await endpoints.keep(logged(1, false))
      expect(await endpoints.hasSucceeded(TENANT, 'w', since - 60_000)).toBe(true)
      expect(await endpoints.hasSucceeded(TENANT, 'w', since)).toBe(false)
      const first = await admin.webhooks.attempts('w', { limit: 2 })
      const second = await admin.webhooks.attempts('w', { limit: 2, after: first.next })
      expect([...first.items, ...second.items].map(({ attempt, succeeded }) => [attempt, succeeded])).toEqual([
        [1, false],
        [3, true],
        [2, false],
        [1, false],
      ])
      expect(second.next).toBeNull()
      const { tenant: _tenant, webhook: _webhook, at: _at, ...shown } = logged(1, false)
      expect(first.items[0]).toEqual({ ...shown, at: new Date(since) })
      expect((await admin.inbox.list()).items).toEqual([])
      expect((await failure(() => admin.webhooks.attempts('w', { after: 'x' }))).code).toBe('CURSOR_INVALID')
    })
  })

  describe('whoever sends', () => {
    it('disables an endpoint once, and tells admins', async () => {
      const world = await openWorld(create, { targeted: true })
      const admin = world.as('admin')
      const { id: ticketId } = await admin.create(newTicket('One'))
      await admin.webhooks.put({ id: 'w', url: URL })
      const endpoints = sending(world)
      await Promise.all([1, 2, 3].map(() => endpoints.disable(TENANT, { id: 'w', url: URL }, 'gone', ticketId)))
      expect(await endpoints.wanting(TENANT, 'ticket.created')).toEqual([])
      expect((await admin.webhooks.get('w')).disabled).toEqual({ at: new Date(world.now()), reason: 'gone' })
      const { items } = await admin.inbox.list()
      expect(items.map(({ kind, data }) => [kind, data])).toEqual([
        ['webhook.disabled', { webhook: 'w', reason: 'gone' }],
      ])
      // It was enabled with another address meanwhile: what the former one said means nothing.
      await admin.webhooks.put({ id: 'w', url: `${URL}2` })
      await endpoints.disable(TENANT, { id: 'w', url: URL }, 'failing', ticketId)
      expect((await admin.webhooks.get('w')).status).toBe('active')
    })
  })
}

const TENANT = 'acme'

function sending(world: { readonly store: Store; now(): number }) {
  return webhookEndpoints({ store: world.store, clock: { now: () => world.now() } })
}
