import type { TicketCondition } from '@docket/core/store'
import { type FieldKind, fieldValue, indexedText, indexedValue } from '../schema/field-expression.js'
import { arrayLiteral } from '../sql/array-literal.js'

/** Adds a value to the statement's parameters and gives its placeholder. */
export type Bind = (value: string | number | boolean | null) => string

/** Conditions that read differently in each phase. */
export type OfPhase = { readonly on: 'phase' | 'archived' | 'tag' | 'watcher' | 'snoozed' }

/** A condition as SQL on the columns of `ticket`. Values are parameters; a field's name is an escaped literal. */
export function conditionSql(condition: Exclude<TicketCondition, OfPhase>, bind: Bind): string {
  switch (condition.on) {
    case 'workflow':
    case 'state':
    case 'channel':
      return `${condition.on} = ${bind(condition.is)}`
    case 'requester':
      return `requester_id = ${bind(condition.is)}`
    case 'assignee':
    case 'team':
    case 'category':
      return condition.is === null ? `${condition.on} is null` : `${condition.on} = ${bind(condition.is)}`
    case 'categories':
      return `category = any(${bind(arrayLiteral(condition.in))}::text[])`
    case 'priorityRank':
      return `priority_rank = any(${bind(arrayLiteral(condition.in))}::integer[])`
    case 'createdAt':
      return within('created_at', condition, bind)
    case 'updatedAt':
      return within('updated_at', condition, bind)
    case 'dueAt':
      return `due_at is not null and ${within('due_at', condition, bind)}`
    case 'field':
      return 'is' in condition
        ? fieldIs(condition.name, condition.is, bind)
        : fieldWithin(condition.name, condition.from, condition.before, bind)
  }
}

function within(column: string, { from, before }: { from?: number; before?: number }, bind: Bind): string {
  const bounds = [
    ...(from === undefined ? [] : [`${column} >= ${bind(from)}::bigint`]),
    ...(before === undefined ? [] : [`${column} < ${bind(before)}::bigint`]),
  ]
  return bounds.join(' and ') || 'true'
}

function fieldIs(name: string, value: string | number | boolean, bind: Bind): string {
  const kind = kindOf(value)
  const parameter = typedParameter(value, bind)
  const exact = `${fieldValue(name, kind)} = ${parameter}`
  return kind === 'text' ? `${indexedValue(name, kind)} = ${indexedText(parameter)} and ${exact}` : exact
}

// A number is neither before nor after a text, so bounds of both kinds let nothing through.
function fieldWithin(
  name: string,
  from: number | string | undefined,
  before: number | string | undefined,
  bind: Bind,
): string {
  const bounds: string[] = []
  if (from !== undefined) bounds.push(fieldBound(name, '>=', from, bind))
  if (before !== undefined) bounds.push(fieldBound(name, '<', before, bind))
  if (bounds.length > 0) return bounds.join(' and ')
  return `(${fieldValue(name, 'number')} is not null or ${fieldValue(name, 'text')} is not null)`
}

function fieldBound(name: string, operator: '>=' | '<', value: number | string, bind: Bind): string {
  const kind = kindOf(value)
  const parameter = typedParameter(value, bind)
  const exact = `${fieldValue(name, kind)} ${operator} ${parameter}`
  if (kind !== 'text') return exact
  return `${indexedValue(name, kind)} ${operator === '<' ? '<=' : operator} ${indexedText(parameter)} and ${exact}`
}

function kindOf(value: string | number | boolean): FieldKind {
  return typeof value === 'string' ? 'text' : (typeof value as 'number' | 'boolean')
}

function typedParameter(value: string | number | boolean, bind: Bind): string {
  if (typeof value === 'number') return `${bind(value)}::double precision`
  return `${bind(String(value))}::text`
}
