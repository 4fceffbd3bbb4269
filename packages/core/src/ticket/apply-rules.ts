import type { CommandAction, TicketAction } from '../actions/action-types.js'
import { DocketError } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import { forgottenRules } from '../rules/forgotten-rules.js'
import { keptMisses } from '../rules/rule-misses.js'
import type { Rule } from '../rules/rule-set.js'
import type { RuleFailure, RuleMatch, RuleMiss } from '../rules/rule-types.js'
import { type DueRule, isStillDue, MOST_TURNS, turnsOf } from '../rules/timed-rules.js'
import type { EventRecord } from '../store/record-types.js'
import { type CommandContext, NOTHING_LOADED } from './command.js'
import { commandOf } from './commands/of-action.js'
import type { TicketDraft } from './draft.js'
import { MOST_HOPS } from './hops.js'
import { SYSTEM_ACTOR } from './promises.js'
import { isRefusal } from './refusal.js'

/** So many events a commit has at most while rules are evaluated; what goes on then is stopped. */
const MOST_EVENTS = 1_000

/** What set rules off: an event, or a rule's own time. */
type Cause = { readonly event: EventRecord } | { readonly due: DueRule }

/**
 * Evaluates the rules that events set off, in declared order for each event; what was found is written as one event.
 * Returns whether rules were asked, which may have changed the ticket.
 */
export function applyRules(
  draft: TicketDraft,
  events: readonly EventRecord[],
  hops: number,
  context: CommandContext,
): boolean {
  const { byTrigger } = context.model.rules
  // What was merged goes on in another ticket.
  if (draft.before?.flow.mergedInto !== undefined) return false
  const asked = events.flatMap((event) => {
    const rules = byTrigger.get(event.type)?.filter(({ definition: { by } }) => by?.includes(event.actor.type) ?? true)
    return rules && rules.length > 0 ? [{ event, rules }] : []
  })
  if (asked.length === 0) return false
  if (hops >= MOST_HOPS || draft.events.length >= MOST_EVENTS) {
    const rules = asked.flatMap((one) => one.rules)
    stop(draft, rules, hops)
    return false
  }
  const evaluation = new Evaluation(draft, hops, context)
  let isAsked = false
  for (const { event, rules } of asked) {
    if (draft.events.length >= MOST_EVENTS) break
    for (const rule of rules) {
      if (!evaluation.hasTurn(rule, event)) continue
      isAsked = true
      if (evaluation.ask(rule, { event }) && rule.definition.stop) break
    }
  }
  if (!isAsked) return false
  evaluation.write()
  return true
}

/**
 * Evaluates rules of time that are due at one instant, in declared order. One that counts from something that an earlier one
 * has moved is not due any more: it counts anew.
 */
export function applyDueRules(draft: TicketDraft, due: readonly DueRule[], context: CommandContext): void {
  const evaluation = new Evaluation(draft, 0, context)
  let stopped: string | null = null
  for (const one of due) {
    if (!isStillDue(one, draft.ticket)) continue
    if (stopped !== null) evaluation.pass(one, stopped)
    else if (evaluation.ask(one.rule, { due: one }) && one.rule.definition.stop) stopped = one.rule.definition.id
  }
  evaluation.write()
}

function stop(draft: TicketDraft, rules: readonly Rule[], hops: number): void {
  const ids = [...new Set(rules.map(({ definition }) => definition.id))]
  draft.add({ type: 'rules.stopped', data: { hops, rules: ids } })
  const message = `The rules ${ids.join(', ')} set each other off ${hops} times on ticket ${draft.ticketId} and were stopped; let a condition end it.`
  draft.fail(new DocketError('LIMIT_EXCEEDED', message, { rules: ids }))
}

/** One look at rules: what matched and what did not, and what was done at once. */
class Evaluation {
  readonly #matched: RuleMatch[] = []
  /** The rules that have had a turn. */
  readonly #turns: string[] = []
  readonly #missed: RuleMiss[] = []
  readonly #draft: TicketDraft
  readonly #hops: number
  readonly #context: CommandContext

  constructor(draft: TicketDraft, hops: number, context: CommandContext) {
    this.#draft = draft
    this.#hops = hops
    this.#context = context
  }

  /** Whether a rule may still answer an event: what somebody did, always; what the desk did, while it has turns. */
  hasTurn({ definition: { id } }: Rule, event: EventRecord): boolean {
    if (!isOwn(event)) return true
    const taken = this.#turns.filter((one) => one === id).length
    return turnsOf(this.#draft.ticket, id) + taken < MOST_TURNS
  }

  /** Asks a rule and does what it says; whether it matched. */
  ask({ definition, fits, unmet }: Rule, cause: Cause): boolean {
    const { id: rule, version, actions } = definition
    const asked = 'due' in cause ? { seq: null, since: cause.due.since } : { seq: cause.event.seq }
    const { ticket } = this.#draft
    const event = 'due' in cause ? undefined : cause.event
    if (!fits(ticket, event)) {
      this.#missed.push({ rule, version, ...asked, reasons: unmet(ticket, event) as unknown as readonly JsonObject[] })
      return false
    }
    const failed = actions.flatMap((action) => this.#doInward(action, rule) ?? [])
    const asks = actions.filter((action) => !this.#isInward(action))
    const isTurn = event === undefined || isOwn(event)
    if (isTurn) this.#turns.push(rule)
    const turn = event !== undefined && isTurn && ({ turn: true } as const)
    this.#matched.push({ rule, version, ...asked, ...turn, asks, failed })
    return true
  }

  /** Notes that a rule of time was not asked because an earlier one said stop, so that it is not due again. */
  pass({ rule: { definition }, since }: DueRule, by: string): void {
    const { id: rule, version } = definition
    this.#missed.push({ rule, version, seq: null, since, reasons: [{ code: 'stopped', by }] })
  }

  write(): void {
    const { stamp, ticket } = this.#draft
    const [first] = this.#matched
    const { rules = {} } = ticket.flow
    const isTimed = [...this.#matched, ...this.#missed].some(({ since }) => since !== undefined)
    const forgotten = isTimed ? forgottenRules(rules, this.#context.model.rules.timed.ids) : []
    this.#draft.stamp = this.#stamped(first?.rule ?? this.#missed[0]?.rule ?? '')
    this.#draft.add({
      type: 'rules.evaluated',
      data: {
        hops: this.#hops,
        matched: this.#matched,
        ...keptMisses(this.#missed),
        ...(forgotten.length > 0 && { forgotten }),
      },
    })
    this.#draft.stamp = stamp
    this.#stopSpent()
  }

  /** Says which rules have had all their turns now, and tells the host. */
  #stopSpent(): void {
    const { ticket, ticketId } = this.#draft
    const ids = [...new Set(this.#turns)].filter((id) => turnsOf(ticket, id) >= MOST_TURNS)
    if (ids.length === 0) return
    this.#draft.add({ type: 'rules.stopped', data: { hops: this.#hops, rules: ids, times: MOST_TURNS } })
    for (const id of ids) {
      const message = `The rule ${id} was set off ${MOST_TURNS} times on ticket ${ticketId} while nobody did anything to it, and waits until somebody does; let a condition end it.`
      this.#draft.fail(new DocketError('LIMIT_EXCEEDED', message, { rules: [id] }))
    }
  }

  /** Does at once what concerns the ticket alone; what goes wrong is told and harms nothing. */
  #doInward(action: TicketAction, rule: string): RuleFailure | null {
    if (!this.#isInward(action)) return null
    const { command, input } = commandOf(action)
    const { stamp } = this.#draft
    this.#draft.stamp = this.#stamped(rule)
    try {
      const { categories } = this.#context.loaded
      const context = { ...this.#context, loaded: { ...NOTHING_LOADED, categories } }
      const result = command.decide(this.#draft, input, context)
      if (!isRefusal(result)) return null
      return { action: action.action, code: result.refused, reasons: result.reasons as readonly JsonObject[] }
    } catch (error) {
      if (!DocketError.is(error)) throw error
      const issues = (error.details['issues'] ?? []) as unknown as readonly JsonObject[]
      // A message can quote what was given, which may be personal.
      const reasons = issues.slice(0, 20).map(({ path, code }) => ({ path, code }))
      return { action: action.action, code: error.code, reasons }
    } finally {
      this.#draft.stamp = stamp
    }
  }

  /** Whether it is done in this commit; whom an approval means, only a directory knows. */
  #isInward(action: TicketAction): action is CommandAction {
    return INWARD.has(action.action) && (action.action !== 'askApproval' || this.#context.meant !== undefined)
  }

  #stamped(rule: string): TicketDraft['stamp'] {
    const hops = this.#hops > 0 ? { hops: this.#hops } : {}
    return { ...this.#draft.stamp, actor: SYSTEM_ACTOR, cause: { kind: 'rule', id: rule, ...hops } }
  }
}

/** Whether the desk did it by itself. */
function isOwn({ actor }: EventRecord): boolean {
  return actor.type === SYSTEM_ACTOR.type
}

/** What needs nothing but the ticket is done in the commit that set the rule off. */
const INWARD: ReadonlySet<string> = new Set([
  'tag',
  'setFields',
  'setPriority',
  'raisePriority',
  'reply',
  'note',
  'archive',
  'send',
  'askApproval',
] satisfies CommandAction['action'][])
