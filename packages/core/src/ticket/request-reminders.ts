import type { AccessPolicy } from '../access/access-types.js'
import type { Recipient } from '../actions/action-types.js'
import type { Telling } from '../actions/reminder-types.js'
import type { Reminders } from '../definitions/model.js'
import type { EventRecord, RequestState } from '../store/record-types.js'
import { openRequest } from '../workflow/open-requests.js'
import type { TicketDraft } from './draft.js'

/** Who is told of a request to others: those who are asked, whoever asked, and whoever has the ticket. */
export function requestTellings(
  { before, ticket }: TicketDraft,
  { type, data }: EventRecord,
  { colleagueWrote }: Reminders,
  access: AccessPolicy,
): Telling[] {
  const holder: Recipient[] = ticket.assignee === null ? [] : ['assignee']
  if (type === 'request.asked') {
    const { team, agent } = data as unknown as RequestState
    const wrote = holder.length > 0 && colleagueWrote && { to: holder, kind: 'message.colleagueWrote' }
    return [{ to: asked({ team, agent }), kind: 'request.asked' }, ...(wrote ? [wrote] : [])]
  }
  if (type !== 'request.answered' && type !== 'request.overdue') return []
  // Closed by now, perhaps; it was open before the commit.
  const request = before && openRequest(before.flow, data['request'] as string)
  if (!request) return []
  const asker = askerOf(request, access)
  const to = type === 'request.answered' ? [...asker, ...holder] : [...asked(request), ...asker]
  return to.length > 0 ? [{ to, kind: type }] : []
}

function asked({ team, agent }: Pick<RequestState, 'team' | 'agent'>): Recipient[] {
  return [...(team === null ? [] : [{ team }]), ...(agent === null ? [] : [{ agent }])]
}

function askerOf({ askedBy }: RequestState, { roles }: AccessPolicy): Recipient[] {
  if (askedBy.type === 'system') return []
  // Who reaches only tickets of its own has asked in its own.
  return roles.get(askedBy.type)?.tickets === 'own' ? ['requester'] : [{ agent: askedBy.id }]
}
