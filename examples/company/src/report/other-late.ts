import { filled, type Names } from './names.js'
import type { LateReport } from './report-types.js'
import { TEXT } from './sentences.js'
import { table } from './table.js'
import { spanText, timeText } from './times.js'
import { translated } from './translations.js'
import { type Language, TARGET_WORDS } from './words.js'

/** The broken promises about tickets that are not of the main cast: when each was done, and why so late. */
export function otherLateTable(others: readonly LateReport[], names: Names, language: Language): string {
  const time = (at: string | null) => (at === null ? '–' : timeText(Date.parse(at), language))
  const rows = others.map((late) => [
    translated(late.subject, language),
    names.people(late.people),
    TARGET_WORDS[late.target][language],
    time(late.dueAt),
    time(late.endedAt),
    late.lateSeconds === null ? '–' : spanText(late.lateSeconds, language),
    causeText(late, names, language),
  ])
  return table(TEXT.otherHead[language], rows)
}

function causeText({ standstill, ladder }: LateReport, names: Names, language: Language): string {
  const span = spanText(standstill?.seconds ?? 0, language)
  const told = ladder.flatMap(({ people }) => people)
  const counts = [...new Set(told)].map((person) => {
    const times = told.filter((one) => one === person).length
    return times === 1 ? names.person(person) : `${names.person(person)} ×${times}`
  })
  const people = counts.join(language === 'zh' ? '、' : ', ')
  const reminded = people === '' ? TEXT.notReminded[language] : filled(TEXT.reminded[language], { people })
  return `${filled(TEXT.untouched[language], { span })}${reminded}`
}
