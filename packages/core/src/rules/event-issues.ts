import type { EventCondition, EventTest } from '../condition/condition-types.js'
import { CARRIERS } from '../condition/read-event.js'
import type { InputIssue } from '../kernel/error.js'

/** What a rule's condition asks of the event that none of those tells which set the rule off. */
export function eventIssues(
  condition: EventCondition,
  on: readonly string[],
  path: readonly (string | number)[],
): InputIssue[] {
  const issues = (Object.keys(condition.event ?? {}) as (keyof EventTest)[]).flatMap((fact): InputIssue[] => {
    if (on.some((type) => CARRIERS[fact].includes(type))) return []
    const told = `only ${CARRIERS[fact].join(', ')} tell it`
    const message =
      on.length === 0 ? `reads an event, but time sets the rule off; ${told}` : `is told by no event of \`on\`; ${told}`
    return [{ path: [...path, 'event', fact], code: 'no_event', message }]
  })
  for (const key of ['all', 'any'] as const) {
    condition[key]?.forEach((part, index) => {
      issues.push(...eventIssues(part, on, [...path, key, index]))
    })
  }
  return condition.not ? [...issues, ...eventIssues(condition.not, on, [...path, 'not'])] : issues
}
