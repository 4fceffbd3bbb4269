import type { Json, JsonObject } from '../kernel/json.js'
import type { EventRecord, TicketView } from '../store/record-types.js'
import type { EventCondition, EventTest } from './condition-types.js'
import { readEvent } from './read-event.js'
import { isInherited, READ, READ_NUMBER, READS_ONE, reader } from './read-ticket.js'
import { oneOf, valueTest, wantsPresence } from './value-test.js'

/** A condition ready to be asked, of what an event set off with the event. */
export type CompiledCondition = (ticket: TicketView, event?: EventRecord) => boolean

const NO_DEFAULTS: JsonObject = {}

/**
 * Compiles a checked condition into closures, once; without one, everything fits.
 *
 * @param defaults - what custom fields count as that a ticket does not have
 */
export function compileCondition(condition: EventCondition | null, defaults = NO_DEFAULTS): CompiledCondition {
  if (condition === null) return () => true
  return every(
    partsOf(condition, defaults).map(({ fits }) => fits),
    readsEvent(condition),
  )
}

/** Whether a condition, or one within it, looks at an event: only then is the event handed on, which costs a third. */
function readsEvent({ event, all = [], any = [], not }: EventCondition): boolean {
  return event !== undefined || [...all, ...any, ...(not ? [not] : [])].some(readsEvent)
}

/** One part of a condition: what it looks at, whether it holds, and what it finds. */
export interface ConditionPart {
  /** A name of the condition, or `fields.`, `inputs.` or `event.` with theirs. */
  readonly name: string
  readonly fits: CompiledCondition
  /** Undefined for conditions of conditions. */
  readonly found: (ticket: TicketView, event?: EventRecord) => Json | undefined
}

/** The parts of a checked condition, all of which must hold. */
export function partsOf(condition: EventCondition, defaults = NO_DEFAULTS): ConditionPart[] {
  const { all, any, not, fields, inputs, event, rating, reopenings, nudges, ...plain } = condition
  const parts: ConditionPart[] = []
  for (const [name, wanted] of Object.entries(plain) as [keyof typeof READ, unknown][]) {
    if (wanted === undefined) continue
    parts.push({ name, fits: plainTest(name, [wanted].flat()), found: READ[name] })
  }
  for (const [name, wanted] of Object.entries({ rating, reopenings, nudges }) as [
    keyof typeof READ_NUMBER,
    unknown,
  ][]) {
    if (wanted === undefined) continue
    const read = READ_NUMBER[name]
    const fits = presenceOrValueTest(wanted)
    parts.push({ name, fits: (ticket) => fits(read(ticket)), found: read })
  }
  for (const [name, wanted] of Object.entries(event ?? {}) as [keyof EventTest, unknown][]) {
    if (wanted === undefined) continue
    const fits = presenceOrValueTest(wanted)
    const found = (_ticket: TicketView, told?: EventRecord) => readEvent(name, told)
    parts.push({ name: `event.${name}`, fits: (_ticket, told) => fits(readEvent(name, told)), found })
  }
  for (const [name, wanted] of Object.entries(inputs ?? {})) {
    const read = reader(name)
    const fits = fieldTest(wanted, read)
    parts.push({ name: `inputs.${name}`, fits: (ticket) => fits(ticket.inputs), found: ({ inputs }) => read(inputs) })
  }
  for (const [name, wanted] of Object.entries(fields ?? {})) {
    const otherwise = Object.hasOwn(defaults, name) ? defaults[name] : undefined
    const read = reader(name, otherwise)
    const test = fieldTest(wanted, read)
    const short = isInherited(name) || otherwise !== undefined ? undefined : shortFieldTest(name, wanted)
    const fits = short ?? ((ticket: TicketView) => test(ticket.fields))
    parts.push({ name: `fields.${name}`, fits, found: ({ fields }) => read(fields) })
  }
  const compiled = (part: EventCondition) => compileCondition(part, defaults)
  const add = (name: string, fits: CompiledCondition) => parts.push({ name, fits, found: () => undefined })
  if (all) add('all', every(all.map(compiled), all.some(readsEvent)))
  if (any) add('any', some(any.map(compiled), any.some(readsEvent)))
  if (not) {
    const fits = compiled(not)
    add('not', readsEvent(not) ? (ticket, told) => !fits(ticket, told) : (ticket) => !fits(ticket))
  }
  return parts
}

function plainTest(name: keyof typeof READ, wanted: readonly unknown[]): CompiledCondition {
  const readsOne = wanted.length === 1 ? READS_ONE[name] : undefined
  if (readsOne) return readsOne(wanted[0])
  const isWanted = oneOf(wanted)
  if (name === 'tag') return ({ tags }) => tags.some(isWanted)
  const read = READ[name]
  return (ticket) => isWanted(read(ticket))
}

/** The commonest tests of a field without a default, each in one closure; none for others. */
function shortFieldTest(name: string, wanted: unknown): CompiledCondition | undefined {
  if (typeof wanted === 'string' || typeof wanted === 'number' || typeof wanted === 'boolean') {
    return ({ fields }) => {
      const value = fields[name]
      return value === wanted || (Array.isArray(value) && value.includes(wanted))
    }
  }
  return undefined
}

function fieldTest(wanted: unknown, read: (values: JsonObject) => Json | undefined): (values: JsonObject) => boolean {
  const fits = presenceOrValueTest(wanted)
  return (values) => fits(read(values))
}

function presenceOrValueTest(wanted: unknown): (value: Json | undefined) => boolean {
  if (wantsPresence(wanted)) {
    const { present } = wanted
    return (value) => (value !== undefined && value !== null) === present
  }
  const fits = valueTest(wanted)
  return (value) => (Array.isArray(value) ? value.some(fits) : fits(value))
}

// Most conditions are short, and a loop over closures costs more than what they test.

function every(tests: readonly CompiledCondition[], withEvent: boolean): CompiledCondition {
  const [first, second, third] = tests
  if (!first) return () => true
  if (!second) return first
  if (withEvent) return (ticket, event) => tests.every((test) => test(ticket, event))
  if (!third) return (ticket) => first(ticket) && second(ticket)
  if (tests.length === 3) return (ticket) => first(ticket) && second(ticket) && third(ticket)
  return (ticket) => tests.every((test) => test(ticket))
}

function some(tests: readonly CompiledCondition[], withEvent: boolean): CompiledCondition {
  const [first, second] = tests
  if (first && !second) return first
  if (withEvent) return (ticket, event) => tests.some((test) => test(ticket, event))
  if (first && second && tests.length === 2) return (ticket) => first(ticket) || second(ticket)
  return (ticket) => tests.some((test) => test(ticket))
}
