import type { AgentRecipient } from '../../actions/action-types.js'
import { defineWorkflow } from '../define.js'
import { chosen, EVERYBODY, type WorkflowChoices } from './choices.js'

/** What a host says about its refunds. */
export type RefundChoices = WorkflowChoices<
  'service' | 'quality' | 'finance',
  'evidence' | 'inspection' | 'decision' | 'payment'
> & {
  /** Who approves that money goes out; the lead of the team that decides if left out. Any one of them is enough. */
  readonly approvers?: readonly AgentRecipient[]
}

/**
 * The ready-made workflow of a refund with evidence: the customer shows a photo, quality looks at it, somebody else approves
 * the refund, finance pays, the customer confirms.
 *
 * Whoever is asked for a photo and sends a message is back at work with it; after two silent weeks the request is declined.
 * The customer may object to a refusal and say that no money came. What is answered by nobody closes after its time.
 * Owners: `service`, `quality`, `finance`, as teams of these names if nothing else is said.
 *
 * @throws DocketError `INVALID_DEFINITION` when an option is wrong
 * @example
 * ```ts
 * import { refundWorkflow } from '@docket/core'
 *
 * export const refund = refundWorkflow({ owners: { finance: 'accounting' }, within: { payment: { hours: 4 } } })
 * ```
 */
export function refundWorkflow(choices: RefundChoices = {}) {
  const owner = chosen('owners', choices.owners, { service: 'service', quality: 'quality', finance: 'finance' })
  const within = chosen('within', choices.within, {
    evidence: { hours: 8 },
    inspection: { hours: 8 },
    decision: { hours: 4 },
    payment: { hours: 16 },
  })
  return defineWorkflow({
    id: 'refund',
    version: choices.version ?? 1,
    label: { en: 'Refund', zh: '退款' },
    initial: 'evidence',
    approvals: {
      refund: {
        label: { en: 'Money goes out', zh: '同意退款' },
        by: choices.approvers ?? ['lead'],
        within: { days: 7 },
      },
    },
    states: {
      evidence: {
        tags: ['open'],
        label: { en: 'Collecting evidence', zh: '收集凭证' },
        stage: {
          owner: owner.service,
          within: within.evidence,
          instructions: {
            en: 'Ask for a photo of the fault and of the type plate, and compare the purchase with the order.',
            zh: '请客户提供故障照片和铭牌照片，并核对订单。',
          },
          checklist: [
            { id: 'photo', label: { en: 'Photo of the fault', zh: '故障照片' }, needs: [{ attachment: 'image/*' }] },
            { id: 'purchase', label: { en: 'Purchase found', zh: '已核对订单' } },
          ],
        },
        on: {
          askPhoto: 'waitingForPhoto',
          toQuality: { target: 'inspection', requires: ['checklist'] },
          decline: { target: 'declined', requires: ['reason'] },
        },
      },
      waitingForPhoto: {
        tags: ['waiting', 'sla-paused'],
        label: { en: 'Waiting for your photo', zh: '等待客户照片' },
        partOf: 'evidence',
        onReply: 'photoSent',
        on: {
          photoSent: { target: 'evidence', roles: EVERYBODY },
          giveUp: 'declined',
        },
        timeout: { after: { days: 14 }, send: 'giveUp' },
      },
      inspection: {
        tags: ['open'],
        label: { en: 'Quality check', zh: '质检' },
        stage: {
          owner: owner.quality,
          within: within.inspection,
          instructions: {
            en: 'Judge from the photo whether the fault is ours. Two people look at it.',
            zh: '根据照片判定是否为产品质量问题，须由两人确认。',
          },
          checklist: [
            { id: 'fault', label: { en: 'Fault judged', zh: '已判定故障' }, needs: [{ secondPerson: true }] },
            { id: 'cause', label: { en: 'Cause recorded', zh: '已记录原因' } },
          ],
        },
        on: {
          passed: { target: 'decision', requires: ['checklist'] },
          sendBack: { target: 'evidence', requires: ['reason'] },
          decline: { target: 'declined', requires: ['reason'] },
        },
      },
      decision: {
        tags: ['open'],
        label: { en: 'Refund is decided', zh: '退款审批' },
        stage: {
          owner: owner.service,
          within: within.decision,
          instructions: { en: 'State the amount in a note and ask for the approval.', zh: '备注退款金额并发起审批。' },
        },
        on: {
          toFinance: { target: 'payment', requires: [{ approval: 'refund' }] },
          sendBack: { target: 'inspection', requires: ['reason'] },
          decline: { target: 'declined', requires: ['reason'] },
        },
      },
      payment: {
        tags: ['open'],
        label: { en: 'Payment', zh: '财务打款' },
        stage: {
          owner: owner.finance,
          within: within.payment,
          instructions: { en: 'Pay by the way of the purchase and attach the receipt.', zh: '原路退款并上传回执。' },
          checklist: [{ id: 'receipt', label: { en: 'Receipt', zh: '付款回执' }, needs: [{ attachment: '*' }] }],
        },
        on: {
          paid: { target: 'refunded', requires: ['checklist'] },
          sendBack: { target: 'decision', requires: ['reason'] },
        },
      },
      refunded: {
        tags: ['solved'],
        label: { en: 'Refunded', zh: '已退款' },
        confirmation: { confirmed: 'confirm', refused: 'notReceived' },
        on: {
          confirm: { target: 'closed', roles: EVERYBODY },
          notReceived: { target: 'payment', roles: EVERYBODY, requires: ['reason'] },
        },
        timeout: { after: { days: 14 }, send: 'confirm' },
      },
      declined: {
        tags: ['solved'],
        label: { en: 'Declined', zh: '已拒绝' },
        on: {
          object: { target: 'evidence', roles: EVERYBODY, requires: ['reason'] },
          accept: { target: 'closed', roles: EVERYBODY },
        },
        timeout: { after: { days: 14 }, send: 'accept' },
      },
      closed: {
        tags: ['terminal'],
        label: { en: 'Closed', zh: '已关闭' },
        on: { reopen: { target: 'evidence', roles: ['lead', 'admin'], requires: ['reason'] } },
      },
    },
  })
}
