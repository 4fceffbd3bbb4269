/** What stands in examples. */
const KNOWN = /change.?me|secret|password|example|docket|placeholder|your[-_ ]|goes.?here/i
const USUAL_LENGTH = 32
const LEAST_CHARACTERS = 6
/** So many characters in the order of the alphabet, up or down, come by no chance. */
const RUN = 8

/**
 * Whether a secret is one that somebody could guess: none at all, shorter than so many characters, of few different ones, one
 * that repeats itself or counts, or that stands in examples.
 */
export function isGuessable(secret: unknown, least = USUAL_LENGTH): boolean {
  if (typeof secret !== 'string' || secret.trim().length < least) return true
  return KNOWN.test(secret) || new Set(secret).size < LEAST_CHARACTERS || repeatsItself(secret) || counts(secret)
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
