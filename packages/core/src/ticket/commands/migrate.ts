import * as z from 'zod'
import { id } from '../../kernel/input.js'
import { DONE, type TicketCommand } from '../command.js'
import { refuse } from '../refusal.js'
import { enterStage, leaveStage } from '../stage.js'
import { stateMeaning } from '../state-meaning.js'

const version = z.int().min(1).max(1_000_000)

/** The states of a former version, each with the state of the new one that takes its place. */
export const stateMap = z.record(id, id).refine((map) => Object.keys(map).length <= 1_000, 'has too many states')

/** From one version of a workflow to another, state by state. */
export interface Migration {
  readonly from: { readonly workflow: string; readonly version: number }
  readonly to: { readonly workflow: string; readonly version: number }
  readonly states: Readonly<Record<string, string>>
}

/**
 * Moves a ticket to another version of its workflow, or to another workflow. Its time-out counts from now; a stage of the
 * same name and owner goes on, any other ends. A ticket that has left the former version meanwhile is left alone.
 */
export const migrateWorkflow: TicketCommand<Migration> = {
  name: 'migrateWorkflow',
  action: 'migrateWorkflow',
  worksInAnyState: true,
  worksOnAnyVersion: true,
  input: z.strictObject({
    from: z.strictObject({ workflow: id, version }),
    to: z.strictObject({ workflow: id, version }),
    states: stateMap,
  }),
  // What rules send after the move may require the form of the ticket's category.
  needs: ({ to }) => ({ workflow: { id: to.workflow, version: to.version }, form: true }),
  decide(draft, { from, to, states }, context) {
    const { workflow, workflowVersion, state } = draft.ticket
    const { workflow: target } = context.loaded
    if (target === null || workflow !== from.workflow || workflowVersion !== from.version) return DONE
    const next = Object.hasOwn(states, state) ? states[state] : undefined
    if (next === undefined) {
      return refuse(
        'COMMAND_REFUSED',
        `The ticket is in the state ${state}, which the map does not name. Say which state of ${to.workflow} takes its place.`,
        { code: 'state-unmapped', state },
      )
    }
    if (!Object.hasOwn(target.definition.states, next)) {
      const known = Object.keys(target.definition.states)
      return refuse(
        'COMMAND_REFUSED',
        `Version ${to.version} of the workflow ${to.workflow} has no state ${next}. Its states are ${known.join(', ')}.`,
        { code: 'state-unknown', state: next, states: known },
      )
    }
    const after = { ...context, workflow: target }
    leaveStage(draft, next, after)
    draft.add({
      type: 'ticket.migrated',
      data: {
        from: { workflow, version: workflowVersion, state },
        to: { workflow: to.workflow, version: to.version, state: next },
        ...stateMeaning(target, next, draft.stamp),
      },
    })
    enterStage(draft, after)
    return DONE
  },
}
