import { DocketError, type ErrorCode } from '@docket/core/store'

const UNAVAILABLE =
  'The database did not complete the call, and whether it was applied is not known. Check that the server is up and ' +
  'accepts writes, then repeat the call with the same idempotency key.'
const UNREACHABLE =
  'The database server cannot be reached, so nothing was applied. Check that it is up, its address in the connection, and ' +
  'how many connections it and the pool allow; then repeat the call.'
const SCHEMA =
  'The database has no Docket schema, or an incomplete one. Run migrate() on the store, or the text of schemaSql().'
const INTERNAL = 'The database refused a statement of the store. Nothing was applied; the cause says why.'
const LIMIT = 'A value is too large for the database. Shorten it; the cause says which limit was met.'
const PRIVILEGE =
  'The database role may not do this. Grant it usage of the schema and select, insert, update and delete on its tables.'

/** A class (two characters) or a single SQLSTATE (five) with what it means to a caller. The longer match counts. */
export const SQL_STATES: Readonly<Record<string, readonly [code: ErrorCode, sentence: string]>> = {
  '08': ['STORE_UNAVAILABLE', UNAVAILABLE],
  '25': [
    'STORE_UNAVAILABLE',
    'The transaction was aborted or ended by an earlier error. Roll it back and begin again.',
  ],
  '25006': [
    'STORE_UNAVAILABLE',
    'The database is read-only, as a standby is. Connect to the primary and repeat the call.',
  ],
  '28': ['STORE_UNAVAILABLE', 'The database refused the login. Correct the user or password of the connection.'],
  '3D': ['STORE_UNAVAILABLE', 'The database does not exist. Create it, or correct the name in the connection.'],
  '3F': ['SCHEMA_TOO_OLD', SCHEMA],
  '40': ['STORE_UNAVAILABLE', 'The transaction lost against a concurrent one and was not applied. Repeat it.'],
  '42501': ['STORE_UNAVAILABLE', PRIVILEGE],
  '42703': ['SCHEMA_TOO_OLD', SCHEMA],
  '42P01': ['SCHEMA_TOO_OLD', SCHEMA],
  '53': ['STORE_UNAVAILABLE', UNAVAILABLE],
  // Too many connections.
  '53300': ['STORE_UNAVAILABLE', UNREACHABLE],
  '54': ['LIMIT_EXCEEDED', LIMIT],
  '55P03': [
    'STORE_UNAVAILABLE',
    'A row stayed locked for longer than the lock timeout. Nothing was applied; repeat the call.',
  ],
  '57': ['STORE_UNAVAILABLE', UNAVAILABLE],
  // Starting up, recovering or shutting down.
  '57P03': ['STORE_UNAVAILABLE', UNREACHABLE],
  '58': ['STORE_UNAVAILABLE', UNAVAILABLE],
}

/** SQLSTATE of an insertion that met an existing unique value. */
export const UNIQUE_VIOLATION = '23505'

const TRY_AGAIN = new Set(['40001', '40P01'])

/** The SQLSTATE that a driver's error carries, if it does. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  // With a digit, since EPIPE is none.
  return typeof error.code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined
}

/** True when the statement was rolled back only because of a concurrent one. */
export function lostAgainstConcurrent(error: unknown): boolean {
  return TRY_AGAIN.has(sqlState(error) ?? '')
}

/** What a driver's error means to a caller of the store. An error of Docket stays what it is. */
export function storeError(error: unknown): DocketError {
  if (DocketError.is(error)) return error
  const state = sqlState(error)
  if (state === undefined) {
    const fault = error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError
    return fault
      ? new DocketError('INTERNAL', 'The store failed. The cause says where; please report it.', {}, { cause: error })
      : new DocketError('STORE_UNAVAILABLE', neverConnected(error) ? UNREACHABLE : UNAVAILABLE, {}, { cause: error })
  }
  const [code, sentence] = SQL_STATES[state] ?? SQL_STATES[state.slice(0, 2)] ?? (['INTERNAL', INTERNAL] as const)
  return new DocketError(code, sentence, { sqlState: state }, { cause: error })
}

const REFUSED = new Set<unknown>(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])
const CONNECTING = new Set<unknown>(['connect', 'getaddrinfo'])
// How `pg` says that it waited in vain for a connection. It gives no code.
const WAITED = new Set<unknown>([
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Connection terminated due to connection timeout',
])

// True when there was no connection yet that a statement could have been sent on.
function neverConnected(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverConnected)
  if (!(error instanceof Error)) return false
  const { code, syscall, message } = error as NodeJS.ErrnoException
  return REFUSED.has(code) || CONNECTING.has(syscall) || WAITED.has(message)
}
