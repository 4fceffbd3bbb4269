import { en, type Texts } from './en.js'

/** The locale of the widget that fits a language best; that language itself where its words are the page's `own`. */
export function localeFor(tag = '', own = false): string {
  if (/^zh/i.test(tag)) return 'zh-CN'
  try {
    const [locale = ''] = Intl.getCanonicalLocales(tag.replaceAll('_', '-'))
    return own || /^(en|ar-XB$)/.test(locale) ? locale : 'en'
  } catch {
    // Pages say what is no tag, such as en_US.UTF-8.
    return 'en'
  }
}

/** The texts of a locale; those that are not English come when they are wanted. */
export function loadTexts(locale: string): Texts | Promise<Texts> {
  if (locale === 'zh-CN') return import('./zh-cn.js').then(({ zhCn }) => zhCn)
  if (locale === 'en-XA') return import('./pseudo.js').then(({ accented }) => accented(en))
  if (locale === 'ar-XB') return import('./pseudo.js').then(({ mirrored }) => mirrored(en))
  return en
}
