import { expect, it } from 'vitest'
import { eventTo, incidentWorkflow, labelOf, STATES, stateOf } from './workflow.js'

const WAITING = ['Awaiting User Info', 'Awaiting Problem', 'Awaiting Vendor', 'Awaiting Evidence']

/** The rules of the log's desk, written out a second time. */
const ALLOWED: Record<string, string[]> = {
  New: ['New', 'Active', ...WAITING, 'Resolved'],
  Active: ['Active', ...WAITING, 'Resolved'],
  'Awaiting User Info': [...WAITING, 'Active', 'Resolved'],
  'Awaiting Problem': [...WAITING, 'Active', 'Resolved'],
  'Awaiting Vendor': [...WAITING, 'Active', 'Resolved'],
  'Awaiting Evidence': [...WAITING, 'Active', 'Resolved'],
  Resolved: ['Resolved', 'Active', 'Awaiting User Info', 'Closed'],
  Closed: ['Closed'],
}

it('allows what the log’s desk allows, and nothing else', () => {
  expect(STATES.map(labelOf)).toEqual(Object.keys(ALLOWED))
  for (const from of STATES) {
    const allowed = STATES.filter((to) => incidentWorkflow.states[from]?.on[eventTo(to)]?.[0]?.target === to)
    expect(allowed.map(labelOf).sort(), labelOf(from)).toEqual([...(ALLOWED[labelOf(from)] ?? [])].sort())
  }
})

it('knows the log’s labels, and that -100 is none', () => {
  expect(STATES.map((state) => stateOf(labelOf(state)))).toEqual(STATES)
  expect(stateOf('-100')).toBeNull()
})
