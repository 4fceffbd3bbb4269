/** What stands in examples: it makes no secret better, and none worse. */
const KNOWN = /change.?me|secret|password|example|docket|placeholder|your[-_ ]|goes.?here/gi
const USUAL_LENGTH = 32
const LEAST_CHARACTERS = 6
/** What a secret of the usual length is, as errors say it. */
export const GOOD_SECRET =
  '32 characters or more that nobody can guess, such as 32 random bytes in base64; words such as secret or docket do not count'
/** So many characters in the order of the alphabet, up or down, come by no chance. */
const RUN = 8

/**
 * Whether a secret is one that somebody could guess: none at all, shorter than so many characters, of few different ones, one
 * that repeats itself or counts, or that stands in examples. Where it has words such as `secret`, as much must be left without
 * them, of letters and digits alone.
 */
export function isGuessable(secret: unknown, least = USUAL_LENGTH): boolean {
  if (typeof secret !== 'string' || secret.trim().length < least) return true
  const left = secret.replaceAll(KNOWN, '')
  if (left !== secret && left.replaceAll(/[^A-Za-z0-9]/g, '').length < least) return true
  return new Set(left).size < LEAST_CHARACTERS || repeatsItself(left) || counts(left)
}

/** Whether a text is one part over and over, the last time perhaps not wholly. */
function repeatsItself(text: string): boolean {
  const half = Math.floor(text.length / 2)
  return Array.from({ length: half }, (_, index) => text.slice(index + 1)).some((rest) => text.startsWith(rest))
}

function counts(text: string): boolean {
  let [run, before] = [1, 0]
  for (let at = 1; at < text.length; at += 1) {
    const step = text.charCodeAt(at) - text.charCodeAt(at - 1)
    run = step === before && Math.abs(step) === 1 ? run + 1 : 2
    before = step
    if (run === RUN) return true
  }
  return false
}
