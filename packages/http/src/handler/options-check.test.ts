import { expect, it } from 'vitest'
import { checkedOptions } from './options-check.js'

const usual = { authenticate: () => null, secret: 'x7Hk29dkSLq0pPmZr81vbnT4wqzYf5Ge' }

// No request ever has such a path: the handler would answer all with 404.
it.each(['/', 'desk', '/desk/', '//desk', '/a//b', '/.', '/..', '/a/..', '/a/../b', '/a/./b', '/a b', '/a%2e', '/ä'])(
  'is mounted nowhere as %j',
  (basePath) => {
    expect(() => checkedOptions({ ...usual, basePath })).toThrow('`basePath`')
  },
)

// Passed over, `basepath` would serve the desk at the root.
it('takes no option that it does not know, and says which there are', () => {
  const given = { ...usual, basepath: '/desk' }
  expect(() => checkedOptions(given)).toThrow(/knows no basepath; it takes .*basePath/)
})

it.each(['', '/desk', '/api/support', '/a.b', '/...', '/.well-known/desk', '/v1..2'])(
  'is mounted at %j',
  (basePath) => {
    expect(checkedOptions({ ...usual, basePath }).basePath).toBe(basePath)
    expect(new URL(`https://desk.test${basePath}/tickets`).pathname).toBe(`${basePath}/tickets`)
  },
)
