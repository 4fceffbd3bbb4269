import type { AgentRecipient } from '../../actions/action-types.js'
import { defineWorkflow } from '../define.js'
import type { ApprovalInput } from '../definition-types.js'
import { chosen, EVERYBODY, type WorkflowChoices } from './choices.js'

/** The departments that a repair crosses, each with one stage of its own. */
export type RepairDepartment = 'reception' | 'workshop' | 'quality' | 'shipping'

/** What a host says about its repairs. */
export type RepairChoices = WorkflowChoices<RepairDepartment, RepairDepartment> & {
  /** Who approves that parts are ordered (the approval `parts`); nobody is asked if left out. */
  readonly approvers?: readonly AgentRecipient[]
  /** How many of them must approve; any one of them if left out. */
  readonly needs?: ApprovalInput['needs']
}

/**
 * The ready-made workflow of a repair across four departments: reception, workshop, quality, shipping.
 *
 * While a stage waits for the customer or for parts its clock stands still; a message of the customer ends the first kind of
 * wait, and each ends by itself after its time. What cannot be repaired, or is not wanted any more, goes back as it is.
 * The customer confirms that it works, or sends it in again. Owners are teams of the departments' names if nothing else is
 * said.
 *
 * @throws DocketError `INVALID_DEFINITION` when an option is wrong
 * @example
 * ```ts
 * import { repairWorkflow } from '@docket/core'
 *
 * export const repair = repairWorkflow({ owners: { workshop: 'bench-2' }, within: { workshop: { hours: 24 } } })
 * ```
 */
export function repairWorkflow(choices: RepairChoices = {}) {
  const owner = chosen<RepairDepartment, string>('owners', choices.owners, {
    reception: 'reception',
    workshop: 'workshop',
    quality: 'quality',
    shipping: 'shipping',
  })
  const within = chosen('within', choices.within, {
    reception: { hours: 4 },
    workshop: { hours: 16 },
    quality: { hours: 4 },
    shipping: { hours: 8 },
  })
  return defineWorkflow({
    id: 'repair',
    version: choices.version ?? 1,
    label: { en: 'Repair', zh: '维修' },
    initial: 'reception',
    ...(choices.approvers && {
      approvals: {
        parts: {
          label: { en: 'Parts are ordered', zh: '同意订购配件' },
          by: choices.approvers,
          needs: choices.needs ?? 'any',
          within: { days: 7 },
        },
      },
    }),
    states: {
      reception: {
        tags: ['open'],
        label: { en: 'Reception', zh: '收件登记' },
        stage: {
          owner: owner.reception,
          within: within.reception,
          instructions: {
            en: 'Take in the device and photograph its state.',
            zh: '登记收到的产品并拍照留存外观状态。',
          },
          checklist: [
            { id: 'photo', label: { en: 'Photo on arrival', zh: '到货照片' }, needs: [{ attachment: 'image/*' }] },
            { id: 'fault', label: { en: 'Fault described', zh: '已描述故障' } },
          ],
        },
        on: {
          askCustomer: 'receptionAsks',
          toWorkshop: { target: 'workshop', requires: ['checklist'] },
          returnUnrepaired: { target: 'shipping', requires: ['reason'] },
        },
      },
      receptionAsks: {
        tags: ['waiting', 'sla-paused'],
        label: { en: 'Reception waits for you', zh: '收件待客户答复' },
        partOf: 'reception',
        onReply: 'answered',
        on: { answered: { target: 'reception', roles: EVERYBODY }, giveUp: 'shipping' },
        timeout: { after: { days: 14 }, send: 'giveUp' },
      },
      workshop: {
        tags: ['open'],
        label: { en: 'Workshop', zh: '维修车间' },
        stage: {
          owner: owner.workshop,
          within: within.workshop,
          instructions: {
            en: 'Find the fault, ask before it costs anything, repair, test.',
            zh: '排查故障；产生费用前先征得客户同意；维修并自检。',
          },
          checklist: [
            { id: 'diagnosed', label: { en: 'Fault found', zh: '已诊断' } },
            { id: 'repaired', label: { en: 'Repaired', zh: '已修复' } },
          ],
        },
        on: {
          askCustomer: 'workshopAsks',
          orderParts: { target: 'waitingForParts', ...(choices.approvers && { requires: [{ approval: 'parts' }] }) },
          toQuality: { target: 'quality', requires: ['checklist'] },
          sendBack: { target: 'reception', requires: ['reason'] },
          returnUnrepaired: { target: 'shipping', requires: ['reason'] },
        },
      },
      workshopAsks: {
        tags: ['waiting', 'sla-paused'],
        label: { en: 'Workshop waits for you', zh: '车间待客户答复' },
        partOf: 'workshop',
        onReply: 'answered',
        on: { answered: { target: 'workshop', roles: EVERYBODY }, giveUp: 'shipping' },
        timeout: { after: { days: 14 }, send: 'giveUp' },
      },
      waitingForParts: {
        tags: ['waiting', 'sla-paused'],
        label: { en: 'Waiting for parts', zh: '等待配件' },
        partOf: 'workshop',
        on: { partsArrived: 'workshop', partsLate: { target: 'workshop', roles: ['system'] } },
        timeout: { after: { days: 30 }, send: 'partsLate' },
      },
      quality: {
        tags: ['open'],
        label: { en: 'Final test', zh: '质检' },
        stage: {
          owner: owner.quality,
          within: within.quality,
          instructions: {
            en: 'Test it as the customer uses it; two people sign.',
            zh: '按客户使用场景测试，两人确认。',
          },
          checklist: [{ id: 'tested', label: { en: 'Tested', zh: '测试通过' }, needs: [{ secondPerson: true }] }],
        },
        on: {
          passed: { target: 'shipping', requires: ['checklist'] },
          failed: { target: 'workshop', requires: ['reason'] },
        },
      },
      shipping: {
        tags: ['open'],
        label: { en: 'Shipping', zh: '发货' },
        stage: {
          owner: owner.shipping,
          within: within.shipping,
          instructions: { en: 'Pack it and attach the shipping label.', zh: '打包并上传运单。' },
          checklist: [
            { id: 'packed', label: { en: 'Packed', zh: '已打包' } },
            { id: 'waybill', label: { en: 'Shipping label', zh: '运单' }, needs: [{ attachment: '*' }] },
          ],
        },
        on: {
          sent: { target: 'returned', requires: ['checklist'] },
          sendBack: { target: 'quality', requires: ['reason'] },
        },
      },
      returned: {
        tags: ['solved'],
        label: { en: 'On its way to you', zh: '已寄回' },
        confirmation: { confirmed: 'confirm', refused: 'stillBroken' },
        on: {
          confirm: { target: 'closed', roles: EVERYBODY },
          stillBroken: { target: 'reception', roles: EVERYBODY, requires: ['reason'] },
        },
        timeout: { after: { days: 14 }, send: 'confirm' },
      },
      closed: {
        tags: ['terminal'],
        label: { en: 'Closed', zh: '已关闭' },
        on: { reopen: { target: 'reception', roles: ['lead', 'admin'], requires: ['reason'] } },
      },
    },
  })
}
