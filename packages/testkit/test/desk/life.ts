import { describe, expect, it } from 'vitest'
import { type CreateDeskFixture, expectSoundWorld, failure, newTicket, openWorld } from './world.js'

/** Every command on a ticket, and what the reads say of it. */
export function lifeScenarios(create: CreateDeskFixture): void {
  describe('a ticket from its beginning to its end', () => {
    it('counts what opens a ticket as its requester’s, and the first reply as the first response', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const { id, createdAt } = await agent.create({ ...newTicket(), body: 'The customer says on the phone: it hums.' })
      expect((await agent.get(id)).firstResponseAt).toBeNull()
      await world.advance({ minutes: 5 })
      await agent.reply(id, { body: 'We call back.' })
      expect((await agent.get(id)).firstResponseAt).toEqual(new Date(createdAt.getTime() + 300_000))
    })

    it('begins as its creator says, with defaults, a priority of the policy, and a first message', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const ticket = await agent.create({
        subject: 'The lamp hums',
        requester: { id: 'requester-1', tier: 'gold', locale: 'zh-Hant' },
        body: 'Since Monday. 😀',
        channel: 'email',
        category: 'lamps',
        tags: ['a', 'b', 'a'],
        fields: { severity: 'high', phone: '030 1' },
        external: { source: 'mail', id: '<1@x>' },
      })
      const at = new Date(world.now())
      expect(ticket).toEqual({
        id: ticket.id,
        version: 2,
        workflow: 'support',
        workflowVersion: 2,
        state: 'open',
        stateSince: at,
        phase: 'open',
        subject: 'The lamp hums',
        requester: { id: 'requester-1', tier: 'gold', locale: 'zh-Hant' },
        channel: 'email',
        category: 'lamps',
        priority: 'high',
        team: null,
        assignee: null,
        offer: null,
        pinned: false,
        inputs: {},
        tags: ['a', 'b'],
        watchers: [],
        links: [],
        fields: { severity: 'high', affected: 'one', phone: '030 1' },
        external: { source: 'mail', id: '<1@x>' },
        createdAt: at,
        updatedAt: at,
        // The agent wrote the first message.
        firstResponseAt: null,
        solvedAt: null,
        reopenings: 0,
        // The desk promises nothing.
        sla: null,
        expected: { answer: null, solution: null },
        nudgeAgainAt: null,
        stage: null,
        rating: null,
        nudges: 0,
        mergedInto: null,
        absorbed: [],
        splitFrom: null,
        splitInto: [],
        coordinator: null,
        checks: [],
        approvals: [],
        requests: [],
        snoozedUntil: null,
        archivedAt: null,
        callBacks: null,
      })
      expect(await agent.get(ticket.id)).toEqual(ticket)
      const { items } = await agent.thread(ticket.id)
      expect(items).toMatchObject([{ body: 'Since Monday. 😀', seq: 2, visibility: 'public', channel: 'email' }])
    })

    it('takes every command, each with its event, and folds to what is stored', async () => {
      const world = await openWorld(create)
      const [agent, lead, admin] = [world.as('agent'), world.as('lead'), world.as('admin')]
      await admin.directory.putTeam({ id: 'lamps', name: 'Lamps' })
      await admin.directory.putAgent({ id: 'agent-1', name: 'Ann', teams: ['lamps'] })
      const other = await agent.create(newTicket('Another'))
      const { id } = await agent.create(newTicket())

      await world.as('requester').reply(id, { body: 'Hello?' })
      await agent.reply(id, { body: 'Hello.', channel: 'phone' })
      await agent.note(id, { body: 'Odd.' })
      expect(await agent.assign(id, { team: 'lamps', agent: 'agent-1' })).toMatchObject({ assignee: 'agent-1' })
      expect(await agent.unassign(id)).toMatchObject({ assignee: null, team: 'lamps' })
      const fields = { severity: 'high', affected: 'many', phone: '1', product: 'lamp' } as const
      expect(await agent.update(id, { subject: 'Louder', fields })).toMatchObject({
        subject: 'Louder',
        priority: 'urgent',
      })
      expect(await agent.setPriority(id, { priority: 'low' })).toMatchObject({ priority: 'low' })
      expect(await agent.setPriority(id, { priority: null })).toMatchObject({ priority: 'urgent' })
      expect(await agent.setCategory(id, { category: 'lamps' })).toMatchObject({ category: 'lamps' })
      expect(await agent.tag(id, { add: ['x', 'y'] })).toMatchObject({ tags: ['x', 'y'] })
      expect(await agent.tag(id, { remove: ['x', 'z'] })).toMatchObject({ tags: ['y'] })
      expect(await agent.watch(id)).toMatchObject({ watchers: ['agent-1'] })
      expect(await agent.watch(id, { watcher: 'w' })).toMatchObject({ watchers: ['agent-1', 'w'] })
      expect(await agent.unwatch(id)).toMatchObject({ watchers: ['w'] })
      expect(await agent.link(id, { kind: 'duplicates', ticketId: other.id })).toMatchObject({
        links: [{ kind: 'duplicates', ticketId: other.id }],
      })
      expect((await agent.get(other.id)).links).toEqual([{ kind: 'duplicated-by', ticketId: id }])
      expect(await agent.unlink(id, { kind: 'duplicates', ticketId: other.id })).toMatchObject({ links: [] })
      expect((await agent.get(other.id)).links).toEqual([])
      expect(await agent.send(id, { type: 'askRequester' })).toMatchObject({ state: 'waiting', phase: 'waiting' })
      expect(await lead.override(id, { state: 'closed', reason: 'Spam' })).toMatchObject({ phase: 'terminal' })
      expect(await lead.send(id, { type: 'reopen' })).toMatchObject({ state: 'open', reopenings: 1, solvedAt: null })
      expect(await agent.update(id, { fields: { product: null } })).toMatchObject({ subject: 'Louder' })
      expect((await agent.get(id)).fields).not.toHaveProperty('product')
      const erased = await admin.erase(id)
      expect(erased.subject).toBeNull()
      expect(erased.fields).toEqual({ severity: 'high', affected: 'many' })

      const { items } = await agent.history(id)
      expect(items.map(({ type }) => type)).toEqual([
        'ticket.created', 'message.added', 'message.added', 'message.added', 'ticket.assigned', 'ticket.unassigned',
        'ticket.updated', 'ticket.prioritized', 'ticket.prioritized', 'ticket.prioritized', 'ticket.categorized',
        'ticket.tagged', 'ticket.tagged', 'ticket.watched', 'ticket.watched', 'ticket.unwatched', 'ticket.linked',
        'ticket.unlinked', 'ticket.transitioned', 'message.added', 'ticket.overridden', 'ticket.transitioned',
        'ticket.updated', 'ticket.erased',
      ]) // biome-ignore format: a log reads better in lines
      expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1))
      expect(items.at(-1)).toMatchObject({ actor: { type: 'admin', id: 'admin-1' }, cause: null })
      await expectSoundWorld(world)
    })

    it('changes nothing by a command that finds all as it wants it', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const { id } = await agent.create({ ...newTicket(), tags: ['a'], category: 'c' })
      await agent.tag(id, { add: ['a'], remove: ['b'] })
      await agent.setCategory(id, { category: 'c' })
      await agent.update(id, { subject: 'The lamp hums at night', fields: {} })
      await agent.unassign(id)
      await agent.unwatch(id)
      expect((await agent.history(id)).items).toHaveLength(1)
    })

    it('moves by its workflow alone: roles, guards with their reasons, and nothing that is not listed', async () => {
      const world = await openWorld(create)
      const [agent, requester] = [world.as('agent'), world.as('requester')]
      const { id } = await agent.create({ ...newTicket(), workflow: 'repair' })
      expect((await failure(agent.send(id, { type: 'inspect' }))).toJSON()).toMatchObject({
        code: 'TRANSITION_REFUSED',
        kind: 'illegal',
        details: { reasons: [{ code: 'no-team', guard: 'hasTeam' }] },
      })
      expect(await agent.events(id)).toEqual([
        { event: 'inspect', target: 'inspected', allowed: false, reasons: [{ code: 'no-team', guard: 'hasTeam' }] },
        { event: 'reject', target: 'rejected', allowed: true, reasons: [] },
      ])
      expect(await failure(requester.send(id, { type: 'reject' }))).toMatchObject({
        code: 'TRANSITION_REFUSED',
        details: { reasons: [{ code: 'role', role: 'requester' }] },
      })
      expect(await failure(agent.send(id, { type: 'approve' }))).toMatchObject({
        code: 'TRANSITION_REFUSED',
        details: { reasons: [{ code: 'not-in-this-state', events: ['inspect', 'reject'] }] },
      })
      expect(await failure(agent.send(id, { type: 'solve' }))).toMatchObject({ code: 'EVENT_UNKNOWN' })
      expect((await agent.get(id)).version).toBe(1)
    })

    it('tells each actor in advance what send will do', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      for (const role of ['requester', 'agent', 'lead', 'admin', 'service'] as const) {
        for (const workflow of ['support', 'repair'] as const) {
          const probe = await agent.create({ ...newTicket(), workflow })
          for (const { event, target, allowed, reasons } of await world.as(role).events(probe.id)) {
            const { id } = await agent.create({ ...newTicket(), workflow })
            const sent = world.as(role).send(id, { type: event as 'solve' })
            if (allowed) expect((await sent).state).toBe(target)
            else expect((await failure(sent)).details.reasons).toEqual(reasons)
          }
        }
      }
    })

    it('narrows to one workflow by a handle, which refuses tickets of another', async () => {
      const world = await openWorld(create)
      const agent = world.as('agent')
      const { id } = await agent.create(newTicket())
      const handle = agent.ticket(id, { workflow: 'support' })
      expect((await handle.get()).state).toBe('open')
      expect((await handle.send({ type: 'solve' })).state).toBe('solved')
      const wrong = agent.ticket(id, { workflow: 'repair' })
      expect(await failure(wrong.get())).toMatchObject({ code: 'COMMAND_REFUSED' })
      expect(await failure(wrong.send({ type: 'reopen' }))).toMatchObject({ code: 'COMMAND_REFUSED' })
      expect((await agent.get(id)).version).toBe(2)
    })

    it('keeps files that are streamed in, counted and hashed, and gives them back', async () => {
      const world = await openWorld(create)
      const [agent, requester] = [world.as('agent'), world.as('requester')]
      async function* bytes() {
        yield new TextEncoder().encode('ab')
        yield new TextEncoder().encode('c')
      }
      const file = await requester.upload({ name: '../../etc/pass\u202ewd', type: 'Text/Plain', bytes: bytes() })
      expect(file).toMatchObject({ name: '../../etc/passwd', type: 'text/plain', size: 3, ticketId: null })
      expect(file.sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
      const ticket = await requester.create({ subject: 'A file', body: 'See here', attachments: [file.id] })
      const { items } = await agent.thread(ticket.id)
      expect(items[0]?.attachments).toMatchObject([{ id: file.id, ticketId: ticket.id, messageId: items[0]?.id }])
      const chunks: Uint8Array[] = []
      for await (const chunk of (await agent.download(file.id)).bytes) chunks.push(chunk)
      expect(Buffer.concat(chunks).toString()).toBe('abc')
      expect(await failure(agent.attach(ticket.id, { attachmentId: file.id }))).toMatchObject({
        code: 'ATTACHMENT_UNAVAILABLE',
      })
      const large = agent.upload({ name: 'x', type: 'a/b', bytes: new Uint8Array(1_001) })
      expect(await failure(large)).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { limit: 1_000 } })
      const second = await agent.upload({ name: 'y', type: 'a/b', bytes: new Uint8Array(1_000) })
      expect(await agent.attach(ticket.id, { attachmentId: second.id })).toMatchObject({ version: 3 })
    })
  })
}
