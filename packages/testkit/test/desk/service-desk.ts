import {
  defaultAccess,
  defineDesk,
  defineGuard,
  defineWorkflow,
  leastLoad,
  matrix,
  supportWorkflow,
} from '@docket/core'
import * as z from 'zod'

const hasTeam = defineGuard({
  id: 'hasTeam',
  params: z.strictObject({}),
  test: ({ ticket }) => ticket.team !== null || { code: 'no-team' },
})

const answered = defineGuard({
  id: 'answered',
  params: z.strictObject({ times: z.number().default(1) }),
  test: ({ ticket }, { times }) => ticket.facts.agentMessages >= times || { code: 'not-answered', needed: times },
})

/** Guards, effects on transitions, and a time-out whose guard may refuse: what the ready-made workflow has not. */
const repairWorkflow = defineWorkflow({
  id: 'repair',
  version: 1,
  initial: 'received',
  states: {
    received: {
      tags: ['open'],
      on: { inspect: { target: 'inspected', guards: [{ type: 'hasTeam' }], effects: ['order'] }, reject: 'rejected' },
    },
    inspected: {
      tags: ['waiting', 'sla-paused'],
      on: {
        approve: { target: 'received', roles: ['requester', 'agent'], effects: ['order', 'page'] },
        finish: { target: 'done', guards: [{ type: 'answered', params: { times: 1 } }] },
        again: 'inspected',
      },
      timeout: { after: { days: 2 }, send: 'finish' },
    },
    done: {
      tags: ['solved'],
      on: { close: 'closed', reopen: 'received' },
      timeout: { after: { days: 7 }, send: 'close' },
    },
    rejected: { tags: ['terminal'], on: { reopen: 'received' } },
    closed: { tags: ['terminal'] },
  },
})

const common = {
  fields: z.object({
    severity: z.enum(['low', 'high']).default('low'),
    affected: z.enum(['one', 'many']).default('one'),
    product: z.string().optional(),
    amount: z.number().optional(),
    urgent: z.boolean().optional(),
    phone: z.string().optional(),
    address: z.object({ street: z.string(), city: z.string().optional() }).optional(),
  }),
  indexed: ['severity', 'product', 'amount', 'urgent'],
  personal: ['phone', 'address'],
  workflows: [supportWorkflow, repairWorkflow],
  guards: [hasTeam, answered],
  priority: matrix({
    impact: 'affected',
    urgency: 'severity',
    levels: ['urgent', 'high', 'normal', 'low'],
    table: { many: { high: 'urgent', low: 'high' }, one: { high: 'high', low: 'normal' } },
    otherwise: 'low',
  }),
  access: defaultAccess({
    roles: {
      // Belongs to the desk and sends nothing all the same.
      auditor: { tickets: 'all', actions: ['read', 'readInternal', 'history'], staff: true },
      // Reaches its own tickets alone, but with all that an agent does to them.
      partner: {
        tickets: 'own',
        actions: [
          'read',
          'readInternal',
          'history',
          'create',
          'reply',
          'note',
          'send',
          'update',
          'link',
          'attach',
          'upload',
          'setExternal',
        ],
        staff: true,
      },
    },
  }),
  effects: { mail: { on: ['ticket.created', 'message.added'] }, page: { on: ['ticket.prioritized'] } },
} as const

/** The desk of the scenarios: fields of every indexed type, personal ones, two workflows, a matrix, effects. */
export const serviceDesk = defineDesk(common)

/** The same desk with routing by least load. */
export const routedDesk = defineDesk({ ...common, routing: leastLoad() })

/** What the desk's types are made of. */
export type ServiceShape = NonNullable<(typeof serviceDesk)['$types']>
