'use client'
import type { PendingCommand } from '@docket/client'
import { useSyncExternalStore } from 'react'
import { useDesk } from './desk-context.js'

/** The commands that wait to be sent, or were refused after their page had gone. */
export function useOutbox(): readonly PendingCommand[] {
  const { outbox } = useDesk().client
  return useSyncExternalStore(outbox.subscribe, outbox.get, outbox.get)
}
