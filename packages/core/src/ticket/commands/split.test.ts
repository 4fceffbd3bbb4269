import { expect, it } from 'vitest'
import { AGENT, NO_PROMISES, START, ticketRecord } from '../../../test/records.js'
import { defaultAccess } from '../../access/default-access.js'
import { defineDesk } from '../../desk/define-desk.js'
import { seededRandom } from '../../testing/seeded-random.js'
import { supportWorkflow } from '../../workflow/ready-made/support.js'
import { NOTHING_LOADED } from '../command.js'
import { TicketDraft } from '../draft.js'
import { split } from './split.js'

const ids = (count: number, prefix: string) => Array.from({ length: count }, (_, place) => `${prefix}${place}`)

it('lets at most 100 messages of a ticket go on in others, in one split or in several', () => {
  const codes = (known: number, messages: number) => {
    const { model } = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })
    const [workflow] = model.workflows
    if (!workflow) throw new Error('the desk has no workflow')
    const splitInto = Object.fromEntries(ids(known, 'old').map((id) => [id, 'before']))
    const ticket = ticketRecord({ flow: { splitInto } })
    const draft = new TicketDraft('acme', ticket.id, ticket, { at: START, now: START, actor: AGENT, cause: null })
    const context = {
      model,
      workflow,
      loaded: NOTHING_LOADED,
      newId: () => 'x',
      random: seededRandom(1),
      find: NO_PROMISES,
    }
    const result = split.decide(draft, { into: 'next', messages: ids(messages, 'new') }, context)
    return 'refused' in result ? result.reasons : Object.keys(draft.ticket.flow.splitInto ?? {}).length
  }
  expect(codes(0, 100)).toBe(100)
  expect(codes(99, 1)).toBe(100)
  const full = [{ code: 'split', limit: 100 }]
  expect(codes(0, 101)).toEqual(full)
  expect(codes(100, 1)).toEqual(full)
  // Ticket rows of before may hold more.
  expect(codes(500, 1)).toEqual(full)
})
