import { expect, it } from 'vitest'
import { parseOptions } from './options.js'

const options = (line: string, environment = {}) => parseOptions(line.split(' ').filter(Boolean), environment)

it('needs nothing, and keeps what is written', () => {
  expect(options('')).toEqual({ help: false, store: 'embedded', data: null, fresh: false, url: null, port: 4400 })
})

it('takes the server from the environment, and rather from the command line', () => {
  const environment = { DATABASE_URL: 'postgres://a/b' }
  expect(options('--store postgres', environment).url).toBe('postgres://a/b')
  expect(options('--store postgres --url postgres://c/d', environment).url).toBe('postgres://c/d')
})

it.each([
  ['--store sqlite', '--store sqlite is not known; take memory, embedded, postgres.'],
  ['--store postgres', '--store postgres needs --url or DATABASE_URL.'],
  ['--url postgres://a/b', '--url belongs to --store postgres.'],
  ['--store memory --fresh', '--fresh belongs to --store embedded'],
  ['--port 70000', '--port 70000 is no port'],
  ['--file log.csv', 'The replay of incidents is npm run demo:replay.'],
])('says what to do about %s', (line, message) => {
  expect(() => options(line)).toThrow(message)
})
