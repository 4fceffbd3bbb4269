import * as z from 'zod'
import { id, instant, parseInput } from '../kernel/input.js'
import { sleep } from '../kernel/system.js'
import { defineRules } from '../rules/define-rules.js'
import { missesOf } from '../rules/rule-misses.js'
import { compileRules } from '../rules/rule-set.js'
import type { RulesEvaluated } from '../rules/rule-types.js'
import { type RuleTrial, tryRules } from '../rules/try-rules.js'
import { authorize } from '../runtime/authorize.js'
import { allEventsOf } from '../runtime/events-of.js'
import type { Runtime } from '../runtime/runtime.js'
import type { TicketQuery } from '../store/query-types.js'
import type { ActorReference, EventRecord } from '../store/record-types.js'
import { readCursor, writeCursor } from './list.js'
import type { RuleLogEntry, RulesDesk, TriedRule } from './rules-desk-types.js'

const MOST_MATCHES = 100
const logInput = z.strictObject({
  rule: id.optional(),
  since: instant,
  limit: z.int().min(1).max(200).default(50),
  after: z.string().max(2_000).nullish(),
})
const tryInput = z.strictObject({
  rules: z.unknown(),
  tickets: z.int().min(1).max(1_000).default(100),
  signal: z.instanceof(AbortSignal).optional(),
})

/** What one actor can learn of rules. */
export function rulesDesk(runtime: Runtime, tenant: string, actor: ActorReference): RulesDesk {
  const { store, model } = runtime
  const latest = (limit: number, more: Partial<TicketQuery> = {}): TicketQuery => {
    const where = [...model.access.scope(actor), ...(more.where ?? [])]
    return { tenant, sort: 'updatedAt', direction: 'desc', limit, after: more.after ?? null, where }
  }
  return {
    async log(given) {
      authorize(model.access, actor, 'history', null)
      const { rule, since, limit, after } = parseInput(logInput, given, 'rules.log')
      const query = latest(limit + 1, {
        where: [{ on: 'updatedAt', from: since.getTime() }],
        after: after ? readCursor(after, 'updatedAt', 'desc') : null,
      })
      const found = await store.query(query)
      const page = found.slice(0, limit)
      const items: RuleLogEntry[] = []
      for (const ticket of page) {
        const entries = (await allEventsOf(store, ticket)).flatMap(entriesOf)
        items.push(...entries.filter((entry) => rule === undefined || entry.rule === rule))
      }
      const last = page.at(-1)
      return { items, next: found.length > limit && last ? writeCursor(query, last) : null }
    },
    async try(given) {
      authorize(model.access, actor, 'rehearse', null)
      const { rules: wanted, tickets, signal } = parseInput(tryInput, given, 'rules.try')
      const definitions = defineRules(wanted, model.sla.names)
      const rules = compileRules(definitions, model.calendars, model.fields.defaults)
      const tallies = new Map(definitions.map(({ id: rule }) => [rule, new TrialTally(rule)]))
      for (const ticket of await store.query(latest(tickets))) {
        // Whoever else lives in this process is to have a turn.
        await sleep(0).done
        signal?.throwIfAborted()
        const trials = tryRules(rules, await allEventsOf(store, ticket), runtime.clock.now())
        for (const trial of trials) tallies.get(trial.rule)?.add(ticket.id, trial)
      }
      return [...tallies.values()].map((tally) => tally.sum())
    },
  }
}

function entriesOf({ type, ticketId, occurredAt, data }: EventRecord): RuleLogEntry[] {
  if (type !== 'rules.evaluated') return []
  const evaluated = data as unknown as RulesEvaluated
  const at = new Date(occurredAt)
  return [
    ...evaluated.matched.map(({ rule, version, seq, failed }) => {
      return { ticketId, rule, version, at, seq, matched: true, reasons: [], failed }
    }),
    ...missesOf(evaluated).map(({ rule, version, seq, reasons }) => {
      return { ticketId, rule, version, at, seq, matched: false, reasons, failed: [] }
    }),
  ]
}

/** What came of one rule, trial by trial. */
class TrialTally {
  readonly #rule: string
  #asked = 0
  #matched = 0
  readonly #tickets = new Set<string>()
  readonly #unmet = new Map<string, number>()
  readonly #matches: TriedRule['matches'][number][] = []

  constructor(rule: string) {
    this.#rule = rule
  }

  add(ticketId: string, { at, seq, reasons }: RuleTrial): void {
    this.#asked += 1
    for (const { part } of reasons) this.#unmet.set(part, (this.#unmet.get(part) ?? 0) + 1)
    if (reasons.length > 0) return
    this.#matched += 1
    this.#tickets.add(ticketId)
    if (this.#matches.length < MOST_MATCHES) this.#matches.push({ ticketId, at: new Date(at), seq })
  }

  sum(): TriedRule {
    return {
      rule: this.#rule,
      asked: this.#asked,
      matched: this.#matched,
      tickets: this.#tickets.size,
      unmet: Object.fromEntries(this.#unmet),
      matches: this.#matches,
    }
  }
}
