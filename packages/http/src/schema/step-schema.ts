import type { AgentRecipient } from '@docket/core'
import * as z from 'zod'
import { body, fields, idOf, label, name, tags } from './values.js'

const agentRecipient: z.ZodType<AgentRecipient> = z
  .lazy(() =>
    z.union([
      z.enum(['assignee', 'team', 'lead', 'departmentHead', 'nextAuthority', 'coordinator']),
      z.strictObject({ agent: idOf('agent') }),
      z.strictObject({ team: idOf('team') }),
      z.strictObject({ managerOf: agentRecipient }),
    ]),
  )
  .meta({ id: 'AgentRecipient' })

const someTags = tags.min(1).exactOptional()

/** A step of a macro or batch. */
export const stepSchema = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('reply'), body }),
    z.strictObject({ action: z.literal('note'), body }),
    z.strictObject({ action: z.literal('tag'), add: someTags, remove: someTags }),
    z.strictObject({ action: z.literal('setFields'), fields }),
    z.strictObject({ action: z.literal('setCategory'), category: idOf('category').nullable() }),
    z.strictObject({ action: z.literal('setPriority'), priority: name.nullable() }),
    z.strictObject({
      action: z.literal('assign'),
      agent: idOf('agent').exactOptional(),
      team: idOf('team').exactOptional(),
      to: agentRecipient.exactOptional(),
    }),
    z.strictObject({ action: z.literal('askApproval'), approval: name }),
    z.strictObject({ action: z.literal('withdrawApproval'), approval: name }),
    z.strictObject({ action: z.literal('check'), item: name }),
    z.strictObject({ action: z.literal('uncheck'), item: name }),
    z.strictObject({ action: z.literal('send'), event: name }),
  ])
  .meta({ id: 'Step' })

/** A macro of the desk. */
export const macroSchema = z.strictObject({ id: z.string(), label, steps: z.array(stepSchema) }).meta({ id: 'Macro' })

/** A ticket that refused. */
export const refusedSchema = z.strictObject({ ticketId: z.string(), code: z.string(), message: z.string() })

const names = z.array(z.string().max(200)).max(100)
const done = z.strictObject({
  ticketId: idOf('ticket'),
  ok: z.literal(true),
  version: z.int().min(1),
  undo: z.array(stepSchema).max(100),
  stays: names,
  rules: z.array(z.strictObject({ rule: z.string().max(200), events: names, asks: names })).max(1_000),
})
const refused = z.strictObject({
  ticketId: idOf('ticket'),
  ok: z.literal(false),
  code: z.string().max(200),
  message: z.string().max(10_000),
})

/** What became of one ticket of a batch; given back to undo it. */
export const batchResultSchema = z.discriminatedUnion('ok', [done, refused]).meta({ id: 'BatchResult' })
