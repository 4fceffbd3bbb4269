import { describe, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import {
  type CreateTicket,
  createDesk,
  type Desk,
  type DeskDefinition,
  defaultAccess,
  defineDesk,
  defineGuard,
  defineWorkflow,
  type EventOf,
  matrix,
  type PolicyTicket,
  type StateOf,
  type Store,
  supportWorkflow,
  type Ticket,
} from '../index.js'

const repair = defineWorkflow({
  id: 'repair',
  version: 1,
  initial: 'received',
  states: {
    received: { tags: ['open'], on: { finish: { target: 'repaired', effects: ['invoice'] } } },
    repaired: { tags: ['terminal'] },
  },
})
const fields = z.object({
  order: z.string(),
  affected: z.enum(['one', 'many']).default('one'),
  severity: z.number().optional(),
  phone: z.string().optional(),
})
const priority = matrix({
  impact: 'affected',
  urgency: 'severity',
  levels: ['hot', 'cold'],
  table: { many: { 1: 'hot' } },
  otherwise: 'cold',
})
const full = defineDesk({
  fields,
  indexed: ['order', 'severity'],
  personal: ['phone'],
  workflows: [supportWorkflow, repair],
  priority,
  access: defaultAccess(),
  effects: { mail: { on: ['message.added'] } },
})
const small = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })

type Shape<Definition> = Definition extends DeskDefinition<infer S> ? S : never
type Full = Shape<typeof full>
type Small = Shape<typeof small>

declare const store: Store
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
    agent.create({ ...given, fields: { order: 'o1' } })
    // @ts-expect-error a field that needs a value
    agent.create({ ...given, fields: {} })
    // @ts-expect-error a value of the wrong type
    agent.create({ ...given, fields: { order: 1 } })
    // @ts-expect-error a value that the enum does not have
    agent.create({ ...given, fields: { order: 'o1', affected: 'all' } })
    // @ts-expect-error a field that the desk does not have
    agent.create({ ...given, fields: { order: 'o1', colour: 'red' } })
    // @ts-expect-error a desk without fields
    smallAgent.create({ ...given, fields: { order: 'o1' } })
    agent.update('t1', { fields: { affected: null, severity: 3 } })
    // @ts-expect-error a value of the wrong type
    agent.update('t1', { fields: { severity: 'high' } })
    // @ts-expect-error a field that the desk does not have
    agent.update('t1', { fields: { colour: null } })
  })

  test('that are listed must exist', () => {
    const base = { fields, workflows: [supportWorkflow], access: defaultAccess() } as const
    // @ts-expect-error there is no such field to index
    defineDesk({ ...base, indexed: ['colour'] })
    // @ts-expect-error there is no such field to keep apart
    defineDesk({ ...base, personal: ['colour'] })
  })
})

describe('commands', () => {
  test('take only events of the desk, and of a handle only those of its workflow', () => {
    agent.send('t1', { type: 'finish' })
    // @ts-expect-error no workflow of the desk has this event
    agent.send('t1', { type: 'explode' })
    // @ts-expect-error this desk has no such workflow
    smallAgent.send('t1', { type: 'finish' })
    const handle = agent.ticket('t1', { workflow: 'repair' })
    handle.send({ type: 'finish' })
    // @ts-expect-error an event of the other workflow
    handle.send({ type: 'solve' })
    // @ts-expect-error there is no such workflow
    agent.ticket('t1', { workflow: 'sales' })
    type Got = Awaited<ReturnType<typeof handle.get>>
    expectTypeOf<Got['state']>().toEqualTypeOf<'received' | 'repaired'>()
    expectTypeOf<Got['workflow']>().toEqualTypeOf<'repair'>()
  })

  test('take only levels, states and workflows of the desk', () => {
    agent.setPriority('t1', { priority: 'hot' })
    agent.setPriority('t1', { priority: null })
    // @ts-expect-error a level of another desk
    agent.setPriority('t1', { priority: 'urgent' })
    // @ts-expect-error a level of another desk
    smallAgent.create({ subject: 'x', priority: 'hot' })
    // @ts-expect-error there is no such workflow
    agent.create({ subject: 'x', workflow: 'sales' })
    agent.override('t1', { state: 'repaired' })
    // @ts-expect-error there is no such state
    agent.override('t1', { state: 'lost' })
    // @ts-expect-error there is no such kind of link
    agent.link('t1', { kind: 'knows', ticketId: 't2' })
  })
})

describe('lists', () => {
  test('filter by states, levels and workflows of the desk', () => {
    agent.list({ where: { state: 'received', priority: ['hot'], workflow: 'repair', phase: 'open' } })
    // @ts-expect-error there is no such state
    agent.list({ where: { state: 'lost' } })
    // @ts-expect-error a state of another desk
    smallAgent.list({ where: { state: 'received' } })
    // @ts-expect-error a level of another desk
    agent.list({ where: { priority: 'urgent' } })
    // @ts-expect-error there is no such phase
    agent.list({ where: { phase: 'done' } })
    // @ts-expect-error lists are not sorted by texts
    agent.list({ sort: 'subject' })
  })

  test('filter by fields that are indexed, with values that they have', () => {
    agent.list({ where: { fields: { order: 'o1', severity: { from: 1, before: 3 } } } })
    // @ts-expect-error the field is not indexed
    agent.list({ where: { fields: { affected: 'one' } } })
    // @ts-expect-error the field is a text
    agent.list({ where: { fields: { order: 5 } } })
    // @ts-expect-error the field is a number
    agent.list({ where: { fields: { severity: { from: 'low' } } } })
    // @ts-expect-error the desk has no fields
    smallAgent.list({ where: { fields: { order: 'o1' } } })
  })

  test('give tickets of the desk', () => {
    type Item = Awaited<ReturnType<typeof agent.list>>['items'][number]
    expectTypeOf<Item>().toEqualTypeOf<Ticket<Full>>()
    expectTypeOf<Item['state']>().toEqualTypeOf<StateOf<Full>>()
    expectTypeOf<Item['priority']>().toEqualTypeOf<'hot' | 'cold'>()
  })
})

describe('a definition', () => {
  const base = { fields, workflows: [supportWorkflow] } as const

  test('needs access', () => {
    // @ts-expect-error no access policy
    defineDesk(base)
  })

  test('takes only a priority over fields that the desk has', () => {
    const access = defaultAccess()
    const over = { levels: ['x'], table: {}, otherwise: 'x' } as const
    defineDesk({ ...base, access, priority: matrix({ impact: 'order', urgency: 'severity', ...over }) })
    const neither = matrix({ impact: 'mood', urgency: 'weather', ...over })
    // @ts-expect-error the desk has neither field
    defineDesk({ ...base, access, priority: neither })
    const one = matrix({ impact: 'affected', urgency: 'weather', ...over })
    // @ts-expect-error the desk has only one of the fields
    defineDesk({ ...base, access, priority: one })
    // @ts-expect-error the desk has no fields at all
    defineDesk({ workflows: [supportWorkflow], access, priority: one })
  })

  test('gives policies its fields', () => {
    defineDesk({
      ...base,
      access: defaultAccess(),
      priority: {
        id: 'own',
        version: 1,
        levels: ['x'],
        decide: (ticket) => {
          expectTypeOf(ticket.fields.affected).toEqualTypeOf<'one' | 'many'>()
          expectTypeOf(ticket.fields.severity).toEqualTypeOf<number | undefined>()
          return { level: 'x', reasons: [] }
        },
      },
      routing: {
        id: 'own',
        version: 1,
        // @ts-expect-error the desk has no such field
        select: (ticket) => ({ assignee: ticket.fields.colour, reasons: [] }),
      },
    })
    const decide = (ticket: PolicyTicket<z.output<typeof fields>>) => ({ level: ticket.fields.affected, reasons: [] })
    const own = { id: 'own', version: 1, levels: ['one', 'many'] as const, decide }
    expectTypeOf<Shape<ReturnType<typeof withOwn>>['level']>().toEqualTypeOf<'one' | 'many'>()
    const withOwn = () => defineDesk({ ...base, access: defaultAccess(), priority: own })
  })

  test('of a matrix names only levels that it lists', () => {
    // @ts-expect-error a level that is not listed
    matrix({ impact: 'a', urgency: 'b', levels: ['hot'], table: {}, otherwise: 'cold' })
    // @ts-expect-error a level that is not listed
    matrix({ impact: 'a', urgency: 'b', levels: ['hot'], table: { x: { y: 'cold' } }, otherwise: 'hot' })
  })

  test('of a workflow names only states and events that it has', () => {
    const states = { open: { tags: ['open'], on: { close: 'closed' } }, closed: { tags: ['terminal'] } } as const
    // @ts-expect-error there is no such state to begin in
    defineWorkflow({ id: 'w', version: 1, initial: 'new', states })
    defineWorkflow({
      id: 'w',
      version: 1,
      initial: 'open',
      // @ts-expect-error there is no such state to go to
      states: { ...states, open: { tags: ['open'], on: { close: 'gone' } } },
    })
    defineWorkflow({
      id: 'w',
      version: 1,
      initial: 'open',
      // @ts-expect-error there is no such event to send
      states: { ...states, open: { ...states.open, timeout: { after: { days: 1 }, send: 'expire' } } },
    })
  })

  test('of a guard gets its parameters as output', () => {
    defineGuard({
      id: 'g',
      params: z.strictObject({ times: z.number().default(1) }),
      test: (_context, params) => {
        expectTypeOf(params).toEqualTypeOf<{ times: number }>()
        return true
      },
    })
    // @ts-expect-error a guard says yes with true, not with anything else
    defineGuard({ id: 'g', params: z.object({}), test: () => 'yes' })
  })

  test('of an effect names only events that there are', () => {
    // @ts-expect-error there is no such event
    defineDesk({ ...base, access: defaultAccess(), effects: { mail: { on: ['ticket.exploded'] } } })
  })
})

describe('createDesk', () => {
  test('needs a handler for each effect, those that workflows name included', () => {
    createDesk(small, { store })
    createDesk(full, { store, effects: { mail: () => {}, invoice: async () => {} } })
    // @ts-expect-error no handlers
    createDesk(full, { store })
    // @ts-expect-error no handler for what the workflow names
    createDesk(full, { store, effects: { mail: () => {} } })
    // @ts-expect-error no store
    createDesk(small, {})
  })

  test('gives a desk of the shape, which a function of the host can take', () => {
    const created = () => createDesk(small, { store })
    expectTypeOf<Awaited<ReturnType<typeof created>>>().toEqualTypeOf<Desk<Small>>()
    // @ts-expect-error one desk is not another
    const other: Desk<Full> = smallDesk
    void other
  })
})
