import {
  type DeskShapeOf,
  defaultAccess,
  defineDesk,
  defineWorkflow,
  supportWorkflow,
  type TicketOf,
} from '@docket/core'
import { describe, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { createDeskClient } from './desk/index.js'
import { type Client, createClient, type Observer, type Wire } from './index.js'

const repair = defineWorkflow({
  id: 'repair',
  version: 1,
  initial: 'received',
  states: {
    received: { tags: ['open'], on: { finish: 'repaired' } },
    repaired: { tags: ['terminal'], on: {} },
  },
})
const support = defineDesk({
  workflows: [supportWorkflow, repair],
  access: defaultAccess(),
  fields: z.object({ order: z.string(), size: z.number().optional() }),
  indexed: ['order'],
})
const client = createClient<typeof support>({ baseUrl: '/api', user: 'c1' })
const desk = createDeskClient<typeof support>({ baseUrl: '/api', user: 'a1' })

describe('a client', () => {
  test('knows the events, states and workflows of its desk', () => {
    void client.send('t1', { type: 'finish' })
    // @ts-expect-error Type '"explode"' is not assignable to the events of the desk
    void client.send('t1', { type: 'explode' })
    // @ts-expect-error no such workflow
    void client.create({ subject: 'x', fields: { order: 'o1' }, workflow: 'sales' })
    expectTypeOf(client.ticket('t1').get().data?.workflow).toEqualTypeOf<'support' | 'repair' | undefined>()
    expectTypeOf<string>().not.toExtend<
      NonNullable<ReturnType<ReturnType<typeof client.ticket>['get']>['data']>['state']
    >()
  })

  test('knows the fields of its desk', () => {
    void client.create({ subject: 'x', fields: { order: 'o1' } })
    // @ts-expect-error a field that needs a value
    void client.create({ subject: 'x', fields: {} })
    // @ts-expect-error a field that the desk does not have
    void client.create({ subject: 'x', fields: { order: 'o1', colour: 'red' } })
    void client.list({ where: { fields: { order: 'o1' } } })
    // @ts-expect-error a field that lists do not filter by
    void client.list({ where: { fields: { size: 1 } } })
    // @ts-expect-error only 1 to 5
    void client.rate('t1', { score: 6 })
    // @ts-expect-error the route names who watches
    void desk.unwatch('t1')
  })

  test('gives tickets as they come over HTTP', () => {
    expectTypeOf(client.ticket('t1')).toExtend<Observer<Wire<TicketOf<typeof support>>>>()
    expectTypeOf(client.ticket('t1').load()).resolves.toHaveProperty('createdAt').toEqualTypeOf<string>()
    expectTypeOf(client.get('t1')).resolves.not.toBeAny()
    expectTypeOf(client.reply('t1', { body: 'x' }))
      .resolves.toHaveProperty('createdAt')
      .toEqualTypeOf<string>()
    void desk.snooze('t1', { until: new Date(0) })
  })

  test('of agents does more, by the same definition', () => {
    // @ts-expect-error what agents do is in their own entry
    void client.assign
    void desk.override('t1', { state: 'received' })
    // @ts-expect-error no workflow has such a state
    void desk.override('t1', { state: 'exploded' })
    void desk.batch({ tickets: ['t1'], do: [{ action: 'setFields', fields: { order: 'o2' } }] })
    // @ts-expect-error no workflow has such an event
    void desk.batch({ tickets: ['t1'], do: [{ action: 'send', event: 'explode' }] })
    void desk.views.save({ id: 'v1', name: 'Mine', query: { where: { fields: { order: 'o1' } } } })
    // @ts-expect-error a field that lists do not filter by
    void desk.views.save({ id: 'v1', name: 'Mine', query: { where: { fields: { size: 1 } } } })
    expectTypeOf(desk.views.run('v1')).resolves.not.toBeAny()
    expectTypeOf(desk.meta())
      .resolves.toHaveProperty('priorities')
      .toEqualTypeOf<readonly ('low' | 'normal' | 'high' | 'urgent')[]>()
    expectTypeOf(desk.directory.agent('a1')).resolves.not.toBeAny()
  })

  test('of whichever desk goes where a function takes what it uses of it', () => {
    expectTypeOf(client).toExtend<Pick<Client, 'thread' | 'reply' | 'upload' | 'downloadLink' | 'draft' | 'outbox'>>()
    expectTypeOf(desk).toExtend<Pick<Client, 'thread' | 'reply' | 'upload' | 'downloadLink' | 'draft' | 'outbox'>>()
    expectTypeOf(client).toExtend<Client<DeskShapeOf<typeof support>>>()
    expectTypeOf(desk).toExtend<Client<DeskShapeOf<typeof support>>>()
    // It takes only the events of its own desk.
    expectTypeOf(client).not.toExtend<Client>()
    void client.upload(new File([], 'x.png'))
  })

  test('asks for who uses it', () => {
    // @ts-expect-error what is kept in the browser is kept for somebody
    void createClient<typeof support>({ baseUrl: '/api' })
  })
})
