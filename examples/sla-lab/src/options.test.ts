import { expect, it } from 'vitest'
import { parseOptions } from './options.js'

const options = (line: string) => parseOptions(line.split(' ').filter(Boolean))

it('needs nothing', () => {
  expect(options('')).toEqual({ help: false, file: null, out: 'sla-lab.svg', json: false })
  expect(options('--file a.csv --out b.svg --json')).toEqual({ help: false, file: 'a.csv', out: 'b.svg', json: true })
})

it.each([
  ['--out chart.png', '--out chart.png is no SVG file; name one that ends with .svg.'],
  ['--hours 4', 'See npm run demo:sla-lab -- --help.'],
  ['log.csv', 'See npm run demo:sla-lab -- --help.'],
])('says what to do about %s', (line, message) => {
  expect(() => options(line)).toThrow(message)
})
