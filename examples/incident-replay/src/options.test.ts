import { expect, it } from 'vitest'
import { parseOptions } from './options.js'

const options = (line: string, environment = {}) => parseOptions(line.split(' ').filter(Boolean), environment)

it('needs nothing', () => {
  expect(options('')).toMatchObject({
    store: 'memory',
    file: null,
    generate: null,
    json: false,
    help: false,
    url: null,
  })
})

it('takes the server from the environment, and rather from the command line', () => {
  const environment = { DATABASE_URL: 'postgres://a/b' }
  expect(options('--store postgres', environment).url).toBe('postgres://a/b')
  expect(options('--store postgres --url postgres://c/d', environment).url).toBe('postgres://c/d')
})

it('reads the size of a generated log in megabytes', () => {
  expect(options('--generate 0.5 --seed 7').generate).toEqual({ seed: 7, size: { bytes: 500_000 } })
})

it('reads an instant in any zone', () => {
  expect(options('--at 2016-03-04T12:00+02:00').at).toEqual(new Date('2016-03-04T10:00:00Z'))
  expect(options('').at).toBeNull()
})

it.each([
  ['--store sqlite', '--store sqlite is not known; take memory, embedded, postgres.'],
  ['--store postgres', '--store postgres needs --url or DATABASE_URL.'],
  ['--url postgres://a/b', '--url belongs to --store postgres.'],
  ['--fresh', '--data and --fresh belong to --store embedded'],
  ['--file a.csv --generate 5', '--file and --generate exclude each other.'],
  ['--write a.csv', '--write needs --generate'],
  ['--generate fifty', '--generate fifty is not a number'],
  ['--matrix {', '--matrix is not JSON'],
  ['--at yesterday', '--at yesterday is no instant; write it with its zone'],
  ['--at 2016-03-04T12:00', '--at 2016-03-04T12:00 is no instant'],
  ['--at 2016-02-31T12:00Z', '--at 2016-02-31T12:00Z is no instant'],
  ['--at 2016-02-29T25:00Z', '--at 2016-02-29T25:00Z is no instant'],
  ['--strore memory', 'See --help.'],
  ['log.csv', 'See --help.'],
])('says what to do about %s', (line, message) => {
  expect(() => options(line)).toThrow(message)
})
