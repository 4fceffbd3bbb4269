import type { Json, JsonObject } from '../kernel/json.js'
import type { TicketView } from '../store/record-types.js'
import type { Bounds, Condition } from './condition-types.js'
import { order } from './order.js'

/** A condition ready to be asked. */
export type CompiledCondition = (ticket: TicketView) => boolean

/** Compiles a checked condition into closures, once; without one, everything fits. */
export function compileCondition(condition: Condition | null): CompiledCondition {
  if (condition === null) return () => true
  return every(partsOf(condition).map(({ fits }) => fits))
}

/** One part of a condition: what it looks at, whether it holds, and what it finds. */
export interface ConditionPart {
  /** A name of the condition, or `fields.` or `inputs.` with theirs. */
  readonly name: string
  readonly fits: CompiledCondition
  /** Undefined for conditions of conditions. */
  readonly found: (ticket: TicketView) => Json | undefined
}

/** The parts of a checked condition, all of which must hold. */
export function partsOf(condition: Condition): ConditionPart[] {
  const { all, any, not, fields, inputs, ...plain } = condition
  const parts: ConditionPart[] = []
  for (const [name, wanted] of Object.entries(plain) as [keyof typeof READ, unknown][]) {
    if (wanted === undefined) continue
    const read = READ[name]
    const values = new Set<unknown>([wanted].flat())
    const fits = (ticket: TicketView) => {
      const value = read(ticket)
      return Array.isArray(value) ? value.some((item) => values.has(item)) : values.has(value)
    }
    parts.push({ name, fits, found: read })
  }
  for (const [name, wanted] of Object.entries(inputs ?? {})) {
    const found = (ticket: TicketView) => own(ticket.inputs, name)
    parts.push({ name: `inputs.${name}`, fits: presentOr(wanted, found), found })
  }
  for (const [name, wanted] of Object.entries(fields ?? {})) {
    const found = (ticket: TicketView) => own(ticket.fields, name)
    parts.push({ name: `fields.${name}`, fits: presentOr(wanted, found), found })
  }
  const add = (name: string, fits: CompiledCondition) => parts.push({ name, fits, found: () => undefined })
  if (all) add('all', every(all.map(compileCondition)))
  if (any) {
    const some = any.map(compileCondition)
    add('any', (ticket) => some.some((fits) => fits(ticket)))
  }
  if (not) {
    const fits = compileCondition(not)
    add('not', (ticket) => !fits(ticket))
  }
  return parts
}

const READ = {
  priority: (ticket: TicketView) => ticket.priority,
  channel: (ticket: TicketView) => ticket.channel,
  category: (ticket: TicketView) => ticket.category,
  team: (ticket: TicketView) => ticket.team,
  workflow: (ticket: TicketView) => ticket.workflow,
  phase: (ticket: TicketView) => ticket.phase,
  state: (ticket: TicketView) => ticket.state,
  stage: (ticket: TicketView) => (ticket.flow.stage?.to === null ? ticket.flow.stage.name : null),
  assignee: (ticket: TicketView) => ticket.assignee,
  tag: (ticket: TicketView) => ticket.tags,
  requester: (ticket: TicketView) => ticket.requester.id,
  tier: (ticket: TicketView) => ticket.requester.tier ?? null,
  locale: (ticket: TicketView) => ticket.requester.locale ?? null,
} satisfies Record<string, (ticket: TicketView) => Json>

function every(tests: readonly CompiledCondition[]): CompiledCondition {
  const [only] = tests
  if (only && tests.length === 1) return only
  return (ticket) => tests.every((test) => test(ticket))
}

function own(values: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

function presentOr(wanted: unknown, found: (ticket: TicketView) => Json | undefined): CompiledCondition {
  const fits = valueTest(wanted)
  return (ticket) => {
    const value = found(ticket)
    if (wantsPresence(wanted)) return (value !== undefined && value !== null) === wanted.present
    return Array.isArray(value) ? value.some(fits) : fits(value)
  }
}

function valueTest(wanted: unknown): (value: Json | undefined) => boolean {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) {
    const values = new Set<unknown>([wanted].flat())
    return (value) => values.has(value)
  }
  const { atLeast, above, atMost, below } = wanted as Bounds<number | string>
  return (value) =>
    (typeof value === 'number' || typeof value === 'string') &&
    (atLeast === undefined || order(value, atLeast) >= 0) &&
    (above === undefined || order(value, above) > 0) &&
    (atMost === undefined || order(value, atMost) <= 0) &&
    (below === undefined || order(value, below) < 0)
}

function wantsPresence(wanted: unknown): wanted is { readonly present: boolean } {
  return typeof wanted === 'object' && wanted !== null && 'present' in wanted
}
