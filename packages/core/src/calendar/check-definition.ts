import { isPlainObject, jsonProblem } from '../kernel/json.js'
import type { CalendarDefinition } from './calendar-types.js'
import { checkHours, checkKeys, checkVersion } from './check-hours.js'
import { DefinitionIssues, type Path } from './definition-issues.js'
import { isEverOpen } from './ever-open.js'

/** A calendar of calendars of calendars: more than this is a mistake. */
const DEEPEST = 6
const MOST_PARTS = 16
/** What JSON of that depth and of some thousand dates holds. */
const LIMITS = { text: 100, depth: 2 * DEEPEST + 6, values: 200_000 }

/**
 * Checks a definition of any kind and makes it complete.
 *
 * @throws DocketError `INVALID_DEFINITION` with all findings in `details.issues`
 */
export function checkDefinition(given: unknown): CalendarDefinition {
  const issues = new DefinitionIssues()
  const problem = jsonProblem(given, LIMITS)
  if (problem) issues.report(problem.path, problem.code, problem.message)
  issues.throwIfAny()
  const definition = checkShape(given, [], issues)
  if (leavesOf(definition) > MOST_PARTS) {
    issues.report([], 'too_many', `is made of more than ${MOST_PARTS} calendars; combine fewer`)
  }
  issues.throwIfAny()
  checkOpen(definition, [], issues)
  issues.throwIfAny()
  return definition
}

function checkShape(given: unknown, path: Path, issues: DefinitionIssues): CalendarDefinition {
  if (!isPlainObject(given)) {
    issues.report(path, 'type', 'must be an object: a calendar as data')
    return checkHours({ timeZone: 'UTC' }, path, issues)
  }
  const { kind } = given
  if (kind === 'union' || kind === 'intersection') {
    checkKeys(given, ['kind', 'version', 'of'], path, issues)
    const parts = Array.isArray(given['of']) ? (given['of'] as unknown[]) : []
    if (parts.length === 0) issues.report([...path, 'of'], 'empty', 'must be a list of at least one calendar')
    if (path.length >= 2 * DEEPEST) issues.report(path, 'too_deep', `is nested deeper than ${DEEPEST} calendars`)
    return Object.freeze({
      kind,
      version: checkVersion(given['version'], [...path, 'version'], issues),
      of: Object.freeze(parts.map((part, index) => checkShape(part, [...path, 'of', index], issues))),
    })
  }
  if (kind !== 'hours') issues.report([...path, 'kind'], 'kind', 'must be hours, union or intersection')
  return checkHours(given, path, issues)
}

function leavesOf(definition: CalendarDefinition): number {
  return definition.kind === 'hours' ? 1 : definition.of.reduce((count, part) => count + leavesOf(part), 0)
}

/** The innermost calendars first: one that is open at times together with one that never is says nothing of itself. */
function checkOpen(definition: CalendarDefinition, path: Path, issues: DefinitionIssues): boolean {
  if (definition.kind !== 'hours') {
    const open = definition.of.map((part, index) => checkOpen(part, [...path, 'of', index], issues))
    if (open.includes(false)) return false
  }
  if (definition.kind === 'union' || isEverOpen(definition)) return true
  issues.report(path, 'never_open', definition.kind === 'hours' ? NEVER_OPEN : NEVER_TOGETHER)
  return false
}

const NEVER_OPEN =
  'is never open: no weekday has openings, and what holidays, breaks and clock changes leave of the shifts is nothing'
const NEVER_TOGETHER = 'is never open, because its calendars are never open at the same time'
