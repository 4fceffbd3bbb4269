import { describe, expectTypeOf, test } from 'vitest'
import type * as z from 'zod'
import type { Full, fields, Small } from '../../test/typed-desk.js'
import type { CreateTicket, Desk, EventOf, StateOf, Ticket } from '../index.js'

declare const desk: Desk<Full>
const agent = desk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a1' } })
declare const smallDesk: Desk<Small>
const smallAgent = smallDesk.as({ tenant: 'acme', actor: { type: 'agent', id: 'a1' } })

describe('the shape of a desk', () => {
  test('is inferred from its definition', () => {
    type SupportState = 'open' | 'waiting' | 'solved' | 'closed'
    expectTypeOf<StateOf<Full>>().toEqualTypeOf<SupportState | 'received' | 'repaired'>()
    expectTypeOf<StateOf<Small>>().toEqualTypeOf<SupportState>()
    expectTypeOf<EventOf<Full>>().toEqualTypeOf<'askRequester' | 'solve' | 'resume' | 'reopen' | 'close' | 'finish'>()
    expectTypeOf<Full['level']>().toEqualTypeOf<'hot' | 'cold'>()
    expectTypeOf<Small['level']>().toEqualTypeOf<'urgent' | 'high' | 'normal' | 'low'>()
    expectTypeOf<Full['indexed']>().toEqualTypeOf<'order' | 'severity'>()
    expectTypeOf<Full['effect']>().toEqualTypeOf<'mail' | 'invoice'>()
    expectTypeOf<Small['effect']>().toEqualTypeOf<never>()
    expectTypeOf<keyof Full['workflows']>().toEqualTypeOf<'support' | 'repair'>()
  })

  test('has nothing loose in it', () => {
    expectTypeOf<Full>().not.toBeAny()
    expectTypeOf<Full['fieldsIn']>().not.toBeAny()
    expectTypeOf<Full['fieldsOut']>().not.toBeAny()
    expectTypeOf<Ticket<Full>['fields']>().not.toBeAny()
    expectTypeOf<string>().not.toExtend<StateOf<Full>>()
    expectTypeOf<string>().not.toExtend<EventOf<Full>>()
  })
})

describe('custom fields', () => {
  test('are taken as input, where defaults may be left out, and given as output, where they are there', () => {
    type Given = NonNullable<CreateTicket<Full>['fields']>
    expectTypeOf<Given>().toEqualTypeOf<z.input<typeof fields>>()
    expectTypeOf<Ticket<Full>['fields']>().toEqualTypeOf<z.output<typeof fields>>()
    expectTypeOf<{ order: string }>().toExtend<Given>()
    expectTypeOf<{ order: string }>().not.toExtend<Ticket<Full>['fields']>()
    expectTypeOf<Ticket<Full>['fields']['affected']>().toEqualTypeOf<'one' | 'many'>()
  })

  test('are checked on create and update', () => {
    const given = { subject: 'x', requester: { id: 'c1' } }
    void agent.create({ ...given, fields: { order: 'o1' } })
    // @ts-expect-error a field that needs a value
    void agent.create({ ...given, fields: {} })
    // @ts-expect-error a value of the wrong type
    void agent.create({ ...given, fields: { order: 1 } })
    // @ts-expect-error a value that the enum does not have
    void agent.create({ ...given, fields: { order: 'o1', affected: 'all' } })
    // @ts-expect-error a field that the desk does not have
    void agent.create({ ...given, fields: { order: 'o1', colour: 'red' } })
    // @ts-expect-error a desk without fields
    void smallAgent.create({ ...given, fields: { order: 'o1' } })
    void agent.update('t1', { fields: { affected: null, severity: 3 } })
    // @ts-expect-error a value of the wrong type
    void agent.update('t1', { fields: { severity: 'high' } })
    // @ts-expect-error a field that the desk does not have
    void agent.update('t1', { fields: { colour: null } })
  })
})

describe('commands', () => {
  test('take only events of the desk, and of a handle only those of its workflow', () => {
    void agent.send('t1', { type: 'finish' })
    // @ts-expect-error no workflow of the desk has this event
    void agent.send('t1', { type: 'explode' })
    // @ts-expect-error this desk has no such workflow
    void smallAgent.send('t1', { type: 'finish' })
    const handle = agent.ticket('t1', { workflow: 'repair' })
    void handle.send({ type: 'finish' })
    // @ts-expect-error an event of the other workflow
    void handle.send({ type: 'solve' })
    // @ts-expect-error there is no such workflow
    void agent.ticket('t1', { workflow: 'sales' })
    type Got = Awaited<ReturnType<typeof handle.get>>
    expectTypeOf<Got['state']>().toEqualTypeOf<'received' | 'repaired'>()
    expectTypeOf<Got['workflow']>().toEqualTypeOf<'repair'>()
  })

  test('take only levels, states and workflows of the desk', () => {
    void agent.setPriority('t1', { priority: 'hot' })
    void agent.setPriority('t1', { priority: null })
    // @ts-expect-error a level of another desk
    void agent.setPriority('t1', { priority: 'urgent' })
    // @ts-expect-error a level of another desk
    void smallAgent.create({ subject: 'x', priority: 'hot' })
    // @ts-expect-error there is no such workflow
    void agent.create({ subject: 'x', workflow: 'sales' })
    void agent.override('t1', { state: 'repaired' })
    // @ts-expect-error there is no such state
    void agent.override('t1', { state: 'lost' })
    // @ts-expect-error there is no such kind of link
    void agent.link('t1', { kind: 'knows', ticketId: 't2' })
  })
})

describe('lists', () => {
  test('filter by states, levels and workflows of the desk', () => {
    void agent.list({ where: { state: 'received', priority: ['hot'], workflow: 'repair', phase: 'open' } })
    // @ts-expect-error there is no such state
    void agent.list({ where: { state: 'lost' } })
    // @ts-expect-error a state of another desk
    void smallAgent.list({ where: { state: 'received' } })
    // @ts-expect-error a level of another desk
    void agent.list({ where: { priority: 'urgent' } })
    // @ts-expect-error there is no such phase
    void agent.list({ where: { phase: 'done' } })
    // @ts-expect-error lists are not sorted by texts
    void agent.list({ sort: 'subject' })
  })

  test('filter by fields that are indexed, with values that they have', () => {
    void agent.list({ where: { fields: { order: 'o1', severity: { from: 1, before: 3 } } } })
    // @ts-expect-error the field is not indexed
    void agent.list({ where: { fields: { affected: 'one' } } })
    // @ts-expect-error the field is a text
    void agent.list({ where: { fields: { order: 5 } } })
    // @ts-expect-error the field is a number
    void agent.list({ where: { fields: { severity: { from: 'low' } } } })
    // @ts-expect-error the desk has no fields
    void smallAgent.list({ where: { fields: { order: 'o1' } } })
  })

  test('give tickets of the desk', () => {
    type Item = Awaited<ReturnType<typeof agent.list>>['items'][number]
    expectTypeOf<Item>().toEqualTypeOf<Ticket<Full>>()
    expectTypeOf<Item['state']>().toEqualTypeOf<StateOf<Full>>()
    expectTypeOf<Item['priority']>().toEqualTypeOf<'hot' | 'cold'>()
  })
})
