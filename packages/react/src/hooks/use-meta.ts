'use client'
import type { Client, DeskMeta } from '@docket/client'
import { useDesk } from './desk-context.js'
import { type Reading, useReading } from './use-reading.js'

const known = new WeakMap<Client, Map<string, Promise<DeskMeta>>>()

function metaOf(client: Client, locale: string): Promise<DeskMeta> {
  const read = known.get(client) ?? new Map<string, Promise<DeskMeta>>()
  known.set(client, read)
  const meta = read.get(locale) ?? client.meta({ locale })
  read.set(locale, meta)
  meta.catch(() => read.delete(locale))
  return meta
}

/** What the desk is like: its states, categories and forms. Read once for a language, when `wanted`. */
export function useMeta(locale: string, wanted = true): Reading<DeskMeta> {
  const { client } = useDesk()
  return useReading(wanted ? locale : null, () => metaOf(client, locale))
}
