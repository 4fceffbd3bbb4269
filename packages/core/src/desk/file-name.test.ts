import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanFileName } from './files.js'

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

describe('the name of a file', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['报告 最终版.pdf', '报告 最终版.pdf'],
    ['  spaced.txt\t', 'spaced.txt'],
    ['a\u0000b\r\nSet-Cookie: x', 'abSet-Cookie: x'],
    ['\u202egpj.exe', 'gpj.exe'],
    ['zero\u200bwidth\ufeff.txt', 'zerowidth.txt'],
    ['filler\u3164.txt', 'filler.txt'],
    ['half\ud83d.txt', 'half.txt'],
    ['smile😀.txt', 'smile😀.txt'],
    ['Ame\u0301lie.txt', 'Am\u00e9lie.txt'],
    ['Ame\u200d\u0301lie.txt', 'Am\u00e9lie.txt'],
    ['\u2028', 'file'],
    ['   ', 'file'],
    ['', 'file'],
  ])('%j is kept as %j', (given, kept) => {
    expect(cleanFileName(given)).toBe(kept)
  })

  it('has at most 255 bytes, and no character is cut in two', () => {
    expect(cleanFileName('x'.repeat(300))).toBe('x'.repeat(255))
    expect(cleanFileName('界'.repeat(100))).toBe('界'.repeat(85))
    expect(cleanFileName(`${'x'.repeat(253)}😀`)).toBe('x'.repeat(253))
    expect(cleanFileName(`${'\u200b'.repeat(9_000)}a.txt`)).toBe('a.txt')
  })

  it('whatever it was, is composed, visible, short and never empty', () => {
    const mark = fc.constantFrom('\u0301', '\u200d', '\u202e', '\u3164', '\ud800', '\ufe0f', ' ', '/', '界')
    const anyName = fc.string({
      unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), mark),
      maxLength: 400,
    })
    fc.assert(
      fc.property(anyName, (name) => {
        const cleaned = cleanFileName(name)
        expect(cleaned).not.toBe('')
        expect(cleaned.normalize('NFC')).toBe(cleaned)
        expect(cleaned).not.toMatch(INVISIBLE)
        expect(Buffer.byteLength(cleaned)).toBeLessThanOrEqual(255)
      }),
      { numRuns: 500 },
    )
  })
})
