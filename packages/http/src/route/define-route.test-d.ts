import type { Ticket } from '@docket/core'
import { expectTypeOf, it } from 'vitest'
import * as z from 'zod'
import { defineRoute, ticketCommand } from './define-route.js'
import type { DeskMethod, ParamsOf } from './route-types.js'

const usual = { id: 'one', serves: [], summary: 'One.', success: { status: 200, body: null } } as const

it('gives a route the names in its path, and what its schemas give', () => {
  expectTypeOf<ParamsOf<'GET /tickets/:ticketId/links/:kind/:otherId'>>().toEqualTypeOf<{
    readonly ticketId: string
    readonly kind: string
    readonly otherId: string
  }>()
  expectTypeOf<keyof ParamsOf<'GET /tickets'>>().toBeNever()
  defineRoute('tag', {
    ...usual,
    on: 'PUT /tickets/:ticketId/x',
    access: 'read',
    query: z.strictObject({ at: z.string().transform(Number) }),
    body: z.strictObject({ words: z.string() }),
    run: ({ params, query, body, principal }) => {
      expectTypeOf(params.ticketId).toEqualTypeOf<string>()
      expectTypeOf(query.at).toEqualTypeOf<number>()
      expectTypeOf(body).toEqualTypeOf<{ words: string }>()
      expectTypeOf(principal.tenant).toEqualTypeOf<string>()
      // @ts-expect-error nothing of this name is in the path
      void params.other
      return {}
    },
  })
})

it('has no desk for a route that is for everybody', () => {
  defineRoute('tag', {
    ...usual,
    on: 'GET /open',
    access: 'everybody',
    run: (input) => {
      expectTypeOf(input).not.toHaveProperty('desk')
      expectTypeOf(input).not.toHaveProperty('principal')
      return {}
    },
  })
})

it('lets no route be written down without what it needs', () => {
  // @ts-expect-error a route says who may come to it
  defineRoute('tag', { ...usual, on: 'GET /x', run: () => ({}) })
  // @ts-expect-error there is no such action
  defineRoute('tag', { ...usual, on: 'GET /x', access: 'fly', run: () => ({}) })
  // @ts-expect-error there is no such method
  defineRoute('tag', { ...usual, on: 'FETCH /x', access: 'read', run: () => ({}) })
  // @ts-expect-error the desk has no such method
  defineRoute('tag', { ...usual, on: 'GET /x', access: 'read', serves: ['fly'], run: () => ({}) })
  const command = { id: 'two', on: 'PUT /tickets/:ticketId/x', serves: [], summary: 'Two.' } as const
  // @ts-expect-error a command on a ticket is for somebody
  ticketCommand('tag', { ...command, access: 'everybody', run: async () => ({}) as Ticket })
  // @ts-expect-error a command answers with the ticket
  ticketCommand('tag', { ...command, access: 'read', run: async () => 1 })
})

it('knows every method of a desk by name', () => {
  expectTypeOf<'reply' | 'directory.putAgent' | 'categories.tree' | 'rules.try'>().toExtend<DeskMethod>()
  expectTypeOf<'directory'>().not.toExtend<DeskMethod>()
})
