import { describe, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { type Full, fields, full, type Shape, type Small, small } from '../../test/typed-desk.js'
import {
  createDesk,
  type Desk,
  defaultAccess,
  defineDesk,
  defineGuard,
  defineWorkflow,
  matrix,
  type PolicyTicket,
  type Store,
  supportWorkflow,
  type TargetedEffect,
} from '../index.js'

declare const store: Store
declare const smallDesk: Desk<Small>

describe('a definition', () => {
  const base = { fields, workflows: [supportWorkflow] } as const

  test('needs access', () => {
    // @ts-expect-error no access policy
    defineDesk(base)
  })

  test('lists only fields that it has', () => {
    // @ts-expect-error there is no such field to index
    defineDesk({ ...base, access: defaultAccess(), indexed: ['colour'] })
    // @ts-expect-error there is no such field to keep apart
    defineDesk({ ...base, access: defaultAccess(), personal: ['colour'] })
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
    void createDesk(small, { store })
    void createDesk(full, { store, effects: { mail: () => {}, invoice: async () => {} } })
    const targeted: TargetedEffect = { targets: () => ['a'], deliver: async () => ({ kind: 'done' }) }
    void createDesk(full, { store, effects: { mail: targeted, invoice: ({ id }) => void id } })
    void createDesk(full, {
      store,
      effects: {
        mail: { targets: ({ id }) => [id], deliver: ({ attempt }) => ({ kind: 'wait', delayMs: attempt }) },
        invoice: () => {},
      },
    })
    // @ts-expect-error a handler with targets delivers
    void createDesk(full, { store, effects: { mail: { targets: () => ['a'] }, invoice: () => {} } })
    // @ts-expect-error no handlers
    void createDesk(full, { store })
    // @ts-expect-error no handler for what the workflow names
    void createDesk(full, { store, effects: { mail: () => {} } })
    // @ts-expect-error no store
    void createDesk(small, {})
  })

  test('gives a desk of the shape, which a function of the host can take', () => {
    const created = () => createDesk(small, { store })
    expectTypeOf<Awaited<ReturnType<typeof created>>>().toEqualTypeOf<Desk<Small>>()
    // @ts-expect-error one desk is not another
    const other: Desk<Full> = smallDesk
    void other
  })
})
