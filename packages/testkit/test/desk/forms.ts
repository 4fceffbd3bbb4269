import { type ActorDesk, createDesk, defaultAccess, defineDesk, defineWorkflow, type Store } from '@docket/core'
import { sequentialIds } from '@docket/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod'
import { type CreateDeskFixture, failure } from './world.js'

const workflow = defineWorkflow({
  id: 'case',
  version: 1,
  initial: 'open',
  states: {
    open: {
      tags: ['open'],
      on: {
        solve: { target: 'solved', requires: ['form', 'reason'] },
        close: { target: 'solved', roles: ['agent', 'requester'] },
        expire: 'solved',
      },
      timeout: { after: { days: 1 }, send: 'solve' },
    },
    solved: { tags: ['terminal'], on: { reopen: 'open' } },
  },
})

const strict = defineWorkflow({
  id: 'strict',
  version: 1,
  initial: 'open',
  states: {
    open: {
      tags: ['open'],
      on: { solve: { target: 'solved', requires: ['form'] } },
      timeout: { after: { days: 1 }, send: 'solve' },
    },
    solved: { tags: ['terminal'] },
  },
})

const told = defineWorkflow({
  id: 'told',
  version: 1,
  initial: 'open',
  approvals: { price: { by: ['lead'] } },
  states: {
    open: {
      tags: ['open'],
      stage: { owner: 'desk', within: { hours: 1 }, checklist: [{ id: 'margin', needs: [{ secondPerson: true }] }] },
      on: {
        end: {
          target: 'solved',
          requires: ['form', 'reason', { approval: 'price' }, 'checklist'],
          roles: ['requester', 'agent'],
        },
      },
    },
    solved: { tags: ['terminal'] },
  },
})

const definition = defineDesk({
  fields: z.object({
    serial: z.string().optional(),
    broken: z.enum(['screen', 'battery', 'other']).optional(),
    details: z.string().optional(),
    phone: z.string().optional(),
    cost: z.number().optional(),
    channelName: z.string().default('none'),
  }),
  personal: ['phone'],
  workflows: [workflow, strict, told],
  forms: {
    hardware: {
      label: { en: 'Hardware', 'zh-Hans': '硬件' },
      fields: {
        serial: { required: true, label: { en: 'Serial number', zh: '序列号' } },
        broken: 'required',
        details: { required: true, visibleWhen: { fields: { broken: 'other' } } },
        phone: 'required',
        cost: { required: true, agentOnly: true },
      },
    },
    question: { fields: { details: 'optional' } },
  },
  access: defaultAccess({
    roles: {
      // A requester who can do more than the usual one.
      member: {
        tickets: 'own',
        staff: false,
        actions: ['read', 'create', 'reply', 'update', 'setCategory', 'send'],
      },
    },
  }),
})

async function openForms(create: CreateDeskFixture) {
  const fixture = await create()
  onTestFinished(async () => fixture.destroy())
  const open = async (store: Store, prefix: string) => {
    const desk = await createDesk(definition, { store, clock: fixture.clock, ids: sequentialIds(prefix) })
    return { desk, as: (type: string, id = `${type}-1`) => desk.as({ tenant: 'acme', actor: { type, id } }) }
  }
  const { desk, as } = await open(fixture.store, 'an-id-of-sixteen')
  const { categories } = as('admin')
  await categories.add({ id: 'hardware', label: { en: 'Hardware' } })
  await categories.add({ id: 'laptop', label: { en: 'Laptop' }, parent: 'hardware' })
  await categories.add({ id: 'dock', label: { en: 'Dock' }, parent: 'laptop' })
  await categories.add({ id: 'question', label: { en: 'Question' } })
  await categories.add({ id: 'free', label: { en: 'Anything' } })
  return { desk, as, open, fixture, categories, cem: as('member', 'cem'), agent: as('agent') }
}

const filled = { serial: 'S1', broken: 'screen', phone: '1' } as const
const issuesOf = async (call: Promise<unknown>) => {
  const error = await failure(call)
  expect(error.code).toBe('INVALID_INPUT')
  return error.details.issues?.map(({ path, code }) => [path.join('.'), code])
}

/** Forms by category: what requesters are asked for, and what a transition requires. */
export function formScenarios(create: CreateDeskFixture): void {
  describe('the form of a category', () => {
    it('asks requesters for what it requires: every missing field is named', async () => {
      const { cem, as } = await openForms(create)
      for (const desk of [cem, as('requester', 'cem')]) {
        expect(await issuesOf(desk.create({ subject: 'x', category: 'hardware' }))).toEqual([
          ['fields.serial', 'required'],
          ['fields.broken', 'required'],
          ['fields.phone', 'required'],
        ])
        const fields = { serial: '', broken: 'other', phone: '1' } as const
        expect(await issuesOf(desk.create({ subject: 'x', category: 'hardware', fields }))).toEqual([
          ['fields.serial', 'required'],
          ['fields.details', 'required'],
        ])
      }
      const made = await cem.create({ subject: 'x', category: 'hardware', fields: filled })
      expect(made.fields).toEqual({ ...filled, channelName: 'none' })
    })

    it('takes no other field from requesters, none out of sight and none of agents', async () => {
      const { cem, agent } = await openForms(create)
      const fields = { ...filled, details: 'x', cost: 1, channelName: 'x' }
      expect(await issuesOf(cem.create({ subject: 'x', category: 'hardware', fields }))).toEqual([
        ['fields.details', 'not_in_form'],
        ['fields.cost', 'not_in_form'],
        ['fields.channelName', 'not_in_form'],
      ])
      expect(await issuesOf(cem.create({ subject: 'x', category: 'question', fields: { serial: '1' } }))).toEqual([
        ['fields.serial', 'not_in_form'],
      ])
      const made = await agent.create({ subject: 'x', requester: { id: 'cem' }, category: 'hardware', fields })
      expect(made.fields).toEqual(fields)
    })

    it('is inherited, from the nearest category above', async () => {
      const { cem, categories } = await openForms(create)
      expect(await issuesOf(cem.create({ subject: 'x', category: 'dock' }))).toHaveLength(3)
      await categories.move({ id: 'laptop', parent: 'question' })
      expect((await cem.create({ subject: 'x', category: 'dock' })).category).toBe('dock')
      await categories.merge({ from: 'dock', into: 'hardware' })
      expect(await issuesOf(cem.create({ subject: 'x', category: 'dock' }))).toHaveLength(3)
    })

    it('is nothing for a category without one, or for no category; but what is for agents stays theirs', async () => {
      const { cem, agent } = await openForms(create)
      for (const category of [{ category: 'free' }, {}]) {
        const made = await cem.create({ subject: 'x', ...category, fields: { serial: 'S' } })
        expect(made.fields).toEqual({ serial: 'S', channelName: 'none' })
        const fields = { serial: 'S', cost: 3 }
        expect(await issuesOf(cem.create({ subject: 'x', ...category, fields }))).toEqual([
          ['fields.cost', 'not_in_form'],
        ])
        for (const cost of [3, null]) {
          expect(await issuesOf(cem.update(made.id, { fields: { cost } as never }))).toEqual([
            ['fields.cost', 'not_in_form'],
          ])
        }
        const steps = [{ action: 'setFields', fields: { cost: 1 } }] as never
        for await (const result of cem.batch({ tickets: [made.id], do: steps })) {
          expect(result).toMatchObject({ ok: false, code: 'INVALID_INPUT' })
        }
        expect((await agent.update(made.id, { fields: { cost: 3 } })).fields.cost).toBe(3)
      }
      // What a requester wrote into it elsewhere cannot come along into the category.
      const { id } = await cem.create({ subject: 'x', fields: filled })
      expect(await issuesOf(cem.update(id, { fields: { cost: 1 } }))).toEqual([['fields.cost', 'not_in_form']])
      expect((await cem.setCategory(id, { category: 'laptop' })).fields.cost).toBeUndefined()
    })

    it('keeps what is the desk’s own affair from requesters who ask why not', async () => {
      const { agent, as } = await openForms(create)
      const { id } = await agent.create({ subject: 'x', requester: { id: 'cem' }, workflow: 'told', category: 'dock' })
      const requester = as('requester', 'cem')
      const reasons = [
        ...['serial', 'broken', 'phone'].map((field) => ({ code: 'field-missing', field })),
        { code: 'reason-missing' },
        { code: 'desk-not-ready' },
      ]
      const [end] = await requester.events(id)
      expect(end).toMatchObject({ event: 'end', allowed: false, reasons })
      const error = await failure(requester.send(id, { type: 'end' }))
      expect([error.code, error.details.reasons]).toEqual(['TRANSITION_REFUSED', reasons])
      expect(error.message).not.toContain('approval')
      const [seen] = await agent.events(id)
      expect(seen?.reasons.map(({ code }) => code)).toEqual([
        ...Array.from({ length: 4 }, () => 'field-missing'),
        'reason-missing',
        'approval-missing',
        'item-open',
      ])
    })

    it('holds where there is no tree, by the category’s id alone', async () => {
      const { desk } = await openForms(create)
      const eve = desk.as({ tenant: 'other', actor: { type: 'requester', id: 'eve' } })
      expect(await issuesOf(eve.create({ subject: 'x', category: 'hardware' }))).toHaveLength(3)
      expect((await eve.create({ subject: 'x', category: 'laptop' })).category).toBe('laptop')
    })

    it('binds what a requester changes later: nothing that was there may go, what becomes visible is asked for', async () => {
      const { cem, agent } = await openForms(create)
      const { id } = await cem.create({ subject: 'x', category: 'hardware', fields: filled })
      expect(await issuesOf(cem.update(id, { fields: { serial: null, cost: 1 } }))).toEqual([
        ['fields.cost', 'not_in_form'],
        ['fields.serial', 'required'],
      ])
      expect(await issuesOf(cem.update(id, { fields: { broken: 'other' } }))).toEqual([['fields.details', 'required']])
      expect(await issuesOf(cem.update(id, { fields: { details: 'why' } }))).toEqual([
        ['fields.details', 'not_in_form'],
      ])
      await cem.update(id, { fields: { broken: 'other', details: 'It smells' } })
      // What went out of sight keeps its value until it is emptied.
      const back = await cem.update(id, { fields: { broken: 'battery' } })
      expect(back.fields.details).toBe('It smells')
      expect((await cem.update(id, { fields: { details: null } })).fields).not.toHaveProperty('details')
      // What an agent left open, the requester may leave open too.
      const left = await agent.create({ subject: 'x', requester: { id: 'cem' }, category: 'hardware' })
      expect((await cem.update(left.id, { subject: 'y' })).subject).toBe('y')
      expect((await cem.update(left.id, { fields: { serial: 'S2' } })).fields.serial).toBe('S2')
      expect(await issuesOf(cem.update(left.id, { fields: { serial: null } }))).toEqual([['fields.serial', 'required']])
    })

    it('must be filled in before a requester puts a ticket into the category; agents may do it at once', async () => {
      const { cem, agent } = await openForms(create)
      const { id } = await cem.create({ subject: 'x' })
      const error = await failure(cem.setCategory(id, { category: 'laptop' }))
      expect(error.code).toBe('COMMAND_REFUSED')
      expect(error.details.reasons).toEqual(
        ['serial', 'broken', 'phone'].map((field) => ({ code: 'field-missing', field })),
      )
      expect((await cem.get(id)).category).toBeNull()
      expect((await agent.setCategory(id, { category: 'laptop' })).category).toBe('laptop')
      const done = await cem.create({ subject: 'x', fields: filled })
      expect((await cem.setCategory(done.id, { category: 'laptop' })).category).toBe('laptop')
    })

    it('can be required by a transition: a refusal names each field, and so do the events', async () => {
      const { agent, cem } = await openForms(create)
      const { id } = await agent.create({ subject: 'x', requester: { id: 'cem' }, category: 'dock' })
      const missing = (...fields: string[]) => fields.map((field) => ({ code: 'field-missing', field }))
      const all = [...missing('serial', 'broken', 'phone', 'cost'), { code: 'reason-missing' }]
      const error = await failure(agent.send(id, { type: 'solve' }))
      expect([error.code, error.details.reasons]).toEqual(['TRANSITION_REFUSED', all])
      const reasons = async (desk: ActorDesk<never>) =>
        (await desk.events(id)).find(({ event }) => event === 'solve')?.reasons
      expect(await reasons(agent as never)).toEqual(all)
      await agent.update(id, { fields: { ...filled, broken: 'other', cost: 2 } })
      expect(await reasons(agent as never)).toEqual([...missing('details'), { code: 'reason-missing' }])
      await cem.update(id, { fields: { details: 'x' } })
      expect((await agent.send(id, { type: 'solve', reason: 'Done' })).state).toBe('solved')
      const other = await agent.create({ subject: 'x', requester: { id: 'cem' } })
      expect((await agent.send(other.id, { type: 'solve', reason: 'Done' })).state).toBe('solved')
    })

    it('holds a time-out back too, whoever looks first', async () => {
      const { desk, agent, fixture } = await openForms(create)
      const ticket = (category: string, fields = {}) =>
        agent.create({ subject: 'x', requester: { id: 'cem' }, workflow: 'strict', category, fields })
      const [open, whole] = [await ticket('dock'), await ticket('dock', { ...filled, cost: 1 })]
      await fixture.clock.advance(3 * 86_400_000)
      await agent.tag(open.id, { add: ['late'] })
      await agent.tag(whole.id, { add: ['late'] })
      await desk.system.tick()
      expect((await agent.get(open.id)).state).toBe('open')
      const seen = await agent.get(whole.id)
      expect(seen.state).toBe('solved')
      const moved = (await agent.history(whole.id)).items.find(({ type }) => type === 'ticket.transitioned')
      expect(moved?.occurredAt).toEqual(new Date(whole.createdAt.getTime() + 86_400_000))
    })

    it('comes as a JSON Schema of what the actor is asked for', async () => {
      const { cem, agent, as } = await openForms(create)
      const form = await cem.form({ category: 'dock', locale: 'zh-Hans-CN' })
      expect(form).toMatchObject({
        type: 'object',
        title: '硬件',
        required: ['serial', 'broken', 'phone'],
        additionalProperties: false,
        'x-docket': { category: 'dock', form: 'hardware' },
      })
      expect(Object.keys(form.properties)).toEqual(['serial', 'broken', 'details', 'phone'])
      expect(form.properties['serial']).toEqual({
        type: 'string',
        title: '序列号',
        'x-docket': {
          required: true,
          agentOnly: false,
          visibleWhen: null,
          label: { en: 'Serial number', zh: '序列号' },
        },
      })
      expect(form.properties['details']?.['x-docket']).toMatchObject({
        required: true,
        visibleWhen: { fields: { broken: 'other' } },
      })
      const ofAgent = await agent.form({ category: 'hardware' })
      expect(ofAgent).toMatchObject({ required: [], title: 'Hardware' })
      expect(ofAgent.properties['cost']).toMatchObject({ type: 'number', 'x-docket': { agentOnly: true } })
      const plain = await cem.form()
      expect(Object.keys(plain.properties)).toEqual(['serial', 'broken', 'details', 'phone', 'channelName'])
      expect(plain['x-docket']).toEqual({ category: null, form: null, label: null })
      expect((await failure(cem.form({ category: 'none' }))).details.reasons?.[0]?.code).toBe('category-unknown')
      expect((await failure(cem.form({ categories: 'x' } as never))).code).toBe('INVALID_INPUT')
      expect((await failure(as('collaborator').form())).code).toBe('FORBIDDEN')
    })

    it('what a form refused is not made, also when it is sent again with its key', async () => {
      const { cem } = await openForms(create)
      const key = { idempotencyKey: 'k' }
      await issuesOf(cem.create({ subject: 'x', category: 'hardware' }, key))
      const first = await cem.create({ subject: 'x', category: 'hardware', fields: filled }, key)
      const again = await cem.create({ subject: 'x', category: 'hardware', fields: filled }, key)
      expect(again.id).toBe(first.id)
      expect((await cem.list()).items).toHaveLength(1)
    })

    it('binds no import', async () => {
      const { as } = await openForms(create)
      const occurredAt = new Date(Date.UTC(2020, 0, 1))
      const begin = { type: 'create' as const, subject: 'x', requester: { id: 'cem' }, category: 'hardware' }
      const entries = [{ position: 0, occurredAt, commands: [begin], actor: { type: 'requester', id: 'cem' } }]
      const reports = []
      for await (const one of as('service').import({ source: 's', tickets: [{ externalId: '1', entries }] })) {
        reports.push(one)
      }
      expect((await as('agent').get(reports[0]?.ticketId ?? '')).category).toBe('hardware')
    })
  })
}
