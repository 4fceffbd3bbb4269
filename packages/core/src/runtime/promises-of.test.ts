import { describe, expect, it } from 'vitest'
import { OFFICE } from '../../test/promises.js'
import { START, ticketRecord } from '../../test/records.js'
import { small } from '../../test/typed-desk.js'
import { createSlaBook } from '../definitions/sla-book.js'
import { DocketError } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import type { DefinitionKind } from '../store/record-types.js'
import { promisesOf } from './promises-of.js'
import type { Runtime } from './runtime.js'

const settled = { former: null, since: START, inherited: null, progress: {}, formerProgress: {} }
const office = { id: 'office', version: 1 }
const promise = { policy: { id: 'standard', version: 1 }, calendars: { resolution: office } }
const ticket = ticketRecord({ sla: { promise, ...settled } })

const target = { within: 1, byPriority: {}, calendar: 'office', steps: [] }
const policy = {
  id: 'standard',
  version: 1,
  when: null,
  targets: { resolution: target },
  lights: { amber: 0.5, red: 0.8 },
}
const step = { id: 'unread 60s', moment: { kind: 'unread', ms: 60_000 }, wall: false, actions: [] }

/** What is read of the ticket by a node whose store has these definitions, and what it reports. */
async function read(stored: { readonly policy: object; readonly calendar: object } | DocketError) {
  const reports: unknown[] = []
  const definition = async (tenant: string, kind: DefinitionKind, id: string, version: number) => {
    if (DocketError.is(stored)) throw stored
    const content = (kind === 'calendar' ? stored.calendar : stored.policy) as JsonObject
    return { tenant, kind, id, version, hash: 'x', content }
  }
  const runtime: Pick<Runtime, 'slaBook' | 'report'> = {
    slaBook: createSlaBook(small.model, { definition }),
    report: (error) => void reports.push(error),
  }
  return { found: await promisesOf(runtime as Runtime, ticket), reports }
}

// Guards that a ticket can be read on a node that cannot build what another node has stored.
describe('the promises of a ticket for reading', () => {
  it('are at hand where the node can work with what is stored', async () => {
    const { found, reports } = await read({ policy, calendar: OFFICE.definition })
    expect([found.current?.policy.id, reports]).toEqual(['standard', []])
  })

  it.each([
    ['an unknown zone', { policy, calendar: { ...OFFICE.definition, timeZone: 'Mars/Olympus_Mons' } }],
    [
      'an unknown kind of step',
      { policy: { ...policy, targets: { resolution: { ...target, steps: [step] } } }, calendar: OFFICE.definition },
    ],
  ])('are none, and the operator hears of it, where it cannot: %s', async (_what, stored) => {
    const { found, reports } = await read(stored)
    expect(found).toEqual({ current: null, former: null })
    expect(reports).toEqual([expect.objectContaining({ code: 'DEFINITION_UNKNOWN' })])
  })

  it('are no answer where the store fails', async () => {
    const away = new DocketError('STORE_UNAVAILABLE', 'The database is away.')
    await expect(read(away)).rejects.toBe(away)
  })
})
