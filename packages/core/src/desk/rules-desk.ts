import * as z from 'zod'
import { parseInput } from '../kernel/input.js'
import { sleep } from '../kernel/system.js'
import { defineRules } from '../rules/define-rules.js'
import { compileRules } from '../rules/rule-set.js'
import { type RuleTrial, tryRules } from '../rules/try-rules.js'
import { authorize } from '../runtime/authorize.js'
import { allEventsOf } from '../runtime/events-of.js'
import type { Runtime } from '../runtime/runtime.js'
import type { TicketQuery } from '../store/query-types.js'
import type { ActorReference } from '../store/record-types.js'
import type { RulesDesk, TriedRule } from './rules-desk-types.js'
import { rulesLog } from './rules-log.js'

const MOST_MATCHES = 100
/** So many rules are asked in one turn. */
const MOST_AT_ONCE = 5_000
const tryInput = z.strictObject({
  rules: z.unknown(),
  tickets: z.int().min(1).max(1_000).default(100),
  signal: z.instanceof(AbortSignal).optional(),
})

/** What one actor can learn of rules. */
export function rulesDesk(runtime: Runtime, tenant: string, actor: ActorReference): RulesDesk {
  const { store, model } = runtime
  const latest = (limit: number): TicketQuery => {
    return { tenant, sort: 'updatedAt', direction: 'desc', limit, after: null, where: model.access.scope(actor) }
  }
  return {
    log: (given) => rulesLog(runtime, tenant, actor, given),
    async try(given) {
      authorize(model.access, actor, 'rehearse', null)
      const { rules: wanted, tickets, signal } = parseInput(tryInput, given, 'rules.try')
      const definitions = defineRules(wanted, model.sla.names)
      const rules = compileRules(definitions, model.calendars, model.fields.defaults)
      const tallies = new Map(definitions.map(({ id: rule }) => [rule, new TrialTally(rule)]))
      for (const ticket of await store.query(latest(tickets))) {
        let asked = MOST_AT_ONCE
        for (const trials of tryRules(rules, await allEventsOf(store, ticket), runtime.clock.now())) {
          // Whoever else lives in this process is to have a turn.
          if (asked >= MOST_AT_ONCE) {
            await sleep(0).done
            signal?.throwIfAborted()
            asked = 0
          }
          for (const trial of trials) tallies.get(trial.rule)?.add(ticket.id, trial)
          asked += trials.length + 1
        }
      }
      return [...tallies.values()].map((tally) => tally.sum())
    },
  }
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
