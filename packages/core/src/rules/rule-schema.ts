import * as z from 'zod'
import { actionSchema } from '../actions/action-schema.js'
import { eventConditionSchema } from '../condition/condition-schema.js'
import { type Duration, durationMs } from '../kernel/duration.js'
import { isPlainObject } from '../kernel/json.js'
import { nearest } from '../kernel/nearest.js'
import { strictObject } from '../kernel/strict-object.js'
import { WALL } from '../sla/define-policies.js'
import { TICKET_EVENT_TYPES } from '../ticket/event-types.js'
import type { RuleSince, RuleTrigger } from './rule-types.js'

/** The instants from which rules of time count. */
const RULE_SINCE = [
  'created',
  'requesterWrote',
  'deskWrote',
  'deskActed',
  'stateEntered',
  'stageBegun',
  'assigned',
  'solved',
] as const satisfies readonly RuleSince[]

const OWN_EVENTS: ReadonlySet<string> = new Set(['rules.evaluated', 'rules.stopped'])

/** The events that set rules off. */
export const TRIGGERS: readonly string[] = TICKET_EVENT_TYPES.filter(
  (type): type is RuleTrigger => !OWN_EVENTS.has(type),
)

const id = z.string().min(1).max(200)
const part = z.number().min(0).max(1_000_000)
const after = z
  .custom<object>(isPlainObject, 'must be a time such as { hours: 4 }')
  .pipe(
    strictObject({ days: part.optional(), hours: part.optional(), minutes: part.optional(), seconds: part.optional() }),
  )
  .refine((given) => durationMs(given as Duration) > 0, 'must be longer than nothing')
const trigger = z.string().superRefine((type, context) => {
  if (TRIGGERS.includes(type)) return
  const alike = nearest(type, TRIGGERS, 3).join(', ')
  const message = `names ${type.slice(0, 100)}, which sets no rule off; did you mean one of ${alike}? docs/rules.md lists all ${TRIGGERS.length}`
  context.addIssue({ code: 'custom', message, params: { code: 'unknown_event' } })
})

/** The shape of a rule; which names there are, the desk knows. */
export const ruleSchema = strictObject({
  id,
  version: z.int().min(1).max(1_000_000).optional(),
  label: z.record(z.string(), z.string()).optional(),
  on: z.union([trigger, z.array(trigger).min(1).max(100)]).optional(),
  by: z.union([id, z.array(id).min(1).max(50)]).optional(),
  after: after.optional(),
  since: z.enum(RULE_SINCE).optional(),
  calendar: id.optional(),
  when: eventConditionSchema.optional(),
  do: z.array(actionSchema).min(1).max(20),
  stop: z.boolean().optional(),
})
  .refine(({ on, after: time }) => (on === undefined) !== (time === undefined), 'needs either `on` or `after`')
  .refine(({ after: time, since }) => (time === undefined) === (since === undefined), 'needs `since` with `after`')
  .refine(({ after: time, calendar }) => time !== undefined || calendar === undefined, 'has `calendar` without `after`')
  .refine(({ on, by }) => on !== undefined || by === undefined, 'has `by`, but time is nobody; leave it out')
  .refine(
    ({ after: time, calendar = WALL }) => time?.days === undefined || calendar === WALL,
    'has days by a calendar; pass hours, because a business day has no fixed length',
  )
