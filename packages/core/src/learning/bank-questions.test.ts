import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { predictTeams } from './predict-teams.js'
import { textFeatures } from './text-features.js'
import { trainTeams } from './train-teams.js'

// Questions of a bank's customers in 77 categories lie beside the repository, where they lie at all.
const FILE = new URL('../../../../../shared/data/banking77-train.csv.gz', import.meta.url)
const present = existsSync(FILE)
if (!present) console.warn('NOT RUN: what is learnt from the questions of a bank, because they are not here')

const questions = () => {
  const text = gunzipSync(readFileSync(FILE)).toString('utf8')
  const rows = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*)),([^,\r\n]+)\r?\n/g)].slice(1)
  return rows.map(([, quoted, plain, team = '']) => ({ features: textFeatures(quoted ?? plain ?? ''), team }))
}

it.skipIf(!present)('finds the category of questions that it has not seen, and knows how sure to be', () => {
  const all = questions()
  expect(all.length).toBe(10_003)
  const isJudged = (_: unknown, index: number) => index % 5 === 0
  const model = trainTeams(all.filter((question, index) => !isJudged(question, index)))
  const judged = all.filter(isJudged).map(({ features, team }) => {
    const [best, ...others] = predictTeams(model, features)
    const right = best?.team === team
    return {
      confidence: best?.confidence ?? 0,
      right,
      near: right || others.slice(0, 2).some((one) => one.team === team),
    }
  })
  const share = (kept: (one: (typeof judged)[number]) => boolean, of = judged) => of.filter(kept).length / of.length
  expect(share(({ right }) => right)).toBeGreaterThan(0.86)
  expect(share(({ near }) => near)).toBeGreaterThan(0.94)
  for (const least of [0, 0.3, 0.5, 0.7, 0.9]) {
    const sure = judged.filter(({ confidence }) => confidence >= least)
    const said = sure.reduce((sum, { confidence }) => sum + confidence, 0) / sure.length
    expect(Math.abs(share(({ right }) => right, sure) - said), `at least ${least}`).toBeLessThan(0.04)
  }
})
