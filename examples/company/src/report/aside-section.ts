import { filled, namesIn } from './names.js'
import type { CompanyReport } from './report-types.js'
import { ASIDE, TEXT } from './sentences.js'
import { COLON, timeText } from './times.js'
import { translated } from './translations.js'
import type { Language } from './words.js'

/** What else happened: put off, asked twice, badly rated, sent again. */
export function asideSection({ asides }: CompanyReport, language: Language): string[] {
  const names = namesIn(language)
  const time = (at: string | null | undefined) => (at ? timeText(Date.parse(at), language) : '–')
  const lines = asides.map(({ what, at, by, subject, until, score, otherSubject, refused }) => {
    const said = filled(ASIDE[what][language], {
      by: names.person(by),
      subject: translated(subject, language),
      other: translated(otherSubject ?? '', language),
      until: time(until),
      score: score ?? '',
      times: refused?.times ?? 0,
      why: translated(refused?.why ?? '', language),
      last: time(refused?.lastAt),
    })
    return `- ${time(at)}${COLON[language]}${said}`
  })
  return [`## ${TEXT.asides[language]}`, lines.join('\n')]
}
