import { asideSection } from './aside-section.js'
import { castSection } from './cast-section.js'
import { lateSection } from './late-section.js'
import { filled, type Names, namesIn } from './names.js'
import type { CompanyReport, OutwardReport, TimeSum } from './report-types.js'
import { TEXT } from './sentences.js'
import { table } from './table.js'
import { COLON, spanText, timeText } from './times.js'
import { translated } from './translations.js'
import { KIND_WORDS, type Language, MISSED_WORDS, RULE_OF_EFFECT } from './words.js'

/** Writes the report as Markdown. */
export function writeReport(report: CompanyReport, language: Language): string {
  const say = (key: keyof typeof TEXT) => TEXT[key][language]
  const names = namesIn(language)
  const time = (at: string | null) => (at === null ? '–' : timeText(Date.parse(at), language))
  const sums = (all: readonly TimeSum[], name: (of: string) => string) =>
    all.map(({ of, stays, clockSeconds, promisedSeconds, waitSeconds, late }) => [
      name(of),
      stays,
      spanText(clockSeconds / stays, language),
      ...(promisedSeconds === null ? [] : [spanText(promisedSeconds, language)]),
      spanText(waitSeconds / stays, language),
      late,
    ])
  const stageName = (of: string) => {
    const [workflow = '', stage = ''] = of.split(' ')
    return `${names.workflow(workflow)}${COLON[language]}${names.state(workflow, stage)}`
  }
  const join = language === 'zh' ? '、' : ', '
  const sections = [
    [`# ${say('title')}`, introOf(report, language)],
    castSection(report, language),
    asideSection(report, language),
    lateSection(report, language),
    [
      `## ${say('rules')}`,
      say('ruleIntro'),
      table(
        say('ruleHead'),
        report.rules.map(({ rule, asked, matched, tickets, failed, missedBy }) => {
          const mostly = missedBy === null ? '–' : (MISSED_WORDS[`${rule} ${missedBy}`]?.[language] ?? missedBy)
          return [names.rule(rule), matched, tickets, failed, asked - matched, mostly]
        }),
      ),
    ],
    [
      `## ${say('times')}`,
      say('timesIntro'),
      table(say('stageHead'), sums(report.stages, stageName)),
      table(
        say('teamHead'),
        sums(report.teams, (id) => names.team(id)),
      ),
    ],
    [
      `## ${say('outward')}`,
      say('outwardIntro'),
      table(
        say('outwardHead'),
        report.outward.map((one) => {
          const what = names.rule(RULE_OF_EFFECT[one.effect] ?? one.effect)
          const about = translated(one.about, language)
          const [taken, answered] = [time(one.takenAt), time(one.answeredAt)]
          return [what, about, time(one.firstAt), one.attempts, refusedText(one, names, language), taken, answered]
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
          const tickets = found.map(({ subject, archived }) => {
            return `“${translated(subject, language)}”${archived ? say('isArchived') : ''}`
          })
          const meaning = filled(say('meaning'), { meaning: translated(text, language) })
          return `- ${filled(say('foundLine'), { by: names.person(by), text, meaning, found: tickets.join(join) })}`
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
    broken: all - kept,
    share: ((100 * kept) / all).toFixed(1),
    mean: meanRating?.toFixed(1) ?? '–',
  })
}

function refusedText({ refused, sentAgainBy }: OutwardReport, names: Names, language: Language): string {
  if (refused === null) return '–'
  const { times, why, lastAt } = refused
  const last = timeText(Date.parse(lastAt), language)
  const again = sentAgainBy === null ? '' : filled(TEXT.sentAgainBy[language], { by: names.person(sentAgainBy) })
  return `${filled(TEXT.refusals[language], { times, why: translated(why, language), last })}${again}`
}
