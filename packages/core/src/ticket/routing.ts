import type { DeskModel } from '../definitions/model.js'
import { hushed } from '../kernel/hushed.js'
import type { RoutingPolicy } from '../routing/policy-types.js'
import type { TicketRecord, TicketView } from '../store/record-types.js'
import { policyTicket } from './decisions.js'
import type { TicketDraft } from './draft.js'
import { failureOf } from './failure.js'

/** Who decides who gets a ticket: its level's own policy, else the desk's; null for nobody. */
export function routingOf({ priority }: TicketView, model: DeskModel): RoutingPolicy<never> | null {
  return model.levels.get(priority)?.routing ?? model.routing
}

/** Everything that decides who gets tickets: the desk's policy and those of its levels. */
export function policiesOf({ routing, levels }: DeskModel): readonly RoutingPolicy<never>[] {
  return [routing, ...[...levels.values()].map((level) => level.routing)].filter((policy) => policy !== null)
}

/** Whether the desk decides who gets any of its tickets. */
export function decidesWho(model: DeskModel): boolean {
  return policiesOf(model).length > 0
}

/** Whether a ticket goes back to the others when its agent leaves. A rule that fails gives it back: somebody is to look. */
export function handsBack(draft: TicketDraft, model: DeskModel): boolean {
  const ticket: TicketRecord = draft.ticket
  const policy = routingOf(ticket, model)
  try {
    return hushed(policy?.handsBack?.(policyTicket(ticket, model))) === true
  } catch (error) {
    draft.fail(failureOf(`routing policy ${policy?.id}`, error))
    return true
  }
}
