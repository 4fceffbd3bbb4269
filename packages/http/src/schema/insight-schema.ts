import * as z from 'zod'
import { target } from './ticket-schema.js'
import { actor, data, definition, label, reason, time, when } from './values.js'

/** One thing that happened to a ticket. */
export const eventSchema = z
  .strictObject({
    seq: z.int(),
    type: z.string(),
    occurredAt: time,
    recordedAt: time,
    actor,
    cause: z.looseObject({ kind: z.string(), id: z.string() }).nullable(),
    data,
  })
  .meta({ id: 'HistoryEvent' })

/** An event that a ticket's state has, and why it cannot be sent now. */
export const availableSchema = z
  .strictObject({ event: z.string(), target: z.string(), allowed: z.boolean(), reasons: z.array(reason) })
  .meta({ id: 'AvailableEvent' })

const decision = { policy: z.string(), version: z.int(), at: time, by: actor, reasons: z.array(reason) }

/** Why a ticket is as it is. */
export const explanationSchema = z
  .strictObject({
    priority: z.strictObject({ ...decision, changesAt: when }).nullable(),
    assignment: z.strictObject(decision).nullable(),
    dates: z.array(
      z.strictObject({
        event: z.string().nullable(),
        target: target.nullable(),
        dueAt: when,
        reasons: z.array(reason),
      }),
    ),
  })
  .meta({ id: 'Explanation' })

/** A verdict on a promise, as it was given. */
export const verdictSchema = z
  .strictObject({
    target,
    stage: z.string().nullable(),
    cycle: z.int(),
    verdict: z.enum(['met', 'breached']),
    startedAt: time,
    dueAt: when,
    endedAt: when,
    secondsLeft: z.number().nullable(),
    policy: definition,
    calendar: definition.nullable(),
    former: z.boolean(),
  })
  .meta({ id: 'SlaVerdict' })

/** The present stage. */
export const stageSchema = z
  .strictObject({
    name: z.string(),
    state: z.string(),
    number: z.int(),
    owner: z.string(),
    coordinator: z.string().nullable(),
    since: time,
    dueAt: when,
    instructions: label,
    checklist: z.array(z.strictObject({ item: z.string(), label, done: z.boolean(), missing: z.array(reason) })),
    transitions: z.array(availableSchema),
    context: z.record(
      z.string(),
      z.union([
        z.strictObject({ ok: z.literal(true), data: z.unknown() }),
        z.strictObject({ ok: z.literal(false), code: z.string() }),
      ]),
    ),
  })
  .meta({ id: 'StageView' })

const sum = z.strictObject({
  of: z.string(),
  stays: z.int(),
  seconds: z.number(),
  secondsOpen: z.number(),
  secondsInTransit: z.number(),
})

/** A ticket's way through its stages. */
export const journeySchema = z
  .strictObject({
    stages: z.array(
      z.strictObject({
        name: z.string(),
        number: z.int(),
        owner: z.string(),
        from: time,
        to: when,
        seconds: z.number(),
        secondsOpen: z.number().nullable(),
        secondsInTransit: z.number(),
        returned: z.boolean(),
        handedOverBy: actor,
        reasonMessageId: z.string().nullable(),
      }),
    ),
    perStage: z.array(sum),
    perTeam: z.array(sum),
  })
  .meta({ id: 'Journey' })
