import { rules } from '../rules.js'
import type { Role, Story } from '../story/story.js'
import { BEGIN, END } from '../story/tell.js'
import { asidesOf } from './asides.js'
import { happeningsOf } from './happenings.js'
import { latesOf } from './late.js'
import { outwardOf } from './outward.js'
import { eventsOf, messagesOf, type Reads, type ReadTicket, readAll, type Told } from './read.js'
import type {
  CastReport,
  CompanyReport,
  Figures,
  LateReport,
  PromiseSum,
  RuleReport,
  ToldReport,
} from './report-types.js'
import { staysOf } from './stays.js'
import { textOf } from './text-of.js'
import { timesOf } from './time-sums.js'
import { TARGETS } from './words.js'

/** Makes the report of a story that has been told, from nothing but what the desk's reads say. */
export async function collect(story: Story, seed: number): Promise<CompanyReport> {
  const reads = await readAll(story)
  const byId = new Map(reads.tickets.map((read) => [read.ticket.id, read]))
  const cast: CastReport[] = []
  const late: LateReport[] = []
  for (const [role, id] of story.cast) {
    const read = byId.get(id)
    if (!read) throw new Error(`The ticket of ${role} is gone`)
    const told = reads.told.filter(({ ticketId }) => ticketId === id)
    const events = await eventsOf(story, id)
    cast.push(await castOf(story, role, read, told, byId))
    late.push(...latesOf(role, read, events, told, END))
  }
  late.push(...(await otherLates(story, reads)))
  const { stages, teams } = timesOf(reads.tickets)
  return {
    seed,
    from: BEGIN.toISOString(),
    to: END.toISOString(),
    figures: figuresOf(reads.tickets),
    cast,
    asides: await asidesOf(story, byId),
    late,
    promises: promisesOf(reads.tickets),
    rules: rulesOf(reads),
    stages,
    teams,
    outward: await outwardOf(story, byId),
    told: toldOf(reads.told),
    searches: story.searches.map(({ by, text, tickets }) => ({
      by,
      text,
      found: tickets.flatMap((id) => {
        const { subject = null, archivedAt = null } = byId.get(id)?.ticket ?? {}
        return subject === null ? [] : [{ subject, archived: archivedAt !== null }]
      }),
    })),
  }
}

async function castOf(
  story: Story,
  role: Role,
  { ticket, journey, verdicts }: ReadTicket,
  told: readonly Told[],
  byId: ReadonlyMap<string, ReadTicket>,
): Promise<CastReport> {
  const { id, workflow, requester, createdAt, solvedAt, archivedAt, rating, nudges, state } = ticket
  const [events, messages] = [await eventsOf(story, id), await messagesOf(story.admin, id)]
  const refusals = story.refusals.filter(({ ticketId }) => ticketId === id)
  return {
    role,
    customer: requester.id,
    createdAt: createdAt.toISOString(),
    solvedAt: solvedAt?.toISOString() ?? null,
    archivedAt: archivedAt?.toISOString() ?? null,
    rating: rating?.score ?? null,
    nudges,
    state,
    children: await childrenOf(story, ticket, byId),
    stays: staysOf(journey, verdicts, events, messages, END),
    happenings: happeningsOf(workflow, events, messages, told, refusals),
  }
}

/** What became of the tickets behind one, at the instant when it was solved. */
async function childrenOf(
  story: Story,
  { links, solvedAt }: ReadTicket['ticket'],
  byId: ReadonlyMap<string, ReadTicket>,
) {
  const children = links.filter(({ kind }) => kind === 'parent-of').map(({ ticketId }) => ticketId)
  if (children.length === 0 || solvedAt === null) return null
  let [solved, messages] = [0, 0]
  for (const id of children) {
    if (byId.get(id) === undefined) continue
    const events = await eventsOf(story, id)
    const byRule = events.filter(
      ({ actor, occurredAt }) => actor.type === 'system' && Number(occurredAt) >= Number(solvedAt),
    )
    if (byRule.some(({ type, data }) => type === 'ticket.transitioned' && data['to'] === 'solved')) solved += 1
    messages += byRule.filter(({ type, data }) => type === 'message.added' && data['visibility'] === 'public').length
  }
  return { tickets: children.length, solved, messages }
}

function figuresOf(tickets: readonly ReadTicket[]): Figures {
  const scores = tickets.flatMap(({ ticket: { rating } }) => (rating ? [rating.score] : []))
  const count = (is: (ticket: ReadTicket['ticket']) => boolean) => tickets.filter(({ ticket }) => is(ticket)).length
  const isOver = ({ phase }: ReadTicket['ticket']) => phase === 'solved' || phase === 'terminal'
  const solutions = tickets.map(({ verdicts }) => verdicts.filter(({ target }) => target === 'resolution').length)
  return {
    tickets: tickets.length,
    solved: count((ticket) => isOver(ticket) && ticket.mergedInto === null),
    merged: count(({ mergedInto }) => mergedInto !== null),
    open: count((ticket) => !isOver(ticket) && ticket.mergedInto === null),
    archived: count(({ archivedAt }) => archivedAt !== null),
    solvedAgain: solutions.reduce((sum, times) => sum + Math.max(0, times - 1), 0),
    ratings: scores.length,
    meanRating: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
  }
}

/** The promises about all other tickets that were broken, ticket by ticket. */
async function otherLates(story: Story, { tickets, told }: Reads): Promise<LateReport[]> {
  const cast = new Set(story.cast.values())
  const late: LateReport[] = []
  for (const read of tickets) {
    const { id } = read.ticket
    if (cast.has(id) || read.verdicts.every(({ verdict }) => verdict === 'met')) continue
    const own = told.filter(({ ticketId }) => ticketId === id)
    late.push(...latesOf(null, read, await eventsOf(story, id), own, END))
  }
  return late
}

function promisesOf(tickets: readonly ReadTicket[]): PromiseSum[] {
  const verdicts = tickets.flatMap((ticket) => ticket.verdicts)
  return TARGETS.map((target) => {
    const of = verdicts.filter((one) => one.target === target)
    const kept = of.filter(({ verdict }) => verdict === 'met').length
    return { target, kept, broken: of.length - kept }
  })
}

function rulesOf({ rules: log }: Reads): RuleReport[] {
  return rules.map(({ id }) => {
    const of = log.filter(({ rule }) => rule === id)
    const matched = of.filter((one) => one.matched)
    const parts = of.flatMap(({ reasons }) => reasons.map(({ part }) => textOf(part)))
    return {
      rule: id,
      asked: of.length,
      matched: matched.length,
      tickets: new Set(matched.map(({ ticketId }) => ticketId)).size,
      failed: of.reduce((sum, { failed }) => sum + failed.length, 0),
      missedBy: commonest(parts),
    }
  })
}

function toldOf(told: readonly Told[]): ToldReport[] {
  const people = [...new Set(told.map(({ person }) => person))]
  return people.map((person) => {
    const own = told.filter((one) => one.person === person)
    const kinds = [...new Set(own.map(({ kind }) => kind))].sort()
    const counts = kinds.map((name) => [name, own.filter(({ kind }) => kind === name).length])
    return { person, total: own.length, kinds: Object.fromEntries(counts) }
  })
}

function commonest(texts: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  const [first] = [...counts].toSorted(([one, many], [other, more]) => more - many || (one < other ? -1 : 1))
  return first?.[0] ?? null
}
