import type { Json } from '../kernel/json.js'
import type { TicketView } from '../store/record-types.js'
import type { Bounds, Condition } from './condition-types.js'
import { order } from './order.js'

/** A condition ready to be asked. */
export type CompiledCondition = (ticket: TicketView) => boolean

/** Compiles a checked condition into closures, once; without one, everything fits. */
export function compileCondition(condition: Condition | null): CompiledCondition {
  if (condition === null) return () => true
  const { all, any, not, fields, ...plain } = condition
  const tests: CompiledCondition[] = []
  for (const [name, wanted] of Object.entries(plain) as [keyof typeof READ, unknown][]) {
    if (wanted === undefined) continue
    const read = READ[name]
    const values = new Set<unknown>([wanted].flat())
    tests.push((ticket) => {
      const value = read(ticket)
      return Array.isArray(value) ? value.some((item) => values.has(item)) : values.has(value)
    })
  }
  for (const [name, wanted] of Object.entries(fields ?? {})) tests.push(fieldTest(name, wanted))
  if (all) tests.push(every(all.map(compileCondition)))
  if (any) {
    const parts = any.map(compileCondition)
    tests.push((ticket) => parts.some((part) => part(ticket)))
  }
  if (not) {
    const part = compileCondition(not)
    tests.push((ticket) => !part(ticket))
  }
  return every(tests)
}

const READ = {
  priority: (ticket: TicketView) => ticket.priority,
  channel: (ticket: TicketView) => ticket.channel,
  category: (ticket: TicketView) => ticket.category,
  team: (ticket: TicketView) => ticket.team,
  workflow: (ticket: TicketView) => ticket.workflow,
  phase: (ticket: TicketView) => ticket.phase,
  tag: (ticket: TicketView) => ticket.tags,
  requester: (ticket: TicketView) => ticket.requester.id,
  tier: (ticket: TicketView) => ticket.requester.tier ?? null,
  locale: (ticket: TicketView) => ticket.requester.locale ?? null,
} satisfies Record<string, (ticket: TicketView) => unknown>

function every(tests: readonly CompiledCondition[]): CompiledCondition {
  const [only] = tests
  if (only && tests.length === 1) return only
  return (ticket) => tests.every((test) => test(ticket))
}

function fieldTest(name: string, wanted: unknown): CompiledCondition {
  const fits = valueTest(wanted)
  return ({ fields }) => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
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
