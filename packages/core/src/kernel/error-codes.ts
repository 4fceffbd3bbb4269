/** The family of an error: what a caller can do about it. */
export type ErrorKind = 'invalid' | 'not_found' | 'conflict' | 'forbidden' | 'illegal' | 'unavailable' | 'internal'

/** What is fixed for an error code. */
export interface ErrorCodeEntry {
  readonly kind: ErrorKind
  /** True when the same call may succeed later without a change. */
  readonly retryable: boolean
}

const entry = (kind: ErrorKind, retryable = false): ErrorCodeEntry => ({ kind, retryable })

/** Every error code with its kind. The codes are part of the public contract; the sentences are not. */
export const ERROR_CODES = {
  /** The input does not fit its schema, or holds what cannot be stored. `details.issues` lists each place. */
  INVALID_INPUT: entry('invalid'),
  /** A definition (workflow, fields, desk) is wrong. Raised at start-up. */
  INVALID_DEFINITION: entry('invalid'),
  /** The same id and version of a definition is already registered with other content. Raised at start-up. */
  DEFINITION_CHANGED: entry('invalid'),
  /** This node does not know a guard, or a version of a workflow, policy or calendar, that the ticket needs; another may. */
  DEFINITION_UNKNOWN: entry('unavailable', true),
  /** There is no such ticket, message, attachment or directory entry, or the actor may not know of it. */
  NOT_FOUND: entry('not_found'),
  /** The actor may see the ticket but not do this. */
  FORBIDDEN: entry('forbidden'),
  /** The ticket changed since the version that the caller expected. `details.actual` is its version now. */
  VERSION_CONFLICT: entry('conflict'),
  /** So many commands change the same thing at once that this one found no turn. Nothing was changed. */
  BUSY: entry('conflict', true),
  /** The idempotency key was used before with other input. */
  IDEMPOTENCY_MISMATCH: entry('conflict'),
  /** Another ticket or message has this source and external id. `details.ticketId` names the ticket. */
  EXTERNAL_ID_TAKEN: entry('conflict'),
  /** The agent has no free capacity. */
  CAPACITY_EXCEEDED: entry('conflict', true),
  /** The workflow does not allow this event now, or a guard refused. `details.reasons` says why. */
  TRANSITION_REFUSED: entry('illegal'),
  /** The workflow has no event of this name. */
  EVENT_UNKNOWN: entry('invalid'),
  /** The ticket's state is not part of its workflow version. The ticket is left as it is. */
  STATE_UNKNOWN: entry('illegal'),
  /** The command cannot be applied to the ticket as it is. */
  COMMAND_REFUSED: entry('illegal'),
  /** The business calendar has no more openings in that direction. */
  CALENDAR_EXHAUSTED: entry('illegal'),
  /** The attachment does not exist, was uploaded by somebody else, or already belongs to a message. */
  ATTACHMENT_UNAVAILABLE: entry('conflict'),
  /** The file store lost or refused the bytes. */
  FILE_UNAVAILABLE: entry('unavailable', true),
  /** The filter names a field that is not declared as indexed. */
  QUERY_NOT_INDEXED: entry('invalid'),
  /** The cursor was not made by this list, or was changed. */
  CURSOR_INVALID: entry('invalid'),
  /** A size or count is over its limit. */
  LIMIT_EXCEEDED: entry('invalid'),
  /** The lease on a timer or outbox message was lost to another worker. */
  LEASE_LOST: entry('conflict'),
  /** A guard, scorer, routing policy or other code of the host threw or gave an unusable result. */
  POLICY_FAILED: entry('internal'),
  /** The store cannot be reached, or the connection was lost; the sentence says whether anything may have been applied. */
  STORE_UNAVAILABLE: entry('unavailable', true),
  /** The store's schema is newer than this version of the package knows. */
  SCHEMA_TOO_NEW: entry('unavailable'),
  /** The store's schema is missing or older than this version needs; run the migrations. */
  SCHEMA_TOO_OLD: entry('unavailable'),
  /** A fault of Docket or of the store. */
  INTERNAL: entry('internal'),
} as const satisfies Record<string, ErrorCodeEntry>

/** A code of a {@link DocketError}: closed, and stable between versions. */
export type ErrorCode = keyof typeof ERROR_CODES
