import * as z from 'zod'
import { id } from '../../kernel/input.js'
import { DONE, type TicketCommand } from '../command.js'
import { refuse } from '../refusal.js'

/** So many numbers a ticket has at most. */
const MOST_INPUTS = 20

/** Sets numbers that policies look at, such as `sentiment`; null removes one. */
export const setInputs: TicketCommand<{ inputs: Readonly<Record<string, number | null>> }> = {
  name: 'setInputs',
  action: 'setInputs',
  input: z.strictObject({
    inputs: z
      .record(id, z.number().nullable())
      .refine((inputs) => !Object.hasOwn(inputs, 'nudges'), 'must not have nudges, which the desk counts by itself')
      .refine((inputs) => Object.keys(inputs).length <= MOST_INPUTS, `must have at most ${MOST_INPUTS} names`),
  }),
  decide(draft, { inputs: given }) {
    const known = draft.ticket.inputs
    const changed = Object.entries(given).filter(([name, value]) => {
      return Object.hasOwn(known, name) ? known[name] !== value : value !== null
    })
    if (changed.length === 0) return DONE
    const removed = changed.flatMap(([name, value]) => (value === null ? [name] : []))
    const inputs: Record<string, number> = Object.fromEntries(
      changed.flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    )
    const names = new Set([...Object.keys(known), ...Object.keys(inputs)])
    // What the desk counts by itself takes no place.
    const kept = [...names].filter((name) => name !== 'nudges' && !removed.includes(name))
    if (kept.length > MOST_INPUTS) {
      return refuse('LIMIT_EXCEEDED', `A ticket has at most ${MOST_INPUTS} inputs; remove one with null.`, {
        code: 'too-many-inputs',
        most: MOST_INPUTS,
      })
    }
    draft.add({ type: 'inputs.received', data: { inputs, removed } })
    return DONE
  },
}

/** Notes that the host's inputs were asked for and did not come. */
export const missInputs: TicketCommand<{ code: string }> = {
  name: 'missInputs',
  action: 'setInputs',
  input: z.strictObject({ code: id }),
  decide(draft, { code }) {
    draft.add({ type: 'inputs.missing', data: { code } })
    return DONE
  },
}
