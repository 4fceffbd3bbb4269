import { defaultAccess, defineDesk, defineWorkflow } from '@docket/core'
import * as z from 'zod'

const EVERYBODY = ['requester', 'agent', 'lead', 'admin', 'service'] as const

/** A workflow that has everything that a route can be about. */
const workflow = defineWorkflow({
  id: 'case',
  version: 1,
  label: { en: 'Case', zh: '个案' },
  initial: 'open',
  approvals: { payout: { by: ['lead'], within: { days: 7 } } },
  states: {
    open: {
      tags: ['open'],
      stage: {
        owner: 'service',
        within: { hours: 8 },
        instructions: { en: 'CANARY_any_desk_internal_instructions' },
        checklist: [{ id: 'look' }, { id: 'proof', needs: [{ attachment: 'image/*' }] }],
      },
      on: { solve: { target: 'solved', roles: EVERYBODY }, ask: 'waiting' },
    },
    waiting: { tags: ['waiting'], partOf: 'open', on: { resume: 'open' } },
    solved: {
      tags: ['solved'],
      confirmation: { confirmed: 'close', refused: 'reopen' },
      on: { close: { target: 'closed', roles: EVERYBODY }, reopen: { target: 'open', roles: EVERYBODY } },
    },
    closed: { tags: ['terminal'], on: {} },
  },
})

/** The desk on which the routes are tried. */
export const caseDesk = defineDesk({
  fields: z.object({ order: z.string().max(100).optional(), phone: z.string().max(100).optional() }),
  indexed: ['order'],
  personal: ['phone'],
  forms: { 'a-cat': { label: { en: 'Form', de: 'Formular' }, fields: { order: 'optional' } } },
  workflows: [workflow],
  calendars: {},
  sla: [{ id: 'standard', version: 1, targets: { firstResponse: { within: { hours: 1 } } } }],
  rules: [{ id: 'mark', on: 'message.added', when: { tag: 'never' }, do: [{ action: 'tag', add: ['marked'] }] }],
  macros: { greet: { label: { en: 'Greet' }, do: [{ action: 'tag', add: ['greeted'] }] } },
  effects: { crm: { on: ['ticket.created'] } },
  access: defaultAccess(),
})
