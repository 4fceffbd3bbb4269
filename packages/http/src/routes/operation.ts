import type { RuleInput } from '@docket/core'
import * as z from 'zod'
import { sealedPage } from '../handler/pages.js'
import { defineRoute } from '../route/define-route.js'
import { after, page } from '../schema/query.js'
import { refusedSchema } from '../schema/step-schema.js'
import { promiseSchema } from '../schema/ticket-schema.js'
import { fields, idOf, instant, name, pageOf, time } from '../schema/values.js'

const failed = z.strictObject({ action: z.string(), code: z.string(), reasons: z.array(z.looseObject({})) })
const logEntry = z
  .strictObject({
    ticketId: z.string(),
    rule: z.string(),
    version: z.int(),
    at: time,
    seq: z.int().nullable(),
    matched: z.boolean(),
    reasons: z.array(z.looseObject({})),
    failed: z.array(failed),
  })
  .meta({ id: 'RuleLogEntry' })
const tried = z
  .strictObject({
    rule: z.string(),
    asked: z.int(),
    matched: z.int(),
    tickets: z.int(),
    unmet: z.record(z.string(), z.int()),
    matches: z.array(z.strictObject({ ticketId: z.string(), at: time, seq: z.int().nullable() })),
  })
  .meta({ id: 'TriedRule' })
const many = { limit: z.int().min(1).max(500).exactOptional(), after: after.exactOptional() }
const next = z.string().nullable()
const promise = promiseSchema.nullable()
const place = z.strictObject({ workflow: z.string(), version: z.int(), state: z.string() })
const letterKind = z.enum(['timer', 'outbox'])
const deadLetter = z
  .strictObject({
    ticketId: z.string(),
    kind: letterKind,
    id: z.string(),
    attempts: z.int(),
    error: z.string(),
  })
  .meta({ id: 'DeadLetter' })

/** What keeps a desk in order. */
export const operationRoutes = [
  defineRoute('operation', {
    id: 'listDeadLetters',
    on: 'GET /dead-letters',
    access: 'readDeadLetters',
    serves: ['deadLetters'],
    summary: 'What was given up after every attempt failed: timers and effects.',
    success: { status: 200, body: z.strictObject({ items: z.array(deadLetter) }) },
    cost: 10,
    run: async ({ desk }) => {
      const letters = await desk.deadLetters()
      const items = letters.map(({ ticketId, kind, id, attempts, error }) => ({ ticketId, kind, id, attempts, error }))
      return { body: { items } }
    },
  }),
  defineRoute('operation', {
    id: 'retryDeadLetters',
    on: 'POST /dead-letters/retries',
    access: 'retryDeadLetters',
    serves: ['retryDeadLetters'],
    summary: 'Has what was given up tried again under its id; what is not given up is passed over.',
    body: z.strictObject({
      items: z
        .array(z.strictObject({ ticketId: idOf('ticket'), kind: letterKind, id: z.string().min(1).max(1_000) }))
        .min(1)
        .max(1_000),
    }),
    success: { status: 200, body: z.strictObject({ retried: z.int() }) },
    cost: 100,
    run: async ({ desk, body }) => ({ body: { retried: await desk.retryDeadLetters(body.items) } }),
  }),
  defineRoute('operation', {
    id: 'listRuleLog',
    on: 'GET /rules/log',
    access: 'history',
    serves: ['rules.log'],
    summary: 'What set rules off, matched or not, ticket by ticket.',
    query: z.strictObject({ rule: name.exactOptional(), since: instant, ...page }),
    success: { status: 200, body: pageOf(logEntry) },
    cost: 10,
    run: async (input) => {
      const { after: from, ...query } = input.query
      return { body: await sealedPage(input, from, (at) => input.desk.rules.log({ ...query, ...at })) }
    },
  }),
  defineRoute('operation', {
    id: 'tryRules',
    on: 'POST /rules/trials',
    access: 'rehearse',
    serves: ['rules.try'],
    summary: 'Says when rules would have been set off in the past of the last tickets; nothing is done.',
    body: z.strictObject({
      rules: z.array(fields).min(1).max(100),
      tickets: z.int().min(1).max(1_000).exactOptional(),
    }),
    success: { status: 200, body: z.strictObject({ items: z.array(tried) }) },
    cost: 100,
    run: async ({ desk, body: { rules, ...rest }, request: { signal } }) => {
      // What a rule may hold depends on the desk's definition, which checks it.
      const given = rules as unknown as RuleInput<object>[]
      return { body: { items: await desk.rules.try({ rules: given, ...rest, signal }) } }
    },
  }),
  defineRoute('operation', {
    id: 'recomputeSla',
    on: 'POST /sla/recomputations',
    access: 'changeSla',
    serves: ['recomputeSla'],
    summary:
      'Brings a change of promises or calendars to open tickets, a page at a time; by default only says what would change.',
    body: z.strictObject({
      mode: z.enum(['keep', 'recompute', 'recomputeAndKeepBoth']),
      dryRun: z.boolean().exactOptional(),
      ...many,
    }),
    success: {
      status: 200,
      body: z.strictObject({
        items: z.array(z.strictObject({ ticketId: z.string(), before: promise, after: promise })),
        failed: z.array(refusedSchema),
        examined: z.int(),
        next,
      }),
    },
    cost: 100,
    run: async (input) => {
      const { after: from, ...change } = input.body
      return { body: await sealedPage(input, from, (at) => input.desk.recomputeSla({ ...change, ...at })) }
    },
  }),
  defineRoute('operation', {
    id: 'migrateWorkflow',
    on: 'POST /workflow-migrations',
    access: 'migrateWorkflow',
    serves: ['migrateWorkflow'],
    summary:
      'Brings tickets to another version of a workflow, a page at a time; by default only says what would happen.',
    body: z.strictObject({
      from: z.strictObject({ workflow: name, version: z.int().min(1) }),
      to: z.strictObject({ workflow: name, version: z.int().min(1).exactOptional() }),
      states: z.record(name, name),
      dryRun: z.boolean().exactOptional(),
      ...many,
    }),
    success: {
      status: 200,
      body: z.strictObject({
        items: z.array(z.strictObject({ ticketId: z.string(), from: place, to: place })),
        failed: z.array(refusedSchema),
        unmapped: z.array(z.strictObject({ state: z.string(), tickets: z.int() })),
        unknown: z.array(z.strictObject({ state: z.string(), target: z.string() })),
        examined: z.int(),
        next,
      }),
    },
    cost: 100,
    run: async (input) => {
      const { after: from, ...migration } = input.body
      return { body: await sealedPage(input, from, (at) => input.desk.migrateWorkflow({ ...migration, ...at })) }
    },
  }),
  defineRoute('operation', {
    id: 'getRepeatRate',
    on: 'GET /repeat-rate',
    access: 'measureRepeats',
    serves: ['repeatRate'],
    summary: 'How many tickets of a time came twice, or came again after their solution.',
    query: z.strictObject({ since: instant, until: instant }),
    success: {
      status: 200,
      body: z.strictObject({
        since: time,
        until: time,
        tickets: z.int(),
        duplicates: z.int(),
        repeats: z.int(),
        rate: z.number().nullable(),
      }),
    },
    cost: 100,
    run: async ({ desk, query }) => ({ body: await desk.repeatRate(query) }),
  }),
]
