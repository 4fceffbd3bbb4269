import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, OFFICE } from '../../test/promises.js'
import { PureDesk } from '../../test/pure-desk.js'
import { DECISION, START } from '../../test/records.js'
import { defaultAccess } from '../access/default-access.js'
import { createSlaBook } from '../definitions/sla-book.js'
import { defineDesk } from '../desk/define-desk.js'
import { statusOf } from '../sla/light.js'
import { momentsOf } from '../sla/moments.js'
import type { TicketRecord } from '../store/record-types.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import type { EventDraft } from './event-types.js'

const tell = [{ action: 'notify', to: ['lead'] }] as const
const byPriority = { urgent: { hours: 2 }, low: { hours: 99 } }
const escalate = [
  { after: {}, do: [{ action: 'raisePriority', to: 'urgent' }] },
  { after: { hours: 1 }, do: tell },
] as const
const { model } = defineDesk({
  workflows: [supportWorkflow],
  access: defaultAccess(),
  calendars: { office: OFFICE },
  sla: [
    {
      id: 'a',
      calendar: { by: 'team', of: { days: 'office' }, otherwise: 'wall' },
      targets: {
        firstResponse: { within: { hours: 4 }, byPriority, escalate: [] },
        resolution: { within: { hours: 8 }, byPriority, escalate },
      },
    },
  ],
})
const desk = new PureDesk(model)
const book = createSlaBook(model, { definition: async () => null })

const prioritized = (priority: string, rank: number): EventDraft => ({
  type: 'ticket.prioritized',
  data: { priority, rank, decision: DECISION },
})
/** To a team whose calendar has other hours: reckoned anew, everything would be due, and used, otherwise. */
const handedOver: EventDraft = {
  type: 'ticket.assigned',
  data: { assignee: null, team: 'days', previousAssignee: null, previousTeam: null, decision: DECISION },
}
const reply: EventDraft = {
  type: 'message.added',
  data: { messageId: 'm1', visibility: 'public', byRequester: false, channel: 'web', attachments: [] },
}
const solve: EventDraft = {
  type: 'ticket.transitioned',
  data: { event: 'solve', from: 'open', to: 'solved', phase: 'solved', paused: false, timeoutAt: null, effects: [] },
}

function status(ticket: TicketRecord, target: string, now: number) {
  const { current } = book.atHand(ticket)
  return current && statusOf(ticket, current, now).find((one) => one.target === target)
}
const ahead = (ticket: TicketRecord) =>
  momentsOf(ticket, book.atHand(ticket)).map(({ at, step }) => [step?.id ?? 'breach', at - START])

const replied = desk.run(desk.create(START).ticket, START + HOUR, [reply]).ticket
const breached = desk.run(replied, START + 8 * HOUR + 1).ticket

// Guards verdicts from being reckoned anew, and the usual ladder: the breach itself raises the priority, whose shorter span would make the ticket later still.
describe.each([
  ['raised', prioritized('urgent', 1)],
  ['lowered', prioritized('low', 4)],
])('a target that was breached, after the priority was %s', (_how, event) => {
  const { ticket, timers } = desk.run(breached, START + 8 * HOUR + MINUTE, [event])

  it('keeps its due date and its span', () => {
    expect(status(ticket, 'resolution', START + 10 * HOUR)).toMatchObject({
      light: 'breached',
      dueAt: START + 8 * HOUR,
      seconds: 8 * 3600,
      secondsLeft: -2 * 3600,
      changesAt: null,
    })
    expect(ticket.dueAt).toBe(START + 8 * HOUR)
  })

  it('takes its later steps so long after that due date', () => {
    expect(ahead(ticket)).toEqual([['after 3600s', 9 * HOUR]])
    // The timer stands where the breach has set it.
    expect(timers.set.filter(({ key }) => key === 'sla')).toEqual([])
    const [step] = desk.run(ticket, START + 9 * HOUR).events
    expect(step).toMatchObject({
      type: 'sla.escalated',
      occurredAt: START + 9 * HOUR,
      data: { dueAt: START + 8 * HOUR, step: 'after 3600s' },
    })
  })

  it('is completed by how late it was of that due date', () => {
    const { events } = desk.run(ticket, START + 11 * HOUR, [solve])
    const run = { target: 'resolution', dueAt: START + 8 * HOUR, seconds: 8 * 3600 }
    expect(events.at(-1)).toMatchObject({ type: 'sla.completed', data: { ...run, over: 3 * 3600 } })
  })
})

describe('a target that was breached, after the ticket went to a team with another calendar', () => {
  const { ticket } = desk.run(breached, START + 8 * HOUR + MINUTE, [handedOver])

  it('keeps its due date and its span, and is late by the hours of the new calendar since', () => {
    expect(ticket.sla?.promise?.calendars.resolution).toEqual({ id: 'office', version: 1 })
    expect(status(ticket, 'resolution', START + 10 * HOUR)).toMatchObject({
      light: 'breached',
      dueAt: START + 8 * HOUR,
      seconds: 8 * 3600,
      secondsLeft: -3600,
    })
    expect(ticket.dueAt).toBe(START + 8 * HOUR)
    // The office opens at nine.
    expect(ahead(ticket)).toEqual([['after 3600s', 10 * HOUR]])
  })
})

describe('a target that was met', () => {
  it('keeps its verdict and what was left, whatever the priority or the calendar is later', () => {
    const met = { light: 'met', dueAt: START + 4 * HOUR, seconds: 4 * 3600, secondsLeft: 3 * 3600 }
    expect(status(replied, 'firstResponse', START + 2 * HOUR)).toMatchObject(met)
    for (const event of [prioritized('urgent', 1), prioritized('low', 4), handedOver]) {
      const { ticket } = desk.run(replied, START + 3 * HOUR, [event])
      expect(status(ticket, 'firstResponse', START + 5 * HOUR)).toMatchObject(met)
    }
    const solved = desk.run(replied, START + 3 * HOUR, [solve]).ticket
    const { ticket } = desk.run(solved, START + 4 * HOUR, [prioritized('urgent', 1)])
    expect(status(ticket, 'resolution', START + 9 * HOUR)).toMatchObject({
      light: 'met',
      dueAt: START + 8 * HOUR,
      secondsLeft: 5 * 3600,
    })
  })
})

it('a target that has not been judged goes by the priority of now', () => {
  const { ticket } = desk.run(replied, START + HOUR + MINUTE, [prioritized('urgent', 1)])
  expect(status(ticket, 'resolution', START + HOUR + MINUTE)).toMatchObject({ dueAt: START + 2 * HOUR, seconds: 7200 })
})
