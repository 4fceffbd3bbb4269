import { describe, expect, it } from 'vitest'
import { ticketRecord } from '../../test/records.js'
import { defaultAccess } from '../access/default-access.js'
import { defineDesk } from '../desk/define-desk.js'
import type { ActorReference, RequestState, TicketRecord } from '../store/record-types.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import { TicketDraft } from './draft.js'
import type { EventDraft } from './event-types.js'
import { remindersOf } from './reminders.js'

const partner = { tickets: 'own', actions: ['read', 'note', 'request'], staff: true } as const
const access = defaultAccess({ roles: { partner } })
const agent = (id: string): ActorReference => ({ type: 'agent', id })

/** What people are told of the last of the events. */
function told(events: readonly EventDraft[], actor: ActorReference, ticket: Partial<TicketRecord>, reminders = {}) {
  const { model } = defineDesk({ workflows: [supportWorkflow], access, reminders })
  const before = ticketRecord({ assignee: 'ann', requester: { id: 'cem' }, ...ticket })
  const stamp = { at: before.updatedAt, now: before.updatedAt, actor, cause: null }
  const draft = new TicketDraft(before.tenant, before.id, before, stamp)
  for (const event of events) draft.add(event)
  const [action, ...others] = draft.events.slice(-1).flatMap((event) => remindersOf(draft, event, model))
  expect(others).toEqual([])
  if (action === undefined) return []
  if (action.action === 'notify') return [[action.to, action.kind]]
  if (action.action !== 'remind') throw new Error(`told by ${action.action}`)
  return [...action.tellings.map(({ to, kind }) => [to, kind]), action.except]
}

const message = (more: object = {}): EventDraft => {
  const data = { messageId: 'm', visibility: 'public', byRequester: false, channel: 'web', attachments: [] } as const
  return { type: 'message.added', data: { ...data, ...more } }
}
const moved = (phase: 'open' | 'solved' | 'terminal', to = 'b'): EventDraft => {
  const data = { event: 'e', from: 'a', to, phase, paused: false, timeoutAt: null, effects: [] }
  return { type: 'ticket.transitioned', data }
}
const watched = { watchers: ['pia', 'bob'] }

describe('those who watch', () => {
  it('are told after whoever is mentioned and whoever has the ticket', () => {
    const written = message({ mentions: ['pia', 'bob'] })
    expect(told([written], agent('bob'), watched)).toEqual([
      [[{ agent: 'pia' }], 'message.mentioned'],
      [['assignee'], 'message.colleagueWrote'],
      [['watchers'], 'message.written'],
      'bob',
    ])
  })

  it('are told of what the desk writes by itself; whoever has the ticket is not, since no colleague wrote', () => {
    const docket: ActorReference = { type: 'system', id: 'docket' }
    expect(told([message({ automatic: true })], docket, {})).toEqual([])
    expect(told([message({ automatic: true })], docket, watched)).toEqual([[['watchers'], 'message.written'], null])
  })

  it('are told of public messages and of ends', () => {
    expect(told([message({ visibility: 'internal' })], agent('ann'), watched)).toEqual([])
    expect(told([message()], agent('ann'), watched)).toEqual([[['watchers'], 'message.written'], 'ann'])
    expect(told([moved('solved')], agent('ann'), watched)).toEqual([[['watchers'], 'ticket.solved'], 'ann'])
    expect(told([moved('terminal')], agent('ann'), watched)).toEqual([[['watchers'], 'ticket.ended'], 'ann'])
    expect(told([moved('open')], agent('ann'), watched)).toEqual([])
    expect(told([moved('solved', 'a')], agent('ann'), watched)).toEqual([])
  })

  it('are nobody when only the one who acts watches, or the desk says so', () => {
    expect(told([moved('solved')], agent('pia'), { watchers: ['pia'] })).toEqual([])
    expect(told([moved('solved')], agent('ann'), { watchers: [] })).toEqual([])
    expect(told([moved('solved')], agent('ann'), watched, { watched: false })).toEqual([])
  })

  it.each([
    [{ type: 'requester', id: 'pia' }, null],
    [{ type: 'partner', id: 'pia' }, null],
    [{ type: 'system', id: 'docket' }, null],
    [{ type: 'lead', id: 'pia' }, 'pia'],
    [{ type: 'collaborator', id: 'pia' }, 'pia'],
  ])('are apart from %j: %s', (actor, except) => {
    expect(told([moved('solved')], actor, watched).at(-1)).toBe(except)
  })
})

describe('what another event of the commit tells', () => {
  const note = message({ visibility: 'internal' })

  it('is not told again as a message', () => {
    const ask = { request: 'r', team: 'parts', agent: null, dueAt: null, messageId: 'm' }
    const asked: EventDraft = { type: 'request.asked', data: ask }
    const { model } = defineDesk({ workflows: [supportWorkflow], access })
    const before = ticketRecord({ assignee: 'ann' })
    const stamp = { at: before.updatedAt, now: before.updatedAt, actor: agent('bob'), cause: null }
    const draft = new TicketDraft(before.tenant, before.id, before, stamp)
    for (const event of [note, asked]) draft.add(event)
    expect(draft.events.map((event) => remindersOf(draft, event, model).length)).toEqual([0, 1])
  })

  it('is an urging: whoever has the ticket hears of that, the watchers of the words', () => {
    const events = [
      { type: 'ticket.nudged', data: { number: 1, messageId: 'm' } } as const,
      message({ byRequester: true }),
    ]
    const cem = { type: 'requester', id: 'cem' }
    expect(told(events, cem, {})).toEqual([])
    expect(told(events, cem, watched)).toEqual([[['assignee'], null], [['watchers'], 'message.written'], null])
  })
})

describe('a request', () => {
  const state = (askedBy: ActorReference): RequestState => {
    return { team: 'parts', agent: null, askedBy, askedAt: 1, dueAt: 2, messageId: 'q', overdue: false }
  }
  const open = (askedBy = agent('bob')) => ({ flow: { requests: { r: state(askedBy) } } })
  const answered: EventDraft = { type: 'request.answered', data: { request: 'r', messageId: 'm' } }
  const overdue: EventDraft = { type: 'request.overdue', data: { request: 'r' } }
  const asked: EventDraft = {
    type: 'request.asked',
    data: { request: 'r', team: null, agent: 'pia', dueAt: null, messageId: 'm' },
  }

  it('is told to whom it asks, and as a message to whoever has the ticket', () => {
    const [pia, ann] = [
      [[{ agent: 'pia' }], 'request.asked'],
      [['assignee'], 'message.colleagueWrote'],
    ]
    expect(told([asked], agent('bob'), {})).toEqual([pia, ann, 'bob'])
    expect(told([asked], agent('bob'), {}, { colleagueWrote: false })).toEqual([pia, 'bob'])
    expect(told([asked], agent('bob'), { assignee: null })).toEqual([pia, 'bob'])
  })

  it('that is answered is told to who asked and who has the ticket, and what is overdue to who was asked too', () => {
    expect(told([answered], agent('pia'), open())).toEqual([
      [[{ agent: 'bob' }, 'assignee'], 'request.answered'],
      'pia',
    ])
    expect(told([overdue], { type: 'system', id: 'docket' }, open())).toEqual([
      [[{ team: 'parts' }, { agent: 'bob' }], 'request.overdue'],
      null,
    ])
    // Closed by what follows in the same commit.
    expect(told([answered, overdue], agent('pia'), open())).toHaveLength(2)
  })

  it('of a partner is answered to the customer that it is, of the desk itself to whoever has the ticket', () => {
    const to = (askedBy: ActorReference) => told([answered], agent('pia'), open(askedBy))[0]
    expect(to({ type: 'partner', id: 'cem' })).toEqual([['requester', 'assignee'], 'request.answered'])
    expect(to({ type: 'system', id: 'docket' })).toEqual([['assignee'], 'request.answered'])
    expect(told([answered], agent('pia'), { ...open({ type: 'system', id: 'docket' }), assignee: null })).toEqual([])
  })

  it('that is withdrawn is told to nobody', () => {
    expect(told([{ type: 'request.withdrawn', data: { request: 'r' } }], agent('bob'), open())).toEqual([])
  })
})
