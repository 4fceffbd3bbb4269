import { filled, namesIn } from './names.js'
import type { CompanyReport } from './report-types.js'
import { timeText } from './times.js'
import { ASIDE, type Language, TEXT } from './words.js'

/** What else happened: put off, asked twice, badly rated, sent again. */
export function asideSection({ asides }: CompanyReport, language: Language): string[] {
  const names = namesIn(language)
  const lines = asides.map(({ what, at, by, subject, other }) => {
    const until = what === 'snoozed' ? timeText(Number(other), language) : other
    // The desk itself reopens what its requester writes to.
    const who = names.person(by)
    const said = filled(ASIDE[what][language], { by: who, subject, other: until })
    return `- ${timeText(Date.parse(at), language)}${language === 'zh' ? ' ' : ': '}${said}`
  })
  return [`## ${TEXT.asides[language]}`, lines.join('\n')]
}
