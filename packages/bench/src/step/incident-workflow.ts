import { defineGuard, defineWorkflow } from '@docket/core/workflow'
import * as z from 'zod'

/** A guard with parameters that reads the ticket. */
export const hasTeam = defineGuard({
  id: 'hasTeam',
  params: z.strictObject({}),
  test: ({ ticket }) => ticket.team !== null || { code: 'no-team' },
})

/** A guard with parameters that reads the ticket's facts. */
export const answered = defineGuard({
  id: 'answered',
  params: z.strictObject({ times: z.number().int() }),
  test: ({ ticket }, { times }) =>
    ticket.facts.agentMessages >= times || { code: 'not-answered', needed: times, found: ticket.facts.agentMessages },
})

const anybody = ['requester', 'agent', 'lead']

/** A workflow as a field service has it: eight states, guards, roles, effects. */
export const incidentWorkflow = defineWorkflow({
  id: 'incident',
  version: 1,
  initial: 'new',
  states: {
    new: { tags: ['open'], on: { triage: { target: 'triaged', guards: [{ type: 'hasTeam' }] }, reject: 'closed' } },
    triaged: { tags: ['open'], on: { start: 'inProgress', wait: 'waitingForVendor', reject: 'closed' } },
    inProgress: {
      tags: ['open'],
      on: {
        ask: { target: 'waitingForCustomer', effects: ['mail'] },
        order: 'waitingForVendor',
        escalate: { target: 'escalated', roles: ['agent', 'lead'], effects: ['page'] },
        solve: { target: 'solved', guards: [{ type: 'answered', params: { times: 1 } }], effects: ['mail'] },
      },
    },
    waitingForCustomer: {
      tags: ['waiting', 'sla-paused'],
      on: { answer: { target: 'inProgress', roles: anybody }, giveUp: { target: 'closed', roles: ['lead'] } },
    },
    // Not paused: benchmarks send tickets here and back for ever, and each pause is kept.
    waitingForVendor: { tags: ['waiting'], on: { deliver: 'inProgress' } },
    escalated: {
      tags: ['open'],
      on: {
        handBack: 'inProgress',
        solve: [
          { target: 'closed', guards: [{ type: 'answered', params: { times: 5 } }] },
          { target: 'solved', guards: [{ type: 'hasTeam' }, { type: 'answered', params: { times: 1 } }] },
        ],
      },
    },
    solved: {
      tags: ['solved'],
      on: { reopen: { target: 'inProgress', roles: anybody }, close: { target: 'closed', roles: anybody } },
      timeout: { after: { days: 7 }, send: 'close' },
    },
    closed: { tags: ['terminal'], on: { reopen: { target: 'inProgress', roles: ['lead', 'agent'] } } },
  },
})

/** Transitions as a ticket goes through them, each taken in its state. Every one is allowed for an agent. */
export const journey: readonly (readonly [state: string, event: string])[] = [
  ['new', 'triage'],
  ['triaged', 'start'],
  ['inProgress', 'ask'],
  ['waitingForCustomer', 'answer'],
  ['inProgress', 'order'],
  ['waitingForVendor', 'deliver'],
  ['inProgress', 'escalate'],
  ['escalated', 'solve'],
  ['solved', 'reopen'],
  ['inProgress', 'solve'],
  ['solved', 'close'],
  ['closed', 'reopen'],
]
