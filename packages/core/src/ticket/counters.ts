import type { CounterChange } from '../store/commit-types.js'
import type { AgentRecord, TicketRecord, TicketView } from '../store/record-types.js'
import { isActive } from './facts.js'

/** What of agents is counted, for a ticket: by the counter's name, to which the agent's id belongs. */
export interface CountedNames {
  readonly load: string
  /** What is held of the ticket's channel. */
  readonly channelLoad: string
  readonly turn: string
  /** What was solved of the ticket's category. */
  readonly solved: string
}

/** The names of the counters that matter for a ticket. */
export function countedNames({ channel, category }: Pick<TicketView, 'channel' | 'category'>): CountedNames {
  return {
    load: 'load',
    channelLoad: `load/${encodeURIComponent(channel)}`,
    turn: 'turn',
    solved: `solved/${encodeURIComponent(category ?? '')}`,
  }
}

/** An agent's counter. */
export function counterOf(name: string, agent: string): string {
  return `${name}:${agent}`
}

/** How much the agent who is given a ticket may hold, and how far it goes back in turn. */
export interface HolderLimits {
  readonly capacity: number | null
  /** The most of the ticket's channel; null for no limit. */
  readonly channelCapacity: number | null
  /** What is added to the agent's place in turn; 0 for nothing. */
  readonly turn: number
}

/** What an agent may hold of a ticket's kind. */
export function limitsOf({ capacity, channels }: AgentRecord, { channel }: TicketView, turn = 0): HolderLimits {
  return { capacity, channelCapacity: Object.hasOwn(channels, channel) ? (channels[channel] ?? null) : null, turn }
}

/** Who works on a ticket or is asked to; null while that is nobody. */
export function holderOf({ phase, assignee, offer }: TicketView): string | null {
  return isActive(phase) ? (assignee ?? offer?.agent ?? null) : null
}

/** What a change of a ticket means for the agents' counters. */
export function counterChanges(
  before: TicketRecord | null,
  after: TicketRecord,
  limits: HolderLimits | null,
): readonly CounterChange[] {
  return [...heldChanges(before, after, limits), ...solvedChanges(before, after)]
}

function heldChanges(before: TicketRecord | null, after: TicketRecord, limits: HolderLimits | null): CounterChange[] {
  const held = before && holderOf(before)
  const holds = holderOf(after)
  if (held === holds) return []
  const { load, channelLoad, turn } = countedNames(after)
  const { capacity = null, channelCapacity = null, turn: places = 0 } = limits ?? {}
  const changes: CounterChange[] = []
  for (const [name, max] of [
    [load, capacity],
    [channelLoad, channelCapacity],
  ] as const) {
    if (held !== null) changes.push({ key: counterOf(name, held), delta: -after.weight })
    if (holds !== null) changes.push({ key: counterOf(name, holds), delta: after.weight, ...(max !== null && { max }) })
  }
  if (holds !== null && places !== 0) changes.push({ key: counterOf(turn, holds), delta: places })
  return changes
}

/**
 * Whoever has a solved ticket has solved one more of its category, until it is reopened, or is another's or of another. What
 * a merge ended was not solved.
 */
function solvedChanges(before: TicketRecord | null, after: TicketRecord): CounterChange[] {
  const was = before && solvedCounter(before)
  const is = solvedCounter(after)
  if (was === is) return []
  return [...(was === null ? [] : [{ key: was, delta: -1 }]), ...(is === null ? [] : [{ key: is, delta: 1 }])]
}

function solvedCounter(ticket: TicketRecord): string | null {
  const { assignee, phase, flow } = ticket
  return assignee === null || isActive(phase) || flow.mergedFrom !== undefined
    ? null
    : counterOf(countedNames(ticket).solved, assignee)
}
