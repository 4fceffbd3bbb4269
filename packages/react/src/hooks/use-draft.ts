'use client'
import type { Draft } from '@docket/client'
import { useMemo, useSyncExternalStore } from 'react'
import { useDesk } from './desk-context.js'

/** A draft by its name, and its text; both survive a reload. */
export function useDraft(name: string): readonly [text: string, draft: Draft] {
  const { client } = useDesk()
  const draft = useMemo(() => client.draft(name), [client, name])
  return [useSyncExternalStore(draft.subscribe, draft.get, () => ''), draft]
}
