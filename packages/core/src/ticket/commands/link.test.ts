import { expect, it } from 'vitest'
import { AGENT, NO_PROMISES, START, ticketRecord } from '../../../test/records.js'
import { defaultAccess } from '../../access/default-access.js'
import { defineDesk } from '../../desk/define-desk.js'
import { LIMITS } from '../../kernel/limits.js'
import { seededRandom } from '../../testing/seeded-random.js'
import { supportWorkflow } from '../../workflow/ready-made/support.js'
import { type LinkedTickets, NOTHING_LOADED } from '../command.js'
import { TicketDraft } from '../draft.js'
import { link } from './link.js'

it('is refused where more tickets are above than are looked through, unless a circle was seen already', () => {
  const refused = (linked: LinkedTickets) => {
    const { model } = defineDesk({ workflows: [supportWorkflow], access: defaultAccess() })
    const [workflow] = model.workflows
    if (!workflow) throw new Error('the desk has no workflow')
    const draftOf = (id: string) =>
      new TicketDraft('acme', id, ticketRecord({ id }), { at: START, now: START, actor: AGENT, cause: null })
    const [draft, other] = [draftOf('a'), draftOf('b')]
    const loaded = { ...NOTHING_LOADED, other, linked }
    const context = { model, workflow, loaded, newId: () => 'x', random: seededRandom(1), find: NO_PROMISES }
    const result = link.decide(draft, { kind: 'parent-of', ticketId: 'b' }, context)
    return ['refused' in result ? result.reasons.map(({ code }) => code) : null, draft.events.length]
  }
  expect(refused({ ids: new Set(['c']), looked: [], whole: true })).toEqual([null, 1])
  expect(refused({ ids: new Set(['c']), looked: [], whole: false })).toEqual([['linked-through'], 0])
  expect(refused({ ids: new Set(['b']), looked: [], whole: false })).toEqual([['link-circle'], 0])
  expect(LIMITS.linkedThrough).toBeGreaterThanOrEqual(LIMITS.links)
})
