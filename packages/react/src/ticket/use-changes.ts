'use client'
import { useEffect, useRef, useState } from 'react'
import type { TicketOnWire } from '../desk/desk-types.js'
import { type Change, seenChanges, toldChanges } from './timeline.js'

const NONE: readonly Change[] = []
/** Kept while the page is, so that they are there again when the ticket is opened again. */
const seen = new WeakMap<object, Map<string, readonly Change[]>>()

/** The changes of a ticket: those that it tells of itself, and those that came while it was looked at. */
export function useChanges(desk: object, ticket: TicketOnWire | undefined): readonly Change[] {
  const last = useRef<TicketOnWire | undefined>(undefined)
  const ofDesk = seen.get(desk) ?? new Map<string, readonly Change[]>()
  seen.set(desk, ofDesk)
  const [, setTimes] = useState(0)
  useEffect(() => {
    const before = last.current
    last.current = ticket
    if (!ticket || before?.id !== ticket.id) return
    const known = ofDesk.get(ticket.id) ?? [...toldChanges(before)]
    const next = [...known, ...toldChanges(ticket), ...seenChanges(before, ticket)]
    if (next.length === known.length) return
    ofDesk.set(ticket.id, next)
    setTimes((times) => times + 1)
  }, [ticket, ofDesk])
  return ticket ? [...(ofDesk.get(ticket.id) ?? NONE), ...toldChanges(ticket)] : NONE
}
