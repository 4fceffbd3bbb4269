import { defineWorkflow } from '@docket/core'

const AWAITING = {
  awaitUserInfo: 'awaitingUserInfo',
  awaitProblem: 'awaitingProblem',
  awaitVendor: 'awaitingVendor',
  awaitEvidence: 'awaitingEvidence',
} as const

/**
 * The way of an incident, as the log knows it. Every state may also be confirmed: a move from it to itself. Promises stand
 * still while the user is awaited, since version 2; what the desk awaits of others is its own affair.
 */
export const incidentWorkflow = defineWorkflow({
  id: 'incident',
  version: 2,
  initial: 'new',
  states: {
    new: {
      tags: ['open'],
      label: { en: 'New' },
      on: { register: 'new', activate: 'active', ...AWAITING, resolve: 'resolved' },
    },
    active: {
      tags: ['open'],
      label: { en: 'Active' },
      on: { activate: 'active', ...AWAITING, resolve: 'resolved' },
    },
    awaitingUserInfo: { ...awaiting('Awaiting User Info'), tags: ['waiting', 'sla-paused'] },
    awaitingProblem: awaiting('Awaiting Problem'),
    awaitingVendor: awaiting('Awaiting Vendor'),
    awaitingEvidence: awaiting('Awaiting Evidence'),
    resolved: {
      tags: ['solved'],
      label: { en: 'Resolved' },
      on: { resolve: 'resolved', activate: 'active', awaitUserInfo: 'awaitingUserInfo', close: 'closed' },
    },
    closed: {
      tags: ['terminal'],
      label: { en: 'Closed' },
      on: { close: 'closed' },
    },
  },
})

/** A state of the workflow. */
export type IncidentState = NonNullable<typeof incidentWorkflow.$types>['state']

/** An event of the workflow. There is one for each state that it leads to, because the log tells only where an incident went. */
export type IncidentEvent = NonNullable<typeof incidentWorkflow.$types>['event']

/** All states in the order of an incident's life. */
export const STATES = Object.keys(incidentWorkflow.states) as readonly IncidentState[]

/** The state's name in the log. */
export function labelOf(state: IncidentState): string {
  return incidentWorkflow.states[state]?.label?.['en'] ?? state
}

/** The state that the log calls so, or null: the log also holds `-100`, which is none. */
export function stateOf(label: string): IncidentState | null {
  return byLabel.get(label) ?? null
}

/** The event that leads to a state, from wherever the workflow allows it. */
export function eventTo(state: IncidentState): IncidentEvent {
  const event = eventByTarget.get(state)
  if (event === undefined) throw new Error(`The workflow has no event that leads to ${state}.`)
  return event
}

/** True for the four states in which the desk waits for somebody else. */
export function isWaiting(state: IncidentState): boolean {
  return incidentWorkflow.states[state]?.phase === 'waiting'
}

const byLabel = new Map(STATES.map((state) => [labelOf(state), state]))
const eventByTarget = new Map(
  Object.values(incidentWorkflow.states).flatMap(({ on }) =>
    Object.entries(on).map(([event, transitions]) => [transitions[0]?.target, event as IncidentEvent]),
  ),
)

function awaiting(label: string) {
  return {
    tags: ['waiting'],
    label: { en: label },
    on: { ...AWAITING, activate: 'active', resolve: 'resolved' },
  } as const
}
