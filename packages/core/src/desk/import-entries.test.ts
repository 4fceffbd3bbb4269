import { expect, it } from 'vitest'
import { AGENT, NO_PROMISES, START, ticketRecord } from '../../test/records.js'
import { thrown } from '../../test/thrown.js'
import { defaultAccess } from '../access/default-access.js'
import { seededRandom } from '../testing/seeded-random.js'
import { sequentialIds } from '../testing/sequential-ids.js'
import { TicketDraft } from '../ticket/draft.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import { defineDesk } from './define-desk.js'
import { decideEntries, parseImportCommand } from './import-entries.js'

const { model } = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })
const [workflow] = model.workflows
const ids = sequentialIds()

function imported(before: ReturnType<typeof ticketRecord> | null, command: unknown) {
  if (!workflow) throw new Error('the desk has no workflow')
  const draft = new TicketDraft('acme', 't1', before, { at: START, now: START, actor: AGENT, cause: null })
  const context = { model, workflow, random: seededRandom(1), find: NO_PROMISES, newId: () => ids.next(START) }
  const entry = { position: 1, occurredAt: new Date(START - 1), commands: [parseImportCommand(command)] }
  decideEntries(draft, [entry], { by: AGENT, source: 'jira', externalId: 'J-1', context })
  return draft
}

it.each(['gone', 'toString', 'constructor', '__proto__'])(
  'a move to %s, which the workflow does not have, leaves the ticket where it is and says so',
  (state) => {
    const draft = imported(ticketRecord(), { type: 'move', state })
    expect(draft.events).toMatchObject([
      { type: 'import.refused', data: { from: 'open', to: state, reasons: [{ code: 'state-unknown', state }] } },
    ])
    expect(draft.ticket).toMatchObject({ state: 'open', phase: 'open', version: 2, importedUpTo: 1 })
  },
)

it.each(['gone', 'valueOf'])('a ticket cannot begin in %s', (state) => {
  const begin = { type: 'create', subject: 'x', requester: { id: 'c1' }, state } as const
  const error = thrown('INVALID_INPUT', () => imported(null, begin))
  expect(error.details.issues).toMatchObject([
    { path: ['state'], message: 'is not one of open, waiting, solved, closed' },
  ])
})
