import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { textFeatures } from './text-features.js'

it.each([
  ['VPN broken, AGAIN: vpn!', ['vpn', 'broken', 'again']],
  ['打印机坏了。坏了', ['打印', '印机', '机坏', '坏了']],
  ['VPN 连不上', ['vpn', '连不', '不上']],
  ['好', ['好']],
  ['iPhone手机3部', ['iphone', '手机', '3', '部']],
  ['コーヒー', ['コー', 'ーヒ', 'ヒー']],
  ['ＶＰＮ ﬁle', ['vpn', 'file']],
  ['', []],
  [' … !?', []],
  ['__proto__ constructor', ['__proto__', 'constructor']],
])('of %j are %j', (text, features) => {
  expect(textFeatures(text)).toEqual(features)
})

it('pairs only characters that stand next to each other', () => {
  expect(textFeatures('打印 机坏，了')).toEqual(['打印', '机坏', '了'])
})

it('are the same for a text in any case and any compatible form, each once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const features = textFeatures(text)
      expect(new Set(features).size).toBe(features.length)
      expect(textFeatures(text.normalize('NFKC').toLowerCase())).toEqual(features)
    }),
  )
})
