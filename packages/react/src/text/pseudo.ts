import type { Texts } from './en.js'

const LETTERS: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ö',
  u: 'ü',
  c: 'ç',
  n: 'ñ',
  s: 'š',
  y: 'ý',
}

const changed = (texts: Texts, change: (text: string) => string): Texts =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => {
      // What is filled in stays as it is, and so do the forms of a plural.
      const parts = text.split('|').map((part) => change(part))
      return [key, parts.join('|')]
    }),
  ) as Texts

const outside = (text: string, change: (part: string) => string) =>
  text
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? part : change(part)))
    .join('')

// Given the texts, not importing them: else they would lie in a file of their own, which every page would ask for.

/** English, accented and a third longer: shows what is not translated, and what has no room. */
export const accented = (english: Texts): Texts =>
  changed(english, (text) => {
    const longer = outside(text, (part) => part.replace(/[aeioucnsy]/g, (letter) => LETTERS[letter] ?? letter))
    return `[${longer}${' ~'.repeat(Math.ceil(text.length / 6))}]`
  })

/** English, written from the right: shows what is laid out by left and right. */
export const mirrored = (english: Texts): Texts =>
  changed(english, (text) => outside(text, (part) => (part === '' ? '' : `\u202e${part}\u202c`)))
