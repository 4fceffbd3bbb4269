import {
  type CategoryInput,
  createDesk,
  type DeskOptions,
  type DeskShapeOf,
  defaultAccess,
  defineDesk,
  supportWorkflow,
} from '@docket/core'
import { AGENTS, TEAMS } from '../people.js'
import { fields, forms } from './fields.js'
import { repair } from './repair.js'

/** The shop's one tenant. */
export const TENANT = 'northlight'

/** The shop's desk as it is defined. */
export const support = defineDesk({
  fields,
  indexed: ['order'],
  forms,
  workflows: [supportWorkflow, repair],
  // In wall time, so that there is something to see whenever the demo is looked at.
  sla: [
    {
      id: 'repair',
      when: { workflow: 'repair' },
      targets: {
        firstResponse: { within: { hours: 4 } },
        nextResponse: { within: { hours: 8 } },
        resolution: { within: { hours: 168 } },
      },
    },
    {
      id: 'gold',
      when: { tier: 'gold' },
      targets: {
        firstResponse: { within: { hours: 1 } },
        nextResponse: { within: { hours: 4 } },
        resolution: { within: { hours: 24 } },
      },
    },
    {
      id: 'standard',
      targets: {
        firstResponse: { within: { hours: 4 } },
        nextResponse: { within: { hours: 8 } },
        resolution: { within: { hours: 48 } },
      },
    },
  ],
  survey: { low: 2, followUp: { subject: 'About your rating · 关于您的评分' } },
  nudges: { every: { hours: 2 } },
  // What the number on the widget's launcher counts, until the customer has read it.
  rules: [
    {
      id: 'answered',
      on: 'message.added',
      by: ['agent', 'lead', 'admin'],
      when: { event: { visibility: 'public' } },
      do: [{ action: 'notify', to: ['requester'], kind: 'answered' }],
    },
  ],
  access: defaultAccess(),
})

/** What the desk's types know. */
export type Shop = DeskShapeOf<typeof support>

/** Makes the desk. */
export function openDesk(options: Pick<DeskOptions<Shop>, 'store' | 'files' | 'clock' | 'onError'>) {
  return createDesk(support, options)
}

/** The shop's desk. */
export type ShopDesk = Awaited<ReturnType<typeof openDesk>>

/** What requests are about. */
export const CATEGORIES = [
  { id: 'delivery', label: { en: 'Order and delivery', zh: '订单与配送' } },
  { id: 'returns', label: { en: 'Return something', zh: '退货退款' } },
  { id: 'repair', label: { en: 'Something is broken', zh: '故障与维修' } },
  { id: 'advice', label: { en: 'How to use it', zh: '使用咨询' } },
  { id: 'other', label: { en: 'Something else', zh: '其他' }, other: true },
] as const satisfies readonly CategoryInput[]

/** Puts people and categories into the desk, as far as they are not there. */
export async function furnish(desk: ShopDesk): Promise<void> {
  const { directory, categories } = desk.as({ tenant: TENANT, actor: { type: 'admin', id: 'owner' } })
  for (const { id, name } of TEAMS) await directory.putTeam({ id, name })
  for (const { id, name, team, languages } of AGENTS) {
    await directory.putAgent({ id, name, teams: [team], languages: [...languages] })
  }
  const known = (await categories.tree({ retired: true })).categories.map(({ id }) => id)
  for (const category of CATEGORIES) if (!known.includes(category.id)) await categories.add(category)
}
