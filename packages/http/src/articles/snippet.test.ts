import { expect, it } from 'vitest'
import { snippetOf } from './snippet.js'

it('is the passage that tells most, whole sentences as far as they have room', () => {
  const body = `${'Nothing. '.repeat(60)}Here it is. And more.`
  expect(snippetOf(body, (sentence) => (sentence.includes('Here') ? 1 : 0))).toMatch(/^Nothing\..* Here it is\.( …)?$/)
  expect(snippetOf('One. Two.', () => 0)).toBe('One. Two.')
  expect(snippetOf('', () => 0)).toBe('')
})

// Guards against looking at all that follows for each sentence: that took 14 s for 60,000, and does not end in time for these.
it('looks at each sentence once, however many there are', () => {
  const told = 299_990
  let place = 0
  const snippet = snippetOf('x! '.repeat(300_000), () => (place++ === told ? 1 : 0))
  expect(snippet).toMatch(/^(x! )+…$|^(x! ?)+$/)
  expect(snippet.length).toBeLessThanOrEqual(422)
})
