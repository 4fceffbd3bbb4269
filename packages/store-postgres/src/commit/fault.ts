import { type Commit, DocketError } from '@docket/core/store'

/**
 * How a commit breaks the contract, or undefined: a record of another tenant, a ticket without an expectation, a gap in
 * a log. Not a conflict, because no repetition could succeed: the caller is wrong.
 */
export function faultOf(commit: Commit): DocketError | undefined {
  const { tenant, tickets, events, messages, contents, timers, outbox, searches, idempotency, expect } = commit
  const one = idempotency ? [idempotency] : []
  for (const records of [tickets, events, messages, contents, timers.set, outbox, searches, one]) {
    for (const record of records) {
      if (record.tenant !== tenant) return fault('a record of another tenant; commit each tenant by itself')
    }
  }
  const versions = new Map(expect.map(({ ticketId, version }) => [ticketId, version]))
  for (const { id } of tickets) {
    if (!versions.has(id)) return fault(`the ticket ${id} without the version it was decided on; add it to "expect"`)
  }
  for (const { ticketId, seq } of events) {
    const length = versions.get(ticketId)
    if (length === undefined) continue
    if (seq !== length + 1) return fault(`event ${seq} of ticket ${ticketId}, whose log ends with ${length}`)
    versions.set(ticketId, seq)
  }
  return undefined
}

function fault(what: string): DocketError {
  return new DocketError('INTERNAL', `The commit holds ${what}. Nothing was applied.`)
}
