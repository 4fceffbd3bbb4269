import type { DecisionRecord, Json, Phase, TicketRecord, TicketSla } from '@docket/core/store'
import type { SeededRandom } from '../random/seeded-random.js'
import { AGENT, START, slaRecord } from '../store/records.js'

const PHASES: readonly [Phase, ...Phase[]] = ['open', 'waiting', 'solved', 'terminal']

/** Texts that have tripped databases. */
export const TEXTS = [
  'plain',
  '',
  ' ',
  '😀',
  'é',
  'e\u0301',
  "it's",
  '"q"',
  '\\',
  '%',
  '\u0001',
  '1',
  'null',
  'ÄÖ',
  '\ufffd',
] as const

/** A small random JSON value. */
export function randomJson(random: SeededRandom, depth = 2): Json {
  const kind = random.below(depth > 0 ? 8 : 5)
  if (kind === 0) return null
  if (kind === 1) return random.chance(0.5)
  if (kind === 2) return random.pick([0, 1, -1, 0.1, 1e21, 5e-324, 2 ** 53, random.below(1000)])
  if (kind <= 4) return random.pick(TEXTS)
  if (kind === 5) return Array.from({ length: random.below(3) }, () => randomJson(random, depth - 1))
  const entries = Array.from({ length: random.below(3) }, () => [random.pick(TEXTS), randomJson(random, depth - 1)])
  return Object.fromEntries(entries) as Json
}

const some = <Item>(random: SeededRandom, items: readonly Item[]): Item[] => items.filter(() => random.chance(0.3))

/** Random values for everything of a ticket that lists filter or sort by, and for what it carries. */
export function randomChanges(random: SeededRandom): Partial<TicketRecord> {
  const changes: Partial<TicketRecord> = {
    phase: random.pick(PHASES),
    state: random.pick(['new', 'open', 'onHold', 'closed']),
    priorityRank: 1 + random.below(4),
    assignee: random.pick([null, 'a1', 'a2', 'a3']),
    team: random.pick([null, 'x', 'y']),
    offer: random.chance(0.6) ? null : randomOffer(random),
    passedBy: some(random, ['a2', 'a1', '😀']),
    weight: 1 + random.below(4),
    inputs: random.chance(0.5) ? {} : { sentiment: random.pick([-1, 0, 0.1]), [random.pick(TEXTS)]: random.below(9) },
    decisions: { priority: random.chance(0.5) ? null : randomDecision(random), assignment: null },
    category: random.pick([null, 'c1', 'c2', ...TEXTS.slice(0, 3)]),
    channel: random.pick(['web', 'email']),
    workflow: random.pick(['support', 'incident']),
    requester: { id: random.pick(['r1', 'r2', 'r3', '😀']) },
    tags: some(random, ['vip', 'VIP', 'x', ...TEXTS.slice(3, 7)]),
    watchers: some(random, ['w1', 'w2']),
    fields: randomFields(random),
    dueAt: random.chance(0.5) ? null : START + random.below(2000) * 1000,
    sla: random.chance(0.3) ? null : randomSla(random),
    flow: random.chance(0.6) ? {} : { [random.pick(['archivedAt', 'snoozedUntil'])]: START + random.below(9) },
    subject: random.pick(TEXTS),
    personal: random.chance(0.3) ? { phone: random.pick(TEXTS), more: randomJson(random) } : {},
  }
  return changes
}

function randomOffer(random: SeededRandom): TicketRecord['offer'] {
  const since = START + random.below(9)
  return { agent: random.pick(['a1', 'a2']), team: random.pick([null, 'x']), since, until: since + 60_000 }
}

function randomDecision(random: SeededRandom): DecisionRecord {
  const decision = { policy: 'manual', version: 1, at: START, by: AGENT, reasons: [{ code: random.pick(TEXTS) }] }
  return random.chance(0.5) ? decision : { ...decision, until: START + random.below(9) }
}

function randomSla(random: SeededRandom): TicketSla {
  const { promise, progress } = slaRecord()
  return slaRecord({
    promise: random.chance(0.8) ? promise : null,
    former: random.chance(0.2) ? promise : null,
    since: START + random.below(9),
    inherited: random.chance(0.2) ? { cycle: 1 + random.below(3), from: START } : null,
    progress: random.chance(0.7) ? progress : {},
  })
}

function randomFields(random: SeededRandom): TicketRecord['fields'] {
  return {
    ...(random.chance(0.7) ? { severity: random.pick<Json>([1, 2, 3, '2', '10', true, null, [2]]) } : {}),
    ...(random.chance(0.7) ? { product: random.pick<Json>(['router', 'Router', 'switch', ...TEXTS, 7]) } : {}),
    ...(random.chance(0.5) ? { amount: random.pick<Json>([0, -1, 1.5, 10, 9, 1e300, 'x']) } : {}),
    ...(random.chance(0.3) ? { urgent: random.pick<Json>([true, false, 'true']) } : {}),
    ...(random.chance(0.3) ? { free: randomJson(random, 3) } : {}),
  }
}
