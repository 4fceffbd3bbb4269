import {
  approve,
  askApproval,
  delegateApproval,
  refuseApproval,
  withdrawApproval,
} from '../ticket/commands/approval.js'
import type { OnTicket } from './on-ticket.js'

/** What one actor can do about approvals. */
export function approvalDesk(onTicket: OnTicket) {
  return {
    askApproval: onTicket(askApproval),
    approve: onTicket(approve),
    refuseApproval: onTicket(refuseApproval),
    delegateApproval: onTicket(delegateApproval),
    withdrawApproval: onTicket(withdrawApproval),
  }
}
