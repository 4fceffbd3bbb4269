import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { HOUR, MINUTE, OFFICE } from '../../test/promises.js'
import { PureDesk } from '../../test/pure-desk.js'
import { DECISION, START } from '../../test/records.js'
import { defaultAccess } from '../access/default-access.js'
import { defineDesk } from '../desk/define-desk.js'
import type { TicketRecord } from '../store/record-types.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import type { EventDraft } from './event-types.js'
import { replay } from './evolve.js'

// Long enough that nothing is judged while a ticket is tossed about: what was judged stays as it was.
const within = { hours: 500 }
const calendar = { by: 'team', of: { nights: 'wall', lamps: 'office' }, otherwise: 'wall' } as const
const desk = new PureDesk(
  defineDesk({
    workflows: [supportWorkflow],
    access: defaultAccess(),
    calendars: { office: OFFICE },
    sla: [
      { id: 'urgent', when: { priority: 'urgent' }, targets: { resolution: { within: { hours: 400 }, escalate: [] } } },
      { id: 'none', when: { priority: 'low', team: null }, targets: { acceptance: { within } } },
      { id: 'all', calendar, targets: { resolution: { within, byPriority: { low: { hours: 700 } }, escalate: [] } } },
    ],
  }).model,
)

const LEVELS = ['urgent', 'high', 'normal', 'low'] as const
const prioritized = (priority: (typeof LEVELS)[number]): EventDraft => ({
  type: 'ticket.prioritized',
  data: { priority, rank: LEVELS.indexOf(priority) + 1, decision: DECISION },
})
const given = (team: string | null): EventDraft => ({
  type: 'ticket.assigned',
  data: { assignee: null, team, previousAssignee: null, previousTeam: null, decision: DECISION },
})
const moved = (paused: boolean): EventDraft => ({
  type: 'ticket.transitioned',
  data: { event: 'e', from: 'a', to: 'b', phase: paused ? 'waiting' : 'open', paused, timeoutAt: null, effects: [] },
})

const anyLevel = fc.constantFrom(...LEVELS)
const anyTeam = fc.constantFrom(null, 'nights', 'lamps')
const anyScript = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 600 }),
    fc.oneof(fc.boolean().map(moved), anyLevel.map(prioritized), anyTeam.map(given)),
  ),
  { maxLength: 20 },
)

function play(script: readonly (readonly [number, EventDraft])[], priority: string, team: string | null) {
  const begun = desk.create(START, { priority, rank: LEVELS.indexOf(priority as never) + 1, team })
  const log = [...begun.events]
  let ticket: TicketRecord = begun.ticket
  let at = START
  for (const [minutes, event] of script) {
    at += minutes * MINUTE
    const turn = desk.run(ticket, at, [event])
    log.push(...turn.events)
    ticket = turn.ticket
  }
  return { ticket, log }
}

// GLPI #6902: a change of the SLA forgot how long the ticket had been waiting for its requester.
it('after any changes of priority, policy and team, the due date is that of a ticket which always was what it is now', () => {
  let paused = 0
  fc.assert(
    fc.property(anyScript, anyLevel, anyTeam, (script, priority, team) => {
      const { ticket } = play(script, priority, team)
      const pauses = script.filter(([, { type }]) => type === 'ticket.transitioned')
      // The same pauses at the same instants, and nothing else.
      let at = 0
      let last = 0
      const alone = script.flatMap(([minutes, event]): [number, EventDraft][] => {
        at += minutes
        if (event.type !== 'ticket.transitioned') return []
        const wait = at - last
        last = at
        return [[wait, event]]
      })
      const { ticket: steady } = play(alone, ticket.priority, ticket.team)
      expect([ticket.dueAt, ticket.sla?.promise?.policy.id]).toEqual([steady.dueAt, steady.sla?.promise?.policy.id])
      expect(ticket.facts.pauses).toEqual(steady.facts.pauses)
      paused += pauses.length > 0 ? 1 : 0
    }),
    { numRuns: 300 },
  )
  expect(paused).toBeGreaterThan(50)
})

it('any log folds to the view that was kept, from whatever instant it is looked at', () => {
  fc.assert(
    fc.property(anyScript, anyLevel, fc.nat(), (script, priority, hours) => {
      const { ticket, log } = play(script, priority, null)
      const late = desk.run(ticket, ticket.updatedAt + (hours % 2_000) * HOUR)
      const { subject: _subject, personal: _personal, dueAt: _dueAt, ...view } = late.ticket
      expect(replay([...log, ...late.events])).toEqual(view)
      expect(JSON.parse(JSON.stringify(view))).toEqual(view)
    }),
  )
})
