import { expect, it } from 'vitest'
import { fromBase64Url, toBase64Url } from './base64url.js'
import { sealOf } from './seal.js'

const SECRET = 'x7Hk29dkSLq0pPmZr81vbnT4wqzYf5Ge'

it('opens what it closed, for the same use and purpose alone', async () => {
  const seal = sealOf(SECRET, 'cursor')
  for (const text of ['', 'x', '灯 💡', '["createdAt","desc",1]', 'long'.repeat(10_000)]) {
    const sealed = await seal.close(['acme', 'agent'], text)
    expect(sealed).toMatch(/^[A-Za-z0-9_-]+$/)
    expect(await seal.open(['acme', 'agent'], sealed)).toBe(text)
    for (const purpose of [[], ['acme'], ['acmeagent'], ['acme,agent'], ['agent', 'acme'], ['acme', 'agent', '']]) {
      expect(await seal.open(purpose, sealed), JSON.stringify(purpose)).toBeNull()
    }
    expect(await sealOf(SECRET, 'download link').open(['acme', 'agent'], sealed)).toBeNull()
    expect(await sealOf(`${SECRET}x`, 'cursor').open(['acme', 'agent'], sealed)).toBeNull()
  }
})

it('has one spelling for bytes, and takes no other', () => {
  for (let length = 0; length < 40; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 89 + length) % 256)
    const text = Buffer.from(bytes).toString('base64url')
    expect(toBase64Url(bytes)).toBe(text)
    expect(fromBase64Url(text)).toEqual(bytes)
  }
  // The first two say what `AA` and `AAA` say, in bits that are not read.
  for (const wrong of ['AB', 'AAB', 'A', 'AA==', 'AA=', 'A+', 'A/', 'A A', 'AA\n', 'Ä'])
    expect(fromBase64Url(wrong), wrong).toBeNull()
})
