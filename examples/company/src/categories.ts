import type { ActorDesk, CategoryInput } from '@docket/core'

/** What customers write about, as a tree that admins may change while the desk runs. */
const CATEGORIES: readonly CategoryInput[] = [
  { id: 'returns', label: { zh: '退货退款', en: 'Returns' } },
  { id: 'repair', label: { zh: '维修', en: 'Repairs' } },
  { id: 'repair-lamp', label: { zh: '灯具维修', en: 'Lamps' }, parent: 'repair' },
  { id: 'repair-audio', label: { zh: '音箱维修', en: 'Speakers' }, parent: 'repair' },
  { id: 'complaint', label: { zh: '投诉', en: 'Complaints' } },
  { id: 'cloud', label: { zh: '云服务与 App', en: 'Cloud and app' } },
  { id: 'advice', label: { zh: '使用咨询', en: 'Advice' } },
  { id: 'other', label: { zh: '其他', en: 'Other' }, other: true },
]

/** The form of each category; `repair-lamp` inherits that of `repair`. */
export const forms = {
  returns: {
    label: { zh: '退货退款申请', en: 'Return' },
    fields: {
      order: { required: true, label: { zh: '订单号', en: 'Order' } },
      product: { required: true, label: { zh: '产品', en: 'Product' } },
      phone: { label: { zh: '联系电话', en: 'Phone' } },
      amount: { required: true, agentOnly: true, label: { zh: '退款金额', en: 'Amount to be paid back' } },
    },
  },
  repair: {
    label: { zh: '维修申请', en: 'Repair' },
    fields: {
      serial: { required: true, label: { zh: '序列号', en: 'Serial number' } },
      broken: { required: true, label: { zh: '故障部位', en: 'What is broken' } },
      details: {
        required: true,
        visibleWhen: { fields: { broken: 'other' } },
        label: { zh: '故障描述', en: 'What happens' },
      },
      phone: { label: { zh: '联系电话', en: 'Phone' } },
      part: { agentOnly: true, label: { zh: '所需配件', en: 'Part' } },
      amount: { agentOnly: true, label: { zh: '配件费用', en: 'Cost of the parts' } },
    },
  },
} as const

/** Puts the tree into a desk. */
export async function putCategories({ categories }: Pick<ActorDesk, 'categories'>): Promise<void> {
  for (const category of CATEGORIES) await categories.add(category)
}
