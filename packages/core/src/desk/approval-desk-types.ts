import type { CommandOptions } from './actor-desk-types.js'
import type { DeskShape } from './shape-types.js'
import type { Ticket } from './ticket-types.js'

/** Approvals of a ticket's workflow, as one actor asks for them and answers. Each refusal is a `COMMAND_REFUSED` with reasons. */
export interface ApprovalDesk<Shape extends DeskShape = DeskShape> {
  /**
   * Asks whoever the approval means, as the directory stands now, all but the actor: nobody approves what they ask for.
   * Refused with `approval-open` while it is being asked for, with `nobody-meant` and `too-few-approvers` where the directory
   * does not have the agents, and with `approval-not-here` in a stage where nothing requires it while something else does: it
   * counts in the very stay in which it is asked for. Asked for again after its end, it begins anew.
   */
  askApproval(
    ticketId: string,
    approval: { readonly approval: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /**
   * Approves as one of those who are asked; the note is internal. Refused with `not-an-approver`, `already-answered`,
   * `approval-not-asked`, `agent-removed`, and with `approval-decided` once enough have approved or refused, its time has
   * ended, or it is void.
   */
  approve(
    ticketId: string,
    answer: { readonly approval: string; readonly note?: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /** Says no, as `approve` says yes. The approval is refused as soon as not enough are left who can still approve. */
  refuseApproval(
    ticketId: string,
    answer: { readonly approval: string; readonly note?: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /** Lets another agent of the directory answer in the actor's place, who neither asks for it, nor is asked, nor has delegated it. */
  delegateApproval(
    ticketId: string,
    to: { readonly approval: string; readonly to: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
  /** Takes the question back: for whoever asked, and for those who may override states. */
  withdrawApproval(
    ticketId: string,
    approval: { readonly approval: string },
    options?: CommandOptions,
  ): Promise<Ticket<Shape>>
}
