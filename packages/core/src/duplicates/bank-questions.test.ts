import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { tellingTerms } from '../search/search-terms.js'
import { duplicateConfidence, LEAST_CONFIDENCE } from './confidence.js'
import { likeness } from './likeness.js'
import { termRarity } from './term-rarity.js'

// Questions of a bank's customers in 77 categories lie beside the repository, where they lie at all.
const FILE = new URL('../../../../../shared/data/banking77-train.csv.gz', import.meta.url)
const present = existsSync(FILE)
if (!present) console.warn('NOT RUN: duplicates among the questions of a bank, because they are not here')

const questions = () => {
  const text = gunzipSync(readFileSync(FILE)).toString('utf8')
  const rows = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*)),([^,\r\n]+)\r?\n/g)].slice(1)
  return rows.map(([, quoted, plain, matter = '']) => ({ terms: tellingTerms(quoted ?? plain ?? ''), matter }))
}

it.skipIf(!present)('is right as often as docs/flow/duplicates.md says', () => {
  const all = questions()
  expect(all.length).toBe(10_003)
  // As common as in 50 other tickets, spread over all.
  const rarity = termRarity(all.filter((_, index) => index % 200 === 7).map(({ terms }) => terms))
  const asked = all.filter((_, index) => index % 50 === 3)
  const told = asked.flatMap((one) =>
    all
      .filter((other) => other !== one)
      .map((other) => {
        const { similarity } = likeness(one.terms, other.terms, rarity)
        const terms = Math.min(one.terms.length, other.terms.length)
        const evidence = {
          similarity,
          terms,
          sameRequester: false,
          sameCategory: false,
          apart: Number.MAX_SAFE_INTEGER,
        }
        return { right: one.matter === other.matter, confidence: duplicateConfidence(evidence) }
      })
      .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
      .toSorted((a, b) => b.confidence - a.confidence)
      .slice(0, 10),
  )
  const precision = (least: number, below = 1) => {
    const said = told.filter(({ confidence }) => confidence >= least && confidence < below)
    return said.filter(({ right }) => right).length / said.length
  }
  // Of what is told with a confidence, at least that share is right, by the text alone.
  for (const least of [0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) {
    expect(precision(least, least + 0.1), `from ${least}`).toBeGreaterThan(least - 0.03)
  }
  expect(precision(LEAST_CONFIDENCE)).toBeGreaterThan(0.6)
  expect(precision(0.8)).toBeGreaterThan(0.85)
})
