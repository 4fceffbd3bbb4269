import * as z from 'zod'
import type { Reason } from '../kernel/error.js'
import { instant, invalidInput, parseInput, text } from '../kernel/input.js'
import { isPlainObject } from '../kernel/json.js'
import { sleep } from '../kernel/system.js'
import { SAME_WORK, type WorkAssumption } from '../rehearsal/assumption.js'
import { differencesBetween } from '../rehearsal/compare.js'
import { compareAssignments } from '../rehearsal/compare-assignments.js'
import { compareOutcomes } from '../rehearsal/compare-outcomes.js'
import type { Rehearsal } from '../rehearsal/rehearsal-types.js'
import type { TimedEvent } from '../rehearsal/step.js'
import { authorize } from '../runtime/authorize.js'
import type { Runtime } from '../runtime/runtime.js'
import type { ActorReference } from '../store/record-types.js'
import { historiesOf } from './histories.js'
import { type Side, sidesOf } from './rehearse-sides.js'
import type { RehearseInput } from './rehearse-types.js'
import { changesFlow, type RehearsedChange } from './rehearsed-change.js'
import { withoutRules } from './without-rules.js'

const TURN = 50
const DAY_MS = 24 * 3_600_000

const object = (what: string) => z.custom<object>(isPlainObject, `must be ${what}`)
const callable = z.custom<() => void>((value) => typeof value === 'function', 'must be a function')
const policy = z.custom<object>((value) => typeof value === 'object' && value !== null, 'must be a policy')
const rehearseInput = z.strictObject({
  since: instant,
  until: instant,
  change: z.strictObject({
    sla: z.array(z.unknown()).optional(),
    calendars: object('an object of calendars by name').optional(),
    routing: policy.optional(),
    priority: policy.optional(),
    agents: z.array(z.unknown()).max(10_000).optional(),
    rules: z.array(z.unknown()).max(1_000).optional(),
    workflows: z.array(z.unknown()).max(200).optional(),
  }),
  limit: z.int().min(0).max(10_000).default(1_000),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(1),
  assume: z.strictObject({ text: text(2_000), delay: callable }).optional(),
  onProgress: callable.optional(),
  signal: z.instanceof(AbortSignal).optional(),
})

/** Replays history twice, under the desk's definitions and under the change, and compares. Writes nothing. */
export async function rehearse(
  runtime: Runtime,
  tenant: string,
  actor: ActorReference,
  given: unknown,
): Promise<Rehearsal> {
  authorize(runtime.model.access, actor, 'rehearse', null)
  const input = parseInput(rehearseInput, given, 'rehearse')
  const { since, until, change, limit, signal } = input
  const assume = (input.assume as WorkAssumption | undefined) ?? SAME_WORK
  if (since >= until) {
    throw invalidInput('rehearse', [{ path: ['until'], code: 'order', message: 'must be later than `since`' }])
  }
  const onProgress = input.onProgress as RehearseInput['onProgress']
  const end = until.getTime()
  const comparison = compareAssignments(limit)
  const outcomes = changesFlow(change) ? compareOutcomes(limit) : null
  const options = { end, seed: input.seed, assume, limit, comparison, outcomes }
  const sides = await sidesOf(runtime, tenant, change, options)
  const modelled = sides.some(({ decides }) => decides)
  const toldOf =
    change.rules === undefined ? async (told: readonly TimedEvent[]) => told : withoutRules(runtime, tenant)
  signal?.throwIfAborted()
  let tickets = 0
  let events = 0
  let last = since.getTime()
  for await (const { ticket, history } of historiesOf(runtime, tenant, actor, { since: since.getTime(), until: end })) {
    tickets += 1
    events += history.length
    signal?.throwIfAborted()
    if (tickets % TURN === 0) {
      // Whoever else lives in this process is to have a turn.
      await sleep(0).done
      onProgress?.({ tickets, at: new Date(ticket.createdAt) })
    }
    const told = await toldOf(history)
    for (const side of sides) side.take(ticket, told)
    last = ticket.createdAt
  }
  // What is left of the time goes by in turns, too.
  for (let at = last; at < end; at = Math.min(end, at + DAY_MS)) {
    for (const { desk } of sides) desk?.advanceTo(at)
    await sleep(0).done
    signal?.throwIfAborted()
  }
  for (const side of sides) side.finish()
  const [before, after] = sides
  const { wholeMs, pausedMs } = before.tally
  return {
    since,
    until,
    tickets,
    events,
    notes: notesOf(tickets, modelled ? assume : null, change, sides),
    pausedShare: wholeMs === 0 ? 0 : pausedMs / wholeMs,
    before: before.summary(),
    after: after.summary(),
    differences: {
      ...differencesBetween(before.tally.runs, after.tally.runs, limit),
      assignments: comparison.differences,
      ...(outcomes && { outcomes: outcomes.differences }),
    },
  }
}

function notesOf(
  tickets: number,
  assume: WorkAssumption | null,
  change: RehearsedChange,
  sides: readonly Side[],
): Reason[] {
  const notes: Reason[] = []
  if (tickets === 0) notes.push({ code: 'no-history' })
  if (assume) notes.push({ code: 'assumed', text: assume.text })
  if (assume && sides.some(({ offers }) => offers)) notes.push({ code: 'offers-accepted' })
  if (change.rules) notes.push({ code: 'asked-not-done' })
  for (const [index, { failed }] of sides.entries()) {
    const [first] = failed.values()
    if (first === undefined) continue
    const side = index === 0 ? 'before' : 'after'
    notes.push({ code: 'policy-failed', side, tickets: failed.size, message: first })
  }
  return notes
}
