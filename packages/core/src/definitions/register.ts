import { DocketError } from '../kernel/error.js'
import { canonicalJson, type JsonObject } from '../kernel/json.js'
import type { Store } from '../store/port.js'
import type { DefinitionKind, DefinitionRecord } from '../store/record-types.js'
import type { DeskModel } from './model.js'

const NAMES: Readonly<Record<DefinitionKind, string>> = {
  workflow: 'workflow',
  calendar: 'calendar',
  slaPolicy: 'SLA policy',
  rule: 'rule',
}

/**
 * Registers what a desk's code defines as data: workflows, calendars, SLA policies.
 *
 * @throws DocketError `DEFINITION_CHANGED` when a version is already registered with other content
 */
export async function registerDefinitions(
  model: DeskModel,
  store: Pick<Store, 'registerDefinitions'>,
  hash: (text: string) => string,
): Promise<void> {
  const records = [...contents(model)].map(({ kind, id, version, content }): DefinitionRecord => {
    return { tenant: '*', kind, id, version, hash: hash(canonicalJson(content)), content }
  })
  const stored = await store.registerDefinitions(records)
  records.forEach((record, index) => {
    if (stored[index]?.hash === record.hash) return
    const { kind, id, version } = record
    const former = kind === 'workflow' ? ', and keep the former version in the list while tickets are on it' : ''
    throw new DocketError(
      'DEFINITION_CHANGED',
      `The ${NAMES[kind]} ${id} was changed without raising its version ${version}. Raise it${former}.`,
      { kind, id, version },
    )
  })
}

function* contents(model: DeskModel): Generator<Pick<DefinitionRecord, 'kind' | 'id' | 'version' | 'content'>> {
  for (const { definition } of model.workflows) {
    const { id, version } = definition
    yield { kind: 'workflow', id, version, content: definition as unknown as JsonObject }
  }
  for (const [id, { definition }] of model.calendars) {
    yield { kind: 'calendar', id, version: definition.version, content: definition as unknown as JsonObject }
  }
  for (const { definition } of model.rules.rules) {
    const { id, version } = definition
    yield { kind: 'rule', id, version, content: definition as unknown as JsonObject }
  }
  for (const { definition } of model.sla.policies) {
    const { id, version } = definition
    yield { kind: 'slaPolicy', id, version, content: definition as unknown as JsonObject }
  }
}
