import type { Client, Observed, Wire } from '@docket/client'
import type { DeskShape, DeskShapeOf, ListInput, Page, Ticket } from '@docket/core'
import type { DeskConnection } from '../desk/desk-types.js'
import { useDesk } from './desk-context.js'
import { useThread, useTicket, useTickets } from './use-observed.js'

/** Hooks that know a desk's states, events and fields. */
export interface DeskHooks<Shape extends DeskShape> {
  readonly useDesk: () => DeskConnection<Shape>
  readonly useClient: () => Client<Shape>
  readonly useTicket: (id: string) => Observed<Wire<Ticket<Shape>>>
  readonly useTickets: (query?: ListInput<Shape>) => Observed<Wire<Page<Ticket<Shape>, string>>>
  useThread: typeof useThread
}

const hooks = { useDesk, useClient: () => useDesk().client, useTicket, useTickets, useThread }

/**
 * The hooks, typed by a desk's definition.
 *
 * @example
 * ```tsx
 * import { deskHooks } from '@docket/react'
 *
 * export const { useTicket, useTickets, useDesk } = deskHooks<typeof support>()
 * ```
 */
export function deskHooks<Definition>(): DeskHooks<DeskShapeOf<Definition>> {
  return hooks as unknown as DeskHooks<DeskShapeOf<Definition>>
}
