import * as z from 'zod'
import type { DeskModel } from '../definitions/model.js'
import { type Duration, durationMs, type TimeSpan, timeSpanMs } from '../kernel/duration.js'
import { id, inputIssues, text } from '../kernel/input.js'
import { invalidDefinition } from '../kernel/invalid-definition.js'
import { LIMITS } from '../kernel/limits.js'
import type { SlaNames } from '../sla/define-policies.js'

/** How requesters rate solved tickets. */
export interface SurveyInput<Level extends string = string> {
  /** For how long a ticket can be rated after it was solved; 30 days if left out. */
  readonly until?: Duration
  /** This score and lower ones are bad: the team's lead hears of the first. 2 if left out. */
  readonly low?: number
  /** The ticket that the first bad rating opens, linked to the rated one; none if left out, the usual one for `{}`. */
  readonly followUp?: FollowUpInput<Level>
}

/** The ticket that a bad rating opens, for the same requester, who sees it. */
export interface FollowUpInput<Level extends string = string> {
  /** The desk's first workflow if left out. */
  readonly workflow?: string
  /** A team of the directory; none if left out, or if there is none of this name. */
  readonly team?: string
  /** The priority policy decides if left out. */
  readonly priority?: Level
  /** Up to 500 characters; `Follow-up` if left out. */
  readonly subject?: string
}

/** How requesters urge. */
export interface NudgeInput {
  /** So long lies between two at least, in wall time; 4 hours if left out. */
  readonly every?: TimeSpan
  /** From which one on the lead, the coordinator and the administrators hear too; 2 if left out. */
  readonly leadFrom?: number
}

const LONGEST_MS = durationMs({ days: 36_500 })
const amount = z.number().nonnegative().exactOptional()
const parts = { hours: amount, minutes: amount, seconds: amount }
const span = (ms: number) => ms > 0 && ms <= LONGEST_MS
const RANGE = 'must be longer than nothing and at most 36500 days'

const survey = z.strictObject({
  until: z
    .strictObject({ days: amount, ...parts })
    .refine((given) => span(durationMs(given)), RANGE)
    .default({ days: 30 }),
  low: z.int().min(1).max(5).default(2),
  followUp: z
    .strictObject({
      workflow: id.optional(),
      team: id.optional(),
      priority: id.optional(),
      subject: text(LIMITS.subject).default('Follow-up'),
    })
    .optional(),
})

/** How a desk's requesters rate, complete. */
export function checkedSurvey(given: unknown, names: SlaNames): DeskModel['survey'] {
  const parsed = survey.safeParse(given, { reportInput: true })
  if (!parsed.success) throw invalidDefinition("The desk's survey is", inputIssues(parsed.error), 'survey')
  const { until, low, followUp = null } = parsed.data
  const unknown = (name: string, known: readonly string[]) => {
    const message = `is none of the desk's; it has ${known.join(', ')}`
    return invalidDefinition("The desk's survey is", [{ path: ['followUp', name], code: 'unknown', message }], 'survey')
  }
  if (followUp?.workflow !== undefined && !names.workflows.includes(followUp.workflow)) {
    throw unknown('workflow', names.workflows)
  }
  if (followUp?.priority !== undefined && !names.levels.includes(followUp.priority)) {
    throw unknown('priority', names.levels)
  }
  return { untilMs: durationMs(until), low, followUp }
}

const nudges = z.strictObject({
  every: z
    .strictObject(parts)
    .refine((given) => span(timeSpanMs(given)), RANGE)
    .default({ hours: 4 }),
  leadFrom: z.int().min(1).max(1_000_000).default(2),
})

/** How a desk's requesters urge, complete. */
export function checkedNudges(given: unknown): DeskModel['nudges'] {
  const parsed = nudges.safeParse(given, { reportInput: true })
  if (!parsed.success) throw invalidDefinition("The desk's nudges are", inputIssues(parsed.error), 'nudges')
  return { everyMs: timeSpanMs(parsed.data.every), leadFrom: parsed.data.leadFrom }
}
