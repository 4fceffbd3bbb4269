import type { Instant } from '../kernel/clock.js'
import { DocketError } from '../kernel/error.js'
import { canonicalJson, type JsonObject } from '../kernel/json.js'
import type { RuleStarts } from '../rules/timed-rules.js'
import type { Store } from '../store/port.js'
import type { DefinitionKind, DefinitionRecord } from '../store/record-types.js'
import type { DeskModel } from './model.js'
import { correctedStarts } from './rule-starts.js'

const NAMES: Readonly<Record<DefinitionKind, string>> = {
  workflow: 'workflow',
  calendar: 'calendar',
  slaPolicy: 'SLA policy',
  rule: 'rule',
  ruleStart: 'start of the rule',
}

/**
 * Registers what a desk's code defines as data: workflows, calendars, SLA policies, rules. Gives from when each rule of time
 * counts: since the first node registered it, in whatever version; anew where it counts from something else.
 *
 * @param now - the desk's clock
 * @param tell - hears of rules whose start lay ahead, which count from now on instead
 * @throws DocketError `DEFINITION_CHANGED` when a version is already registered with other content
 */
export async function registerDefinitions(
  model: DeskModel,
  store: Pick<Store, 'registerDefinitions' | 'definition'>,
  hash: (text: string) => string,
  now: Instant,
  tell: (error: DocketError) => void,
): Promise<RuleStarts> {
  const records = [...contents(model, now)].map(({ kind, id, version, content }): DefinitionRecord => {
    return { tenant: '*', kind, id, version, hash: hash(canonicalJson(content)), content }
  })
  const stored = await store.registerDefinitions(records)
  const starts = new Map<string, Instant>()
  const rules = new Map<string, string>()
  records.forEach((record, index) => {
    const { kind, id, version } = record
    const { hash: known = null, content = {} } = stored[index] ?? {}
    // The first node's instant stays, and counts for all.
    if (kind === 'ruleStart') {
      starts.set(id, content['from'] as Instant)
      rules.set(id, content['rule'] as string)
    }
    if (kind === 'ruleStart' || known === record.hash) return
    const former = kind === 'workflow' ? ', and keep the former version in the list while tickets are on it' : ''
    throw new DocketError(
      'DEFINITION_CHANGED',
      `The ${NAMES[kind]} ${id} was changed without raising its version ${version}. Raise it${former}.`,
      { kind, id, version },
    )
  })
  const corrected = await correctedStarts(starts, store, hash, now, tell)
  return new Map([...corrected].flatMap(([id, from]) => (rules.has(id) ? [[rules.get(id) ?? '', from]] : [])))
}

type Content = Pick<DefinitionRecord, 'kind' | 'id' | 'version' | 'content'>

function* contents(model: DeskModel, now: Instant): Generator<Content> {
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
    const since = definition.after?.since
    if (since === undefined) continue
    yield { kind: 'ruleStart', id: `${since} ${id}`, version: 1, content: { rule: id, since, from: now } }
  }
  for (const { definition } of model.sla.policies) {
    const { id, version } = definition
    yield { kind: 'slaPolicy', id, version, content: definition as unknown as JsonObject }
  }
}
