import { describe, expect, it } from 'vitest'
import { HOUR, OFFICE, ONE_HOUR } from '../../test/promises.js'
import { ticketRecord } from '../../test/records.js'
import { full, small } from '../../test/typed-desk.js'
import { calendarOf, defineCalendar } from '../calendar/define-calendar.js'
import { DocketError } from '../kernel/error.js'
import type { JsonObject } from '../kernel/json.js'
import { definePolicies } from '../sla/define-policies.js'
import { compilePolicy } from '../sla/promise.js'
import type { DefinitionKind, DefinitionRecord, SlaPromise, TicketRecord } from '../store/record-types.js'
import type { DeskModel } from './model.js'
import { createSlaBook } from './sla-book.js'

const NAMES = { ...small.model.sla.names, calendars: new Set(['office', 'night']) }

/** A desk with a policy of these versions, and calendars. */
function modelWith(versions: readonly number[], calendars: DeskModel['calendars'] = new Map()): DeskModel {
  const policies = versions
    .flatMap((version) => definePolicies([policyInput(version)], NAMES))
    .map((policy) => compilePolicy(policy))
  return { ...small.model, calendars, sla: { ...small.model.sla, policies } }
}

function policyInput(version: number) {
  const targets = { firstResponse: { within: { hours: version } }, resolution: { within: { hours: 10 * version } } }
  return { id: 'standard', version, calendar: 'office', targets }
}

/** A store with these definitions, and what it was asked for. */
function storeWith(...contents: readonly (readonly [DefinitionKind, string, number, unknown])[]) {
  const asked: string[] = []
  return {
    asked,
    async definition(tenant: string, kind: DefinitionKind, id: string, version: number) {
      asked.push(`${tenant} ${kind} ${id} ${version}`)
      const found = contents.find((one) => one[0] === kind && one[1] === id && one[2] === version)
      if (!found) return null
      return { tenant, kind, id, version, hash: 'x', content: found[3] as JsonObject } satisfies DefinitionRecord
    },
  }
}

const promiseOf = (policy: number, calendar: number | null): SlaPromise => {
  const office = calendar === null ? null : { id: 'office', version: calendar }
  return { policy: { id: 'standard', version: policy }, calendars: { firstResponse: office, resolution: office } }
}

function promised(promise: SlaPromise | null, former: SlaPromise | null = null): TicketRecord {
  const settled = { inherited: null, progress: {}, formerProgress: {} }
  return ticketRecord({ sla: { promise, former, since: 0, ...settled } })
}

const [POLICY_1] = definePolicies([policyInput(1)], NAMES)
const OFFICE_2 = defineCalendar({ version: 2, timeZone: 'UTC', weekly: { sat: [['10:00', '12:00']] } })
const STORED = [
  ['slaPolicy', 'standard', 1, POLICY_1],
  ['calendar', 'office', 1, OFFICE.definition],
] as const

async function unknownTo(call: () => unknown): Promise<DocketError> {
  try {
    await call()
  } catch (error) {
    if (DocketError.is(error, 'DEFINITION_UNKNOWN')) return error
    throw error
  }
  throw new Error('everything was known')
}

describe('the definitions of a promise', () => {
  it('are those of the code, in the versions that were promised, without asking the store', () => {
    const store = storeWith()
    const book = createSlaBook(modelWith([1, 3], new Map([['office', OFFICE_2]])), store)
    const ticket = promised(promiseOf(1, 2), promiseOf(3, null))
    expect(book.bring(ticket)).toBeUndefined()
    const { current, former } = book.atHand(ticket)
    expect(current).toMatchObject({
      policy: { version: 1 },
      calendars: { firstResponse: OFFICE_2, resolution: OFFICE_2 },
    })
    expect(former).toMatchObject({ policy: { version: 3 }, calendars: {} })
    expect(former?.policy.targets.resolution?.within).toBe(30 * HOUR)
    expect(store.asked).toEqual([])
  })

  it('are none for a ticket without a promise, and for one whose promise was withdrawn', () => {
    const book = createSlaBook(modelWith([]), storeWith())
    for (const ticket of [ticketRecord(), promised(null)]) {
      expect(book.bring(ticket)).toBeUndefined()
      expect(book.atHand(ticket)).toEqual({ current: null, former: null })
    }
  })

  it('come from the store where the code has them no more, once', async () => {
    const store = storeWith(...STORED)
    const book = createSlaBook(modelWith([2], new Map([['office', OFFICE_2]])), store)
    const ticket = promised(promiseOf(1, 1))
    await book.bring(ticket)
    const { current } = book.atHand(ticket)
    expect(current?.policy).toEqual(POLICY_1)
    expect(current?.calendars.resolution?.definition).toEqual(OFFICE.definition)
    expect(new Set(store.asked)).toEqual(new Set(['* slaPolicy standard 1', '* calendar office 1']))
    const before = store.asked.length
    expect(book.bring(promised(promiseOf(1, 2), promiseOf(2, 1)))).toBeUndefined()
    expect(store.asked).toHaveLength(before)
  })

  it('are asked for once each, however many targets name them', async () => {
    const store = storeWith(...STORED)
    await createSlaBook(modelWith([]), store).bring(promised(promiseOf(1, 1), promiseOf(1, 1)))
    expect(store.asked).toEqual(['* slaPolicy standard 1', '* calendar office 1'])
  })

  it('of a former promise come from the store too', async () => {
    const book = createSlaBook(modelWith([2], new Map([['office', OFFICE_2]])), storeWith(...STORED))
    const ticket = promised(promiseOf(2, 2), promiseOf(1, 1))
    await book.bring(ticket)
    expect(book.atHand(ticket).former?.policy).toEqual(POLICY_1)
  })

  it('reckon as they did before they were stored', async () => {
    const from = Date.parse('2025-01-03T17:30:00Z')
    const stored = JSON.parse(JSON.stringify(OFFICE.definition)) as never
    const book = createSlaBook(modelWith([1]), storeWith(['calendar', 'office', 1, stored]))
    const ticket = promised(promiseOf(1, 1))
    await book.bring(ticket)
    const calendar = book.atHand(ticket).current?.calendars.resolution
    expect(calendar?.addMs(from, HOUR)).toBe(OFFICE.addMs(from, HOUR))
    expect(calendarOf(stored).addMs(from, HOUR)).toBe(Date.parse('2025-01-06T09:30:00Z'))
  })
})

describe('a definition that neither code nor store has', () => {
  it('is said to be unknown, policy and calendar each', async () => {
    const book = createSlaBook(modelWith([2], new Map([['office', ONE_HOUR]])), storeWith())
    const noPolicy = await unknownTo(() => book.bring(promised(promiseOf(1, 1))))
    expect(noPolicy.details).toMatchObject({ id: 'standard', version: 1 })
    expect(noPolicy.message).toContain('version 1 of the SLA policy standard')
    const noCalendar = await unknownTo(() => book.bring(promised(promiseOf(2, 7))))
    expect(noCalendar.details).toMatchObject({ id: 'office', version: 7 })
    expect(noCalendar.message).toContain('version 7 of the calendar office')
    expect(noCalendar).toMatchObject({ kind: 'unavailable', retryable: true })
  })

  it('is not at hand either', async () => {
    const book = createSlaBook(modelWith([2]), storeWith())
    await unknownTo(() => book.atHand(promised(promiseOf(1, null))))
    await unknownTo(() => book.atHand(promised(promiseOf(2, 1))))
    await unknownTo(() => book.atHand(promised(null, promiseOf(1, null))))
  })

  it('is asked for again later, when another node may have stored it', async () => {
    const store = storeWith()
    const book = createSlaBook(modelWith([]), store)
    for (let turn = 0; turn < 2; turn += 1) await unknownTo(() => book.bring(promised(promiseOf(1, null))))
    expect(store.asked).toHaveLength(2)
  })

  it('is not mixed up with one whose id and version read alike', async () => {
    const calendars = new Map([['1 office', OFFICE]])
    const book = createSlaBook(modelWith([1], calendars), storeWith())
    await unknownTo(() => book.bring(promised(promiseOf(1, 11))))
    await unknownTo(() => book.bring(promised(promiseOf(1, 1))))
  })
})

// Guards reads and timers while nodes of several versions run: what a newer node stored is unknown to this one, not broken.
describe('a stored definition that this node cannot work with', () => {
  it('is said to be unknown: a calendar in a zone that its platform does not have', async () => {
    const foreign = { ...OFFICE.definition, timeZone: 'Mars/Olympus_Mons' }
    const book = createSlaBook(modelWith([1]), storeWith(['calendar', 'office', 1, foreign]))
    const error = await unknownTo(() => book.bring(promised(promiseOf(1, 1))))
    expect(error).toMatchObject({ details: { id: 'office', version: 1 }, kind: 'unavailable', retryable: true })
    expect(error.message).toContain('Mars/Olympus_Mons')
    await unknownTo(() => book.atHand(promised(promiseOf(1, 1))))
  })

  it('is said to be unknown: a policy with a kind of step that it does not have', async () => {
    const step = { id: 'unread 60s', moment: { kind: 'unread', ms: 60_000 }, wall: false, actions: [] }
    const resolution = { ...POLICY_1?.targets.resolution, steps: [step] }
    const newer = { ...POLICY_1, targets: { ...POLICY_1?.targets, resolution } }
    const book = createSlaBook(modelWith([2]), storeWith(['slaPolicy', 'standard', 1, newer]))
    const error = await unknownTo(() => book.bring(promised(promiseOf(1, null))))
    expect(error.details).toMatchObject({ id: 'standard', version: 1 })
    expect(error.message).toContain('kind of step')
    await unknownTo(() => book.atHand(promised(promiseOf(1, null))))
  })
})

it('shares nothing between desks', async () => {
  const ticket = promised(promiseOf(1, 1))
  await createSlaBook(full.model, storeWith(...STORED)).bring(ticket)
  await unknownTo(() => createSlaBook(full.model, storeWith()).bring(ticket))
})
