import * as z from 'zod'
import { DONE, type TicketCommand } from '../command.js'

/** Does nothing of its own: what has come due is written before every command. Run by the desk itself. */
export const takeMoments: TicketCommand<Record<string, never>> = {
  name: 'takeMoments',
  action: 'update',
  input: z.strictObject({}),
  worksInAnyState: true,
  decide: () => DONE,
}
