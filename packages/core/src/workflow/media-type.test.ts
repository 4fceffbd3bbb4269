import { expect, it } from 'vitest'
import { mediaTypeFits } from './media-type.js'

it.each([
  ['image/*', 'image/png', true],
  ['image/*', 'image/svg+xml', true],
  ['image/*', 'imagery/png', false],
  ['image/*', 'application/image', false],
  ['image/png', 'image/png', true],
  ['image/png', 'image/png2', false],
  ['image/png', 'image/jpeg', false],
  ['*', 'application/octet-stream', true],
])('%s wants %s: %s', (wanted, type, fits) => {
  expect(mediaTypeFits(wanted, type)).toBe(fits)
})
