import type { Instant } from '../kernel/clock.js'
import { durationMs } from '../kernel/duration.js'
import type { PolicyTicket, PriorityContext } from './policy-types.js'
import { valueName } from './value-name.js'
import type {
  ListedFactor,
  MeasuredFactor,
  RiskFactor,
  ValueFactor,
  WaitingFactor,
  Weight,
  WeightedInput,
} from './weighted-types.js'

/** A ticket of any desk, as factors see it. */
export type AnyTicket = PolicyTicket<{ readonly [field: string]: unknown }>

/** What a factor found: a value, and its share from 0 to 1, null where the value has none. */
export interface Finding {
  readonly value: unknown
  readonly share: number | null
}

/** One thing that a score is made of. */
export interface Factor {
  readonly name: string
  readonly weight: number
  /** Null where there is nothing to go by. */
  readonly find: (ticket: AnyTicket, at: Instant, context: PriorityContext) => Finding | null
  /** For a share that rises as time passes: until when it may do so; null while it does not. */
  readonly risesUntil?: (ticket: AnyTicket, now: Instant) => Instant | null
}

/** How far ahead a rising risk is looked for. */
const FORESIGHT = durationMs({ days: 400 })

/** The factors of a definition, which was checked; those that rise by themselves last. */
export function factorsOf(input: WeightedInput<string, string, string, string>): Factor[] {
  const { tier, impact, urgency, value, sentiment, nudges, waiting, slaRisk } = input
  return [
    ...(tier ? [listed('tier', tier, ({ requester }) => requester.tier)] : []),
    ...(impact ? [listed('impact', impact, fieldReader(impact.field))] : []),
    ...(urgency ? [listed('urgency', urgency, fieldReader(urgency.field))] : []),
    ...(value ? [measured('value', value, valueReader(value))] : []),
    ...(sentiment ? [numeric('sentiment', sentiment, inputReader('sentiment'), (mood) => (1 - mood) / 2)] : []),
    ...(nudges ? [measured('nudges', nudges, inputReader('nudges'))] : []),
    ...(waiting ? [waitingFactor(waiting)] : []),
    ...(slaRisk ? [riskFactor(slaRisk)] : []),
  ]
}

type Reader = (ticket: AnyTicket) => unknown

const fieldReader =
  (name: string): Reader =>
  ({ fields }) =>
    fields[name]

const inputReader =
  (name: string): Reader =>
  ({ inputs }) =>
    inputs[name]

function valueReader({ field, input = 'value' }: ValueFactor<string>): Reader {
  return field === undefined ? inputReader(input) : fieldReader(field)
}

function listed(name: string, { weight, values }: ListedFactor, read: Reader): Factor {
  const shares = new Map<string | undefined, number>(Object.entries(values))
  return {
    name,
    weight,
    find(ticket) {
      const value = read(ticket) ?? null
      return value === null ? null : { value, share: shares.get(valueName(value)) ?? null }
    },
  }
}

function numeric(name: string, { weight }: Weight, read: Reader, shareOf: (value: number) => number): Factor {
  return {
    name,
    weight,
    find(ticket) {
      const value = read(ticket) ?? null
      if (typeof value !== 'number') return value === null ? null : { value, share: null }
      return Number.isFinite(value) ? { value, share: asShare(shareOf(value)) } : null
    },
  }
}

function measured(name: string, factor: MeasuredFactor, read: Reader): Factor {
  const { full } = factor
  return numeric(name, factor, read, (value) => value / full)
}

function waitingFactor({ weight, full, since = 'requester' }: WaitingFactor): Factor {
  const fullMs = durationMs(full)
  return {
    name: 'waiting',
    weight,
    find(ticket, at) {
      const waited = Math.max(0, at - (waitsSince(ticket, since) ?? at))
      return { value: waited / 1000, share: asShare(waited / fullMs) }
    },
    risesUntil(ticket) {
      const from = waitsSince(ticket, since)
      return from === null ? null : from + fullMs
    },
  }
}

function waitsSince({ phase, createdAt, facts }: AnyTicket, since: WaitingFactor['since']): Instant | null {
  if (phase === 'solved' || phase === 'terminal') return null
  if (since === 'creation') return createdAt
  // Whoever had the ticket solved had an answer, also without a message.
  if (facts.firstResponseAt === null && facts.firstSolvedAt === null) return createdAt
  return facts.answer?.to === null ? facts.answer.from : null
}

function riskFactor({ weight, from = 0 }: RiskFactor): Factor {
  return {
    name: 'slaRisk',
    weight,
    find(_ticket, at, { slaUsed }) {
      const used = slaUsed(at)
      return used === null ? null : { value: used, share: asShare((used - from) / (1 - from)) }
    },
    risesUntil: (_ticket, now) => now + FORESIGHT,
  }
}

function asShare(value: number): number {
  return Math.min(1, Math.max(0, value))
}
