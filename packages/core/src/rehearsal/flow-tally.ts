import type { TicketAction } from '../actions/action-types.js'
import { missesOf } from '../rules/rule-misses.js'
import type { RuleDefinition, RulesEvaluated } from '../rules/rule-types.js'
import type { EventRecord } from '../store/record-types.js'
import { isRehearsed } from './asked-actions.js'
import type { MoveByHand } from './flow-anew.js'
import type { RehearsedMoves, RehearsedRule } from './rehearsal-types.js'

/** Counts what rules do in a rehearsal, as it goes. */
export class RuleTally {
  readonly #counts: ReadonlyMap<string, Counts>
  readonly #actions: ReadonlyMap<string, readonly TicketAction[]>

  /** @param rules - each is counted, also one that is never set off */
  constructor(rules: readonly RuleDefinition[]) {
    this.#counts = new Map(rules.map(({ id }) => [id, new Counts()]))
    this.#actions = new Map(rules.map(({ id, actions }) => [id, actions]))
  }

  /** Takes in what happened to a ticket. */
  take(events: readonly EventRecord[]): void {
    for (const { type, data } of events)
      if (type === 'rules.evaluated') this.#evaluated(data as unknown as RulesEvaluated)
  }

  /** Takes in that an action counted as done was not. */
  failed(rule: string, { action }: TicketAction): void {
    const counts = this.#counts.get(rule)
    if (!counts) return
    add(counts.failed, action, 1)
    add(counts.done, action, -1)
  }

  summary(): RehearsedRule[] {
    return [...this.#counts].map(([rule, { asked, matched, done, asks, failed }]) => {
      return { rule, asked, matched, done: { ...done }, asks: { ...asks }, failed: { ...failed } }
    })
  }

  #evaluated(evaluated: RulesEvaluated): void {
    for (const { rule, reasons } of missesOf(evaluated)) {
      // An earlier one said stop: it was not asked.
      if (reasons.some(({ code }) => code === 'stopped')) continue
      const counts = this.#counts.get(rule)
      if (counts) counts.asked += 1
    }
    for (const { rule, asks, failed } of evaluated.matched) {
      const counts = this.#counts.get(rule)
      if (!counts) continue
      counts.asked += 1
      counts.matched += 1
      const outward = asks.filter((action) => !isRehearsed(action))
      for (const { action } of outward) add(counts.asks, action, 1)
      for (const { action } of failed) add(counts.failed, action, 1)
      for (const { action } of this.#actions.get(rule) ?? []) add(counts.done, action, 1)
      for (const { action } of [...outward, ...failed]) add(counts.done, action, -1)
    }
  }
}

class Counts {
  asked = 0
  matched = 0
  readonly done: Record<string, number> = {}
  readonly asks: Record<string, number> = {}
  readonly failed: Record<string, number> = {}
}

function add(counts: Record<string, number>, name: string, by: number): void {
  const sum = (counts[name] ?? 0) + by
  if (sum === 0) delete counts[name]
  else counts[name] = sum
}

/** Counts the moves of history in a rehearsal, and keeps the first of those that were made by hand. */
export class MoveTally {
  readonly #limit: number
  readonly #items: MoveByHand[] = []
  #total = 0
  #byHand = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  take(byHand: MoveByHand | null): void {
    this.#total += 1
    if (byHand === null) return
    this.#byHand += 1
    if (this.#items.length < this.#limit) this.#items.push(byHand)
  }

  summary(): RehearsedMoves {
    const items = this.#items.map(({ at, ...move }) => ({ ...move, at: new Date(at) }))
    return { total: this.#total, byHand: this.#byHand, items }
  }
}
