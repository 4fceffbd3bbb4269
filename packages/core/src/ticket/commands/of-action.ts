import type { CommandAction } from '../../actions/action-types.js'
import type { MacroStep } from '../../macros/macro-types.js'
import type { TicketCommand } from '../command.js'
import { askApproval, withdrawApproval } from './approval.js'
import { archive } from './archive.js'
import { assign } from './assign.js'
import { check, uncheck } from './check.js'
import { tag } from './mark.js'
import { raisePriority, setPriority } from './priority.js'
import { send } from './send.js'
import { noteFromTemplate, replyFromTemplate } from './templated.js'
import { setCategory, update } from './update.js'

/** A command with its input, whatever that is. */
export interface BoundCommand {
  readonly command: TicketCommand<unknown>
  readonly input: unknown
}

/** The command that an action or a step of a macro is. Of an assignment, whom `to` means is left to the caller. */
export function commandOf(action: CommandAction | MacroStep): BoundCommand {
  switch (action.action) {
    case 'reply':
      return bound(replyFromTemplate, { body: action.body })
    case 'note':
      return bound(noteFromTemplate, { body: action.body })
    case 'tag': {
      const { add, remove } = action
      return bound(tag, { ...(add && { add: [...add] }), ...(remove && { remove: [...remove] }) })
    }
    case 'setFields':
      return bound(update, { fields: action.fields })
    case 'archive':
      return bound(archive, {})
    case 'setCategory':
      return bound(setCategory, { category: action.category })
    case 'setPriority':
      return bound(setPriority, { priority: action.priority })
    case 'raisePriority':
      return bound(raisePriority, action.to === undefined ? {} : { to: action.to })
    case 'send':
      return bound(send, { type: action.event })
    case 'check':
      return bound(check, { item: action.item })
    case 'uncheck':
      return bound(uncheck, { item: action.item })
    case 'askApproval':
      return bound(askApproval, { approval: action.approval })
    case 'withdrawApproval':
      return bound(withdrawApproval, { approval: action.approval })
    case 'assign': {
      const { agent, team } = action
      return bound(assign, { ...(agent !== undefined && { agent }), ...(team !== undefined && { team }) })
    }
  }
}

function bound<Input>(command: TicketCommand<Input>, input: Input): BoundCommand {
  return { command, input } as unknown as BoundCommand
}
