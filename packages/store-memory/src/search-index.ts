import type { FoundTicket, SearchRecord, Visibility } from '@docket/core/store'

/** A ticket that has all the terms, before anything else of it is asked. */
export interface SearchHit extends Pick<FoundTicket, 'score' | 'found'> {
  readonly ticketId: string
}

interface Part {
  readonly visibility: Visibility
  readonly terms: ReadonlySet<string>
}

const MOST_PARTS = 999
const SUBJECT_FIRST = 1_000
const NO_PARTS: ReadonlyMap<string, Part> = new Map()

/** By which terms a tenant's tickets are found. */
export class SearchIndex {
  readonly #parts = new Map<string, Map<string, Part>>()
  readonly #tickets = new Map<string, Set<string>>()

  /** Keeps a part's terms in place of those that it had. */
  put({ ticketId, part, visibility, terms }: SearchRecord): void {
    const parts = this.#parts.get(ticketId) ?? new Map<string, Part>()
    const before = parts.get(part)
    this.#parts.set(ticketId, parts.set(part, { visibility, terms: new Set(terms) }))
    for (const term of terms) {
      const tickets = this.#tickets.get(term)
      if (tickets) tickets.add(ticketId)
      else this.#tickets.set(term, new Set([ticketId]))
    }
    if (before) this.#unlist(ticketId, before.terms)
  }

  /** Forgets all parts of a ticket. */
  remove(ticketId: string): void {
    const parts = this.#parts.get(ticketId) ?? NO_PARTS
    this.#parts.delete(ticketId)
    for (const { terms } of parts.values()) this.#unlist(ticketId, terms)
  }

  /** The tickets that have all the terms in parts of the given visibilities. */
  find(terms: readonly string[], visibility: readonly Visibility[]): SearchHit[] {
    const listed = terms.map((term) => this.#tickets.get(term))
    const [fewest, ...others] = listed.toSorted((a, b) => (a?.size ?? 0) - (b?.size ?? 0))
    const hits: SearchHit[] = []
    for (const ticketId of fewest ?? []) {
      if (!others.every((tickets) => tickets?.has(ticketId))) continue
      const hit = this.#hit(ticketId, terms, visibility)
      if (hit) hits.push(hit)
    }
    return hits
  }

  #hit(ticketId: string, terms: readonly string[], visibility: readonly Visibility[]): SearchHit | null {
    const missing = new Set(terms)
    const seen = new Set<Visibility>()
    let [parts, inSubject] = [0, false]
    for (const [name, part] of this.#parts.get(ticketId) ?? NO_PARTS) {
      if (!visibility.includes(part.visibility)) continue
      const here = terms.filter((term) => part.terms.has(term))
      if (here.length === 0) continue
      for (const term of here) missing.delete(term)
      parts += 1
      seen.add(part.visibility)
      inSubject ||= name === 'subject'
    }
    if (missing.size > 0) return null
    const score = Math.min(parts, MOST_PARTS) + (inSubject ? SUBJECT_FIRST : 0)
    return { ticketId, score, found: inSubject ? 'subject' : seen.has('public') ? 'public' : 'internal' }
  }

  // The ticket is no longer under the terms that none of its parts has.
  #unlist(ticketId: string, terms: ReadonlySet<string>): void {
    const parts = [...(this.#parts.get(ticketId) ?? NO_PARTS).values()]
    for (const term of terms) {
      if (parts.some((part) => part.terms.has(term))) continue
      const tickets = this.#tickets.get(term)
      tickets?.delete(ticketId)
      if (tickets?.size === 0) this.#tickets.delete(term)
    }
  }
}
