import { type ActorDesk, type Desk, DocketError, type Label, type Ticket, type TimeSpan } from '@docket/core'
import { type AgentName, agentNames } from '../handler/agent-names.js'
import type { Spoken } from './locale.js'
import { wordsOf } from './progress-words.js'
import type { TokenClaims } from './token-types.js'

/** So many merges are gone along at most. */
const MOST_MERGES = 100

/** How a ticket comes on, as whoever has its link may know it. */
export interface Progress {
  /** What states and stages are called, in the language asked for; their names where they have no label. */
  readonly state: string
  readonly phase: string
  readonly stage: {
    readonly name: string
    readonly number: number
    readonly since: Date
    /** What is promised for the whole stage, in seconds of its clock. */
    readonly seconds: number | null
  } | null
  /** What the agent who has it is called; null where nobody is named. */
  readonly handler: string | null
  readonly firstResponseAt: Date | null
  readonly expected: Ticket['expected']
  readonly createdAt: Date
  readonly solvedAt: Date | null
  /** All this in plain words, a sentence each. */
  readonly words: readonly string[]
  readonly locale: Spoken
}

/** How it is to be told. */
export interface Telling {
  readonly locale: Spoken
  /** An IANA time zone. */
  readonly timeZone: string
}

/**
 * How the ticket of a progress token comes on, as its requester sees it; null once it has another requester, was erased, or
 * is no ticket.
 */
export async function progressOf(
  desk: Desk,
  { tenant, actor, ticketId }: TokenClaims,
  agentName: AgentName | undefined,
  telling: Telling,
): Promise<Progress | null> {
  const own = desk.as({ tenant, actor })
  const first = await ticketOf(own, ticketId ?? '')
  if (first === null) return null
  const ticket = await whereItGoesOn(own, first)
  const { states } = description(desk, ticket)
  const said = (name: string) => {
    return labelIn(telling.locale, states.find((state) => state.name === name)?.label ?? null) ?? name
  }
  const { stage } = ticket
  const seconds = secondsOf(states.find(({ name }) => name === stage?.name)?.stage?.within)
  const shown = {
    state: said(ticket.state),
    phase: ticket.phase,
    stage: stage && { name: said(stage.name), number: stage.number, since: stage.since, seconds },
    handler: await handlerOf(own, tenant, ticket.assignee, agentName),
    firstResponseAt: ticket.firstResponseAt,
    expected: ticket.expected,
    createdAt: ticket.createdAt,
    solvedAt: ticket.solvedAt,
    locale: telling.locale,
  }
  return { ...shown, words: wordsOf(shown, telling) }
}

/** A label in a language, whatever its region or script; else in English, else in any. */
function labelIn(language: Spoken, label: Label | null): string | null {
  const said = Object.entries(label ?? {})
  const spoken = (wanted: string) => said.find(([tag]) => tag.toLowerCase().split('-')[0] === wanted)
  const [, text] = spoken(language) ?? spoken('en') ?? said[0] ?? []
  return text ?? null
}

function secondsOf(span: TimeSpan | undefined): number | null {
  if (span === undefined) return null
  const { hours = 0, minutes = 0, seconds = 0 } = span
  return (hours * 60 + minutes) * 60 + seconds
}

/** The ticket as the actor may read it; null where there is none for it, or nothing is left of it. */
async function ticketOf(desk: ActorDesk, id: string): Promise<Ticket | null> {
  try {
    const ticket = await desk.get(id)
    return ticket.subject === null ? null : ticket
  } catch (error) {
    if (DocketError.is(error) && (error.kind === 'not_found' || error.kind === 'forbidden')) return null
    throw error
  }
}

/** The ticket in which it goes on, as far as its requester may read it. */
async function whereItGoesOn(desk: ActorDesk, first: Ticket): Promise<Ticket> {
  let ticket = first
  for (let hop = 0; ticket.mergedInto !== null && hop < MOST_MERGES; hop += 1) {
    const next = await ticketOf(desk, ticket.mergedInto)
    if (next === null) break
    ticket = next
  }
  return ticket
}

function description(desk: Desk, { workflow, workflowVersion }: Ticket) {
  const all = desk.describeWorkflows().filter(({ id }) => id === workflow)
  return all.find(({ version }) => version === workflowVersion) ?? all[0] ?? { states: [] }
}

/** What the agent is called. */
async function handlerOf(
  desk: ActorDesk,
  tenant: string,
  agent: string | null,
  agentName: AgentName | undefined,
): Promise<string | null> {
  if (agent === null) return null
  return (await agentNames(desk, tenant, [agent], agentName))[agent] ?? null
}
