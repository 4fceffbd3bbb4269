import type { AgentRecord, DirectoryKind, DirectoryPut, DirectoryRecord } from '@docket/core/store'
import { copyAgent, copyDirectory } from './copy.js'
import { keyOf, type TenantSpace } from './space.js'
import { compareTexts } from './text-order.js'

/** Puts the next version of an entry; false when the given version is not the next. */
export function putEntry(space: TenantSpace, given: DirectoryPut): boolean {
  const entry = copyDirectory(given)
  const key = keyOf(entry.kind, entry.id)
  const versions = space.directory.get(key) ?? []
  if (entry.version !== versions.length + 1) return false
  space.directory.set(key, [...versions, entry])
  return true
}

/** All versions of an entry, oldest first. */
export function entryVersions(space: TenantSpace, kind: DirectoryKind, id: string): readonly DirectoryRecord[] {
  return space.directory.get(keyOf(kind, id)) ?? []
}

/** A page of the current versions of a kind's entries that are not removed, by id. */
export function pageOfEntries(
  space: TenantSpace,
  kind: DirectoryKind,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): DirectoryRecord[] {
  const entries: DirectoryRecord[] = []
  for (const versions of space.directory.values()) {
    const current = versions.at(-1)
    if (current?.kind !== kind || ('status' in current.entry && current.entry.status === 'removed')) continue
    if (after === null || compareTexts(after, current.id) < 0) entries.push(current)
  }
  return entries.sort((a, b) => compareTexts(a.id, b.id)).slice(0, limit)
}

/** The agents that are not removed, of the teams if some are given, by id. */
export function agentsOf(space: TenantSpace, teams: readonly string[] | null): AgentRecord[] {
  const agents: AgentRecord[] = []
  for (const versions of space.directory.values()) {
    const current = versions.at(-1)
    if (current?.kind !== 'agent' || current.entry.status === 'removed') continue
    if (teams !== null && !current.entry.teams.some((team) => teams.includes(team))) continue
    agents.push(copyAgent(current.entry))
  }
  return agents.sort((a, b) => compareTexts(a.id, b.id))
}
