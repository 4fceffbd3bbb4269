import type { Reason } from '@docket/core'
import { filled, type Names, namesIn, WORKFLOW_OF } from './names.js'
import type { CastReport, CompanyReport, Happening } from './report-types.js'
import { textOf } from './text-of.js'
import { spanText, timeText } from './times.js'
import { HAPPENING, type Language, MISSING, OUTCOME, ROLE_WORDS, TEXT } from './words.js'

/** Who had which ticket of the main cast when, and what happened on the way. */
export function castSection({ cast }: CompanyReport, language: Language): string[] {
  return [`## ${TEXT.cast[language]}`, ...cast.flatMap((one) => castPart(one, language))]
}

function castPart(one: CastReport, language: Language): string[] {
  const { role, customer, createdAt, solvedAt, archivedAt, rating, children, stays, happenings } = one
  const names = namesIn(language)
  const time = (at: string | null) => (at === null ? '–' : timeText(Date.parse(at), language))
  const line = filled(TEXT.castLine[language], {
    customer: capital(names.person(customer)),
    created: time(createdAt),
    solved: time(solvedAt),
    rated: rating === null ? '' : filled(TEXT.rated[language], { score: rating }),
    archived: archivedAt === null ? '' : filled(TEXT.archived[language], { at: time(archivedAt) }),
  })
  const workflow = WORKFLOW_OF[role]
  const rows = stays.map(({ stage, team, people, from, to, workSeconds, transitSeconds, returned, secondsLeft }) => {
    const name = `${names.state(workflow, stage)}${returned ? TEXT.again[language] : ''}`
    const inTime = secondsLeft === null || secondsLeft >= 0
    const kept = inTime
      ? TEXT.inTime[language]
      : filled(TEXT.lateBy[language], { span: spanText(-secondsLeft, language) })
    const spans = [spanText(workSeconds ?? 0, language), spanText(transitSeconds, language)]
    return `| ${[name, names.team(team), names.people(people), time(from), time(to), ...spans, kept].join(' | ')} |`
  })
  const words = stays.flatMap(({ handedOverBy, reason }) => {
    if (reason === null) return []
    return [`- ${filled(TEXT.why[language], { by: capital(names.person(handedOverBy)), reason })}`]
  })
  return [
    `### ${ROLE_WORDS[role][language]}`,
    children ? `${line} ${filled(TEXT.children[language], children)}` : line,
    [TEXT.stayHead[language], `|${' --- |'.repeat(8)}`, ...rows].join('\n'),
    ...(words.length > 0 ? [`${TEXT.handedOver[language]}\n\n${words.join('\n')}`] : []),
    `${TEXT.besides[language]}\n\n${happenings.map((happening, n) => `- ${happened(happening, happenings[n - 1], names, language)}`).join('\n')}`,
  ]
}

function happened(
  { at, by, what, values, quote, told, missing }: Happening,
  before: Happening | undefined,
  names: Names,
  language: Language,
): string {
  const text = (name: string) => textOf(values[name])
  const kind = text('event') === 'nudge' ? 'tooSoon' : what
  const sentence = HAPPENING[kind as keyof typeof HAPPENING][language]
  const join = language === 'zh' ? '；' : ', '
  const said = filled(sentence, {
    by: names.person(what.startsWith('approval.') && text('approver') ? text('approver') : by),
    state: names.state(text('workflow'), text('to')),
    people: names.people((values['approvers'] ?? []) as readonly string[]),
    approval: names.approval(text('approval')),
    needed: text('needed'),
    team: names.team(text('team')),
    number: text('number'),
    score: text('score'),
    event: names.event(text('workflow'), text('event')),
    outcome: OUTCOME[text('outcome') as keyof typeof OUTCOME]?.[language] ?? '',
    missing: missing.map((reason) => missed(reason, names, language)).join(join),
  })
  const who = told.length === 0 ? '' : filled(HAPPENING.told[language], { people: names.people(told) })
  // What a call-back was told is also why it moved the ticket.
  const quoted =
    quote === null || (before?.quote === quote && before.at === at)
      ? ''
      : language === 'zh'
        ? `：“${quote}”`
        : `: “${quote}”`
  return `${timeText(Date.parse(at), language)}${language === 'zh' ? ' ' : ': '}${said}${quoted}${who}`
}

function missed({ code, ...values }: Reason, names: Names, language: Language): string {
  return filled(MISSING[code as keyof typeof MISSING]?.[language] ?? code, {
    item: names.item(textOf(values['item'])),
    approval: names.approval(textOf(values['approval'])),
    team: names.team(textOf(values['team'])),
    again: timeText(Number(values['againAt'] ?? 0), language),
  })
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
