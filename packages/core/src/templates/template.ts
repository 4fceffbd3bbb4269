import type { JsonObject } from '../kernel/json.js'
import type { ActorReference, TicketRecord } from '../store/record-types.js'

/** What a template may name, besides `fields.` and a custom field. */
const VARIABLES = [
  'ticket.id',
  'ticket.subject',
  'ticket.state',
  'ticket.priority',
  'ticket.category',
  'ticket.channel',
  'ticket.team',
  'ticket.assignee',
  'requester.id',
  'requester.tier',
  'requester.locale',
  'actor.id',
] as const

type Variable = (typeof VARIABLES)[number]

/** A variable in a template: `{{ name }}`, or `{{ name | what stands there without it }}`. */
const PLACE = /\{\{([^{}]*)\}\}/g

/** The variables in a template that there are not. */
export function unknownVariables(template: string, fields: ReadonlySet<string>): string[] {
  return [...template.matchAll(PLACE)].flatMap(([, inside = '']) => {
    const { name } = placeOf(inside)
    const known = isVariable(name) || (name.startsWith('fields.') && fields.has(name.slice('fields.'.length)))
    return known ? [] : [name]
  })
}

/** What is wrong with a template's braces, with the place; null where each variable is closed. */
export function templateProblem(template: string): string | null {
  // Places are as long as what is put there instead, so that positions stay.
  const rest = template.replace(PLACE, (place) => ' '.repeat(place.length))
  const at = rest.search(/\{\{|\}\}/)
  if (at < 0) return null
  const line = template.slice(0, at).split('\n').length
  const where = `in line ${line}, at "${template.slice(at, at + SHOWN)}"`
  return rest.startsWith('{{', at)
    ? `has a {{ that no }} closes, ${where}; write {{ name }}, and nothing with braces within it`
    : `has a }} that no {{ opens, ${where}; write {{ name }}`
}

/** So much of a template is shown in an error. */
const SHOWN = 20

/** All variables that a template may name. */
export function knownVariables(fields: ReadonlySet<string>): string[] {
  return [...VARIABLES, ...[...fields].map((name) => `fields.${name}`)]
}

/** A template with its variables filled in, and those that had neither a value nor a default. */
export interface RenderedTemplate {
  readonly text: string
  readonly missing: readonly string[]
}

/**
 * Fills in a template once, from left to right: what a value holds is never read as a template, and nothing but the listed
 * variables and the ticket's own fields is looked up.
 */
export function renderTemplate(template: string, ticket: TicketRecord, actor: ActorReference): RenderedTemplate {
  const missing: string[] = []
  const text = template.replace(PLACE, (_, inside: string) => {
    const { name, otherwise } = placeOf(inside)
    const value = valueNamed(name, ticket, actor)
    if (value !== null && value !== '') return String(value)
    if (otherwise === null) missing.push(name)
    return otherwise ?? ''
  })
  return { text, missing }
}

function placeOf(inside: string): { readonly name: string; readonly otherwise: string | null } {
  const bar = inside.indexOf('|')
  if (bar < 0) return { name: inside.trim(), otherwise: null }
  return { name: inside.slice(0, bar).trim(), otherwise: inside.slice(bar + 1).trim() }
}

function isVariable(name: string): name is Variable {
  return (VARIABLES as readonly string[]).includes(name)
}

function valueNamed(name: string, ticket: TicketRecord, actor: ActorReference): string | number | boolean | null {
  if (isVariable(name)) return OWN[name](ticket, actor)
  const field = name.slice('fields.'.length)
  const values: JsonObject = Object.hasOwn(ticket.personal, field) ? ticket.personal : ticket.fields
  const value = Object.hasOwn(values, field) ? values[field] : null
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

const OWN: Readonly<Record<Variable, (ticket: TicketRecord, actor: ActorReference) => string | null>> = {
  'ticket.id': ({ id }) => id,
  'ticket.subject': ({ subject }) => subject,
  'ticket.state': ({ state }) => state,
  'ticket.priority': ({ priority }) => priority,
  'ticket.category': ({ category }) => category,
  'ticket.channel': ({ channel }) => channel,
  'ticket.team': ({ team }) => team,
  'ticket.assignee': ({ assignee }) => assignee,
  'requester.id': ({ requester }) => requester.id,
  'requester.tier': ({ requester }) => requester.tier ?? null,
  'requester.locale': ({ requester }) => requester.locale ?? null,
  'actor.id': (_, { id }) => id,
}
