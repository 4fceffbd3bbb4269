'use client'
import { useEffect, useState } from 'react'
import type { DeskConnection } from '../desk/desk-types.js'

interface Told {
  readonly of: DeskConnection | null
  readonly notices: readonly { readonly id: string; readonly ticketId: string }[]
}

const NONE: Told['notices'] = []

/**
 * How many requests have news that their requester has not read; asked for once, and kept up to date while `live`. What is
 * `reading` has been read.
 */
export function useUnread(desk: DeskConnection | null, live: boolean, reading: string | null): number {
  const [told, setTold] = useState<Told>({ of: null, notices: NONE })
  // Whoever has never written is nobody yet, and is told nothing.
  const known = desk?.isKnown() ? desk : null
  useEffect(() => {
    if (!known) return
    const observer = known.client.notices()
    let wanted = true
    const show = () => wanted && setTold({ of: known, notices: observer.get().data?.items ?? NONE })
    const stop = live ? observer.subscribe(show) : () => {}
    // Without a number it is no worse than without asking.
    if (live) show()
    else observer.load().then(show, () => {})
    return () => {
      wanted = false
      stop()
    }
  }, [known, live])
  // Of whoever was there before, nothing is shown.
  const notices = told.of === known ? told.notices : NONE
  useEffect(() => {
    const read = notices.flatMap(({ id, ticketId }) => (ticketId === reading ? [id] : []))
    if (read.length > 0) known?.client.markRead(read).catch(() => {})
  }, [known, notices, reading])
  return new Set(notices.flatMap(({ ticketId }) => (ticketId === reading ? [] : [ticketId]))).size
}
