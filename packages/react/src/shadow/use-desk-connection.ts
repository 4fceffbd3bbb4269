'use client'
import { useEffect, useRef, useState } from 'react'
import type { DeskConnection, DeskOptions } from '../desk/desk-types.js'
import { openDesk } from '../desk/open-desk.js'

/** A desk, opened when it is wanted first, and anew for another user or place. */
export function useDeskConnection(options: DeskOptions, wanted: boolean): DeskConnection | null {
  const [desk, setDesk] = useState<DeskConnection | null>(null)
  // Pages give new functions with every rendering.
  const latest = useRef(options)
  latest.current = options
  const { baseUrl, user } = options
  const signed = options.token !== undefined
  useEffect(() => {
    if (!wanted) return
    const opened = openDesk({
      ...latest.current,
      baseUrl,
      ...(user !== undefined && { user }),
      ...(signed && { token: () => latest.current.token?.() ?? '' }),
    })
    const connection = opened as unknown as DeskConnection
    setDesk(connection)
    return () => {
      setDesk(null)
      connection.close()
    }
  }, [wanted, baseUrl, user, signed])
  return desk
}
