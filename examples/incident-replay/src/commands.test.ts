import { describe, expect, it } from 'vitest'
import { entryOf } from './commands.js'
import type { LogRow } from './log/log-row.js'
import { rowOf } from './testing/rows.js'

const commands = (row: Partial<LogRow>, previous: Partial<LogRow> | null) =>
  entryOf(rowOf(row), previous && rowOf(previous)).commands

describe('the row that an incident begins with', () => {
  it('creates the ticket in the state that the log says', () => {
    expect(commands({ state: 'Awaiting Vendor', group: 'G', assignedTo: 'R', impact: 1, category: 'C' }, null)).toEqual(
      [
        {
          type: 'create',
          subject: 'Incident INC1',
          requester: { id: 'unknown' },
          channel: 'unknown',
          fields: { impact: 1 },
          state: 'awaitingVendor',
          category: 'C',
          team: 'G',
        },
        { type: 'assign', agent: 'R' },
      ],
    )
  })

  it('creates it as the workflow says, and is a refused move, where it names no state', () => {
    const [create, move] = commands({ state: '-100' }, null)
    expect(create).not.toHaveProperty('state')
    expect(move).toEqual({ type: 'move', state: '-100' })
  })
})

describe('every other row', () => {
  it('moves the ticket, and tells nothing else when nothing else changed', () => {
    const row = { group: 'G', assignedTo: 'R', impact: 1, urgency: 2, category: 'C' }
    expect(commands({ ...row, state: 'Active' }, row)).toEqual([{ type: 'move', state: 'active' }])
  })

  it('tells what changed', () => {
    expect(
      commands({ impact: 1, urgency: 2, category: 'D', group: 'G' }, { impact: 1, category: 'C' }).slice(1),
    ).toEqual([
      { type: 'update', fields: { impact: 1, urgency: 2 } },
      { type: 'setCategory', category: 'D' },
      { type: 'assign', team: 'G' },
    ])
  })

  it('tells of every custom field when one changed', () => {
    const row = { location: 'L', subcategory: 'S', symptom: 'Y', openedBy: 'O', enteredBy: 'E' }
    expect(commands({ ...row, symptom: 'Z' }, row).slice(1)).toEqual([
      { type: 'update', fields: { ...row, symptom: 'Z' } },
    ])
  })

  it('leaves alone what it does not know', () => {
    const row = { impact: 1, urgency: 2, category: 'C', group: 'G', assignedTo: 'R', location: 'L', symptom: 'Y' }
    expect(commands({ impact: 1, urgency: 2 }, row)).toEqual([{ type: 'move', state: 'new' }])
  })

  it('says when, where in the log, and who', () => {
    expect(entryOf(rowOf({ row: 9, updatedAt: 60_000, updatedBy: 'U' }), rowOf({}))).toMatchObject({
      position: 9,
      occurredAt: new Date(60_000),
      actor: { type: 'agent', id: 'U' },
    })
  })
})
