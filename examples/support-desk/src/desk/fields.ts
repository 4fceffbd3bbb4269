import * as z from 'zod'

/** What may be broken, in words that both languages show. */
const FAULTS = ['Power · 电源', 'Sound · 声音', 'Light · 灯光', 'Network · 网络', 'Other · 其他'] as const

/** What the shop knows of a request besides its text. */
export const fields = z.object({
  order: z
    .string()
    .regex(/^NL-\d{5}$/)
    .optional(),
  product: z.enum(['Wren', 'Alder', 'Fjord', 'Vesper']).optional(),
  serial: z
    .string()
    .regex(/^[A-Z]{2}-\d{4}$/)
    .optional(),
  fault: z.enum(FAULTS).optional(),
  details: z.string().max(500).optional(),
  /** Whether the box was opened. */
  opened: z.boolean().optional(),
  /** How many pieces. */
  pieces: z.number().int().min(1).max(20).optional(),
})

/** The form of each category. */
export const forms = {
  returns: {
    label: { en: 'Return', zh: '退货' },
    fields: {
      order: { required: true, label: { en: 'Order number (NL-12345)', zh: '订单号（NL-12345）' } },
      product: { label: { en: 'Product', zh: '产品' } },
      pieces: { label: { en: 'How many', zh: '数量' } },
      opened: { label: { en: 'The box has been opened', zh: '已拆封' } },
    },
  },
  repair: {
    label: { en: 'Repair', zh: '维修' },
    fields: {
      product: { required: true, label: { en: 'Product', zh: '产品' } },
      serial: { label: { en: 'Serial number (WR-2207)', zh: '序列号（WR-2207）' } },
      fault: { required: true, label: { en: 'What is wrong', zh: '故障部位' } },
      details: {
        required: true,
        visibleWhen: { fields: { fault: 'Other · 其他' } },
        label: { en: 'What exactly happens', zh: '具体情况' },
      },
    },
  },
  advice: {
    label: { en: 'Question', zh: '咨询' },
    fields: { product: { label: { en: 'Product', zh: '产品' } } },
  },
  // Whatever it is, words are enough.
  other: { label: { en: 'Something else', zh: '其他' }, fields: {} },
  delivery: {
    label: { en: 'Delivery', zh: '配送' },
    fields: { order: { required: true, label: { en: 'Order number (NL-12345)', zh: '订单号（NL-12345）' } } },
  },
} as const
