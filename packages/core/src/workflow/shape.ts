import * as z from 'zod'
import { agentRecipient } from '../actions/action-schema.js'
import { type Duration, durationMs } from '../kernel/duration.js'
import type { InputIssue } from '../kernel/error.js'
import { inputIssues } from '../kernel/input.js'
import { isPlainObject, jsonProblem } from '../kernel/json.js'
import { LIMITS } from '../kernel/limits.js'

const LONGEST_TIMEOUT_MS = durationMs({ days: 36_500 })
const NAME = /^[a-z][a-zA-Z0-9_]*$/
const name = z.string().regex(NAME, 'must begin with a lower-case letter and hold only letters, digits and _')
const label = z.record(z.string(), z.string())
const duration = z
  .strictObject({
    days: z.number().nonnegative().optional(),
    hours: z.number().nonnegative().optional(),
    minutes: z.number().nonnegative().optional(),
    seconds: z.number().nonnegative().optional(),
  })
  .refine((parts) => durationMs(parts as Duration) > 0, 'must be at least a millisecond')
  .refine((parts) => durationMs(parts as Duration) <= LONGEST_TIMEOUT_MS, 'must be at most 36500 days')
const id = z.string().min(1).max(200)
const positiveSpan = z
  .strictObject({
    hours: z.number().nonnegative().optional(),
    minutes: z.number().nonnegative().optional(),
    seconds: z.number().nonnegative().optional(),
  })
  .refine((parts) => durationMs(parts as Duration) > 0, 'must be longer than nothing')
  .refine((parts) => durationMs(parts as Duration) <= LONGEST_TIMEOUT_MS, 'must be at most 36500 days')
const MEDIA_TYPE = /^(\*|[a-z0-9][a-z0-9.+-]*\/(\*|[a-z0-9][a-z0-9.+-]*))$/
const EVIDENCE = ['field', 'attachment', 'secondPerson', 'approval']
const evidence = z.union(
  [
    z.strictObject({ field: id }),
    z.strictObject({
      attachment: z.string().regex(MEDIA_TYPE, 'must be a media type such as image/png, image/* or *'),
    }),
    z.strictObject({ secondPerson: z.literal(true) }),
    z.strictObject({ approval: name }),
  ],
  {
    error: ({ input }) =>
      isPlainObject(input) && EVIDENCE.some((kind) => kind in input)
        ? undefined
        : 'must be { field }, { attachment }, { secondPerson: true } or { approval }',
  },
)
const item = z.strictObject({ id: name, label: label.optional(), needs: z.array(evidence).max(20).optional() })
const stage = z.strictObject({
  owner: id,
  within: positiveSpan,
  instructions: label.optional(),
  receives: z.array(name).max(50).optional(),
  checklist: z.array(item).max(LIMITS.checklistItems).optional(),
})
const approval = z.strictObject({
  label: label.optional(),
  by: z.array(agentRecipient).min(1).max(50),
  needs: z
    .union([z.enum(['any', 'all']), z.int().min(1).max(100)], 'must be any, all or a number up to 100')
    .optional(),
  within: duration.optional(),
  of: z.array(id).max(200).optional(),
})
const requirement = z.union([
  z.enum(['checklist', 'reason', 'requests', 'form']),
  z.strictObject({ approval: name }),
  z.strictObject({ field: id }),
])
const guard = z.strictObject({ type: z.string(), params: z.record(z.string(), z.json()).optional() })
const transition = z.strictObject({
  target: z.string(),
  guards: z.array(guard).optional(),
  effects: z.array(z.string()).optional(),
  requires: z.array(requirement).max(50).optional(),
  roles: z.array(z.string()).min(1).optional(),
})
const state = z.strictObject({
  tags: z.array(z.string()),
  label: label.optional(),
  color: z.string().optional(),
  on: z.record(name, z.union([z.string(), transition, z.array(transition).min(1)])).optional(),
  timeout: z.strictObject({ after: duration, send: z.string() }).optional(),
  stage: stage.optional(),
  partOf: z.string().optional(),
  confirmation: z.strictObject({ confirmed: z.string(), refused: z.string() }).optional(),
  onReply: z.string().optional(),
})
const workflow = z.strictObject({
  id: name,
  version: z.int().min(1).max(1_000_000),
  label: label.optional(),
  initial: z.string(),
  approvals: z.record(name, approval).optional(),
  states: z.record(name, state).refine((states) => Object.keys(states).length > 0, 'needs at least one state'),
})

/** Features of statecharts that a ticket's workflow must not use, each with what to do instead. */
const FOREIGN: Readonly<Record<string, string>> = {
  after: 'a delay in the machine would not survive a restart; use `timeout`, which is a row in the store',
  always: 'a ticket moves by an event that is recorded; send one, or use guarded transitions of one event',
  invoke: 'a workflow runs nothing; name an `effect`, which is delivered from the outbox',
  entry: 'put `effects` on the transitions that lead here',
  exit: 'put `effects` on the transitions that lead away',
  states: 'workflows are flat; give each stage a state of its own',
  type: 'final, parallel and history states are not used; tag the last states `terminal`, so that they can be reopened',
  history: 'history states are not used; name the target',
  assign: 'a workflow changes nothing but the state; use a command or an effect',
  actions: 'name `effects` instead',
  guard: 'write `guards: [{ type, params }]`',
  cond: 'write `guards: [{ type, params }]`',
  context: 'a workflow keeps no data of its own; guards read the ticket',
  onDone: 'workflows are flat and have no child machine',
  onError: 'workflows are flat and have no child machine',
}

/** What is wrong with the shape of a workflow, before its names are looked at. */
export function shapeIssues(input: unknown): InputIssue[] {
  const problem = jsonProblem(input, { text: 10_000, depth: 12, values: 20_000 })
  if (problem) return [problem]
  const parsed = workflow.safeParse(input, { reportInput: true })
  if (parsed.success) return []
  return parsed.error.issues.flatMap((issue): InputIssue[] => {
    if (issue.code !== 'invalid_key') return inputIssues(new z.ZodError([issue])).map(withAdvice)
    const path = issue.path.filter((part) => typeof part !== 'symbol')
    const message = `the name ${String(path.at(-1))} ${issue.issues[0]?.message ?? 'is not allowed'}`
    return [{ path, code: 'name', message }]
  })
}

/** Says what to do instead of what statecharts have and a ticket's workflow has not. */
function withAdvice(issue: InputIssue): InputIssue {
  if (issue.code !== 'unknown_key') return issue
  const key = String(issue.path.at(-1))
  return { ...issue, message: (Object.hasOwn(FOREIGN, key) && FOREIGN[key]) || 'is not part of a workflow' }
}
