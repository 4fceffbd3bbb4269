import type { EventRecord, JsonObject } from '@docket/core/store'
import { expect, it } from 'vitest'
import { AGENT, START } from '../store/records.js'
import { slaProblems } from './check-sla.js'

const RUN = { target: 'resolution', cycle: 1, former: false, dueAt: START, policy: { id: 'standard', version: 1 } }

/** A log of events about promises, one a minute from just after the due date on. */
function problems(...told: readonly (readonly [type: string, data?: JsonObject, occurredAt?: number])[]): string[] {
  const events = told.map(([type, data = {}, occurredAt], index): EventRecord => {
    const at = occurredAt ?? START + 1 + index * 60_000
    const ended = type === 'sla.met' ? { endedAt: START } : { endedAt: at }
    return {
      tenant: 'acme',
      ticketId: 't1',
      seq: index + 1,
      type,
      occurredAt: at,
      recordedAt: at,
      actor: AGENT,
      cause: null,
      data: { ...RUN, ...ended, ...data },
    }
  })
  return slaProblems('ticket', events)
}

const escalated = (step: string, more: JsonObject = {}) => ['sla.escalated', { step, at: START, ...more }] as const

it('finds nothing wrong where each run is judged once and each step is taken once', () => {
  expect(
    problems(
      ['ticket.created'],
      ['sla.applied', { keepsFormer: false }],
      ['sla.met', { target: 'firstResponse' }],
      escalated('used 0.8'),
      ['sla.breached'],
      escalated('after 0s'),
      ['sla.completed'],
      escalated('used 0.8', { cycle: 2 }),
      escalated('used 0.8', { policy: { id: 'another', version: 1 } }),
      ['sla.met', { cycle: 2, dueAt: null }],
    ),
  ).toEqual([])
})

it('finds a run that is judged twice', () => {
  expect(problems(['sla.met'], ['sla.met'])).toEqual(['ticket: event 2, sla.met of resolution 1, follows met'])
  expect(problems(['sla.breached'], ['sla.breached'])).toHaveLength(1)
  expect(problems(['sla.met'], ['sla.breached'])).toHaveLength(1)
  expect(problems(['sla.breached'], ['sla.met'])).toEqual([
    'ticket: event 2, sla.met of resolution 1, follows breached',
  ])
})

it('finds a completion of what was not breached, and a second one', () => {
  expect(problems(['sla.completed'])).toEqual(['ticket: event 1, sla.completed of resolution 1, follows nothing'])
  expect(problems(['sla.met'], ['sla.completed'])).toHaveLength(1)
  expect(problems(['sla.breached'], ['sla.completed'], ['sla.completed'])).toHaveLength(1)
})

it('finds a run that was met too late, or breached too early', () => {
  const late = problems(['sla.met', { endedAt: START + 5 }])
  expect(late).toEqual(['ticket: event 1, sla.met of resolution 1, ended 5 ms too late'])
  const early = ['ticket: event 1, sla.breached of resolution 1, was not due yet']
  expect(problems(['sla.breached', {}, START])).toEqual(early)
  expect(problems(['sla.breached', { dueAt: null }])).toEqual(early)
})

it('finds a step that is taken twice in a run, or before its instant', () => {
  const again = 'ticket: event 2, sla.escalated of resolution 1, takes the step idle 60s again'
  expect(problems(escalated('idle 60s'), escalated('idle 60s'))).toEqual([again])
  expect(problems(escalated('idle 60s', { at: START + 4 }))).toEqual([
    'ticket: event 1, sla.escalated of resolution 1, is from 3 ms before its instant',
  ])
})

it('judges a former promise beside the one in force, from what was settled when it became so', () => {
  const kept = ['sla.applied', { keepsFormer: true }] as const
  const former = { former: true }
  expect(problems(['sla.breached'], kept, ['sla.met'], ['sla.completed', former])).toEqual([])
  // Under the new promise what runs has not been judged.
  expect(problems(['sla.breached'], kept, ['sla.completed'])).toHaveLength(1)
  expect(problems(kept, ['sla.met'], ['sla.breached', former], ['sla.completed', former])).toEqual([])
  expect(problems(kept, ['sla.breached', former], kept, ['sla.met', former], ['sla.met'])).toEqual([])
  expect(problems(kept, ['sla.breached'], ['sla.completed', former])).toHaveLength(1)
  expect(problems(['sla.met'], kept, ['sla.met', former])).toHaveLength(1)
})
