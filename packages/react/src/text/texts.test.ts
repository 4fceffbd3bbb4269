import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { en, type TextKey } from './en.js'
import { loadTexts, localeFor } from './load-texts.js'
import { speechOf } from './translate.js'

const source = fileURLToPath(new URL('..', import.meta.url))
const keys = Object.keys(en) as TextKey[]

describe('the words of the widget', () => {
  test.each(['zh-CN', 'en-XA', 'ar-XB'])('%s says everything, with the same things filled in', async (locale) => {
    const texts = await loadTexts(locale)
    const filled = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
    for (const key of keys) expect([key, filled(texts[key])]).toEqual([key, filled(en[key])])
    expect(Object.keys(texts).sort()).toEqual([...keys].sort())
  })

  test('in Chinese, names and times in Latin letters and digits stand apart from the characters beside them', async () => {
    const joined = /\p{Script=Han}\{(name|count|percent|limit|step)\}|\{(?!state|why|rating)\w+\}\p{Script=Han}/u
    expect(Object.values(await loadTexts('zh-CN')).filter((text) => joined.test(text))).toEqual([])
  })

  test('none is there that nobody says', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
    const code = files
      .filter((name) => !/^text\/(en|zh-cn)|test\./.test(name))
      .map((name) => readFileSync(join(source, name), 'utf8'))
      .join('\n')
    // Steps and scores are named by their numbers, reasons by what moved a time; of those, the compiler knows each.
    const unused = keys.filter(
      (key) =>
        !code.includes(`'${key}'`) &&
        !code.includes(`"${key}"`) &&
        !/^((step|rate)\d|why[A-Z][a-z]+)$/.test(key) &&
        !/^(open|waiting|solved|terminal)$/.test(key),
    )
    expect(unused).toEqual([])
    expect(keys.length).toBeLessThanOrEqual(120)
  })

  test('counts choose their form, and what is missing is said in English', () => {
    const { say } = speechOf('en', { ...en, close: undefined } as never)
    expect([1, 2].map((count) => say('answers', { count }))).toEqual([
      '1 answer that may help',
      '2 answers that may help',
    ])
    expect(say('close')).toBe('Close')
  })

  test.each([
    ['zh', 'zh-CN'],
    ['zh_TW', 'zh-CN'],
    ['en-GB', 'en-GB'],
    ['de', 'en'],
    ['EN-xa', 'en-XA'],
    ['en_US', 'en-US'],
    // What is no tag at all must not end the page that says it.
    ['en_US.UTF-8', 'en'],
    ['en US', 'en'],
    ['en-', 'en'],
    ['en-u', 'en'],
    ['en@euro', 'en'],
    ['{{ lang }}', 'en'],
    ['zh_CN.UTF-8', 'zh-CN'],
    [undefined, 'en'],
  ])('a page in %s is spoken to in %s', (asked, locale) => {
    expect(localeFor(asked)).toBe(locale)
  })

  // Its dates and plurals were English.
  test('words of a language that the widget has not got are said in that language', () => {
    expect(localeFor('fr', true)).toBe('fr')
    expect(localeFor('zh', true)).toBe('zh-CN')
    expect(localeFor('en_US.UTF-8', true)).toBe('en')
    const { say, percent } = speechOf('fr', { ...en, answers: 'une réponse|des réponses' })
    expect(say('answers', { count: 0 })).toBe('une réponse')
    expect(percent(0.5)).toMatch(/^50\s%$/)
  })

  test('what is written from the right is laid out so', () => {
    expect(speechOf('ar-XB', en).direction).toBe('rtl')
    expect(speechOf('zh-CN', en).direction).toBe('ltr')
    expect(speechOf('ar-XB', en).say('has', { name: 'Mei' })).toContain('\u2068Mei\u2069')
    expect(speechOf('en', en).say('has', { name: 'Mei' })).toBe('Mei has it.')
  })

  test('an instant in a sentence has its day in words where that is near', () => {
    const at = (days: number, hour = 18) => {
      const now = new Date()
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)
    }
    const said = (locale: string, days: number) => speechOf(locale, en).when(at(days)).replace(/\s/gu, ' ')
    expect(said('en', 0)).toBe('today at 6:00 PM')
    expect(said('en', 1)).toBe('tomorrow at 6:00 PM')
    expect(said('en', -1)).toBe('yesterday at 6:00 PM')
    expect(said('zh-CN', 0)).toBe('今天 18:00')
    expect(said('zh-CN', 1)).toBe('明天 18:00')
    expect(said('en', 9)).not.toMatch(/today|tomorrow|day/)
  })
})
