import { filled, namesIn } from './names.js'
import type { CompanyReport } from './report-types.js'
import { spanText, timeText } from './times.js'
import { KIND_WORDS, type Language, ROLE_WORDS, TARGET_WORDS, TEXT } from './words.js'

const WORKFLOW_OF = { return: 'refund', repair: 'repair', complaint: 'complaint', outage: 'incident' } as const

/** What was late among the main cast, each with its cause as the log has it. */
export function lateSection({ late }: CompanyReport, language: Language): string[] {
  const names = namesIn(language)
  const time = (at: string | null) => (at === null ? '–' : timeText(Date.parse(at), language))
  const roles = [...new Set(late.map(({ role }) => role))]
  const parts = roles.map((role) => {
    const lines = late
      .filter((one) => one.role === role)
      .map(({ target, stage, people, dueAt, endedAt, lateSeconds, standstill, waits, ladder }) => {
        const name = TARGET_WORDS[target][language]
        const line = filled(TEXT.lateLine[language], {
          what: stage === null ? name : `${name} “${names.state(WORKFLOW_OF[role], stage)}”`,
          people: names.people(people),
          due: time(dueAt),
          ended: time(endedAt),
          span: spanText(lateSeconds ?? 0, language),
        })
        const still = standstill && {
          from: time(standstill.from),
          to: time(standstill.to),
          span: spanText(standstill.seconds, language),
        }
        const told = ladder
          .filter(({ people: them }) => them.length > 0)
          .map(
            ({ at, kind, people: them }) =>
              `${names.people(them)} ${time(at)} (${KIND_WORDS[kind]?.[language] ?? kind})`,
          )
        const waited = waits.map(({ from, to, state }) => {
          const name = names.state(WORKFLOW_OF[role], state)
          return filled(TEXT.waited[language], { from: time(from), to: time(to), state: name })
        })
        return [
          `- ${line}`,
          ...waited,
          still ? filled(TEXT.standstill[language], still) : '',
          told.length > 0 ? filled(TEXT.ladder[language], { told: told.join(language === 'zh' ? '；' : '; ') }) : '',
        ].join('')
      })
    return `${ROLE_WORDS[role][language]}\n\n${lines.join('\n')}`
  })
  return [`## ${TEXT.late[language]}`, ...parts]
}
