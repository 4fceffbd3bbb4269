import { describe, expect, it } from 'vitest'
import { HOUR } from '../../test/promises.js'
import { defaultAccess } from '../access/default-access.js'
import { defineCalendar } from '../calendar/define-calendar.js'
import { type DeskInput, defineDesk } from '../desk/define-desk.js'
import { DocketError } from '../kernel/error.js'
import { sha256 } from '../kernel/system.js'
import type { DefinitionRecord } from '../store/record-types.js'
import { supportWorkflow } from '../workflow/ready-made/support.js'
import { registerDefinitions } from './register.js'

type Parts = Pick<DeskInput<never, never, 'urgent' | 'normal', never, never, 'office'>, 'sla' | 'calendars'>

const within = { resolution: { within: { hours: 8 } } }
const office = (version = 1, close = '18:00') =>
  defineCalendar({ version, timeZone: 'UTC', weekly: { mon: [['09:00', close]] } })
const modelOf = (parts: Parts = {}) =>
  defineDesk({ workflows: [supportWorkflow], access: defaultAccess(), ...(parts as object) }).model

/** A registry as a store keeps it: the first content of a version stays. */
function registry() {
  const kept = new Map<string, DefinitionRecord>()
  return {
    kept,
    async definition(_tenant: string, kind: string, id: string, version: number) {
      return kept.get(`${kind} ${id} ${version}`) ?? null
    },
    async registerDefinitions(records: readonly DefinitionRecord[]) {
      return records.map((record) => {
        const key = `${record.kind} ${record.id} ${record.version}`
        const known = kept.get(key) ?? record
        kept.set(key, known)
        return known
      })
    },
  }
}

const told: string[] = []
const register = (model: ReturnType<typeof modelOf>, store: ReturnType<typeof registry>, now = 1_000) =>
  registerDefinitions(model, store, sha256, now, ({ message }) => told.push(message))

async function changed(call: Promise<unknown>): Promise<DocketError> {
  const error: unknown = await call.then(
    () => 'nothing had changed',
    (reason: unknown) => reason,
  )
  if (DocketError.is(error, 'DEFINITION_CHANGED')) return error
  throw error
}

describe('what is registered', () => {
  it('are workflows, calendars and policies, each by kind, id and version, for all tenants', async () => {
    const store = registry()
    const parts = { calendars: { office: office(3) }, sla: [{ id: 'standard', version: 2, targets: within }] }
    await register(modelOf(parts), store)
    expect([...store.kept.keys()]).toEqual(['workflow support 2', 'calendar office 3', 'slaPolicy standard 2'])
    for (const { tenant, hash } of store.kept.values()) {
      expect(tenant).toBe('*')
      expect(hash).toMatch(/^[0-9a-f]{64}$/)
    }
    const policy = store.kept.get('slaPolicy standard 2')?.content
    expect(policy).toMatchObject({ id: 'standard', when: null, targets: { resolution: { within: 8 * HOUR } } })
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy)
  })

  it('is the same again, in whatever order its parts are written', async () => {
    const store = registry()
    const when = { team: 'a', not: { tag: 'x', priority: 'urgent' } } as const
    await register(modelOf({ sla: [{ id: 'p', when, targets: within }] }), store)
    const turned = { not: { priority: 'urgent', tag: 'x' }, team: 'a' } as const
    await register(modelOf({ sla: [{ targets: within, when: turned, id: 'p' }] }), store)
    // What is left out is what stands for it.
    await register(modelOf({ sla: [{ id: 'p', version: 1, when, calendar: 'wall', targets: within }] }), store)
    expect(store.kept.size).toBe(2)
  })
})

describe('a definition that changed without a new version', () => {
  it.each<[string, Parts]>([
    ['a span', { sla: [{ id: 'p', targets: { resolution: { within: { hours: 9 } } } }] }],
    ['a condition', { sla: [{ id: 'p', when: { team: 'a' }, targets: within }] }],
    ['a light', { sla: [{ id: 'p', lights: { red: 0.9 }, targets: within }] }],
    ['a ladder', { sla: [{ id: 'p', targets: { resolution: { within: { hours: 8 }, escalate: [] } } }] }],
    ['a target', { sla: [{ id: 'p', targets: { ...within, acceptance: { within: { hours: 1 } } } }] }],
  ])('is refused with what to raise: %s', async (_name, parts) => {
    const store = registry()
    await register(modelOf({ sla: [{ id: 'p', targets: within }] }), store)
    const error = await changed(register(modelOf(parts), store))
    expect(error.details).toMatchObject({ kind: 'slaPolicy', id: 'p', version: 1 })
    expect(error.message).toBe('The SLA policy p was changed without raising its version 1. Raise it.')
  })

  it('is refused as a calendar too, and taken with another version', async () => {
    const store = registry()
    await register(modelOf({ calendars: { office: office() } }), store)
    const moved = modelOf({ calendars: { office: office(1, '17:00') } })
    const error = await changed(register(moved, store))
    expect(error.message).toBe('The calendar office was changed without raising its version 1. Raise it.')
    await register(modelOf({ calendars: { office: office(2, '17:00') } }), store)
  })

  it('of one kind is not mixed up with one of another kind by the same id', async () => {
    const store = registry()
    const parts = { calendars: { office: office() }, sla: [{ id: 'office', targets: within }] }
    await register(modelOf(parts), store)
    expect(store.kept.size).toBe(3)
  })
})

describe('from when a rule of time counts', () => {
  const rule = (more: object = {}) => {
    return { id: 'r', after: { hours: 1 }, since: 'solved', do: [{ action: 'tag', add: ['x'] }], ...more }
  }
  const onEvent = { id: 'e', on: 'ticket.created', do: [{ action: 'tag', add: ['x'] }] }
  const rules = (...given: object[]) => modelOf({ rules: given } as Parts)

  it('is when its first node registered it, for all nodes and versions', async () => {
    const store = registry()
    expect(await register(rules(rule(), onEvent), store, 1_000)).toEqual(new Map([['r', 1_000]]))
    expect(await register(rules(rule()), store, 2_000)).toEqual(new Map([['r', 1_000]]))
    const changed = rule({ version: 2, after: { hours: 9 } })
    expect(await register(rules(changed, rule({ id: 's' })), store, 3_000)).toEqual(
      new Map([
        ['r', 1_000],
        ['s', 3_000],
      ]),
    )
  })

  it('is no instant that another node has not reached: from then on it counts, for all nodes and ever', async () => {
    const store = registry()
    const ahead = 365 * 24 * HOUR
    told.length = 0
    expect(await register(rules(rule()), store, ahead)).toEqual(new Map([['r', ahead]]))
    // Clocks are never quite the same.
    expect(await register(rules(rule()), store, ahead - 1_000)).toEqual(new Map([['r', ahead]]))
    expect(told).toEqual([])
    const right = new Map([['r', 2_000]])
    expect(await register(rules(rule()), store, 2_000)).toEqual(right)
    expect(told).toEqual([expect.stringContaining('The rules of time solved r were to count from an instant')])
    for (const now of [3_000, ahead, 2 * ahead]) expect(await register(rules(rule()), store, now)).toEqual(right)
    expect(await register(rules(rule({ id: 's' })), store, ahead)).toEqual(new Map([['s', ahead]]))
    expect(await register(rules(rule(), rule({ id: 's' })), store, 4_000)).toEqual(new Map([...right, ['s', 4_000]]))
    expect(told).toHaveLength(2)
  })

  it('is anew where it counts from something else, and as before where that is taken back', async () => {
    const store = registry()
    await register(rules(rule()), store, 1_000)
    const other = rules(rule({ version: 2, since: 'created' }))
    expect(await register(other, store, 2_000)).toEqual(new Map([['r', 2_000]]))
    expect(await register(rules(rule({ version: 3 })), store, 3_000)).toEqual(new Map([['r', 1_000]]))
    expect((await register(modelOf(), store, 4_000)).size).toBe(0)
  })
})
