import { expect, it } from 'vitest'
import { rowOf } from '../testing/rows.js'
import { type ExplainedIncident, TellingIncidents, type Waited } from './explain-incidents.js'
import { openingOf } from './opening.js'

interface Given {
  readonly waited?: Waited
  readonly assignee?: string | null
}

/** An incident of which the desk gave these reasons. */
function incident(name: string, codes: string, { waited, assignee = 'A' }: Given = {}): ExplainedIncident {
  const by = { type: 'system', id: 'docket' }
  const reasons = codes.split(' ').map((code) => ({ code }))
  return {
    incident: name,
    row: 1,
    opening: openingOf(rowOf({})),
    finalGroup: 'G',
    ticket: { priority: 'low', team: 'G', assignee },
    explanation: { priority: null, assignment: { policy: 'p', version: 1, at: new Date(0), by, reasons }, dates: [] },
    waited: waited ?? null,
  }
}

function foundAmong(...incidents: readonly ExplainedIncident[]) {
  const telling = new TellingIncidents()
  for (const one of incidents) telling.consider(one)
  return [...telling.found()].map(([role, one]) => `${role} ${one.incident}`)
}

it('has a role by what most of the others lost for', () => {
  expect(
    foundAmong(
      incident('W', 'chosen full', { waited: { first: null, ms: 5 } }),
      incident('F', 'learned chosen outranked full full'),
      incident('O', 'learned chosen outranked tie full'),
    ),
  ).toEqual(['at-once O', 'others-full F', 'waited W'])
})

it('is the first of those that tell most', () => {
  const long = `learned chosen ${'outranked '.repeat(11).trim()}`
  const [plain, wordy, short] = [
    incident('1', 'chosen'),
    incident('2', long),
    incident('3', 'learned chosen outranked'),
  ]
  expect(foundAmong(plain, wordy)).toEqual(['at-once 2'])
  expect(foundAmong(plain, wordy, short, incident('4', 'learned chosen outranked'))).toEqual(['at-once 3'])
  expect(foundAmong(plain, incident('5', 'learned chosen tie'))).toEqual(['at-once 1'])
})

it('is rather one that got its agent in the end, but one that never did where there is no other', () => {
  const never = incident('N', 'full', { assignee: null, waited: { first: null, ms: null } })
  expect(foundAmong(never)).toEqual(['waited N'])
  expect(foundAmong(never, incident('G', 'chosen full', { waited: { first: null, ms: 0 } }))).toEqual(['waited G'])
})
