import type { Article } from '@docket/http/articles'
import { ENGLISH } from './articles-en.js'
import { CHINESE } from './articles-zh.js'
import type { Written } from './written.js'

const inLanguage = (locale: string, written: readonly Written[]): Article[] =>
  written.map((article) => ({ ...article, locale, url: `/help/${article.id}?lang=${locale === 'en' ? 'en' : 'zh'}` }))

/** The shop's help pages. */
export const ARTICLES: readonly Article[] = [...inLanguage('en', ENGLISH), ...inLanguage('zh-CN', CHINESE)]
