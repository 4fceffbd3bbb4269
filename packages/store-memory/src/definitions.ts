import type { DefinitionRecord } from '@docket/core/store'
import { copyDefinition } from './copy.js'
import { keyOf, type Spaces } from './space.js'

const ALL_TENANTS = '*'

/** Keeps a definition unless there is one of its id and version; returns the kept one. */
export function registerDefinition(spaces: Spaces, given: DefinitionRecord): DefinitionRecord {
  const { definitions } = spaces.open(given.tenant)
  const key = keyOf(given.kind, given.id, given.version)
  const kept = definitions.get(key) ?? copyDefinition(given)
  definitions.set(key, kept)
  return copyDefinition(kept)
}

/** The tenant's definition, else that of all tenants. */
export function findDefinition(
  spaces: Spaces,
  tenant: string,
  kind: DefinitionRecord['kind'],
  id: string,
  version: number,
): DefinitionRecord | null {
  const key = keyOf(kind, id, version)
  const found = spaces.find(tenant)?.definitions.get(key) ?? spaces.find(ALL_TENANTS)?.definitions.get(key)
  return found ? copyDefinition(found) : null
}
