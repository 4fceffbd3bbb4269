import type { SlaTarget } from '@docket/core'
import type { Role } from '../story/story.js'

/** The languages of the report. */
export type Language = 'en' | 'zh'

/** The same in both languages. */
export type InBoth = Readonly<Record<Language, string>>

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
  'effect.failed': { en: 'something could not be sent', zh: '对外发送失败' },
  'rating.low': { en: 'bad rating', zh: '低分' },
}

/** Where the report says it otherwise than the label that agents and customers read: so that no stage is called as its department. */
export const STATE_WORDS: Readonly<Record<string, InBoth>> = {
  'refund waitingForPhoto': { en: "Waiting for the customer's photo", zh: '等待客户照片' },
  'refund inspection': { en: 'Inspection', zh: '故障鉴定' },
  'refund decision': { en: 'Decision', zh: '退款决定' },
  'refund payment': { en: 'Payment', zh: '打款' },
  'repair workshop': { en: 'Repairing', zh: '检修' },
  'repair quality': { en: 'Final test', zh: '修后测试' },
  'repair returned': { en: 'On its way to the customer', zh: '已寄回' },
  'complaint proposed': { en: "Waiting for the customer's confirmation", zh: '待客户确认' },
}

/** What is approved, as an approver is asked for it. */
export const APPROVAL_WORDS: Readonly<Record<string, InBoth>> = {
  refund: { en: 'The refund may be paid', zh: '同意退款' },
  parts: { en: 'Parts may be ordered', zh: '同意订购配件' },
}

/** Why an approval counts no more. */
export const VOID_WORDS: Readonly<Record<string, InBoth>> = {
  'stage-again': { en: 'the ticket came back to the stage', zh: '工单退回到该环节' },
  'subject-changed': { en: 'what it was about has changed', zh: '审批内容已变更' },
  'stage-left': { en: 'the stage ended without it', zh: '环节已结束' },
  reopened: { en: 'the ticket was opened again', zh: '工单重新打开' },
  'ticket-done': { en: 'the ticket was over', zh: '工单已结束' },
}

/** Which rule asks for what leaves the desk. */
export const RULE_OF_EFFECT: Readonly<Record<string, string>> = {
  refund: 'pay',
  sparePart: 'order-part',
  crm: 'tell-crm',
}

/** Rules of the same kind that the definitions label alike. */
export const RULE_WORDS: Readonly<Record<string, InBoth>> = {
  'life-created': { en: 'Tell who is to work on it', zh: '通知处理人' },
  'life-reminder': { en: 'Remind while it stays open', zh: '提醒无进展工单' },
  'life-archive': { en: 'Archive what is long over', zh: '归档已结束工单' },
  'incident-solved': { en: 'Solve the tickets behind an incident', zh: '解决故障相关工单' },
  'valued-customer': { en: 'Valued customers first', zh: '优先重要客户' },
  'customer-waits': { en: 'Tell that a customer waits (Shanghai)', zh: '提醒客户久等（上海）' },
  'customer-waits-europe': { en: 'Tell that a customer waits (Berlin)', zh: '提醒客户久等（柏林）' },
  pay: { en: 'Pay the refund', zh: '支付退款' },
  'order-part': { en: 'Order the spare part', zh: '订购配件' },
  survey: { en: 'Ask how it went', zh: '询问满意度' },
  'tell-crm': { en: 'Tell the CRM of ratings', zh: '同步评分到 CRM' },
}

/** Why a rule let a ticket be, by rule and the part of its condition that did not hold. */
export const MISSED_WORDS: Readonly<Record<string, InBoth>> = {
  'incident-solved workflow': { en: 'it is no incident', zh: '不是故障事件' },
  'life-reminder phase': { en: 'it was solved by then', zh: '届时已解决' },
  'life-archive phase': { en: 'it was not closed yet', zh: '届时尚未关闭' },
  'valued-customer tier': { en: 'the customer is an ordinary one', zh: '普通客户' },
  'customer-waits phase': { en: 'it was solved by then', zh: '届时已解决' },
  'customer-waits not': { en: 'the customer is in Europe', zh: '欧洲客户' },
  'customer-waits-europe phase': { en: 'it was solved by then', zh: '届时已解决' },
  'customer-waits-europe locale': { en: 'the customer is not in Europe', zh: '非欧洲客户' },
  'pay stage': { en: 'it was not at the payment', zh: '不在打款环节' },
  'pay workflow': { en: 'it is no refund', zh: '不是退款' },
  'order-part state': { en: 'no part was needed', zh: '无需配件' },
  'survey not': { en: 'it belongs to an outage', zh: '属于故障' },
}
