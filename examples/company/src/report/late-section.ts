import { filled, type Names, namesIn, WORKFLOW_OF } from './names.js'
import { otherLateTable } from './other-late.js'
import { brokenByTable, promiseTable, solvedText } from './promise-tables.js'
import type { CompanyReport, LateReport } from './report-types.js'
import { TEXT } from './sentences.js'
import { spanText, timeText } from './times.js'
import { KIND_WORDS, type Language, ROLE_WORDS, TARGET_WORDS } from './words.js'

/** Every broken promise: counted, by whom, and each with its cause as the log has it. */
export function lateSection(report: CompanyReport, language: Language): string[] {
  const { late, promises } = report
  const names = namesIn(language)
  const others = late.filter(({ role }) => role === null)
  const parts = Object.entries(ROLE_WORDS).flatMap(([role, words]) => {
    const lines = late.flatMap((one) => (one.role === role ? [`- ${lateText(one, one.role, names, language)}`] : []))
    return lines.length === 0 ? [] : [`### ${words[language]}\n\n${lines.join('\n')}`]
  })
  const counts = {
    broken: late.length,
    promises: promises.reduce((sum, { kept, broken }) => sum + kept + broken, 0),
    cast: late.length - others.length,
    others: others.length,
    tickets: new Set(others.map(({ ticketId }) => ticketId)).size,
  }
  return [
    `## ${TEXT.late[language]}`,
    filled(TEXT.lateSum[language], counts),
    promiseTable(report, language),
    solvedText(report, language),
    brokenByTable(report, names, language),
    ...parts,
    `### ${TEXT.others[language]}`,
    otherLateTable(others, names, language),
  ]
}

function lateText(late: LateReport, role: keyof typeof WORKFLOW_OF, names: Names, language: Language): string {
  const { target, stage, people, dueAt, endedAt, lateSeconds, standstill, waits, ladder } = late
  const time = (at: string | null) => (at === null ? '–' : timeText(Date.parse(at), language))
  const state = (name: string) => names.state(WORKFLOW_OF[role], name)
  const name = TARGET_WORDS[target][language]
  const line = filled(TEXT.lateLine[language], {
    what: stage === null ? name : filled(TEXT.ofStage[language], { name, stage: state(stage) }),
    people: names.people(people),
    due: time(dueAt),
    ended: time(endedAt),
    span: lateSeconds === null ? '–' : spanText(lateSeconds, language),
  })
  const waited = waits.map((wait) => {
    return filled(TEXT.waited[language], { from: time(wait.from), to: time(wait.to), state: state(wait.state) })
  })
  const still = standstill && {
    from: time(standstill.from),
    to: time(standstill.to),
    span: spanText(standstill.seconds, language),
  }
  const steps = ladder.filter(({ people: told }) => told.length > 0)
  const told = steps.map(({ at, kind, people: them }) => {
    const about = KIND_WORDS[kind]?.[language] ?? kind
    return filled(TEXT.step[language], { people: names.people(them), at: time(at), about })
  })
  return [
    line,
    ...waited,
    still ? filled(TEXT.standstill[language], still) : '',
    told.length > 0 ? filled(TEXT.ladder[language], { told: told.join(language === 'zh' ? '；' : '; ') }) : '',
  ].join('')
}
