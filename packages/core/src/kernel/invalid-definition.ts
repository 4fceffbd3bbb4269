import { DocketError, type InputIssue } from './error.js'

/**
 * The error of a definition that is wrong in one place or more; the sentence names the first.
 *
 * @param what - what is wrong, such as `The rules are`
 * @param beneath - the name under which the issues' paths lie; none where they begin with it
 */
export function invalidDefinition(what: string, issues: readonly InputIssue[], ...beneath: string[]): DocketError {
  const named = issues.map((issue) => ({ ...issue, path: [...beneath, ...issue.path] }))
  const [first] = named
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  const message = `${what} wrong: ${first?.path.join('.')} ${first?.message}${more}.`
  return new DocketError('INVALID_DEFINITION', message, { issues: named })
}
