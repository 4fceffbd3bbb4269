import { expect, it } from 'vitest'
import { parseOptions } from './options.js'

const options = (line: string) => parseOptions(line.split(' ').filter(Boolean))

it('needs nothing', () => {
  expect(options('')).toEqual({ help: false, file: null, out: 'custom-priority.html' })
  expect(options('--file a.csv --out b.html')).toEqual({ help: false, file: 'a.csv', out: 'b.html' })
})

it.each([
  ['--out page.pdf', '--out page.pdf is no page; name one that ends with .html.'],
  ['--seed 4', 'See npm run demo:custom-priority -- --help.'],
  ['log.csv', 'See npm run demo:custom-priority -- --help.'],
])('says what to do about %s', (line, message) => {
  expect(() => options(line)).toThrow(message)
})
