/** Secrets that stand in examples, or that repeat one character, are none. */
const KNOWN = /^(.)\1*$|change.?me|secret|password|example|0123456789|docket/i

/** Whether a secret is one that somebody could guess: none at all, shorter than 32 characters, or one that stands in examples. */
export function isGuessable(secret: unknown): boolean {
  return typeof secret !== 'string' || secret.trim().length < 32 || KNOWN.test(secret)
}
