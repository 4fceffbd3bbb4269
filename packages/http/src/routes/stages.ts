import { LIMITS } from '@docket/core'
import * as z from 'zod'
import { ticketCommand } from '../route/define-route.js'
import { body, idOf, name } from '../schema/values.js'

const proof = { attachmentId: idOf('attachment').exactOptional() }

/** Checklists and approvals of a ticket's stages. */
export const stageRoutes = [
  ticketCommand('stages', {
    id: 'checkItem',
    on: 'PUT /tickets/:ticketId/checks/:item',
    access: 'check',
    serves: ['check'],
    summary: "Checks an item of the present stage's checklist, with the file that proves it where one is needed.",
    body: z.strictObject(proof),
    run: ({ desk, params, body, options }) => desk.check(params.ticketId, { item: params.item, ...body }, options),
  }),
  ticketCommand('stages', {
    id: 'checkItems',
    on: 'POST /tickets/:ticketId/checks',
    access: 'check',
    serves: ['check'],
    summary: "Checks several items of the present stage's checklist: all of them, or none.",
    body: z.strictObject({
      items: z
        .array(z.strictObject({ item: name, ...proof }))
        .min(1)
        .max(LIMITS.checklistItems),
    }),
    run: ({ desk, params, body, options }) => desk.check(params.ticketId, body, options),
  }),
  ticketCommand('stages', {
    id: 'uncheckItem',
    on: 'DELETE /tickets/:ticketId/checks/:item',
    access: 'check',
    serves: ['uncheck'],
    summary: 'Takes the check from an item.',
    run: ({ desk, params, options }) => desk.uncheck(params.ticketId, { item: params.item }, options),
  }),
  ticketCommand('stages', {
    id: 'askApproval',
    on: 'POST /tickets/:ticketId/approvals',
    access: 'askApproval',
    serves: ['askApproval'],
    summary: 'Asks whoever the approval means.',
    body: z.strictObject({ approval: name }),
    run: ({ desk, params, body, options }) => desk.askApproval(params.ticketId, body, options),
  }),
  ticketCommand('stages', {
    id: 'answerApproval',
    on: 'POST /tickets/:ticketId/approvals/:approval/answers',
    access: 'approve',
    serves: ['approve', 'refuseApproval'],
    summary: 'Approves or refuses, as one of those who are asked; the note is internal.',
    body: z.strictObject({ answer: z.enum(['approve', 'refuse']), note: body.exactOptional() }),
    run: ({ desk, params, body: { answer, ...rest }, options }) => {
      const given = { approval: params.approval, ...rest }
      return answer === 'approve'
        ? desk.approve(params.ticketId, given, options)
        : desk.refuseApproval(params.ticketId, given, options)
    },
  }),
  ticketCommand('stages', {
    id: 'delegateApproval',
    on: 'POST /tickets/:ticketId/approvals/:approval/delegations',
    access: 'approve',
    serves: ['delegateApproval'],
    summary: 'Lets another agent answer in the place of whoever asks.',
    body: z.strictObject({ to: idOf('agent') }),
    run: ({ desk, params, body, options }) =>
      desk.delegateApproval(params.ticketId, { approval: params.approval, ...body }, options),
  }),
  ticketCommand('stages', {
    id: 'withdrawApproval',
    on: 'DELETE /tickets/:ticketId/approvals/:approval',
    access: 'askApproval',
    serves: ['withdrawApproval'],
    summary: 'Takes the question for an approval back.',
    run: ({ desk, params, options }) => desk.withdrawApproval(params.ticketId, { approval: params.approval }, options),
  }),
]
