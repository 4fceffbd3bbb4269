import * as z from 'zod'
import { id, instant, parseInput } from '../kernel/input.js'
import { defineRules } from '../rules/define-rules.js'
import { compileRules } from '../rules/rule-set.js'
import type { RulesEvaluated } from '../rules/rule-types.js'
import { type RuleTrial, tryRules } from '../rules/try-rules.js'
import { authorize } from '../runtime/authorize.js'
import type { Runtime } from '../runtime/runtime.js'
import type { TicketQuery } from '../store/query-types.js'
import type { ActorReference, EventRecord, TicketRecord } from '../store/record-types.js'
import { readCursor, writeCursor } from './list.js'
import type { RuleLogEntry, RulesDesk, TriedRule } from './rules-desk-types.js'

const PAGE = 500
const MOST_MATCHES = 100
const logInput = z.strictObject({
  rule: id.optional(),
  since: instant,
  limit: z.int().min(1).max(200).default(50),
  after: z.string().max(2_000).nullish(),
})
const tryInput = z.strictObject({ rules: z.unknown(), tickets: z.int().min(1).max(1_000).default(100) })

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
        const entries = (await eventsOf(runtime, ticket)).flatMap(entriesOf)
        items.push(...entries.filter((entry) => rule === undefined || entry.rule === rule))
      }
      const last = page.at(-1)
      return { items, next: found.length > limit && last ? writeCursor(query, last) : null }
    },
    async try(given) {
      authorize(model.access, actor, 'rehearse', null)
      const { rules: wanted, tickets } = parseInput(tryInput, given, 'rules.try')
      const definitions = defineRules(wanted, model.sla.names)
      const rules = compileRules(definitions, model.calendars, model.fields.defaults)
      const found: { readonly ticketId: string; readonly trial: RuleTrial }[] = []
      for (const ticket of await store.query(latest(tickets))) {
        const trials = tryRules(rules, await eventsOf(runtime, ticket), runtime.clock.now())
        found.push(...trials.map((trial) => ({ ticketId: ticket.id, trial })))
      }
      return definitions.map((definition) => summarize(definition.id, found))
    },
  }
}

async function eventsOf({ store }: Runtime, { tenant, id: ticketId }: TicketRecord): Promise<EventRecord[]> {
  const events: EventRecord[] = []
  for (let afterSeq = 0; ; ) {
    const page = await store.history({ tenant, ticketId, afterSeq, limit: PAGE })
    events.push(...page)
    if (page.length < PAGE) return events
    afterSeq = page.at(-1)?.seq ?? afterSeq
  }
}

function entriesOf({ type, ticketId, occurredAt, data }: EventRecord): RuleLogEntry[] {
  if (type !== 'rules.evaluated') return []
  const { matched, missed } = data as unknown as RulesEvaluated
  const at = new Date(occurredAt)
  return [
    ...matched.map(({ rule, version, seq, failed }) => {
      return { ticketId, rule, version, at, seq, matched: true, reasons: [], failed }
    }),
    ...missed.map(({ rule, version, seq, reasons }) => {
      return { ticketId, rule, version, at, seq, matched: false, reasons, failed: [] }
    }),
  ]
}

function summarize(rule: string, found: readonly { ticketId: string; trial: RuleTrial }[]): TriedRule {
  const own = found.filter(({ trial }) => trial.rule === rule)
  const matches = own.filter(({ trial }) => trial.reasons.length === 0)
  const unmet: Record<string, number> = {}
  for (const { part } of own.flatMap(({ trial }) => trial.reasons)) unmet[part] = (unmet[part] ?? 0) + 1
  return {
    rule,
    asked: own.length,
    matched: matches.length,
    tickets: new Set(matches.map(({ ticketId }) => ticketId)).size,
    unmet,
    matches: matches.slice(0, MOST_MATCHES).map(({ ticketId, trial: { at, seq } }) => {
      return { ticketId, at: new Date(at), seq }
    }),
  }
}
