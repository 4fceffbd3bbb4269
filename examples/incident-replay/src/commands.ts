import type { ImportCommand, ImportEntry } from '@docket/core'
import type { IncidentShape } from './desk.js'
import type { LogRow } from './log/log-row.js'
import { stateOf } from './workflow.js'

/** The requester of an incident of which no caller is known. */
export const NOBODY = 'unknown'

/**
 * What a row of the log tells the desk: that the incident is now in this state, and what else has changed.
 * What the row does not know stays as it was; a row that knows the group and not the agent leaves it to the group.
 *
 * @param previous - the incident's row before; null for the row that the incident begins with
 */
export function entryOf(row: LogRow, previous: LogRow | null): ImportEntry<IncidentShape> {
  return {
    position: row.row,
    occurredAt: new Date(row.updatedAt),
    ...(row.updatedBy !== null && { actor: { type: 'agent', id: row.updatedBy } }),
    commands: previous === null ? beginning(row) : changes(row, previous),
  }
}

function beginning(row: LogRow): ImportCommand<IncidentShape>[] {
  const state = stateOf(row.state)
  return [
    {
      type: 'create',
      subject: `Incident ${row.incident}`,
      requester: { id: row.caller ?? NOBODY },
      channel: row.channel ?? 'unknown',
      fields: fieldsOf(row),
      ...(state !== null && { state }),
      ...(row.category !== null && { category: row.category }),
      ...(row.group !== null && { team: row.group }),
    },
    // Where the log begins with what is no state, the ticket begins as the workflow says, and the row is a refused move.
    ...(state === null ? [{ type: 'move', state: row.state } as const] : []),
    ...(row.assignedTo === null ? [] : [{ type: 'assign', agent: row.assignedTo } as const]),
  ]
}

function changes(row: LogRow, previous: LogRow): ImportCommand<IncidentShape>[] {
  const { category, group, assignedTo } = row
  const commands: ImportCommand<IncidentShape>[] = [{ type: 'move', state: stateOf(row.state) ?? row.state }]
  if (FIELDS.some((name) => row[name] !== null && row[name] !== previous[name])) {
    commands.push({ type: 'update', fields: fieldsOf(row) })
  }
  if (category !== null && category !== previous.category) commands.push({ type: 'setCategory', category })
  if ((group ?? assignedTo) !== null && (group !== previous.group || assignedTo !== previous.assignedTo)) {
    commands.push({
      type: 'assign',
      ...(group !== null && { team: group }),
      ...(assignedTo !== null && { agent: assignedTo }),
    })
  }
  return commands
}

/** What the log knows of an incident besides what every ticket has. */
const FIELDS = ['impact', 'urgency', 'location', 'subcategory', 'symptom', 'openedBy', 'enteredBy'] as const

/** The custom fields of a ticket, as far as they are known. */
export function fieldsOf(known: Pick<LogRow, (typeof FIELDS)[number]>) {
  const { impact, urgency, location, subcategory, symptom, openedBy, enteredBy } = known
  return {
    ...(impact !== null && { impact }),
    ...(urgency !== null && { urgency }),
    ...(location !== null && { location }),
    ...(subcategory !== null && { subcategory }),
    ...(symptom !== null && { symptom }),
    ...(openedBy !== null && { openedBy }),
    ...(enteredBy !== null && { enteredBy }),
  }
}
