import { parseArgs } from 'node:util'
import { compareCompanyArms } from './compare.js'
import { figuresTable } from './figures-table.js'

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '30' }, json: { type: 'boolean' } } })
const count = Number(values.seeds)
if (!Number.isSafeInteger(count) || count < 1) {
  console.error('Give --seeds a whole number from 1.')
  process.exit(1)
}
const seeds = Array.from({ length: count }, (_, index) => index + 1)
const figures = await compareCompanyArms(seeds, undefined, {
  onProgress(done, of) {
    if (done % 6 === 0) process.stderr.write(`\r${done} of ${of} runs`)
  },
})
process.stderr.write('\n')
if (values.json) console.log(JSON.stringify(Object.fromEntries(figures), null, 2))
else
  console.log(
    `${figuresTable(figures)}\n\nTrue in the model of src/figures/assumptions.ts, on ${count} seeds; of no company.`,
  )
