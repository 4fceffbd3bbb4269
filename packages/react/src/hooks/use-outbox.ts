'use client'
import type { PendingCommand } from '@docket/client'
import { useDesk } from './desk-context.js'
import { useStore } from './use-store.js'

const NONE: readonly PendingCommand[] = []

/** The commands that wait to be sent, or were refused after their page had gone. */
export function useOutbox(): readonly PendingCommand[] {
  return useStore(useDesk().client.outbox, NONE)
}
