import type { Statement } from './executor.js'
import { shortHash } from './identifier.js'

/** A statement that each connection prepares once. Its name comes from its text, so that no two texts share one. */
export function prepared(text: string): Statement {
  return { name: `docket_${shortHash(text)}`, text }
}

/**
 * Names the first texts that come, and no more than the given number: each costs memory on each connection, and callers
 * can make up any number of lists.
 */
export function preparedUpTo(most: number): (text: string) => Statement {
  const known = new Map<string, Statement>()
  return (text) => {
    const before = known.get(text)
    if (before) return before
    if (known.size >= most) return { text }
    const named = prepared(text)
    known.set(text, named)
    return named
  }
}
