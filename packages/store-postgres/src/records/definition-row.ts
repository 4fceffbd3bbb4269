import type { DefinitionRecord, JsonObject } from '@docket/core/store'
import { column } from '../sql/column.js'
import type { SqlRow } from '../sql/executor.js'
import { json, number, text } from '../sql/read-value.js'

/** The columns of `definition`, the tenant included, because one statement may carry several. */
export const DEFINITION_COLUMNS = [
  column<DefinitionRecord>('tenant', 'text', (definition) => definition.tenant),
  column<DefinitionRecord>('kind', 'text', (definition) => definition.kind),
  column<DefinitionRecord>('id', 'text', (definition) => definition.id),
  column<DefinitionRecord>('version', 'integer', (definition) => definition.version),
  column<DefinitionRecord>('hash', 'text', (definition) => definition.hash),
  column<DefinitionRecord>('content', 'json', (definition) => JSON.stringify(definition.content)),
]

/** A definition from its row. */
export function readDefinition(row: SqlRow): DefinitionRecord {
  return {
    tenant: text(row, 'tenant'),
    kind: text(row, 'kind') as DefinitionRecord['kind'],
    id: text(row, 'id'),
    version: number(row, 'version'),
    hash: text(row, 'hash'),
    content: json<JsonObject>(row, 'content'),
  }
}
