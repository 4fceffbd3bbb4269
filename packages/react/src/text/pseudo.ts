import { en, type TextKey, type Texts } from './en.js'

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

const changed = (change: (text: string) => string): Texts =>
  Object.fromEntries(
    (Object.keys(en) as TextKey[]).map((key) => {
      // What is filled in stays as it is, and so do the forms of a plural.
      const parts = en[key].split('|').map((text) => change(text))
      return [key, parts.join('|')]
    }),
  ) as Texts

const outside = (text: string, change: (part: string) => string) =>
  text
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? part : change(part)))
    .join('')

/** English, accented and a third longer: shows what is not translated, and what has no room. */
export const accented: Texts = changed((text) => {
  const longer = outside(text, (part) => part.replace(/[aeioucnsy]/g, (letter) => LETTERS[letter] ?? letter))
  return `[${longer}${' ~'.repeat(Math.ceil(text.length / 6))}]`
})

/** English, written from the right: shows what is laid out by left and right. */
export const mirrored: Texts = changed((text) => outside(text, (part) => (part === '' ? '' : `\u202e${part}\u202c`)))
