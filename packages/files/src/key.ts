import { DocketError } from '@docket/core/store'

const KEY = /^[a-z0-9-]{16,64}$/

/** True for what can be the key of a file: 16 to 64 lower-case letters, digits and hyphens. Nothing else is ever looked for. */
export function isFileKey(key: string): boolean {
  // A pattern takes anything for a text, such as a list of one key.
  return typeof key === 'string' && KEY.test(key)
}

/**
 * Refuses what cannot be the key of a file.
 *
 * @throws DocketError `INVALID_INPUT`
 */
export function requireFileKey(key: string): void {
  if (isFileKey(key)) return
  throw new DocketError(
    'INVALID_INPUT',
    'A file’s key must be 16 to 64 lower-case letters, digits and hyphens; let the desk make it.',
    { issues: [{ path: ['key'], code: 'invalid_key', message: 'is not a key of a file' }] },
  )
}

/** What a put under an existing key is refused with. */
export function keyTaken(key: string, options?: { readonly cause: unknown }): DocketError {
  const message = `There is a file under the key ${key} already, and files are never overwritten; use a new key.`
  const issues = [{ path: ['key'], code: 'taken', message: 'is the key of another file' }]
  return new DocketError('INVALID_INPUT', message, { issues }, options)
}
