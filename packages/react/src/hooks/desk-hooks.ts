'use client'
import type { Client, Observed, Wire } from '@docket/client'
import type { DeskShape, DeskShapeOf, ListInput, Page, Ticket } from '@docket/core'
import type { DeskConnection } from '../desk/desk-types.js'
import { useDesk } from './desk-context.js'
import { useThread, useTicket, useTickets, useTimeline } from './use-observed.js'

/** Hooks that know a desk's states, events and fields. */
export interface DeskHooks<Shape extends DeskShape> {
  /** The desk of the nearest `DeskProvider`. */
  readonly useDesk: () => DeskConnection<Shape>
  /** Its client. */
  readonly useClient: () => Client<Shape>
  /** A ticket, kept up to date. */
  readonly useTicket: (id: string) => Observed<Wire<Ticket<Shape>>>
  /** A page of tickets, kept up to date. */
  readonly useTickets: (query?: ListInput<Shape>) => Observed<Wire<Page<Ticket<Shape>, string>>>
  /** A ticket's messages, oldest first, kept up to date. */
  useThread: typeof useThread
  /** What happened to a ticket, oldest first, kept up to date. */
  useTimeline: typeof useTimeline
}

const hooks = { useDesk, useClient: () => useDesk().client, useTicket, useTickets, useThread, useTimeline }

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
