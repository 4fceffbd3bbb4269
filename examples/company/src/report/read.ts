import type {
  ActorDesk,
  HistoryEvent,
  InboxItem,
  Journey,
  Message,
  Page,
  RuleLogEntry,
  SlaVerdict,
  Ticket,
} from '@docket/core'
import type { Company } from '../company-desk.js'
import { AGENTS } from '../departments.js'
import type { Story } from '../story/story.js'
import { BEGIN } from '../story/tell.js'

/** A ticket with what its promises came to, and its way. */
export interface ReadTicket {
  readonly ticket: Ticket<Company>
  readonly verdicts: readonly SlaVerdict[]
  readonly journey: Journey
}

/** What one person was told. */
export interface Told extends InboxItem {
  readonly person: string
}

/** Everything that the report is made of, as the desk's own reads give it. */
export interface Reads {
  readonly tickets: readonly ReadTicket[]
  readonly rules: readonly RuleLogEntry[]
  readonly told: readonly Told[]
}

/** Reads a whole list. */
async function whole<Item, Cursor>(read: (after: Cursor | null) => Promise<Page<Item, Cursor>>): Promise<Item[]> {
  const items: Item[] = []
  for (let after: Cursor | null = null; ; ) {
    const page: Page<Item, Cursor> = await read(after)
    items.push(...page.items)
    if (page.next === null) return items
    after = page.next
  }
}

/** Reads the desk after the story. */
export async function readAll(story: Story): Promise<Reads> {
  const { admin } = story
  const tickets: Ticket<Company>[] = []
  for (const archived of [false, true]) {
    tickets.push(...(await whole((after: string | null) => admin.list({ where: { archived }, limit: 100, after }))))
  }
  const read: ReadTicket[] = []
  for (const ticket of tickets) {
    const { id } = ticket
    read.push({ ticket, verdicts: await admin.verdicts(id), journey: await admin.journey(id) })
  }
  read.sort((one, other) => Number(one.ticket.createdAt) - Number(other.ticket.createdAt) || compare(one, other))
  const told: Told[] = []
  const inboxes = AGENTS.map(({ id }) => [id, story.staff(id)] as const)
  for (const [person, { inbox }] of [...inboxes, ['ada', admin] as const]) {
    const items = await whole((after: string | null) => inbox.list({ limit: 100, after }))
    told.push(...items.map((item) => ({ ...item, person })))
  }
  const rules = await whole((after: string | null) => admin.rules.log({ since: BEGIN, limit: 200, after }))
  return { tickets: read, rules, told }
}

/** A ticket's log. */
export function eventsOf({ admin }: Story, ticketId: string): Promise<HistoryEvent[]> {
  return whole((after: number | null) => admin.history(ticketId, { limit: 500, after }))
}

/** A ticket's messages. */
export function messagesOf(admin: ActorDesk<Company>, ticketId: string): Promise<Message[]> {
  return whole((after: number | string | null) => admin.thread(ticketId, { limit: 500, after }))
}

function compare(one: ReadTicket, other: ReadTicket): number {
  return one.ticket.id < other.ticket.id ? -1 : 1
}
