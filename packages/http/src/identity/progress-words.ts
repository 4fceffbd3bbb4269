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
const count = (many: number, one: string, more: string) => (many === 0 ? null : `${many} ${many === 1 ? one : more}`)

const SPEECH: Readonly<Record<Spoken, Speech>> = {
  en: {
    state: (state) => `The state of your request: ${state}.`,
    stage: (number, name) => `It is in step ${number}: ${name}.`,
    within: (hours, minutes) =>
      `This step is to take ${parts([count(hours, 'service hour', 'service hours'), count(minutes, 'minute', 'minutes')], ' and ')} at most.`,
    handler: (name) => `${name} is taking care of it.`,
    answer: {
      by: (instant) => `You can expect an answer by ${instant}.`,
      overdue: 'The answer is late; we are sorry, and are working on it.',
      paused: 'When we can answer depends on something that we are waiting for.',
      unknown: 'When we can answer cannot be said yet.',
    },
    solution: {
      by: (instant) => `You can expect it to be solved by ${instant}.`,
      overdue: 'The solution is late; we are sorry, and are working on it.',
      paused: 'When it is solved depends on something that we are waiting for.',
      unknown: 'When it is solved cannot be said yet.',
    },
    solved: 'It is solved.',
    closed: 'It is closed.',
  },
  zh: {
    state: (state) => `您的请求目前状态：${state}。`,
    stage: (number, name) => `目前处于第 ${number} 个环节：${name}。`,
    within: (hours, minutes) =>
      `该环节最多需要${parts([hours === 0 ? null : ` ${hours} 个服务小时`, minutes === 0 ? null : ` ${minutes} 分钟`], '')}。`,
    handler: (name) => `由${name}负责处理。`,
    answer: {
      by: (instant) => `预计在 ${instant} 之前答复您。`,
      overdue: '答复已逾期，非常抱歉，我们正在处理。',
      paused: '答复时间取决于我们正在等待的事项。',
      unknown: '目前还无法给出答复时间。',
    },
    solution: {
      by: (instant) => `预计在 ${instant} 之前解决。`,
      overdue: '解决已逾期，非常抱歉，我们正在处理。',
      paused: '解决时间取决于我们正在等待的事项。',
      unknown: '目前还无法给出解决时间。',
    },
    solved: '问题已解决。',
    closed: '该请求已关闭。',
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
