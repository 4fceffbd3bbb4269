import { LIMITS } from '../kernel/limits.js'

/**
 * By which terms a text is found, each once, in the order in which they come: its words as they are, in compatible
 * Unicode form (NFKC) and lower case; of scripts that write no spaces, such as Chinese, every character and every two
 * neighbouring ones. Punctuation and symbols are left out. Of a very long text the first 5,000 terms.
 *
 * Made of characters alone, without a dictionary: what one node stores, another finds, whatever its version.
 */
export function searchTerms(text: string): string[] {
  const terms = new Set<string>()
  for (const run of runsOf(text)) {
    if (isUnspaced(run)) {
      for (const [place, character] of run.entries()) {
        terms.add(character)
        const next = run[place + 1]
        if (next !== undefined) terms.add(character + next)
      }
    } else {
      terms.add(run.join(''))
    }
    if (terms.size >= LIMITS.searchTerms) break
  }
  return [...terms].slice(0, LIMITS.searchTerms)
}

/** The terms that a search asks for: of what writes no spaces the pairs alone, which say more. At most 20, the first. */
export function queryTerms(text: string): string[] {
  return tellingTerms(text).slice(0, MOST_ASKED)
}

/** The terms of a text that tell what it is about, each once, in order: of what writes no spaces the pairs alone. */
export function tellingTerms(text: string): string[] {
  const terms = new Set<string>()
  for (const run of runsOf(text)) {
    if (isUnspaced(run) && run.length > 1) {
      for (const [place, character] of run.slice(1).entries()) terms.add(`${run[place] ?? ''}${character}`)
    } else {
      terms.add(run.join(''))
    }
  }
  return [...terms]
}

const MOST_ASKED = 20
/** Characters of a word that count; what is longer is found by its beginning. */
const LONGEST_WORD = 64

const UNSPACED = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\u30FC\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}'
const RUNS = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}])+`, 'gu')
const BEGINS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u')

/** The runs of characters that belong together, as characters. */
function* runsOf(text: string): Generator<readonly string[]> {
  for (const [run] of text.normalize('NFKC').toLowerCase().normalize('NFKC').matchAll(RUNS)) {
    const characters = Array.from(run)
    yield isUnspaced(characters) ? characters : characters.slice(0, LONGEST_WORD)
  }
}

function isUnspaced([first = '']: readonly string[]): boolean {
  return BEGINS_UNSPACED.test(first)
}
