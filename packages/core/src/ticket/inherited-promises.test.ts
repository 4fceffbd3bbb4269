import { describe, expect, it } from 'vitest'
import { HOUR } from '../../test/promises.js'
import { otherTicket, PureDesk } from '../../test/pure-desk.js'
import { START } from '../../test/records.js'
import { defaultAccess } from '../access/default-access.js'
import { defineDesk } from '../desk/define-desk.js'
import type { TicketRecord } from '../store/record-types.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import { NO_FACTS } from './facts.js'
import { inheritPromise } from './promises.js'

const sla = [{ id: 'a', targets: { resolution: { within: { hours: 8 } } } }] as const
const desk = new PureDesk(defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), sla }).model)
const original = desk.create(START + 3 * HOUR).ticket

/** From when the original's promise counts, in hours, after this older ticket turned out to be its duplicate. */
function countsFrom(duplicate: Partial<TicketRecord>): number | null {
  const older = otherTicket({ sla: desk.create(START).ticket.sla, createdAt: START, ...duplicate })
  const { ticket } = desk.decide(original, START + 4 * HOUR, (draft) => inheritPromise(draft, older))
  return ticket.dueAt && (ticket.dueAt - START) / HOUR - 8
}
const facts = (changes: Partial<TicketRecord['facts']>) => ({ facts: { ...NO_FACTS, ...changes } })
const solvedAt = START + HOUR

// Guards that whoever was answered long ago makes no new request late the moment it is filed.
describe('a promise that is taken over', () => {
  it('still runs, also while its clock stands still, and after a reopening', () => {
    expect(countsFrom({})).toBe(0)
    // What it stood still for before the other ticket began is not worked off there either.
    expect(countsFrom(facts({ pauses: [{ from: START + HOUR, to: null }] }))).toBe(2)
    expect(countsFrom(facts({ pauses: [{ from: START + HOUR, to: START + 2 * HOUR }] }))).toBe(1)
    const reopened = { firstSolvedAt: solvedAt, reopenings: 1, reopenedAt: START + 2 * HOUR }
    expect(countsFrom(facts(reopened))).toBe(2)
  })

  it('is not one whose ticket is solved or closed', () => {
    expect(countsFrom(facts({ firstSolvedAt: solvedAt, solvedAt }))).toBe(3)
    expect(countsFrom({ phase: 'terminal', ...facts({ firstSolvedAt: solvedAt, solvedAt }) })).toBe(3)
  })

  it('is not one that nobody made', () => {
    expect(countsFrom({ sla: null })).toBe(3)
  })
})
