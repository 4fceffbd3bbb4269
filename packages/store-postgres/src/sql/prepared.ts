import type { Statement } from './executor.js'
import { shortHash } from './identifier.js'

/** A statement that each connection prepares once. Its name comes from its text, so that no two texts share one. */
export function prepared(text: string): Statement {
  return { name: `docket_${shortHash(text)}`, text }
}
