import type { InBoth } from './words.js'

/** The headings and sentences of the report. */
export const TEXT = {
  title: { en: 'Two weeks of service at Mingchuan Electronics', zh: '明川电子：两周服务纪实' },
  intro: {
    en: '{tickets} tickets came between {from} and {to}: {solved} were solved, {merged} was merged into another, {open} are still open; {archived} have been archived by rule. {kept} of {promises} promises were kept ({share} %), {broken} were broken. {ratings} customers rated, {mean} of 5 on average. All times are those of Shanghai; what was written in Chinese is translated.',
    zh: '{from} 至 {to} 共收到 {tickets} 张工单：已解决 {solved} 张，并入其他工单 {merged} 张，未结 {open} 张；其中 {archived} 张已按规则归档。{promises} 项承诺兑现 {kept} 项（{share}%），未兑现 {broken} 项。{ratings} 位客户评分，平均 {mean} 分。时间均为上海时间，外文内容已译为中文。',
  },
  cast: { en: 'Who had what, when', zh: '谁在何时处理了什么' },
  clock: {
    en: '“On the clock” is the working time for which the clock of a stage ran: office hours (operations and engineering: all hours), without waiting for customers and parts. “Not taken up” is the part of it that passed before somebody began.',
    zh: '“计时”指环节计时的工作时间：按上班时间计（运维、研发全天计），等待客户或配件时不计。“待接手”是其中无人接手的部分。',
  },
  castLine: {
    en: '{customer} wrote on {created}. Solved {solved}{rated}{archived}.',
    zh: '{customer}于 {created} 提交，{solved} 解决{rated}{archived}。',
  },
  rated: { en: ', rated {score} of 5', zh: '，评分 {score} 分' },
  archived: { en: ', archived {at}', zh: '，{at} 归档' },
  children: {
    en: ' With it {solved} of the {tickets} tickets behind it were solved, and {messages} messages went to their customers: one each.',
    zh: '随之解决了关联的 {tickets} 张工单中的 {solved} 张，共发出 {messages} 条通知，每位客户一条。',
  },
  stayHead: {
    en: '| Stage | Department | Who | From | To | On the clock | Promised | Not taken up | In time |',
    zh: '| 环节 | 部门 | 处理人 | 开始 | 结束 | 计时 | 承诺 | 待接手 | 按时 |',
  },
  again: { en: ' (again)', zh: '（再次）' },
  inTime: { en: 'yes', zh: '是' },
  lateBy: { en: 'late by {span}', zh: '超时 {span}' },
  why: { en: '{at}, {by} to “{stage}”: “{reason}”', zh: '{at}：{by}交给“{stage}”：“{reason}”' },
  handedOver: { en: 'Handed over with words:', zh: '交接说明：' },
  besides: { en: 'Besides:', zh: '其他经过：' },
  asides: { en: 'On the side', zh: '其他' },
  late: { en: 'What was late, and why', zh: '哪些超时，为什么' },
  lateSum: {
    en: '{broken} of {promises} promises were broken: {cast} about the tickets above, {others} about {tickets} others. Who begins late also answers late: one delay may break two promises. Spans are working time of whoever promised: the hours of Shanghai or Berlin, all hours for those on call.',
    zh: '{promises} 项承诺中 {broken} 项未兑现：上述工单 {cast} 项，其他 {tickets} 张工单 {others} 项。接单晚则答复也晚，一次延误可能使两项承诺落空。时长为承诺方的工作时间：上海或柏林的上班时间，值班人员全天计。',
  },
  solvedAgain: {
    en: '“Solution” is judged {solutions} times for {solved} tickets: {again} times a ticket came back after it had been solved and was solved again.',
    zh: '“解决”共评定 {solutions} 次，对应 {solved} 张工单：其中 {again} 次为解决后重新处理、再次解决。',
  },
  solvedOnce: {
    en: '“Solution” is judged {solutions} times, once for each solved ticket.',
    zh: '“解决”共评定 {solutions} 次，每张已解决的工单一次。',
  },
  together: { en: 'Together', zh: '合计' },
  byWhom: { en: 'Broken by', zh: '处理人' },
  lateLine: {
    en: '**{what}** ({people}): due {due}, done {ended}, {span} late.',
    zh: '**{what}**（{people}）：应于 {due} 完成，实际 {ended}，超时 {span}。',
  },
  standstill: {
    en: ' Nobody did anything to it from {from} to {to}, {span}.',
    zh: '{from} 至 {to} 无人处理，共 {span}。',
  },
  waited: {
    en: ' The clock stood still from {from} to {to} (“{state}”).',
    zh: '{from} 至 {to} 计时暂停（“{state}”）。',
  },
  ofStage: { en: '{name} “{stage}”', zh: '{name}“{stage}”' },
  step: { en: '{people} {at} ({about})', zh: '{people} {at}（{about}）' },
  ladder: { en: ' Told: {told}.', zh: '提醒：{told}。' },
  others: { en: 'The other tickets', zh: '其他工单' },
  otherHead: {
    en: '| Ticket | Who | What was late | Due | Done | Late by | Why |',
    zh: '| 工单 | 处理人 | 超时承诺 | 应于 | 实际 | 超时 | 原因 |',
  },
  untouched: { en: 'untouched for {span}', zh: '{span}无人处理' },
  reminded: { en: '; reminded: {people}', zh: '；已提醒：{people}' },
  notReminded: { en: '; nobody was reminded', zh: '；未提醒' },
  promiseHead: { en: '| Promise, all tickets | Kept | Broken |', zh: '| 全部工单的承诺 | 兑现 | 未兑现 |' },
  rules: { en: 'What the rules did', zh: '规则做了什么' },
  ruleIntro: {
    en: 'A rule looks at a ticket whenever something happens that may concern it, acts if its condition holds, and lets it be otherwise: that is no failure.',
    zh: '有相关变化时，规则检查工单：符合条件则执行，否则不处理，这不算失败。',
  },
  ruleHead: {
    en: '| Rule | Acted | On tickets | Failed | Let be | Mostly because |',
    zh: '| 规则 | 执行 | 工单 | 失败 | 未处理 | 主要原因 |',
  },
  times: { en: 'Time per stage and per department', zh: '各环节与部门用时' },
  timesIntro: {
    en: 'Means of a stay, in working time as above.',
    zh: '每次停留的平均值，按上述工作时间计。',
  },
  stageHead: {
    en: '| Stage | Stays | On the clock | Promised | Not taken up | Late |',
    zh: '| 环节 | 次数 | 计时 | 承诺 | 待接手 | 超时 |',
  },
  teamHead: {
    en: '| Department | Stays | On the clock | Not taken up | Late |',
    zh: '| 部门 | 次数 | 计时 | 待接手 | 超时 |',
  },
  outward: { en: 'What went outward', zh: '对外调用' },
  outwardIntro: {
    en: 'A message that is refused is sent again under the same number, so that it counts once; after ten attempts the desk gives up and asks for a person.',
    zh: '被拒绝的消息以同一编号重发，只计一次；十次失败后停止，由人工处理。',
  },
  outwardHead: {
    en: '| What | About | First tried | Attempts | Refused | Taken | Answered |',
    zh: '| 调用 | 工单 | 首次 | 尝试次数 | 被拒绝 | 对方受理 | 对方答复 |',
  },
  refusals: { en: '{times} times “{why}”, until {last}', zh: '{times} 次“{why}”，至 {last}' },
  sentAgainBy: { en: '; sent again by {by}', zh: '；由{by}重发' },
  told: { en: 'Who was told what', zh: '谁收到了哪些提醒' },
  toldHead: { en: '| Who | How often | Of what |', zh: '| 谁 | 次数 | 内容 |' },
  found: { en: 'Found again', zh: '检索' },
  foundLine: { en: '{by} searched “{text}”{meaning} and found {found}.', zh: '{by}搜索“{text}”，找到{found}。' },
  meaning: { en: ' ({meaning})', zh: '' },
  isArchived: { en: ' (archived)', zh: '（已归档）' },
} as const satisfies Readonly<Record<string, InBoth>>

/** The sentences of what happened. */
export const HAPPENING = {
  'ticket.transitioned': { en: '{by} moved it to “{state}”', zh: '{by}转为“{state}”' },
  cameBack: { en: 'the customer wrote, which brought it back to “{state}”', zh: '客户来信，自动转为“{state}”' },
  movedItself: { en: 'by itself it moved to “{state}”', zh: '自动转为“{state}”' },
  'approval.asked': {
    en: '{by} asked {people} to approve “{approval}”; {needed} must agree',
    zh: '{by}请{people}审批“{approval}”，须 {needed} 人同意',
  },
  'approval.given': { en: '{by} agreed', zh: '{by}同意' },
  'approval.refused': { en: '{by} said no', zh: '{by}不同意' },
  'approval.voided': {
    en: 'the approval “{approval}” counts no more, because {cause}',
    zh: '“{approval}”的审批失效：{cause}',
  },
  'request.asked': { en: '{by} asked {team}', zh: '{by}请{team}协助' },
  'request.answered': { en: '{by} answered', zh: '{by}答复' },
  'request.overdue': { en: 'the answer was overdue', zh: '协作请求超期' },
  'ticket.nudged': { en: '{by} urged, time {number}', zh: '{by}第 {number} 次催单' },
  'callback.recorded': { en: '{by} called the customer: {outcome}', zh: '{by}回访：{outcome}' },
  'ticket.rated': { en: '{by} rated it {score} of 5', zh: '{by}评分 {score} 分' },
  'ticket.archived': { en: 'archived by rule', zh: '按规则归档' },
  refused: { en: '{by} was held up before “{event}”: {missing}', zh: '{by}未能进入“{event}”：{missing}' },
  tooSoon: { en: '{by} could not urge again yet: {missing}', zh: '{by}暂不能再次催单：{missing}' },
  told: { en: ' (told: {people})', zh: '（已提醒：{people}）' },
} as const satisfies Readonly<Record<string, InBoth>>

/** The sentences of what happened aside. */
export const ASIDE = {
  snoozed: { en: '{by} put “{subject}” off until {until}', zh: '{by}将“{subject}”搁置到 {until}' },
  woken: { en: '“{subject}” had been put off until now and is open again', zh: '“{subject}”搁置到期，自动恢复' },
  merged: {
    en: '{by} saw that “{subject}” is the same as “{other}” and merged it into that',
    zh: '{by}发现“{subject}”与“{other}”重复，将其并入',
  },
  badlyRated: { en: '{by} rated “{subject}” only {score} of 5', zh: '{by}给“{subject}”评分仅 {score} 分' },
  followUp: {
    en: 'because of that rating the desk opened “{subject}” about “{other}”',
    zh: '因该评分，系统为“{other}”创建“{subject}”',
  },
  reopened: {
    en: 'the customer of “{subject}” wrote that it was not solved, which opened it again',
    zh: '“{subject}”的客户来信称仍未解决，工单重新打开',
  },
  sentAgain: {
    en: '{by} sent the rating of “{subject}” to the CRM again: it had been refused {times} times (“{why}”) until the desk gave up on {last}',
    zh: '{by}将“{subject}”的评分重新发送到 CRM：此前被拒绝 {times} 次（“{why}”），系统于 {last} 停止重试',
  },
} as const satisfies Readonly<Record<string, InBoth>>

/** What was missing. */
export const MISSING = {
  'item-open': { en: '“{item}” is not checked', zh: '“{item}”未勾选' },
  'attachment-missing': { en: 'there is no photo or paper for “{item}”', zh: '“{item}”缺少附件' },
  'second-person-missing': { en: 'nobody else has checked “{item}”', zh: '“{item}”缺少第二人确认' },
  'approval-missing': { en: '“{approval}” is not approved', zh: '“{approval}”未获审批' },
  'request-open': { en: 'an answer of {team} is outstanding', zh: '{team}尚未答复' },
  'nudge-too-soon': { en: 'the next time is from {again} on', zh: '{again} 后方可再次催单' },
} as const satisfies Readonly<Record<string, InBoth>>

/** How a call-back ended. */
export const OUTCOME = {
  unreached: { en: 'nobody answered', zh: '未接通' },
  refused: { en: 'not content', zh: '客户不认可' },
  confirmed: { en: 'content', zh: '客户认可' },
} as const satisfies Readonly<Record<string, InBoth>>
