import type { Language } from '../site/words.js'

/** What the agents' pages say. */
export interface AgentWords {
  readonly desk: string
  readonly requests: string
  readonly shop: string
  readonly workAs: string
  readonly other: string
  readonly otherCode: Language
  readonly views: Readonly<Record<'open' | 'free' | 'mine' | 'done', string>>
  readonly none: Readonly<Record<'open' | 'free' | 'mine' | 'done', string>>
  readonly columns: readonly [due: string, request: string, from: string, state: string, holder: string]
  readonly nobody: string
  readonly nobodyHas: string
  readonly has: (name: string) => string
  readonly urged: (count: number) => string
  readonly all: string
  readonly erased: string
  readonly take: string
  readonly takeFrom: (name: string) => string
  readonly answer: string
  readonly send: string
  readonly internal: string
  readonly noteLabel: string
  readonly noteHint: string
  readonly saveNote: string
  readonly whatNow: string
  readonly reason: string
  readonly doIt: string
  readonly withReason: string
  readonly handOver: string
  readonly handOverTo: string
  readonly choose: string
  readonly known: string
  readonly progress: string
  readonly progressHint: string
  readonly facts: string
  readonly customer: string
  readonly state: string
  readonly category: string
  readonly conversation: string
  readonly changed: string
  readonly looks: string
  readonly refused: string
  readonly meanwhile: string
  readonly taken: (name: string) => string
  readonly missing: string
  readonly lines: {
    readonly moved: (state: string) => string
    readonly held: (name: string) => string
    readonly handed: (from: string, to: string) => string
    readonly urged: string
    readonly rated: (score: number) => string
  }
  readonly states: Readonly<Record<string, string>>
  readonly events: Readonly<Record<string, string>>
  readonly targets: Readonly<Record<string, string>>
  readonly left: (span: string) => string
  readonly late: (span: string) => string
  readonly waits: string
  readonly noDate: string
  readonly span: (seconds: number) => string
}

const spans = (minutes: string, hours: string, days: string) => (seconds: number) => {
  const all = Math.floor(seconds / 60)
  if (all < 90) return `${all}${minutes}`
  return all < 48 * 60 ? `${Math.round(all / 60)}${hours}` : `${Math.round(all / 1440)}${days}`
}

const ENGLISH: AgentWords = {
  desk: 'Northlight desk',
  requests: 'Requests',
  shop: 'Shop',
  workAs: 'Work as',
  other: '中文',
  otherCode: 'zh',
  views: { open: 'Open', free: 'Nobody has', mine: 'Yours', done: 'Done' },
  none: {
    open: 'Nothing is open. Ask something in the shop.',
    free: 'Each request has somebody.',
    mine: 'You have none. Take one that nobody has.',
    done: 'Nothing is done yet.',
  },
  columns: ['Time left', 'Request', 'From', 'State', 'Has it'],
  nobody: 'Nobody',
  nobodyHas: 'Nobody has it.',
  has: (name) => `${name} has it.`,
  urged: (count) => `urged ${count}×`,
  all: 'All requests',
  erased: '(erased)',
  take: 'Take it',
  takeFrom: (name) => `Take it from ${name}`,
  answer: 'Answer the customer',
  send: 'Send to customer',
  internal: 'Internal',
  noteLabel: 'Note for colleagues',
  noteHint: 'The customer never sees it.',
  saveNote: 'Save note',
  whatNow: 'What now',
  reason: 'Reason',
  doIt: 'Do it',
  withReason: 'say why',
  handOver: 'Hand over',
  handOverTo: 'Hand over to',
  choose: 'Choose somebody',
  known: 'What they should know (internal)',
  progress: 'Progress link for the customer',
  progressHint: 'Shows how it comes on, without signing in.',
  facts: 'About this request',
  customer: 'Customer',
  state: 'State',
  category: 'Category',
  conversation: 'Conversation',
  changed: 'Something has changed. Show it',
  looks: 'also looking:',
  refused: 'That was not done.',
  meanwhile: 'The customer wrote meanwhile. Read it, and send again.',
  taken: (name) => `${name} has it by now. Take it from them only if you mean to.`,
  missing: 'There is no such request.',
  lines: {
    moved: (state) => `Now: ${state}`,
    held: (name) => `${name} has it`,
    handed: (from, to) => `Handed from ${from} to ${to}`,
    urged: 'The customer asked for an update',
    rated: (score) => `Rated ${score} of 5`,
  },
  states: {
    open: 'Open',
    waiting: 'Waits for customer',
    solved: 'Solved',
    closed: 'Closed',
    reception: 'Being looked at',
    workshop: 'In the workshop',
    returned: 'Sent back',
  },
  events: {
    askRequester: 'Wait for the customer',
    solve: 'It is solved',
    reopen: 'Open it again',
    close: 'Close it',
    resume: 'Go on',
    toWorkshop: 'To the workshop',
    sendBack: 'Back to service',
    repaired: 'Repaired and sent back',
    confirm: 'The customer confirms',
    stillBroken: 'Still broken',
  },
  targets: {
    firstResponse: 'first answer',
    nextResponse: 'answer',
    resolution: 'solution',
    stage: 'this stage',
    acceptance: 'taking it',
  },
  left: (span) => `${span} left`,
  late: (span) => `${span} late`,
  waits: 'paused',
  noDate: '—',
  span: spans(' min', ' h', ' days'),
}

const CHINESE: AgentWords = {
  desk: '北光客服工作台',
  requests: '请求',
  shop: '商店',
  workAs: '切换身份',
  other: 'English',
  otherCode: 'en',
  views: { open: '处理中', free: '无人负责', mine: '我负责的', done: '已完成' },
  none: {
    open: '没有处理中的请求。可以去商店提一个问题试试。',
    free: '每条请求都有人负责。',
    mine: '您还没有负责的请求，可以从无人负责的里面接手一条。',
    done: '还没有完成的请求。',
  },
  columns: ['剩余时间', '请求', '客户', '状态', '负责人'],
  nobody: '无人',
  nobodyHas: '还没有人负责。',
  has: (name) => `由 ${name} 负责。`,
  urged: (count) => `催办 ${count} 次`,
  all: '全部请求',
  erased: '（已删除）',
  take: '接手',
  takeFrom: (name) => `从 ${name} 接手`,
  answer: '回复客户',
  send: '发送给客户',
  internal: '内部',
  noteLabel: '给同事的备注',
  noteHint: '客户看不到。',
  saveNote: '保存备注',
  whatNow: '下一步',
  reason: '原因',
  doIt: '执行',
  withReason: '需说明原因',
  handOver: '转交',
  handOverTo: '转交给',
  choose: '请选择',
  known: '交接说明（内部）',
  progress: '给客户的进度链接',
  progressHint: '无需登录即可查看进展。',
  facts: '请求信息',
  customer: '客户',
  state: '状态',
  category: '问题类型',
  conversation: '对话',
  changed: '有新的变化，点击查看',
  looks: '也在查看：',
  refused: '操作未成功。',
  meanwhile: '客户刚刚又发来消息，请看过后再发送。',
  taken: (name) => `这条请求现在由 ${name} 负责，确有需要时再接手。`,
  missing: '请求不存在。',
  lines: {
    moved: (state) => `状态变为：${state}`,
    held: (name) => `由 ${name} 负责`,
    handed: (from, to) => `由 ${from} 转交给 ${to}`,
    urged: '客户催办',
    rated: (score) => `客户评分 ${score} / 5`,
  },
  states: {
    open: '处理中',
    waiting: '等待客户回复',
    solved: '已解决',
    closed: '已关闭',
    reception: '检测中',
    workshop: '维修中',
    returned: '已寄回',
  },
  events: {
    askRequester: '等待客户回复',
    solve: '已解决',
    reopen: '重新打开',
    close: '关闭',
    resume: '继续处理',
    toWorkshop: '转入维修',
    sendBack: '退回客服',
    repaired: '修好并寄回',
    confirm: '客户确认',
    stillBroken: '没有修好',
  },
  targets: {
    firstResponse: '首次回复',
    nextResponse: '回复',
    resolution: '解决',
    stage: '本阶段',
    acceptance: '接手',
  },
  left: (span) => `还剩 ${span}`,
  late: (span) => `已超时 ${span}`,
  waits: '已暂停',
  noDate: '—',
  span: spans(' 分钟', ' 小时', ' 天'),
}

/** The words of each language. */
export const AGENT_WORDS: Readonly<Record<Language, AgentWords>> = { en: ENGLISH, zh: CHINESE }
