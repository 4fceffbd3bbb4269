import type { Json } from '@docket/core/store'
import type { TenantSpace } from './space.js'

/** Overwrites a ticket's personal content with nulls, what the same commit wrote included. */
export function eraseTicket(space: TenantSpace, ticketId: string): void {
  space.search.remove(ticketId)
  const dossier = space.dossiers.get(ticketId)
  if (dossier === undefined) return
  if (dossier.ticket) {
    const personal: Record<string, Json> = {}
    for (const name of Object.keys(dossier.ticket.personal)) personal[name] = null
    dossier.ticket = { ...dossier.ticket, subject: null, personal }
  }
  for (const message of dossier.messages ?? []) message.body = null
  for (const content of dossier.contents ?? []) content.value = null
  for (const attachment of dossier.attachments ?? []) attachment.name = null
}
