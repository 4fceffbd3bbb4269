import type { Json, JsonObject } from '../kernel/json.js'
import type { TicketView } from '../store/record-types.js'
import type { Bounds, Condition } from './condition-types.js'
import { order } from './order.js'

/** A condition ready to be asked. */
export type CompiledCondition = (ticket: TicketView) => boolean

const NO_DEFAULTS: JsonObject = {}

/**
 * Compiles a checked condition into closures, once; without one, everything fits.
 *
 * @param defaults - what custom fields count as that a ticket does not have
 */
export function compileCondition(condition: Condition | null, defaults = NO_DEFAULTS): CompiledCondition {
  if (condition === null) return () => true
  return every(partsOf(condition, defaults).map(({ fits }) => fits))
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
export function partsOf(condition: Condition, defaults = NO_DEFAULTS): ConditionPart[] {
  const { all, any, not, fields, inputs, ...plain } = condition
  const parts: ConditionPart[] = []
  for (const [name, wanted] of Object.entries(plain) as [keyof typeof READ, unknown][]) {
    if (wanted === undefined) continue
    const read = READ[name]
    const isWanted = oneOf([wanted].flat())
    const fits =
      name === 'tag' ? ({ tags }: TicketView) => tags.some(isWanted) : (ticket: TicketView) => isWanted(read(ticket))
    parts.push({ name, fits, found: read })
  }
  for (const [name, wanted] of Object.entries(inputs ?? {})) {
    const found = (ticket: TicketView) => own(ticket.inputs, name)
    parts.push({ name: `inputs.${name}`, fits: presentOr(wanted, found), found })
  }
  for (const [name, wanted] of Object.entries(fields ?? {})) {
    const otherwise = own(defaults, name)
    const found = ({ fields: given }: TicketView) => (Object.hasOwn(given, name) ? given[name] : otherwise)
    parts.push({ name: `fields.${name}`, fits: presentOr(wanted, found), found })
  }
  const compiled = (part: Condition) => compileCondition(part, defaults)
  const add = (name: string, fits: CompiledCondition) => parts.push({ name, fits, found: () => undefined })
  if (all) add('all', every(all.map(compiled)))
  if (any) {
    const some = any.map(compiled)
    add('any', (ticket) => some.some((fits) => fits(ticket)))
  }
  if (not) {
    const fits = compiled(not)
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
  const [first, second, third] = tests
  if (!first) return () => true
  if (!second) return first
  // Most conditions are short, and a loop costs more than its tests.
  if (!third) return (ticket) => first(ticket) && second(ticket)
  if (tests.length === 3) return (ticket) => first(ticket) && second(ticket) && third(ticket)
  return (ticket) => tests.every((test) => test(ticket))
}

/** Whether a value is one of some; for one, without a set. */
function oneOf(wanted: readonly unknown[]): (value: unknown) => boolean {
  if (wanted.length === 1) {
    const [only] = wanted
    return (value) => value === only
  }
  const values = new Set(wanted)
  return (value) => values.has(value)
}

function own(values: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

function presentOr(wanted: unknown, found: (ticket: TicketView) => Json | undefined): CompiledCondition {
  if (wantsPresence(wanted)) {
    const { present } = wanted
    return (ticket) => {
      const value = found(ticket)
      return (value !== undefined && value !== null) === present
    }
  }
  const fits = valueTest(wanted)
  return (ticket) => {
    const value = found(ticket)
    return Array.isArray(value) ? value.some(fits) : fits(value)
  }
}

function valueTest(wanted: unknown): (value: Json | undefined) => boolean {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) {
    return oneOf([wanted].flat())
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
