import { en, type Texts } from './en.js'

/** The locale of the widget that fits a language best. */
export function localeFor(asked: string | undefined): string {
  const tag = (asked || 'en').replace('_', '-')
  if (/^(en-xa|ar-xb)$/i.test(tag)) return tag.slice(0, 2).toLowerCase() + tag.slice(2).toUpperCase()
  return /^zh/i.test(tag) ? 'zh-CN' : /^en/i.test(tag) ? tag : 'en'
}

/** The texts of a locale; those that are not English come when they are wanted. */
export function loadTexts(locale: string): Texts | Promise<Texts> {
  if (locale === 'zh-CN') return import('./zh-cn.js').then(({ zhCn }) => zhCn)
  if (locale === 'en-XA') return import('./pseudo.js').then(({ accented }) => accented(en))
  if (locale === 'ar-XB') return import('./pseudo.js').then(({ mirrored }) => mirrored(en))
  return en
}
