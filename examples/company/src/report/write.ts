import { asideSection } from './aside-section.js'
import { castSection } from './cast-section.js'
import { lateSection } from './late-section.js'
import { filled, namesIn } from './names.js'
import type { CompanyReport, TimeSum } from './report-types.js'
import { spanText, timeText } from './times.js'
import { KIND_WORDS, type Language, PART_WORDS, TARGET_WORDS, TEXT } from './words.js'

/** Writes the report as Markdown. */
export function writeReport(report: CompanyReport, language: Language): string {
  const say = (key: keyof typeof TEXT) => TEXT[key][language]
  const names = namesIn(language)
  const time = (at: string | null) => (at === null ? '–' : timeText(Date.parse(at), language))
  const table = (head: string, rows: readonly (readonly (string | number)[])[]) => {
    const columns = head.split('|').length - 2
    return [head, `|${' --- |'.repeat(columns)}`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')
  }
  const sums = (all: readonly TimeSum[], name: (of: string) => string) =>
    all.map(({ of, stays, workSeconds, transitSeconds, late }) => [
      name(of),
      stays,
      spanText(workSeconds / stays, language),
      spanText(transitSeconds / stays, language),
      late,
    ])
  const stageName = (of: string) => {
    const [workflow = '', stage = ''] = of.split(' ')
    return `${names.workflow(workflow)}: ${names.state(workflow, stage)}`
  }
  const join = language === 'zh' ? '、' : ', '
  const sections = [
    [`# ${say('title')}`, introOf(report, language)],
    castSection(report, language),
    asideSection(report, language),
    lateSection(report, language),
    [
      table(
        say('promiseHead'),
        report.promises.map(({ target, kept, broken }) => [TARGET_WORDS[target][language], kept, broken]),
      ),
    ],
    [
      `## ${say('rules')}`,
      table(
        say('ruleHead'),
        report.rules.map(({ rule, asked, matched, tickets, failed, missedBy }) => {
          const mostly = missedBy === null ? '–' : (PART_WORDS[missedBy]?.[language] ?? missedBy)
          return [names.rule(rule), asked, matched, tickets, failed, mostly]
        }),
      ),
    ],
    [
      `## ${say('times')}`,
      table(say('stageHead'), sums(report.stages, stageName)),
      table(
        say('teamHead'),
        sums(report.teams, (id) => names.team(id)),
      ),
    ],
    [
      `## ${say('outward')}`,
      table(
        say('outwardHead'),
        report.outward.map(({ effect, about, attempts, firstAt, takenAt, answeredAt }) => {
          const what = effect === 'refund' || effect === 'sparePart' || effect === 'crm' ? say(effect) : effect
          return [what, about, attempts, time(firstAt), time(takenAt), time(answeredAt)]
        }),
      ),
    ],
    [
      `## ${say('told')}`,
      table(
        say('toldHead'),
        report.told
          .toSorted((one, other) => other.total - one.total)
          .map(({ person, total, kinds }) => {
            const counts = Object.entries(kinds).toSorted(([, few], [, many]) => many - few)
            return [
              names.person(person),
              total,
              counts.map(([kind, count]) => `${KIND_WORDS[kind]?.[language] ?? kind} ×${count}`).join(join),
            ]
          }),
      ),
    ],
    [
      `## ${say('found')}`,
      report.searches
        .map(({ by, text, found }) => {
          const tickets = found.map(({ subject, archived }) => `「${subject}」${archived ? say('isArchived') : ''}`)
          return `- ${filled(say('foundLine'), { by: names.person(by), text, found: tickets.join(join) })}`
        })
        .join('\n'),
    ],
  ]
  return `${sections.flat().join('\n\n')}\n`
}

function introOf({ figures, promises, from, to }: CompanyReport, language: Language): string {
  const { meanRating, ...counts } = figures
  const kept = promises.reduce((sum, promise) => sum + promise.kept, 0)
  const all = promises.reduce((sum, promise) => sum + promise.kept + promise.broken, 0)
  return filled(TEXT.intro[language], {
    ...counts,
    from: timeText(Date.parse(from), language),
    to: timeText(Date.parse(to), language),
    kept,
    promises: all,
    share: ((100 * kept) / all).toFixed(1),
    mean: meanRating?.toFixed(1) ?? '–',
  })
}
