import { filled, type Names, namesIn, WORKFLOW_OF } from './names.js'
import type { CompanyReport, LateReport } from './report-types.js'
import { spanText, timeText } from './times.js'
import { KIND_WORDS, type Language, ROLE_WORDS, TARGET_WORDS, TEXT } from './words.js'

/** What was late: of the main cast each with its cause as the log has it, of the others what customers felt. */
export function lateSection({ late, otherLate }: CompanyReport, language: Language): string[] {
  const names = namesIn(language)
  const roles = [...new Set(late.map(({ role }) => role))]
  const parts = roles.map((role) => {
    const lines = late.filter((one) => one.role === role).map((one) => `- ${lateText(one, names, language)}`)
    return `${ROLE_WORDS[role][language]}\n\n${lines.join('\n')}`
  })
  const others = otherLate.map(({ subject, person, target, dueAt, lateSeconds }) => {
    const values = {
      subject,
      person: person === null ? '–' : names.person(person),
      target: TARGET_WORDS[target][language].toLowerCase(),
      due: timeText(Date.parse(dueAt), language),
      span: spanText(lateSeconds, language),
    }
    return `- ${filled(TEXT.otherLate[language], values)}`
  })
  return [`## ${TEXT.late[language]}`, ...parts, `${TEXT.others[language]}\n\n${others.join('\n')}`]
}

function lateText(late: LateReport, names: Names, language: Language): string {
  const { role, target, stage, people, dueAt, endedAt, lateSeconds, standstill, waits, ladder } = late
  const time = (at: string | null) => (at === null ? '–' : timeText(Date.parse(at), language))
  const state = (name: string) => names.state(WORKFLOW_OF[role], name)
  const name = TARGET_WORDS[target][language]
  const line = filled(TEXT.lateLine[language], {
    what: stage === null ? name : filled(TEXT.ofStage[language], { name, stage: state(stage) }),
    people: names.people(people),
    due: time(dueAt),
    ended: time(endedAt),
    span: spanText(lateSeconds ?? 0, language),
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
