import { STOP_WORDS } from './stop-words.js'

const UNSPACED = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\u30FC'
const RUNS = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}-])+`, 'gu')
const BEGINS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u')
const LONGEST_WORD = 40

/** How much a term says: a word all that it can, two characters that may belong to two words and a lone one less. */
const WORD = 1
const PAIR = 0.3
const CHARACTER = 0.4

let segmenter: Intl.Segmenter | undefined

/** By which terms an article is found; more than anybody asks for, so that it does not matter where a dictionary cuts. */
export function articleTerms(text: string): string[] {
  return runsOf(text).flatMap((run) => {
    if (!isUnspaced(run)) return spacedTerms(run)
    return [...unspacedTerms(run).keys(), ...Array.from(run)].filter((term) => !STOP_WORDS.has(term))
  })
}

/**
 * What a text asks for, and how much each term says: English words without their endings; of Chinese, the words that a
 * dictionary knows, and every two neighbouring characters, which find what the dictionary cuts elsewhere.
 */
export function askedTerms(text: string): ReadonlyMap<string, number> {
  const asked = new Map<string, number>()
  for (const run of runsOf(text)) {
    const terms = isUnspaced(run) ? unspacedTerms(run) : spacedTerms(run).map((term) => [term, WORD] as const)
    for (const [term, weight] of terms)
      if (!STOP_WORDS.has(term)) asked.set(term, Math.max(weight, asked.get(term) ?? 0))
  }
  return asked
}

/** Whether a text begins in a script without spaces, where another character is another word and no slip of the hand. */
export const isUnspaced = (term: string): boolean => BEGINS_UNSPACED.test(term)

/** The runs of characters that belong together. */
function runsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().replaceAll(/['’]/g, '').match(RUNS) ?? []
}

/** A word; one with hyphens as a whole and in its parts, since people write `wifi` and `Wi-Fi`. */
function spacedTerms(run: string): string[] {
  const parts = run.split('-').filter((part) => part !== '')
  const words = parts.length > 1 ? [parts.join(''), ...parts.filter((part) => part.length > 2)] : parts
  return words.filter((word) => !STOP_WORDS.has(word)).map((word) => stemOf(word.slice(0, LONGEST_WORD)))
}

function unspacedTerms(run: string): Map<string, number> {
  const terms = new Map<string, number>()
  const characters = Array.from(run)
  for (const [place, character] of characters.slice(1).entries())
    terms.set(`${characters[place] ?? ''}${character}`, PAIR)
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' })
  for (const { segment } of segmenter.segment(run))
    terms.set(segment, Array.from(segment).length > 1 ? WORD : CHARACTER)
  return terms
}

const ENDINGS = /(?:ations?|ements?|ments?|ingly|ings?|edly|ed|ies|es|s|e|y)$/

/** A word without its ending, so that `charging`, `charges` and `charged` meet; short words keep theirs. */
function stemOf(word: string): string {
  if (word.length <= 4) return word.length === 4 ? word.replace(/(?<=[^s])s$/, '') : word
  const stem = word.replace(ENDINGS, '')
  if (stem.length < 3) return word
  // `stopped` is `stop`; `calling` stays `call`.
  return stem.replace(/([bdgmnprt])\1$/, '$1')
}
