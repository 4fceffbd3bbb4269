import { filled, type Names, namesIn, WORKFLOW_OF } from './names.js'
import type { CastReport, CompanyReport, Happening, Missing, StayReport } from './report-types.js'
import { HAPPENING, MISSING, OUTCOME, TEXT } from './sentences.js'
import { table } from './table.js'
import { textOf } from './text-of.js'
import { COLON, spanText, timeText } from './times.js'
import { translated } from './translations.js'
import { type Language, ROLE_WORDS, VOID_WORDS } from './words.js'

/** Who had which ticket of the main cast when, and what happened on the way. */
export function castSection({ cast }: CompanyReport, language: Language): string[] {
  return [`## ${TEXT.cast[language]}`, TEXT.clock[language], ...cast.flatMap((one) => castPart(one, language))]
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
  const stageName = ({ stage, returned }: StayReport) =>
    `${names.state(workflow, stage)}${returned ? TEXT.again[language] : ''}`
  const span = (seconds: number | null) => (seconds === null ? '–' : spanText(seconds, language))
  const rows = stays.map((stay) => {
    const { team, people, from, to, clockSeconds, promisedSeconds, waitSeconds, secondsLeft } = stay
    const inTime = secondsLeft === null || secondsLeft >= 0
    const kept = inTime ? TEXT.inTime[language] : filled(TEXT.lateBy[language], { span: span(-secondsLeft) })
    const spans = [span(clockSeconds), span(promisedSeconds), span(waitSeconds)]
    return [stageName(stay), names.team(team), names.people(people), time(from), time(to), ...spans, kept]
  })
  const words = stays.flatMap((stay) => {
    if (stay.reason === null) return []
    const [by, reason] = [names.person(stay.handedOverBy), translated(stay.reason, language)]
    return [`- ${filled(TEXT.why[language], { at: time(stay.from), by, stage: stageName(stay), reason })}`]
  })
  return [
    `### ${ROLE_WORDS[role][language]}`,
    children ? `${line}${filled(TEXT.children[language], children)}` : line,
    table(TEXT.stayHead[language], rows),
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
  const sentence = HAPPENING[kindOf({ by, what, values, quote })][language]
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
    cause: VOID_WORDS[text('code')]?.[language] ?? text('code'),
    outcome: OUTCOME[text('outcome') as keyof typeof OUTCOME]?.[language] ?? '',
    missing: missing.map((reason) => missed(reason, text('workflow'), names, language)).join(join),
  })
  const who = told.length === 0 ? '' : filled(HAPPENING.told[language], { people: names.people(told) })
  // What a call-back was told is also why it moved the ticket.
  const quoted =
    quote === null || (before?.quote === quote && before.at === at)
      ? ''
      : `${COLON[language]}“${translated(quote, language)}”`
  return `${timeText(Date.parse(at), language)}${COLON[language]}${said}${quoted}${who}`
}

/** Which sentence tells of it. */
function kindOf({ by, what, values, quote }: Pick<Happening, 'by' | 'what' | 'values' | 'quote'>) {
  if (values['event'] === 'nudge') return 'tooSoon'
  if (what === 'ticket.transitioned' && by === 'docket') return quote === null ? 'movedItself' : 'cameBack'
  return what as keyof typeof HAPPENING
}

function missed({ code, ...values }: Missing, workflow: string, names: Names, language: Language): string {
  return filled(MISSING[code as keyof typeof MISSING]?.[language] ?? code, {
    item: names.item(workflow, textOf(values['item'])),
    approval: names.approval(textOf(values['approval'])),
    team: names.team(textOf(values['team'])),
    again: 'againAt' in values ? timeText(Date.parse(textOf(values['againAt'])), language) : '',
  })
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
