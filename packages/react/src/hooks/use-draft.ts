'use client'
import type { Draft } from '@docket/client'
import { useMemo } from 'react'
import { useDesk } from './desk-context.js'
import { useStore } from './use-store.js'

/** A draft by its name, and its text; both survive a reload. */
export function useDraft(name: string): readonly [text: string, draft: Draft] {
  const { client } = useDesk()
  const draft = useMemo(() => client.draft(name), [client, name])
  return [useStore(draft, ''), draft]
}
