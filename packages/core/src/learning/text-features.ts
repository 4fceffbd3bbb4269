/**
 * The words of a text as features, each once, in the order in which they come: in compatible Unicode form (NFKC) and lower
 * case; of Chinese and Japanese, which write no spaces, every two neighbouring characters. Punctuation is left out.
 *
 * @example
 * ```ts
 * import { textFeatures } from '@docket/core'
 *
 * export const words = textFeatures('VPN 连不上, again!') // ['vpn', '连不', '不上', 'again']
 * ```
 */
export function textFeatures(text: string): string[] {
  const features = new Set<string>()
  let run: string[] = []
  let end = 0
  const close = () => {
    if (run.length === 1) features.add(run.join(''))
    for (const [before, character] of run.slice(1).entries()) features.add(`${run[before] ?? ''}${character}`)
    run = []
  }
  for (const { segment, index, isWordLike } of words.segment(text.normalize('NFKC').toLowerCase())) {
    if (!isWordLike) continue
    const isUnspaced = UNSPACED.test(segment)
    if (index !== end || !isUnspaced) close()
    if (isUnspaced) run.push(...Array.from(segment))
    else features.add(segment)
    end = index + segment.length
  }
  close()
  return [...features]
}

// One locale for all machines. Where words of Chinese end, dictionaries of the platform say, which differ: hence the pairs.
const words = new Intl.Segmenter('en', { granularity: 'word' })
const UNSPACED = /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]+$/u
