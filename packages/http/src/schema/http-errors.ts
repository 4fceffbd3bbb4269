import { ERROR_CODES, type ErrorCode } from '@docket/core'

/**
 * What the handler refuses by itself, before or beside the desk: each code with the statuses that it comes with. Codes that the
 * desk has too mean the same here.
 */
export const HTTP_ERRORS = {
  /** Whoever asked went before it was done. */
  ABORTED: [400],
  /** Who asks could not be found out now; the host's `authenticate` failed. */
  AUTHENTICATION_FAILED: [503],
  /** The body broke off. */
  BODY_BROKEN: [400],
  /** The body did not come in time. */
  BODY_STALLED: [408],
  /** The body is nested too deep. */
  BODY_TOO_DEEP: [400],
  /** The body has more bytes, or more values, than are taken. */
  BODY_TOO_LARGE: [413],
  /** The place in a list was not given to whoever sends it. */
  CURSOR_INVALID: [400],
  /** The body is packed. */
  ENCODING: [415],
  /** Who asks may not do this. */
  FORBIDDEN: [403],
  /** A page of an origin that may not change anything here. */
  FOREIGN_ORIGIN: [403],
  /** A header, the path, the query or the body does not fit. */
  INVALID_INPUT: [400],
  /** The body is no JSON in UTF-8. */
  INVALID_JSON: [400],
  /** More at once than is taken in this way. */
  LIMIT_EXCEEDED: [422],
  /** The body has another media type than what is taken. */
  MEDIA_TYPE: [415],
  /** The address has no such method; `allow` names those that it has. */
  METHOD: [405],
  /** The desk was given no file store, so that it takes no files. */
  NO_FILES: [501],
  /** There is no such address or entry, or who asks may not know of it. */
  NOT_FOUND: [404],
  /** The store does not answer, or what the host keeps. */
  NOT_READY: [503],
  /** The header `docket-user` names another actor than the one who asks. */
  OTHER_USER: [409],
  /** The caller's share is used up; `retry-after` says until when. */
  RATE_LIMITED: [429],
  /** The process is to stop; another one answers. */
  STOPPING: [503],
  /** 429: the caller has as many streams as one can have. 503: the process has. */
  TOO_MANY_STREAMS: [429, 503],
  /** Nobody is signed in, or what proves it does not hold. */
  UNAUTHENTICATED: [401],
  /** Nothing proves that a provider sent this now. */
  UNPROVED: [401],
} as const satisfies Readonly<Record<string, readonly number[]>>

/** A code that the handler itself refuses with: closed, and stable between versions. */
export type HttpErrorCode = keyof typeof HTTP_ERRORS

/** The statuses that a code comes with. */
export type StatusOf<Code extends HttpErrorCode> = (typeof HTTP_ERRORS)[Code][number]

/** A code of a problem: the handler's or the desk's. */
export type ProblemCode = HttpErrorCode | ErrorCode

/** Every code that a problem can have, in the order of the alphabet. */
export const PROBLEM_CODES = [
  ...new Set([...Object.keys(HTTP_ERRORS), ...Object.keys(ERROR_CODES)]),
].sort() as readonly ProblemCode[]
