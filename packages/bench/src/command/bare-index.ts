import type { TicketRecord } from '@docket/core/store'

/** The least that anybody who keeps tickets in memory does: a map, three indexes, and a copy, so that callers share nothing. */
export class BareIndex {
  readonly #tickets = new Map<string, TicketRecord>()
  readonly #indexes = [new Map<string, Set<string>>(), new Map<string, Set<string>>(), new Map<string, Set<string>>()]

  insert(ticket: TicketRecord): void {
    this.#tickets.set(ticket.id, copyOf(ticket))
    for (const [place, key] of keysOf(ticket).entries()) {
      const index = this.#indexes[place]
      const ids = index?.get(key)
      if (ids) ids.add(ticket.id)
      else index?.set(key, new Set([ticket.id]))
    }
  }

  get(id: string): TicketRecord | null {
    const ticket = this.#tickets.get(id)
    return ticket ? copyOf(ticket) : null
  }

  /** Puts a changed ticket in place of its predecessor, whose index entries stay right. */
  replace(ticket: TicketRecord): void {
    this.#tickets.set(ticket.id, copyOf(ticket))
  }
}

const keysOf = (ticket: TicketRecord) => [ticket.state, ticket.requester.id, ticket.team ?? '']

function copyOf(ticket: TicketRecord): TicketRecord {
  return {
    ...ticket,
    requester: { ...ticket.requester },
    tags: [...ticket.tags],
    watchers: [...ticket.watchers],
    links: ticket.links.map((link) => ({ ...link })),
    fields: { ...ticket.fields },
    personal: { ...ticket.personal },
    revisions: { ...ticket.revisions },
    facts: { ...ticket.facts, pauses: ticket.facts.pauses.map((pause) => ({ ...pause })) },
    decisions: { ...ticket.decisions },
  }
}
