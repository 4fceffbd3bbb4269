import { describe, expect, it } from 'vitest'
import { HOUR } from '../../test/promises.js'
import { PureDesk, type Turn } from '../../test/pure-desk.js'
import { DECISION, START } from '../../test/records.js'
import { defaultAccess } from '../access/default-access.js'
import { defineDesk } from '../desk/define-desk.js'
import type { SlaPolicyInput } from '../sla/policy-types.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import type { EventDraft } from './event-types.js'

type Policy = SlaPolicyInput<Record<never, never>, 'urgent' | 'high' | 'normal' | 'low', never>
const deskOf = (...sla: Policy[]) =>
  new PureDesk(defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), sla }).model)

const all: Policy = { id: 'all', targets: { resolution: { within: { hours: 8 } } } }
const normal: Policy = { id: 'normal', when: { priority: 'normal' }, targets: { resolution: { within: { hours: 2 } } } }
const urgent: Policy = { id: 'urgent', when: { priority: 'urgent' }, targets: { resolution: { within: { hours: 1 } } } }

const note: EventDraft = {
  type: 'message.added',
  data: { messageId: 'm1', visibility: 'internal', byRequester: false, channel: 'web', attachments: [] },
}
const prioritized = (priority: string, rank: number): EventDraft => ({
  type: 'ticket.prioritized',
  data: { priority, rank, decision: DECISION },
})
const types = ({ events }: Turn) => events.map(({ type }) => type)
const policyOf = ({ ticket }: Turn) => ticket.sla?.promise?.policy.id ?? null

// Guards that a new list of policies changes no open ticket's promise by itself: bringing it is `recomputeSla`'s.
describe('a ticket under a promise, at a desk with another list of policies', () => {
  const begun = deskOf(all).create(START).ticket

  it('stays under its promise with a command that changes nothing which policies read', () => {
    const noted = deskOf(normal, all).run(begun, START + HOUR, [note])
    expect(types(noted)).toEqual(['message.added'])
    expect([policyOf(noted), noted.ticket.dueAt]).toEqual(['all', START + 8 * HOUR])
  })

  it('stays under its promise when a timer takes what has come due', () => {
    const fired = deskOf(normal, all).run(begun, START + 9 * HOUR, [], { cause: { kind: 'timer', id: 'sla' } })
    expect(types(fired)).toEqual(['sla.escalated', 'sla.breached'])
    expect(policyOf(fired)).toBe('all')
  })

  it('stays under its promise when what fits is the same before and after, whatever the ticket has', () => {
    // By this desk's list the policy for all fits before and after; that the ticket has another is no change.
    const ofNormal = deskOf(normal).create(START).ticket
    expect(
      policyOf(
        deskOf({ ...all, when: { channel: 'web' } }, normal).run(ofNormal, START + HOUR, [prioritized('urgent', 1)]),
      ),
    ).toBe('normal')
  })

  it('changes it with a command that makes another policy fit', () => {
    const raised = deskOf(urgent, normal, all).run(begun, START + HOUR / 2, [prioritized('urgent', 1)])
    expect(types(raised)).toEqual(['ticket.prioritized', 'sla.applied'])
    expect([policyOf(raised), raised.ticket.dueAt]).toEqual(['urgent', START + HOUR])
  })

  it('loses it only with a command after which none fits, where one did before', () => {
    const stays = deskOf(urgent, { ...all, when: { tag: 'x' } }).run(begun, START + HOUR, [prioritized('low', 4)])
    expect([types(stays), policyOf(stays)]).toEqual([['ticket.prioritized'], 'all'])
    const lost = deskOf(normal, { ...all, when: { tag: 'x' } }).run(begun, START + HOUR, [prioritized('low', 4)])
    expect([types(lost), policyOf(lost)]).toEqual([['ticket.prioritized', 'sla.applied'], null])
  })
})

it('a ticket without a promise comes under one with its next command, whatever that changes', () => {
  const unpromised = deskOf().create(START).ticket
  const noted = deskOf(all).run(unpromised, START + HOUR, [note])
  expect([policyOf(noted), noted.ticket.sla?.since]).toEqual(['all', START + HOUR])
})
