import type { Ticket } from '@docket/core'
import type { Spoken } from './locale.js'

type Expected = Ticket['expected']['solution']

/** What is told of a ticket. */
interface Told {
  readonly state: string
  readonly phase: string
  readonly stage: { readonly name: string; readonly number: number; readonly seconds: number | null } | null
  readonly handler: string | null
  readonly expected: Ticket['expected']
}

interface Speech {
  state(state: string): string
  stage(number: number, name: string): string
  within(hours: number, minutes: number): string
  handler(name: string): string
  readonly answer: Dated
  readonly solution: Dated
  readonly solved: string
  readonly closed: string
}

interface Dated {
  by(instant: string): string
  readonly overdue: string
  readonly paused: string
  readonly unknown: string
}

const parts = (texts: readonly (string | null)[], between: string) =>
  texts.filter((text) => text !== null).join(between)
const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const count = (many: number, one: string, more: string) => (many === 0 ? null : `${many} ${many === 1 ? one : more}`)

const SPEECH: Readonly<Record<Spoken, Speech>> = {
  en: {
    // The name of a state without a label begins small.
    state: (state) => `${upperFirst(state)}.`,
    stage: (number, name) => `It is in step ${number}: ${name}.`,
    within: (hours, minutes) =>
      `This step should take at most ${parts([count(hours, 'service hour', 'service hours'), count(minutes, 'minute', 'minutes')], ' and ')}.`,
    handler: (name) => `${name} is taking care of it.`,
    answer: {
      by: (instant) => `You can expect an answer by ${instant}.`,
      overdue: 'The answer is late; we are sorry, and are working on it.',
      paused: 'When we can answer depends on something that we are waiting for.',
      unknown: 'We cannot say yet when we can answer.',
    },
    solution: {
      by: (instant) => `You can expect it to be solved by ${instant}.`,
      overdue: 'The solution is late; we are sorry, and are working on it.',
      paused: 'When it will be solved depends on something that we are waiting for.',
      unknown: 'We cannot say yet when it will be solved.',
    },
    solved: 'From our side it is solved.',
    closed: 'From our side it is finished.',
  },
  zh: {
    state: (state) => `${upperFirst(state)}。`,
    stage: (number, name) => `目前是第 ${number} 个环节：${name}。`,
    within: (hours, minutes) =>
      `本环节最多需要 ${parts([count(hours, '小时', '小时'), count(minutes, '分钟', '分钟')], ' ')}（按服务时间计）。`,
    handler: (name) => `由 ${name} 负责处理。`,
    answer: {
      by: (instant) => `预计在 ${instant} 之前答复您。`,
      overdue: '已超过预计的答复时间，非常抱歉，我们正在处理。',
      paused: '我们正在等待其他事项，之后才能确定答复时间。',
      unknown: '目前还无法确定答复时间。',
    },
    solution: {
      by: (instant) => `预计在 ${instant} 之前解决。`,
      overdue: '已超过预计的解决时间，非常抱歉，我们正在处理。',
      paused: '我们正在等待其他事项，之后才能确定解决时间。',
      unknown: '目前还无法确定解决时间。',
    },
    solved: '我们已处理完毕。',
    closed: '此请求已结束。',
  },
}

/** How a ticket comes on in plain words, a sentence each; the dates are the desk's own. */
export function wordsOf(
  { state, phase, stage, handler, expected }: Told,
  { locale, timeZone }: { readonly locale: Spoken; readonly timeZone: string },
): readonly string[] {
  const speech = SPEECH[locale]
  const written = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  })
  const dated = (dates: Dated, date: Expected): string => {
    if (date?.at) return dates.by(`${written.format(date.at)} (${timeZone})`)
    if (date?.reason.code === 'overdue') return dates.overdue
    return date?.reason.code === 'paused' ? dates.paused : dates.unknown
  }
  const found = [speech.state(state)]
  if (phase === 'solved') return [...found, speech.solved]
  if (phase === 'terminal') return [...found, speech.closed]
  if (stage) found.push(speech.stage(stage.number, stage.name))
  const minutes = Math.ceil((stage?.seconds ?? 0) / 60)
  if (minutes > 0) found.push(speech.within(Math.floor(minutes / 60), minutes % 60))
  if (handler !== null) found.push(speech.handler(handler))
  if (expected.answer) found.push(dated(speech.answer, expected.answer))
  if (expected.solution) found.push(dated(speech.solution, expected.solution))
  return found
}
