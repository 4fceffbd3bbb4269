import type { SlaTarget } from '@docket/core'
import type { Role } from '../story/story.js'

/** The languages of the report. */
export type Language = 'en' | 'zh'

type InBoth = Readonly<Record<Language, string>>

/** In the order in which they are shown. */
export const TARGETS = [
  'acceptance',
  'firstResponse',
  'nextResponse',
  'stage',
  'resolution',
] as const satisfies SlaTarget[]

/** What targets are called. */
export const TARGET_WORDS: Readonly<Record<SlaTarget, InBoth>> = {
  acceptance: { en: 'Taking it up', zh: '接单' },
  firstResponse: { en: 'First answer', zh: '首次答复' },
  nextResponse: { en: 'Next answer', zh: '后续答复' },
  stage: { en: 'Stage', zh: '环节' },
  resolution: { en: 'Solution', zh: '解决' },
}

/** What the main cast is called. */
export const ROLE_WORDS: Readonly<Record<Role, InBoth>> = {
  return: { en: 'The return: a lamp that flickers', zh: '退货：频闪的台灯' },
  repair: { en: 'The repair: a speaker that does not charge', zh: '维修：充不进电的音箱' },
  complaint: { en: 'The complaint: a fitter who did not come', zh: '投诉：失约的安装师傅' },
  outage: { en: 'The outage: one certificate, 300 customers', zh: '故障：一张证书，300 位客户' },
}

/** Those who are no people, and people whose name is not just their id in capitals. */
export const NAME_WORDS: Readonly<Record<string, InBoth>> = {
  docket: { en: 'the desk', zh: '系统' },
  bank: { en: 'the bank', zh: '银行' },
  supplier: { en: 'the supplier', zh: '供应商' },
  monitoring: { en: 'the monitoring', zh: '监控' },
}

/** What people were told. */
export const KIND_WORDS: Readonly<Record<string, InBoth>> = {
  'please-accept': { en: 'to be taken up', zh: '请接单' },
  'nobody-accepts': { en: 'not taken up by anybody', zh: '无人接单' },
  'stage-due-soon': { en: 'stage due soon', zh: '环节即将到期' },
  'stage-late': { en: 'stage late', zh: '环节超时' },
  'stage-very-late': { en: 'stage very late', zh: '环节严重超时' },
  'customer-waits': { en: 'customer waits', zh: '客户久等' },
  'life.created': { en: 'new ticket', zh: '新工单' },
  'life.reminder': { en: 'a day without a step', zh: '一天无进展' },
  'sla.dueSoon': { en: 'promise nearly due', zh: '承诺即将到期' },
  'ticket.nudged': { en: 'customer urged', zh: '客户催单' },
  'ticket.woken': { en: 'put-off ticket is back', zh: '搁置到期' },
  'ticket.unassigned': { en: 'nobody for a ticket', zh: '无人可派' },
  'ticket.solved': { en: 'watched ticket solved', zh: '关注工单已解决' },
  'ticket.ended': { en: 'watched ticket closed', zh: '关注工单已关闭' },
  'message.requesterWrote': { en: 'customer wrote', zh: '客户来信' },
  'message.colleagueWrote': { en: 'colleague wrote', zh: '同事留言' },
  'message.written': { en: 'message in a watched ticket', zh: '关注工单有消息' },
  'request.asked': { en: 'asked by colleagues', zh: '协作请求' },
  'request.answered': { en: 'answer of colleagues', zh: '协作答复' },
  'request.overdue': { en: 'answer overdue', zh: '协作超期' },
  'approval.asked': { en: 'approval asked', zh: '待审批' },
  'approval.decided': { en: 'approval decided', zh: '审批结果' },
  'approval.voided': { en: 'approval counts no more', zh: '审批失效' },
  'rating.low': { en: 'bad rating', zh: '低分' },
}

/** Which part of its condition kept a rule from matching. */
export const PART_WORDS: Readonly<Record<string, InBoth>> = {
  workflow: { en: 'another workflow', zh: '其他流程' },
  state: { en: 'another state', zh: '其他状态' },
  stage: { en: 'another stage', zh: '其他环节' },
  phase: { en: 'another phase', zh: '其他阶段' },
  tier: { en: 'no valued customer', zh: '非重要客户' },
  locale: { en: 'customers elsewhere', zh: '其他地区客户' },
  not: { en: 'an exception', zh: '属例外' },
}

/** The headings and sentences of the report. */
export const TEXT = {
  title: { en: 'Two weeks of service at Mingchuan Electronics', zh: '明川电子：两周服务纪实' },
  intro: {
    en: '{tickets} tickets came between {from} and {to} (times of Shanghai). {over} are solved, {archived} of them archived by rule, {merged} went on in another. {kept} of {promises} promises were kept ({share} %). {ratings} customers rated, {mean} of 5 on average.',
    zh: '{from} 至 {to}（上海时间）共收到 {tickets} 张工单，已解决 {over} 张，其中 {archived} 张按规则归档，{merged} 张合并。{promises} 项承诺兑现 {kept} 项（{share}%）。{ratings} 位客户评分，平均 {mean} 分。',
  },
  cast: { en: 'Who had what, when', zh: '谁在何时处理了什么' },
  castLine: {
    en: '{customer} wrote on {created}. Solved {solved}{rated}{archived}.',
    zh: '{customer} 于 {created} 提交，{solved} 解决{rated}{archived}。',
  },
  rated: { en: ', rated {score} of 5', zh: '，评分 {score}' },
  archived: { en: ', archived {at}', zh: '，{at} 归档' },
  children: {
    en: 'With it {solved} of the {tickets} tickets behind it were solved, and {messages} messages went to their customers: one each.',
    zh: '随之解决了关联的 {tickets} 张工单中的 {solved} 张，共发出 {messages} 条通知，每位客户一条。',
  },
  stayHead: {
    en: '| Stage | Team | Who | From | To | Work time | Nobody took it up for | In time |',
    zh: '| 环节 | 部门 | 处理人 | 开始 | 结束 | 工时 | 无人接手 | 按时 |',
  },
  again: { en: ' (again)', zh: '（再次）' },
  inTime: { en: 'yes', zh: '是' },
  lateBy: { en: 'late by {span}', zh: '超时 {span}' },
  why: { en: '{by}: “{reason}”', zh: '{by}：“{reason}”' },
  handedOver: { en: 'Handed over with words:', zh: '交接说明：' },
  besides: { en: 'Besides:', zh: '其他经过：' },
  asides: { en: 'On the side', zh: '其他' },
  late: { en: 'What was late, and why', zh: '哪些超时，为什么' },
  lateLine: {
    en: '**{what}** ({people}): due {due}, done {ended}, {span} of working time late.',
    zh: '**{what}**（{people}）：应于 {due} 完成，实际 {ended}，超出工时 {span}。',
  },
  standstill: {
    en: ' Nobody did anything to it from {from} to {to}, {span} of working time.',
    zh: '{from} 至 {to} 无人处理，工时 {span}。',
  },
  waited: {
    en: ' The clock stood still from {from} to {to} (“{state}”).',
    zh: '{from} 至 {to} 计时暂停（「{state}」）。',
  },
  ofStage: { en: '{name} “{stage}”', zh: '{name}「{stage}」' },
  step: { en: '{people} {at} ({about})', zh: '{people} {at}（{about}）' },
  ladder: { en: ' Told: {told}.', zh: '提醒：{told}。' },
  others: { en: 'Promises to the other customers:', zh: '对其他客户的承诺：' },
  otherLate: {
    en: '“{subject}” ({person}): {target}, due {due}, {span} of working time late',
    zh: '「{subject}」（{person}）：{target}应于 {due} 完成，超出工时 {span}',
  },
  promiseHead: { en: '| Promise, all tickets | Kept | Broken |', zh: '| 全部工单的承诺 | 兑现 | 未兑现 |' },
  rules: { en: 'What the rules did', zh: '规则做了什么' },
  ruleHead: {
    en: '| Rule | Asked | Matched | Tickets | Failed | Otherwise mostly |',
    zh: '| 规则 | 触发 | 命中 | 工单 | 失败 | 未命中多因 |',
  },
  times: { en: 'Time per stage and per department', zh: '各环节与部门用时' },
  stageHead: {
    en: '| Stage | Stays | Work time, mean | Until somebody took it up, mean | Late |',
    zh: '| 环节 | 次数 | 平均工时 | 平均等待接手 | 超时 |',
  },
  teamHead: {
    en: '| Department | Stays | Work time, mean | Until somebody took it up, mean | Late |',
    zh: '| 部门 | 次数 | 平均工时 | 平均等待接手 | 超时 |',
  },
  outward: { en: 'What went outward', zh: '对外调用' },
  outwardHead: {
    en: '| What | About | Attempts, one id | First tried | Taken | Answered |',
    zh: '| 调用 | 工单 | 尝试次数（同一编号） | 首次 | 对方受理 | 对方答复 |',
  },
  told: { en: 'Who was told what', zh: '谁收到了哪些提醒' },
  toldHead: { en: '| Who | How often | Of what |', zh: '| 谁 | 次数 | 内容 |' },
  found: { en: 'Found again', zh: '检索' },
  foundLine: { en: '{by} searched “{text}” and found {found}.', zh: '{by} 搜索“{text}”，找到 {found}。' },
  isArchived: { en: ' (archived)', zh: '（已归档）' },
  refund: { en: 'Refund', zh: '退款' },
  sparePart: { en: 'Spare part', zh: '配件订购' },
  crm: { en: 'Rating to the CRM', zh: '评分同步 CRM' },
} as const satisfies Readonly<Record<string, InBoth>>

/** The sentences of what happened. */
export const HAPPENING = {
  'ticket.transitioned': { en: '{by} moved it to “{state}”', zh: '{by} 转为「{state}」' },
  'approval.asked': {
    en: '{by} asked {people} for “{approval}”; {needed} must agree',
    zh: '{by} 请 {people} 审批「{approval}」，须 {needed} 人同意',
  },
  'approval.given': { en: '{by} agreed', zh: '{by} 同意' },
  'approval.refused': { en: '{by} said no', zh: '{by} 不同意' },
  'request.asked': { en: '{by} asked {team}', zh: '{by} 请 {team} 协助' },
  'request.answered': { en: '{by} answered', zh: '{by} 答复' },
  'request.overdue': { en: 'the answer was overdue', zh: '协作请求超期' },
  'ticket.nudged': { en: '{by} urged, time {number}', zh: '{by} 第 {number} 次催单' },
  'callback.recorded': { en: '{by} called back: {outcome}', zh: '{by} 回访：{outcome}' },
  'ticket.rated': { en: '{by} rated it {score} of 5', zh: '{by} 评分 {score}' },
  'ticket.archived': { en: 'archived by rule', zh: '按规则归档' },
  refused: { en: '{by} was held up before “{event}”: {missing}', zh: '{by} 未能进入「{event}」：{missing}' },
  tooSoon: { en: '{by} could not urge again yet: {missing}', zh: '{by} 暂不能再次催单：{missing}' },
  told: { en: ' (told: {people})', zh: '（已提醒：{people}）' },
} as const satisfies Readonly<Record<string, InBoth>>

/** The sentences of what happened aside. */
export const ASIDE = {
  snoozed: { en: '{by} put “{subject}” off until {other}', zh: '{by} 将「{subject}」搁置到 {other}' },
  woken: { en: '“{subject}” came back by itself', zh: '「{subject}」到期自动恢复' },
  merged: { en: '{by} let “{subject}” go on in “{other}”', zh: '{by} 将「{subject}」并入「{other}」' },
  badlyRated: { en: '{by} gave “{subject}” {other} of 5', zh: '{by} 给「{subject}」打了 {other} 分' },
  followUp: { en: 'so that “{subject}” was opened after “{other}”', zh: '因「{other}」自动创建「{subject}」' },
  reopened: {
    en: 'the customer wrote again about “{subject}”, which opened it again',
    zh: '客户再次来信，「{subject}」重新打开',
  },
  sentAgain: {
    en: '{by} had what was given up about “{subject}” sent again',
    zh: '{by} 重新发送了「{subject}」中多次失败的对外消息',
  },
} as const satisfies Readonly<Record<string, InBoth>>

/** What was missing. */
export const MISSING = {
  'item-open': { en: '“{item}” is not checked', zh: '「{item}」未勾选' },
  'attachment-missing': { en: 'there is no photo or paper for “{item}”', zh: '「{item}」缺少附件' },
  'second-person-missing': { en: 'nobody else has checked “{item}”', zh: '「{item}」缺少第二人确认' },
  'approval-missing': { en: '“{approval}” is not approved', zh: '「{approval}」未获审批' },
  'request-open': { en: 'an answer of {team} is outstanding', zh: '{team} 尚未答复' },
  'nudge-too-soon': { en: 'the next time is from {again} on', zh: '{again} 后方可再次催单' },
} as const satisfies Readonly<Record<string, InBoth>>

/** How a call-back ended. */
export const OUTCOME = {
  unreached: { en: 'not reached', zh: '未接通' },
  refused: { en: 'the customer does not agree', zh: '客户不认可' },
  confirmed: { en: 'the customer agrees', zh: '客户认可' },
} as const satisfies Readonly<Record<string, InBoth>>
